"""``python -m tongpan.config`` is ``tongpan``."""

from tongpan.config.cli import main

main()
