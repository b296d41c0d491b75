"""裁量基准: entered by one person, checked and published by another, ended on a day; never overwritten."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid, Refusal, require
from tongpan.kernel.ids import uuid7
from tongpan.kernel.spreadsheet import BadRow
from tongpan.law.discretion.benchmarks import check_benchmark, check_refinement
from tongpan.law.money import yuan
from tongpan.law.refusal import LawRefused
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.actions.importing import ImportReport
from tongpan.powers.domain.benchmarking import (
    MOST_CONDITIONS,
    MOST_TIERS,
    Key,
    NewBenchmark,
    as_law,
    plain,
    read_line,
)
from tongpan.powers.domain.finerange import FineEntry
from tongpan.powers.domain.kinds import BenchmarkMaker
from tongpan.powers.domain.listfile import CellError, RowError
from tongpan.powers.models import Benchmark, LadderRule
from tongpan.powers.queries import benchmarks as kept
from tongpan.powers.steps import ownrules, touch_lists

WHAT: Final = "裁量基准"
LADDER: Final = "阶梯政策"
Rows = Iterable[tuple[int, Mapping[str, str]]]
FIELDS = (
    "title", "number", "place", "maker", "maker_level", "published_on", "range_text", "valid_from", "valid_to",
)  # fmt: skip


def enter_benchmark(*, new: NewBenchmark, district: Place, actor: Actor, now: datetime) -> Benchmark:
    """
    Enter a benchmark; it binds when another person has published it.

    :raises Forbidden: if the actor neither keeps the list nor checks it
    :raises Invalid: if something is missing or cannot be, with the range it has to lie in
    :raises Unlawful: if a tier goes beyond the statute (国办发〔2022〕27号（六）)
    :raises Conflict: if there is one for the same range from the same day
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        return _enter(new, district, actor, now)


