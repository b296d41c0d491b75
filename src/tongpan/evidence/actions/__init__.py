"""What this feature does by itself: keeping property and footage, and tidying up."""

from tongpan.evidence.actions.footage import (
    Report,
    bring_content,
    dispose_footage,
    empty_disposed,
    hold_footage,
    import_footage,
    register_recording,
    set_retention,
)
from tongpan.evidence.actions.moving import move_property
from tongpan.evidence.actions.sweeping import sweep

__all__ = [
    "Report",
    "bring_content",
    "dispose_footage",
    "empty_disposed",
    "hold_footage",
    "import_footage",
    "move_property",
    "register_recording",
    "set_retention",
    "sweep",
]
