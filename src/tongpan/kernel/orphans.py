"""
Children end with their parent, even one that was killed outright and could tell them nothing.

``tongpan serve`` names itself in the environment of what it starts. A child asks every second whether that is still its
parent: an orphan gets another one, on every system that has processes as POSIX means them.
"""

import logging
import os
import signal
import threading

PARENT = "TONGPAN_SERVED_BY"
EVERY_SECONDS = 1.0
PATIENCE_SECONDS = 10.0
"""for the piece of work in hand, after which an orphan ends at once"""

logger = logging.getLogger(__name__)


def name_as_parent() -> None:
    """Make what this process starts from now on end with it."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent() -> None:
    """End this process soon after the parent that named itself; without such a parent, do nothing."""
    parent = os.environ.get(PARENT, "")
    if not parent.isdigit() or int(parent) == os.getpid():
        return
    threading.Thread(target=_watch, args=(int(parent),), name="end-with-parent", daemon=True).start()


def _watch(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(EVERY_SECONDS)
    logger.warning("the process that started this one is gone; ending")
    os.kill(os.getpid(), signal.SIGTERM)
    pause.wait(PATIENCE_SECONDS)
    os._exit(1)
