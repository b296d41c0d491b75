"""
Search: one full-text index over Chinese text, the same answers on both databases.

A text matches when it contains every word as it stands (full-width, case, blanks and punctuation apart). Words are
found through overlapping pairs of characters: FTS5 on SQLite, a stored tsvector on PostgreSQL.
"""

from tongpan.kernel.search.index import Document, forget, index, index_many
from tongpan.kernel.search.query import search

__all__ = ["Document", "forget", "index", "index_many", "search"]
