"""What is kept of documents and seals."""

from tongpan.documents.models.document import Document, DocumentFile, DocumentSeries
from tongpan.documents.models.seal import Seal, SealUse

__all__ = ["Document", "DocumentFile", "DocumentSeries", "Seal", "SealUse"]
