"""What this feature does by itself: keeping property, and tidying up."""

from tongpan.evidence.actions.moving import move_property
from tongpan.evidence.actions.sweeping import sweep

__all__ = ["move_property", "sweep"]
