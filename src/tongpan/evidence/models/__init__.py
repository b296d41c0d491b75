"""Tables of evidence and of property involved."""

from tongpan.evidence.models.custody import CustodyEntry, DigestCheck
from tongpan.evidence.models.footage import FootageLink, FootageMark, Recording, RetentionTerm, UnfilmedNote
from tongpan.evidence.models.item import EvidenceFile, EvidenceItem, SupportRequest, TimeMark
from tongpan.evidence.models.property import PropertyItem, PropertyMove
from tongpan.evidence.models.upload import Upload

__all__ = [
    "CustodyEntry",
    "DigestCheck",
    "EvidenceFile",
    "EvidenceItem",
    "FootageLink",
    "FootageMark",
    "PropertyItem",
    "PropertyMove",
    "Recording",
    "RetentionTerm",
    "SupportRequest",
    "TimeMark",
    "UnfilmedNote",
    "Upload",
]
