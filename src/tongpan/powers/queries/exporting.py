"""Lists as rows of a file: what `powers_import` reads back."""

from collections.abc import Iterator

from tongpan.agencies.domain.fields import Domain
from tongpan.powers.domain.matterfile import matter_line
from tongpan.powers.models import Grant, MatterVersion
from tongpan.powers.queries.lists import ORDER, ListFilter, grants

_LABELS = {domain.value: str(domain.label) for domain in Domain}


def matter_lines() -> Iterator[list[str]]:
    """Return every matter in use, one line each."""
    rows = MatterVersion.objects.filter(
        superseded_at__isnull=True, valid_to__isnull=True, matter__withdrawn_on__isnull=True
    ).order_by("matter__code")
    for content in rows.values_list("content", flat=True).iterator(chunk_size=500):
        yield matter_line(content, _LABELS.get(content["domain"], content["domain"]))


def grant_lines(wanted: ListFilter) -> Iterator[list[str]]:
    """Return the grants of a list, one line each."""
    for grant in grants(wanted).order_by(*ORDER).iterator(chunk_size=500):
        yield _line(grant)


def _line(grant: Grant) -> list[str]:
    paper = grant.instrument
    return [
        grant.matter.code,
        grant.matter.name,
        _LABELS.get(grant.matter.domain, grant.matter.domain),
        grant.body.name,
        grant.territory.code,
        str(grant.get_power_display()),
        str(grant.get_mode_display()),
        grant.principal.name if grant.principal else "",
        grant.grantor.name if grant.grantor else "",
        str(grant.get_source_display()),
        grant.basis,
        paper.title if paper else "",
        paper.number if paper else "",
        _day(paper.published_on if paper else None),
        _day(paper.published_by_delegate_on if paper else None),
        _day(grant.valid_from),
        _day(grant.valid_to),
    ]


def _day(value: object) -> str:
    return str(value) if value is not None else ""
