"""What is read of documents and seals, by this feature's pages and by features above."""

from tongpan.documents.queries.address import lookup_address
from tongpan.documents.queries.documents import (
    document_by_code,
    document_of,
    documents_of,
    file_of,
    files_of,
    final_of,
    records_numbered,
    sealing_of,
    shares,
    tally_of,
)
from tongpan.documents.queries.seals import seal_by_id, seals_of, to_seal, uses_of, waiting_for_seal
from tongpan.documents.queries.series import series_of

__all__ = [
    "document_by_code", "document_of", "documents_of", "file_of", "files_of", "final_of", "lookup_address",
    "records_numbered", "seal_by_id", "sealing_of", "seals_of", "series_of", "shares", "tally_of", "to_seal", "uses_of",
    "waiting_for_seal",
]  # fmt: skip
