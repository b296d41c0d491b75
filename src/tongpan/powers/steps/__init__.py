"""What actions share, here and in other features."""

from tongpan.powers.queries.competence import require_on_list
from tongpan.powers.steps.boundaries import write_boundary
from tongpan.powers.steps.grants import NewGrant, close, overlapping, rewrite, subject_of, write_grants
from tongpan.powers.steps.stamp import touch_lists

__all__ = [
    "NewGrant",
    "close",
    "overlapping",
    "require_on_list",
    "rewrite",
    "subject_of",
    "touch_lists",
    "write_boundary",
    "write_grants",
]
