"""What the edges of this feature do, each in one transaction."""

from tongpan.documents.actions.registering import Registering, close_seal, register_seal
from tongpan.documents.actions.sealing import seal_document

__all__ = ["Registering", "close_seal", "register_seal", "seal_document"]
