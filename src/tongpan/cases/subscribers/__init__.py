"""What cases do when something has happened."""

from tongpan.cases.subscribers import asking, helping, limits

__all__ = ["asking", "helping", "limits"]
