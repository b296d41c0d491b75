"""What cases do when something has happened."""

from tongpan.cases.subscribers import asking, limits

__all__ = ["asking", "limits"]
