"""采集站: a recorder with somebody who carries it, and films that the dock holds."""

import hashlib
from datetime import datetime, timedelta

from tongpan.agencies.actions import recorders

FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"


def a_film(words="场景"):
    """Return a content that begins as a film does, unlike any other of other words."""
    return FILM + words.encode() + b"\0" * 64


def digest(content):
    return hashlib.sha256(content).hexdigest()


def a_recorder(stage, number="T6-0417", *, carried_by=None, since=None):
    """Register a recorder of the stage's team, carried by somebody since a moment."""
    row = recorders.register_recorder(
        number=number, team_id=stage.town.team.pk, actor=stage.head, now=stage.now - timedelta(days=30)
    )
    if carried_by is not None:
        recorders.issue_recorder(
            recorder_id=row.pk, officer_id=carried_by.officer_id, from_at=since or stage.now - timedelta(hours=4),
            actor=stage.head, now=stage.now,
        )  # fmt: skip
    return row


def shown(moment: datetime):
    return moment.strftime("%Y-%m-%d %H:%M:%S")
