"""裁量: what the circumstances are, leaving the benchmark, and who may let it be left."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.weighing import Weighed
from tongpan.cases.events import DeviationAsked
from tongpan.cases.models import Case, CaseDeviation, ChargeWeighing
from tongpan.cases.steps import noting, staff, storing
from tongpan.cases.steps.rereview import weighed_again
from tongpan.kernel import outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, require
from tongpan.law.discretion.benchmarks import MakerLevel
from tongpan.law.discretion.deviation import ApprovedBy, Deviation, Ground, check_deviation
from tongpan.law.facts import CaseFacts, Charge, decided, remaining
from tongpan.law.money import Money
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.procedure import Target

TEXTS = ("entry", "base", "tier", "tier_why", "corrected_by", "ladder_why")
FLAGS = ("emergency", "vulnerable")
YES_NO = ("circumstances", "conditions", "local")
MOST_TEXT = 500
MOST_ANSWERS = 200
MOST_ARTICLE = 2000
MOST_BASE = 10**12


def weigh_charge(
    *, case_id: UUID, target: Target, answers: Mapping[str, Any], actor: Actor, now: datetime,
    version: int | None = None,
) -> Case:  # fmt: skip
    """
    Say which circumstances of discretion are there and which are not; what is left out is not known.

    `answers` holds `circumstances` (行政处罚法 32), `conditions` of tiers and `local` circumstances of the benchmark,
    each words → yes or no; `entry` and `base` of the range, `tier` with `tier_why`, `basis` (statute, article) of
    another ground, `emergency`, `vulnerable`, `corrected_by`, `ladder_why`.

    :raises Conflict: if it is decided already, or somebody else was faster
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if an answer cannot be
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        noting.require_handler(actor, known, "裁量情节由本案的承办人核对和登记")
        _undecided(known.facts, target)
        kept = _answers(answers)
        rows = ChargeWeighing.objects.filter(case=case, party=target.party, cause=target.cause)
        same = rows.values_list("answers", flat=True).first() == kept
        ChargeWeighing.objects.update_or_create(
            case=case, party=target.party, cause=target.cause,
            defaults={"answers": kept, "recorded_at": now, "recorded_by": actor.label},
        )  # fmt: skip
        after = known.facts if same else weighed_again(known.facts, (target.party, target.cause), now)
        if after is known.facts:
            noting.note(case, "case.weighed", actor, now, party=target.party, cause=target.cause, answers=kept)
        else:
            storing.store(
                case, known.facts, after, entry="case.weighed", actor=actor, now=now, target=target,
                told={"answers": kept},
            )  # fmt: skip
        return case


def _undecided(facts: CaseFacts, target: Target) -> Charge:
    facts = remaining(facts)
    charge = next((each for each in facts.charges if (each.party, each.cause) == (target.party, target.cause)), None)
    if charge is None:
        raise NotFound("本案没有这个当事人或者案由，请刷新后再填")
    if (target.party, target.cause) in decided(facts):
        raise Conflict("已经作出决定，裁量情节不能再改", code="case.decided")
    return charge


