"""What binds discretion in a place on a day: ranges of the matter, benchmarks, the policy of the ladder."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.kernel.errors import NotFound
from tongpan.law.citation import Citation
from tongpan.law.discretion.benchmarks import check_refinement
from tongpan.law.penalty.ladder import LadderPolicy
from tongpan.law.penalty.local_rules import Source
from tongpan.powers.domain.benchmarking import READ, as_law
from tongpan.powers.domain.finerange import MatterFines, fine_entry
from tongpan.powers.domain.kinds import BenchmarkMaker
from tongpan.powers.models import Benchmark, LadderRule, Matter, MatterVersion, Provision
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.memory import Memory, Wording, memory


def fines_of(codes: Iterable[str], on: date) -> dict[str, MatterFines]:
    """Return the ranges of some matters in the wording of a day, else in the latest; two statements, then memory."""
    return _fines_on(_wordings(set(codes), memory()), on)


def discretion_of(
    codes: Iterable[str], place_id: UUID, days: Iterable[date], on: date
) -> tuple[dict[date, dict[str, MatterFines]], dict[tuple[str, str], Benchmark]]:
    """Return the ranges of some matters on some days, and the benchmarks that bind in a place on a day, in one look."""
    wanted, kept = set(codes), memory()
    wordings = _wordings(wanted, kept)
    return {day: _fines_on(wordings, day) for day in set(days)}, _benchmarks(wanted, place_id, on, kept)


def _fines_on(wordings: Mapping[str, Sequence[Wording]], on: date) -> dict[str, MatterFines]:
    found = {code: _wording(rows, on) for code, rows in wordings.items()}
    return {code: fines for code, fines in found.items() if fines is not None}


def _wording(rows: Sequence[Wording], on: date) -> MatterFines | None:
    held = [row for row in rows if row.holds(on)] or list(rows)
    return held[-1].fines if held else None


def _wordings(codes: set[str], kept: Memory) -> dict[str, tuple[Wording, ...]]:
    unknown = sorted(codes - kept.wordings.keys())
    if unknown:
        read: dict[str, list[Wording]] = {code: [] for code in unknown}
        rows = MatterVersion.objects.filter(matter__code__in=unknown, superseded_at__isnull=True)
        for row in rows.select_related("matter").prefetch_related("provisions").order_by("matter__code", "number"):
            code = row.matter.code
            read[code].append(Wording(row.valid_from, row.valid_to, _fines(code, row)))
        for code, wordings in read.items():
            kept.keep_wordings(code, tuple(wordings))
        return {code: kept.wordings.get(code, tuple(read.get(code, ()))) for code in codes}
    return {code: kept.wordings[code] for code in codes}


def _fines(code: str, version: MatterVersion) -> MatterFines:
    content: Mapping[str, Any] = version.content
    penal = [each for each in version.provisions.all() if each.role == Provision.PENALTY]
    citation = Citation(penal[0].statute, penal[0].article) if penal else Citation("", 0)
    place = str(penal[0]) if penal else ""
    entries = tuple(fine_entry(fine) for fine in content.get("fines", ()))
    return MatterFines(code, version.matter.domain, citation, place, entries)


def _on(on: date) -> Q:
    return Q(superseded_at__isnull=True, confirmed_at__isnull=False, valid_from__lte=on) & (
        Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    )


def benchmarks_on(codes: Iterable[str], place_id: UUID, on: date) -> dict[tuple[str, str], Benchmark]:
    """
    Return the benchmark that binds for each (matter code, range) in a place on a day.

    The own one binds while it stays within the superior's, else the superior's (国办发〔2022〕27号（五）).
    """
    return _benchmarks(set(codes), place_id, on, memory())


def _benchmarks(codes: set[str], place_id: UUID, on: date, kept: Memory) -> dict[tuple[str, str], Benchmark]:
    found: dict[tuple[str, str], dict[str, Benchmark]] = {}
    for code in sorted(codes):
        for row in _published(code, place_id, kept):
            if row.valid_from <= on and (row.valid_to is None or on < row.valid_to):
                found.setdefault((code, row.fine_key), {})[row.maker_level] = row
    return {key: _binding(levels, on) for key, levels in found.items()}


def _published(code: str, place_id: UUID, kept: Memory) -> tuple[Benchmark, ...]:
    found = kept.benchmarks.get((code, place_id))
    if found is None:
        rows = Benchmark.objects.filter(
            matter__code=code, territory_id__in=lineage_of(place_id), superseded_at__isnull=True,
            confirmed_at__isnull=False,
        )  # fmt: skip
        found = kept.keep_benchmarks((code, place_id), tuple(rows.order_by("valid_from", "id")))
    return found


def _binding(levels: Mapping[str, Benchmark], on: date) -> Benchmark:
    own, superior = levels.get(BenchmarkMaker.OWN), levels.get(BenchmarkMaker.SUPERIOR)
    if own is None or superior is None:
        return own or superior or next(iter(levels.values()))
    nowhere = Citation("", 0)
    beyond = check_refinement(as_law(own, nowhere, on), as_law(superior, nowhere, on))
    return superior if beyond else own


def ladder_on(place_id: UUID, on: date) -> LadderPolicy | None:
    """Return the policy of the ladder that binds in a place on a day, as the law takes it."""
    rows = LadderRule.objects.filter(_on(on), territory_id__in=lineage_of(place_id)).order_by("-valid_from")
    row = rows.first()
    if row is None:
        return None
    return LadderPolicy(
        source=Source(row.title, row.valid_from, on, READ, place=row.place, until=row.valid_to),
        vulnerable_only=row.vulnerable_only,
        key_fields=frozenset(row.key_fields),
        look_back_months=row.look_back_months,
    )


def benchmarks_of(district_id: UUID, *, waiting: bool = False) -> QuerySet[Benchmark]:
    """Return the benchmarks that a county entered, those that wait to be published alone or all that stand."""
    rows = Benchmark.objects.filter(territory_id=district_id, superseded_at__isnull=True).select_related("matter")
    return rows.filter(confirmed_at__isnull=True) if waiting else rows


def benchmark_of(district_id: UUID, benchmark_id: UUID) -> Benchmark:
    """
    Return one benchmark of a county.

    :raises NotFound: if it is of another, or there is none
    """
    row = Benchmark.objects.filter(pk=benchmark_id, territory_id=district_id).select_related("matter").first()
    if row is None:
        raise NotFound("没有这个裁量基准，或者不是本区县的；请从“裁量基准”列表进入")
    return row


def ladder_rules_of(district_id: UUID) -> list[LadderRule]:
    """Return the policies of the ladder of a county, the latest first."""
    return list(LadderRule.objects.filter(territory_id=district_id, superseded_at__isnull=True).order_by("-valid_from"))


def matter_for_benchmark(words: str) -> Matter | None:
    """Return the matter that a code, a name, or both one after the other, names."""
    text = words.strip()
    rows = Matter.objects.filter(withdrawn_on__isnull=True)
    return rows.filter(Q(code__in=[text, text.partition(" ")[0]]) | Q(name=text)).first()
