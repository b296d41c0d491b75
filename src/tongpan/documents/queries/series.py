"""文号: how far each of an organ's series has come."""

from uuid import UUID

from tongpan.documents.models import DocumentSeries


def series_of(issuer_id: UUID, year: int) -> dict[str, int]:
    """Return by kind the last number that an organ has used in a year; a kind not used yet is not there."""
    return dict(DocumentSeries.objects.filter(issuer_id=issuer_id, year=year).values_list("sign", "last"))