def _answers(given: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return what is kept of the answers.

    :raises Invalid: if one is of the wrong kind
    """
    kept: dict[str, Any] = {}
    for name in YES_NO:
        words = given.get(name) or {}
        if not isinstance(words, Mapping) or len(words) > MOST_ANSWERS or any("\0" in str(key) for key in words):
            raise Invalid("核对结果的写法不对，请从页面填写")
        found = {str(key)[:MOST_TEXT]: value for key, value in words.items() if value is not None}
        if not all(isinstance(value, bool) for value in found.values()):
            raise Invalid("每一项情节请答“有”或者“没有”；没有查明的不填")
        kept[name] = found
    if unknown := set(kept["circumstances"]) - {each.value for each in Circumstance}:
        raise Invalid(f"处罚法 32 条没有“{next(iter(unknown))[:40]}”这种情形")
    for name in TEXTS:
        text = str(given.get(name) or "").strip()
        if len(text) > MOST_TEXT or "\0" in text:
            raise Invalid("文字太长", fields={name: f"至多{MOST_TEXT}字"})
        if text:
            kept[name] = text
    _check_base(kept.get("base", ""))
    for name in FLAGS:
        if isinstance(given.get(name), bool):
            kept[name] = given[name]
    return kept | _basis(given, other=bool(kept["circumstances"].get(Circumstance.OTHER.value)))


def _check_base(text: str) -> None:
    try:
        base = Decimal(text or "0")
    except InvalidOperation:
        base = Decimal("NaN")
    if not base.is_finite() or not 0 <= base <= MOST_BASE:
        wrong = "请写成数字，例如 40000 或 12.5"
        raise Invalid(f"计算基数“{text[:30]}”看不懂，{wrong}", fields={"base": wrong})


def _basis(given: Mapping[str, Any], *, other: bool) -> dict[str, Any]:
    basis = given.get("basis") or {}
    if not isinstance(basis, Mapping) or "\0" in str(basis.get("statute")):
        raise Invalid("依据的写法不对，请写明法律、法规、规章的名称和第几条")
    statute, article = str(basis.get("statute") or "").strip(), basis.get("article")
    known = isinstance(article, int) and not isinstance(article, bool) and 0 < article <= MOST_ARTICLE
    if (other and not (statute and known)) or (article is not None and not known):
        text = "以其他情形从轻、减轻的，写明法律、法规、规章的名称和第几条（处罚法 32 条第五项）"
        raise Invalid(text, fields={"basis_statute": text})
    return {"basis": {"statute": statute[:120], "article": article}} if statute and article else {}


def ask_deviation(
    *, case_id: UUID, target: Target, ground: Ground, reason: str, actor: Actor, now: datetime,
    version: int | None = None,
) -> CaseDeviation:  # fmt: skip
    """
    Ask to leave the benchmark with the fine that is proposed (国办发〔2022〕27号（十二）).

    :raises Conflict: if the fine leaves nothing, is decided, or was asked about before
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if no reason is given
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        noting.require_handler(actor, known, "偏离裁量基准由本案的承办人报批")
        charge = _undecided(known.facts, target)
        found = queries.weighed(case, known.facts, date_of(now))[charge.party, charge.cause]
        fine = _off(charge, found)
        if not reason.strip():
            raise Invalid("请写明为什么偏离", fields={"reason": "请写明具体理由"})
        if CaseDeviation.objects.filter(
            case=case, party=target.party, cause=target.cause, decided_at__isnull=True
        ).exists():
            raise Conflict("这个偏离已经报批，正在等审批", code="case.deviation.open")
        row = CaseDeviation.objects.create(
            case=case,
            party=target.party,
            cause=target.cause,
            fine_fen=fine.fen,
            bands=found.bands_text,
            benchmark=str(found.benchmark)[:300],
            maker=found.benchmark.maker_level,
            ground=ground.value,
            reason=reason.strip()[:1000],
            asked_at=now,
            asked_by=actor.label,
            district_id=case.district_id,
        )
        noting.note(
            case, "case.deviation_asked", actor, now, party=target.party, cause=target.cause, fine=str(fine),
            bands=found.bands_text, reason=row.reason,
        )  # fmt: skip
        outbox.publish(DeviationAsked(deviation_id=str(row.pk)))
        return row


def _off(charge: Charge, found: Weighed) -> Money:
    """Return the fine that leaves the benchmark."""
    fine = charge.proposed.fine if charge.proposed is not None else None
    if found.benchmark is None or fine is None or found.bounds is None:
        raise Conflict("没有适用的裁量基准，或者还没有拟罚款，不需要报批偏离", code="case.deviation.none")
    inside = any(each.lowest <= fine <= each.highest for each in found.bounds.bands)
    if inside or not (found.bounds.bands or found.bounds.unsettled):
        raise Conflict(f"拟罚{fine}在裁量区间内，不需要报批偏离", code="case.deviation.none")
    return fine


def answer_deviation(
    *, deviation_id: UUID, grant: bool, approved_by: ApprovedBy, answer: str, actor: Actor, now: datetime
) -> CaseDeviation:
    """
    Let the benchmark be left with just that fine, or refuse it with a reason.

    The principal decides; where the heads deliberated together or the maker of a superior's benchmark was asked, the
    principal records that, and the file must show it.

    :raises Unlawful: if that approval is not enough for that benchmark (国办发〔2022〕27号（十二）)
    :raises Conflict: if it was answered before
    :raises Forbidden: if the actor is not the principal of the case, or handles it
    :raises Invalid: if it is refused without a reason, or nothing in the file shows the approval
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        row = queries.deviation_for(actor, deviation_id)
        case = storing.load(row.case_id, actor, None)
        known = queries.known(case, date_of(now))
        handle = policies.handle_of(actor, known.people)
        apart = policies.stands_apart(handle, known.facts)
        if not (apart and policies.may_let_leave(policies.roles_of(handle, known.facts))):
            raise Forbidden("偏离裁量基准由本案的主要负责人批准；承办人不能批自己的案件", code="cases.deviation")
        staff.require_heads(case, known, [handle])
        if not answer.strip() and (not grant or approved_by is not ApprovedBy.PRINCIPAL):
            text = "退回的写明理由；经集体讨论或者制定机关批准的，写明记录或者批复的名称、文号"
            raise Invalid(text, fields={"answer": text})
        if grant:
            _check_file(known.facts, row, approved_by)
            maker, ground = MakerLevel(row.maker), Ground(row.ground)
            require(check_deviation(Deviation(maker, ground, row.reason, approved_by, in_file=True)))
        moved = CaseDeviation.objects.filter(pk=row.pk, decided_at__isnull=True).update(
            decided_at=now, decided_by=actor.label, approved_by=approved_by.value if grant else "", granted=grant,
            answer=answer.strip()[:500],
        )  # fmt: skip
        if not moved:
            raise Conflict("这个偏离已经批过了", code="case.deviation.answered")
        entry = "case.deviation_granted" if grant else "case.deviation_refused"
        noting.note(case, entry, actor, now, party=row.party, cause=row.cause, fine=str(Money(row.fine_fen)),
                    answer=answer.strip()[:500], approved_by=approved_by.label if grant else "")  # fmt: skip
        row.refresh_from_db()
        return row


def _check_file(facts: CaseFacts, row: CaseDeviation, approved_by: ApprovedBy) -> None:
    if approved_by is not ApprovedBy.DELIBERATION:
        return
    if not any((each.party, each.cause) == (row.party, row.cause) for each in facts.deliberations):
        raise Invalid("案卷里还没有集体讨论的记录；先办“集体讨论”", fields={"approved_by": "没有集体讨论的记录"})