def _enter(new: NewBenchmark, district: Place, actor: Actor, now: datetime) -> Benchmark:
    row = _row(new, district, actor, now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict("这一档罚款自同一日起已有基准；要修改的，先终止原来的", code="benchmark.twice") from None
    ledger.record("benchmark.entered", subject=_subject(row), actor=actor.label, at=now, **_facts(row))
    return row


def _row(new: NewBenchmark, district: Place, actor: Actor, now: datetime) -> Benchmark:
    matter = kept.matter_for_benchmark(new.matter_code)
    if matter is None:
        raise Invalid("目录里没有这个事项", fields={"matter": "目录里没有这个事项；请输入编码，或从提示中选择"})
    if new.published_on is None or new.valid_from is None:
        raise Invalid("请填写公布日期和施行日期", fields={"published_on": "请填写", "valid_from": "请填写"})
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        raise Invalid("失效日期应当晚于施行日期", fields={"valid_to": "失效日期应当晚于施行日期"})
    if new.published_on > date_of(now):
        text = "公布日期不能晚于今天；没有向社会公布的基准不能适用（处罚法 34 条）"
        raise Invalid(text, fields={"published_on": text})
    _check_tiers(new)
    fines = kept.fines_of([matter.code], new.valid_from).get(matter.code)
    entry = _entry(new, fines.entries if fines is not None else ())
    try:
        lowest, highest = _range(new, entry)
        row = Benchmark(
            matter=matter,
            territory=district,
            fine_key=entry.key,
            lowest=lowest,
            highest=highest,
            tiers=[tier.kept() for tier in new.tiers],
            lightening=list(new.lightening),
            aggravating=list(new.aggravating),
            entered_by=actor.label,
            recorded_at=now,
            **{name: getattr(new, name) for name in FIELDS},
        )
        citation = fines.citation if fines is not None else None
        assert citation is not None
        law = as_law(row, citation, date_of(now))
    except LawRefused as refused:
        raise Invalid(refused.message, fields={"tiers": refused.message}) from refused
    require(tuple(each for each in check_benchmark(law, new.valid_from) if each.code.endswith("beyond_statute")))
    return row


def _check_tiers(new: NewBenchmark) -> None:
    wrong = ""
    if not new.tiers or len(new.tiers) > MOST_TIERS:
        wrong = f"至少一个、至多{MOST_TIERS}个阶次"
    elif any(not tier.name or not tier.conditions for tier in new.tiers):
        wrong = "每个阶次都要写明名称和适用情形"
    elif any(len(tier.conditions) > MOST_CONDITIONS for tier in new.tiers):
        wrong = f"一个阶次至多{MOST_CONDITIONS}条情形"
    elif len({tier.name for tier in new.tiers}) < len(new.tiers):
        wrong = "阶次的名称不能重复"
    if wrong:
        raise Invalid(wrong, fields={"tiers": wrong})


def _entry(new: NewBenchmark, entries: Iterable[FineEntry]) -> FineEntry:
    """Return the range that is divided: named, or the only one of the article."""
    known = list(entries)
    if not known:
        text = "这个事项没有罚款，不能划分罚款阶次"
        raise Invalid(text, fields={"matter": text})
    fitting = [each for each in known if each.key == new.fine_key] if new.fine_key else known
    if len(fitting) == 1:
        return fitting[0]
    choices = "；".join(each.key for each in known)
    raise Invalid(f"本事项有几档罚款，请写明是哪一档：{choices}", fields={"fine_key": f"请写明是哪一档：{choices}"})


def _range(new: NewBenchmark, entry: FineEntry) -> tuple[str, str]:
    """Return the range in yuan: of the article itself, or as the instrument that sets it says."""
    if entry.plain and entry.low is not None and entry.high is not None:
        return plain(yuan(str(float(entry.low)))), plain(yuan(str(float(entry.high))))
    if not new.range_text or not new.highest:
        text = "条文没有直接写明数额：请填写法定最低、最高和写明它们的依据（法规、规章的名称和条款）"
        raise Invalid(text, fields={"range_text": text})
    return plain(yuan(new.lowest or "0")), plain(yuan(new.highest))


def publish_benchmark(*, benchmark_id: UUID, district: Place, actor: Actor, now: datetime) -> Benchmark:
    """
    Publish a benchmark that another entered: from its day on it binds in cases.

    :raises Forbidden: if the actor entered it, or neither keeps nor checks the list
    :raises Unlawful: if it goes beyond the statute or beyond the superior's benchmark
    :raises Conflict: if it was published or superseded before, or the matter names no range of fines any more
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        row = kept.benchmark_of(district.pk, benchmark_id)
        ownrules.refuse_own(row, actor)
        fines = kept.fines_of([row.matter.code], row.valid_from).get(row.matter.code)
        if fines is None:
            raise Conflict("这个事项的罚款幅度已经撤下，请先在事项目录里补上再公布", code="benchmark.no_fines")
        row.confirmed_at, row.confirmed_by = now, actor.label
        law = as_law(row, fines.citation, date_of(now))
        require(check_benchmark(law, row.valid_from))
        superior = _superior(row)
        if superior is not None:
            require(check_refinement(law, as_law(superior, fines.citation, date_of(now))))
        moved = Benchmark.objects.filter(pk=row.pk, confirmed_at__isnull=True, superseded_at__isnull=True).update(
            confirmed_at=now, confirmed_by=actor.label
        )
        if not moved:
            raise Conflict("这个基准已经公布或者更正，请刷新后再办", code="benchmark.published")
        touch_lists()
        ledger.record("benchmark.published", subject=_subject(row), actor=actor.label, at=now, **_facts(row))
        return row


def _superior(row: Benchmark) -> Benchmark | None:
    if row.maker_level == BenchmarkMaker.SUPERIOR:
        return None
    same = Benchmark.objects.filter(
        matter_id=row.matter_id, territory_id=row.territory_id, fine_key=row.fine_key, superseded_at__isnull=True,
        maker_level=BenchmarkMaker.SUPERIOR, confirmed_at__isnull=False, valid_from__lte=row.valid_from,
    )  # fmt: skip
    return same.exclude(valid_to__lte=row.valid_from).order_by("-valid_from").first()


def end_benchmark(
    *, benchmark_id: UUID, on: date, reason: str, district: Place, actor: Actor, now: datetime
) -> Benchmark:
    """
    End a benchmark on a day, or take back one that was never published.

    :raises Forbidden: if the actor neither keeps nor checks the list
    :raises Invalid: if no reason is given, or the day lies before it began
    :raises Conflict: if somebody else ended it first
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    row = kept.benchmark_of(district.pk, benchmark_id)
    if not reason.strip():
        raise Invalid("请写明为什么终止", fields={"reason": "请写明为什么终止"})
    if row.confirmed_at is not None and on < row.valid_from:
        text = f"终止日期不能早于施行日期（{row.valid_from:%Y-%m-%d}）"
        raise Invalid(text, fields={"on": text})
    with transaction.atomic(durable=True):
        moved = Benchmark.objects.filter(pk=row.pk, superseded_at__isnull=True).update(superseded_at=now)
        if not moved:
            raise Conflict("他人刚刚更正了这个基准，请刷新后再办", code="benchmark.ended")
        copy = row
        if row.confirmed_at is not None:
            copy = kept.benchmark_of(district.pk, row.pk)
            copy.pk, copy.valid_to, copy.recorded_at, copy.superseded_at = uuid7(), on, now, None
            copy.save(force_insert=True)
        touch_lists()
        ledger.record(
            "benchmark.ended", subject=_subject(row), actor=actor.label, at=now, on=on, reason=reason.strip()[:300]
        )
        return copy


def import_benchmarks(*, rows: Rows, district: Place, actor: Actor, now: datetime, keep: bool = True) -> ImportReport:
    """
    Bring benchmarks in from a file, one line a tier; a benchmark of which a line is wrong is left out whole.

    They wait to be published like those entered by hand. Without `keep`, only say what would be done.

    :raises Forbidden: if the actor neither keeps nor checks the list
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    report = ImportReport()
    groups: dict[Key, list[tuple[int, NewBenchmark]]] = {}
    spoilt: set[str] = set()
    for line, row in rows:
        report.received += 1
        try:
            if isinstance(row, BadRow):
                raise CellError("", row.reason)
            key, new = read_line(row)
        except CellError as error:
            report.rejected.append(RowError(line, error.column, error.reason))
            spoilt.add(str(row.get("事项编码", "")).strip())
            continue
        groups.setdefault(key, []).append((line, new))
    for key, lines in groups.items():
        if key[0] in spoilt:
            reason = "同一事项的其他行有误，改好后一起导入"
            report.rejected += [RowError(line, "", reason) for line, _ in lines]
        else:
            _bring(lines, report, district, actor, now, keep=keep)
    report.rejected.sort(key=lambda each: each.line)
    return report


def _bring(
    lines: list[tuple[int, NewBenchmark]], report: ImportReport, district: Place, actor: Actor, now: datetime, *,
    keep: bool,
) -> None:  # fmt: skip
    first_line, first = lines[0]
    values = {name: getattr(first, name) for name in NewBenchmark.__slots__}
    whole = NewBenchmark(**(values | {"tiers": tuple(tier for _, new in lines for tier in new.tiers)}))
    try:
        if _known(whole, district):
            report.unchanged += len(lines)
            return
        if keep:
            with transaction.atomic(durable=True):
                _enter(whole, district, actor, now)
        else:
            _row(whole, district, actor, now)
        report.created += len(lines)
    except Refusal as refusal:
        said = str(refusal)
        column = next((COLUMN_OF.get(name, "") for name in refusal.fields), "")
        report.rejected.append(RowError(first_line, column, said))


COLUMN_OF = {
    "matter": "事项编码", "fine_key": "适用的罚款", "range_text": "数额依据", "tiers": "阶次",
    "published_on": "公布日期", "valid_from": "施行日期", "valid_to": "失效日期",
}  # fmt: skip


def _known(new: NewBenchmark, district: Place) -> bool:
    assert new.valid_from is not None
    same = Benchmark.objects.filter(
        territory=district, matter__code=new.matter_code, title=new.title, number=new.number, superseded_at=None,
        valid_from=new.valid_from,
    )  # fmt: skip
    tiers = [tier.kept() for tier in new.tiers]
    return any(row.tiers == tiers for row in same)


def set_ladder(
    *,
    title: str,
    place: str,
    key_fields: Iterable[str],
    look_back_months: int,
    vulnerable_only: bool,
    valid_from: date,
    district: Place,
    actor: Actor,
    now: datetime,
    valid_to: date | None = None,
) -> LadderRule:
    """
    Enter the county's policy of the ladder, with the key fields and the span that it settled (M148–M150).

    :raises Forbidden: if the actor neither keeps nor checks the list
    :raises Invalid: if the span or the days cannot be
    :raises Conflict: if there is one from the same day
    """
    policies.check_benchmarks(actor, district.pk, LADDER)
    if not 1 <= look_back_months <= 120:
        text = "追溯期应当是 1 至 120 个月"
        raise Invalid(text, fields={"look_back_months": text})
    if valid_to is not None and valid_to <= valid_from:
        raise Invalid("失效日期应当晚于施行日期", fields={"valid_to": "失效日期应当晚于施行日期"})
    row = LadderRule(
        territory=district, title=title.strip(), place=place.strip(), key_fields=sorted(set(key_fields)),
        look_back_months=look_back_months, vulnerable_only=vulnerable_only, valid_from=valid_from, valid_to=valid_to,
        entered_by=actor.label, recorded_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic(durable=True):
            row.save(force_insert=True)
            ledger.record("ladder.entered", subject=row, actor=actor.label, at=now, title=row.title)
    except IntegrityError:
        raise Conflict("自同一日起已有阶梯政策", code="ladder.twice") from None
    return row


def publish_ladder(*, rule_id: UUID, district: Place, actor: Actor, now: datetime) -> LadderRule:
    """
    Publish a policy of the ladder that another entered.

    :raises Forbidden: if the actor entered it, or neither keeps nor checks the list
    :raises Conflict: if somebody else was faster
    :raises NotFound: if there is none that waits
    """
    policies.check_benchmarks(actor, district.pk, LADDER)
    with transaction.atomic(durable=True):
        twice = Conflict("这项政策已经公布，请刷新后再办", code="ladder.published")
        rows = LadderRule.objects.filter(territory=district, superseded_at=None)
        row = ownrules.confirm(rows, rule_id, called="这项政策", twice=twice, actor=actor, now=now)
        ledger.record("ladder.published", subject=row, actor=actor.label, at=now, title=row.title)
        return row


def withdraw_ladder(*, rule_id: UUID, district: Place, actor: Actor, now: datetime, reason: str = "") -> None:
    """
    Take back a policy of the ladder that nobody published yet, or with a reason one that has not begun.

    What it said stays on record.

    :raises Conflict: if it has begun
    :raises Forbidden: if it waits and another entered it, was published and the actor did, or the actor keeps no list
    :raises Invalid: if it was published and no reason is given
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, LADDER)
    with transaction.atomic(durable=True):
        rows = LadderRule.objects.filter(territory=district, superseded_at=None)
        row = ownrules.withdraw(rows, rule_id, on=date_of(now), reason=reason, called="这项政策", actor=actor)
        touch_lists()
        ledger.record(
            "ladder.withdrawn", subject=row, actor=actor.label, at=now, reason=reason.strip(),
            title=row.title, look_back_months=row.look_back_months,
        )  # fmt: skip


def _subject(row: Benchmark) -> ledger.SubjectRef:
    """A benchmark's history stands under its line, which outlives corrections."""
    return ledger.SubjectRef("powers.benchmark", row.line)


def _facts(row: Benchmark) -> dict[str, object]:
    return {
        "row": str(row.pk),
        "matter": str(row.matter_id),
        "fine": row.fine_key,
        "title": row.title,
        "number": row.number,
        "tiers": row.tiers,
        "valid_from": row.valid_from.isoformat(),
    }
