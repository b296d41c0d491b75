"""What cases do when something has happened."""

from tongpan.cases.subscribers import asking, comparing, helping, keeping, limits, reconciling

__all__ = ["asking", "comparing", "helping", "keeping", "limits", "reconciling"]
