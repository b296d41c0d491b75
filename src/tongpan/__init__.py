"""Tongpan (通盘): a county and its townships enforce the law as one team (一支队伍管执法)."""

__version__ = "0.1.0"
