"""What cases do when something has happened."""

from tongpan.cases.subscribers import asking, comparing, helping, limits, reconciling

__all__ = ["asking", "comparing", "helping", "limits", "reconciling"]
