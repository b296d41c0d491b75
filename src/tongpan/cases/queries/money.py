"""财务对账: what is owed and paid by code, which lines wait for a person, and where the cash is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.policies import officer_of
from tongpan.cases.domain import keeping
from tongpan.cases.domain.duties import TO_BANK, TO_ORGAN
from tongpan.cases.domain.money import OPEN_LINES, DueState, LineState, clean_code
from tongpan.cases.models import (
    BankStatement,
    CaseFact,
    CaseLimit,
    CaseOfficer,
    CaseParty,
    CaseTransfer,
    CashItem,
    CashSlip,
    CodeRule,
    PaymentCode,
    PaymentDue,
    PersonLimit,
    StatementLine,
)
from tongpan.kernel.errors import Invalid, NotFound
from tongpan.kernel.paging import Page, keyset
from tongpan.law.facts import Payment, read_row
from tongpan.law.facts.words import Role
from tongpan.law.money import NOTHING, Money
from tongpan.law.procedure import Target

MOST_SHOWN: Final = 50
MOST_EXPORTED: Final = 20_000
IN_FORCE: Final = Prefetch(
    "codes", PaymentCode.objects.filter(voided_at__isnull=True).order_by("id"), to_attr="in_force"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFilters:
    """What is shown. Empty means: not filtered; `words`: a code, or the number of a case."""

    state: str = ""
    overdue: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cash:
    """Cash of one charge on its way: how much, by which receipts, and until when it has to go on."""

    limit: CaseLimit
    amount: Money
    receipts: str
    slip: str = ""

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.limit.case_id}/{self.limit.party}/{self.limit.cause}"


def narrowed(actor: Actor, filters: DueFilters, today: date) -> QuerySet[PaymentDue]:
    """Return the sums that the actor keeps and the filters let through."""
    rows = keeping.visible_money(actor, PaymentDue.objects.all())
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.overdue:
        rows = rows.filter(state=DueState.OPEN, pay_by__lt=today)
    words = filters.words.strip()
    if not words:
        return rows
    coded = PaymentCode.objects.filter(due=OuterRef("pk"), code=_plain(words))
    return rows.filter(Exists(coded) | Q(case__number__iexact=words))


def dues(
    actor: Actor, filters: DueFilters, today: date, *, after: str | None = None, size: int = 50
) -> Page[PaymentDue]:
    """Return one page of sums with their cases, parties and codes in force, newest first: three statements."""
    rows = narrowed(actor, filters, today).select_related("case").prefetch_related("case__parties", IN_FORCE)
    return keyset(rows, order=("-id",), after=after, size=size)


def everything(actor: Actor, filters: DueFilters, today: date) -> Iterator[PaymentDue]:
    """Yield what the filters keep, page after page, `MOST_EXPORTED` at most."""
    after, given = None, 0
    while given < MOST_EXPORTED:
        found = dues(actor, filters, today, after=after, size=200)
        yield from found.items
        given += len(found.items)
        after = found.next
        if after is None:
            return


def due_for(actor: Actor, due_id: UUID) -> PaymentDue:
    """
    Return a sum that the actor keeps.

    :raises NotFound: otherwise
    """
    rows = keeping.visible_money(actor, PaymentDue.objects.filter(pk=due_id))
    found: PaymentDue | None = rows.select_related("case").prefetch_related("case__parties", IN_FORCE).first()
    if found is None:
        raise NotFound("没有这笔应缴款，或者不是您所在机关的；请从“财务对账”进入")
    return found


def due_of(case_id: UUID, target: Target) -> PaymentDue | None:
    """Return what a charge owes, with the code in force; None before it was decided."""
    rows = PaymentDue.objects.filter(case_id=case_id, party=target.party, cause=target.cause)
    return rows.prefetch_related(IN_FORCE).first()


def dues_of(case_id: UUID) -> Sequence[PaymentDue]:
    """Return what is owed in a case, with the codes in force."""
    rows: QuerySet[PaymentDue] = PaymentDue.objects.filter(case_id=case_id)
    return [*rows.prefetch_related(IN_FORCE).order_by("id")]


def lines(
    actor: Actor, *, state: str = "", statement_id: UUID | None = None, after: str | None = None, size: int = 50
) -> Page[StatementLine]:
    """Return one page of lines: of one state, of one statement, or all that wait for a person; newest first."""
    rows = keeping.visible_money(actor, StatementLine.objects.all())
    if statement_id is not None:
        rows = rows.filter(statement_id=statement_id)
    if state:
        rows = rows.filter(state=state)
    elif statement_id is None:
        rows = rows.filter(state__in=OPEN_LINES)
    rows = rows.select_related("due__case", "statement").prefetch_related("due__case__parties")
    return keyset(rows, order=("-id",), after=after, size=size)


def line_for(actor: Actor, line_id: UUID) -> StatementLine:
    """
    Return a line of a statement of the actor's organ.

    :raises NotFound: otherwise
    """
    rows = keeping.visible_money(actor, StatementLine.objects.filter(pk=line_id))
    found: StatementLine | None = rows.select_related("due__case", "statement").first()
    if found is None:
        raise NotFound("没有这条对账明细，或者不是您所在机关的；请从“财务对账”进入")
    return found


def coded(body_id: UUID, code: str) -> QuerySet[PaymentCode]:
    """
    Return what a code means to an organ: one of its county, whoever has the case by now.

    What was printed on a decision is paid into the organ that issued it, also after the case went on to another.
    """
    body = agencies.agency_by_id(body_id)
    if body is None or body.district_id is None:
        return PaymentCode.objects.none()
    return PaymentCode.objects.filter(code=code, district_id=body.district_id)


def payable(line: StatementLine) -> QuerySet[PaymentDue]:
    """Return what a line may pay: sums of its organ, or of cases that went on from it, and the one of its code."""
    went_on = CaseTransfer.objects.filter(case=OuterRef("case"), from_body_id=line.body_id, accepted=True)
    bears = list(coded(line.body_id, line.code).values_list("due_id", flat=True)) if line.code else []
    return PaymentDue.objects.filter(Q(body_id=line.body_id) | Q(pk__in=bears) | Exists(went_on))


def candidates(line: StatementLine, words: str = "") -> Sequence[PaymentDue]:
    """
    Return what a line may pay, the likeliest first: what was found, what bears the party's name, what has its sum.

    `words` looks for a code or the number of a case instead.
    """
    every = payable(line).select_related("case").prefetch_related("case__parties", IN_FORCE)
    if words.strip():
        named_so = Q(pk__in=list(coded(line.body_id, _plain(words)).values_list("due_id", flat=True)))
        return list(every.filter(named_so | Q(case__number__iexact=words.strip()))[:MOST_SHOWN])
    rows = every.filter(body_id=line.body_id)
    named = CaseParty.objects.filter(case=OuterRef("case"), handle=OuterRef("party"), name_index=line.payer_index)
    alike = Q(left_fen=line.amount_fen) | (Q(Exists(named), left_fen__gt=0) if line.payer_index else Q(pk__in=[]))
    found = list(rows.filter(alike).order_by("-id")[:10])
    first = [each for each in every.filter(pk=line.due_id)] if line.due_id is not None else []
    return first + [each for each in found if each.pk != line.due_id]


def statement_for(actor: Actor, statement_id: UUID) -> BankStatement:
    """
    Return a statement of the actor's organ.

    :raises NotFound: otherwise
    """
    rows = keeping.visible_money(actor, BankStatement.objects.filter(pk=statement_id))
    found: BankStatement | None = rows.first()
    if found is None:
        raise NotFound("没有这份对账单，或者不是您所在机关的；请从“财务对账”进入")
    return found


def statements(actor: Actor, *, after: str | None = None, size: int = 20) -> Page[BankStatement]:
    """Return one page of statements, newest first."""
    rows = keeping.visible_money(actor, BankStatement.objects.all())
    return keyset(rows, order=("-id",), after=after, size=size)


def tally_of(statement: BankStatement) -> list[tuple[str, str, int]]:
    """Return how many lines of a statement stand how: state, its label, number."""
    rows = StatementLine.objects.filter(statement=statement).order_by().values("state").annotate(n=Count("pk"))
    counted = {row["state"]: row["n"] for row in rows}
    return [(state.value, state.label, counted[state.value]) for state in LineState if state.value in counted]


def waiting(actor: Actor) -> dict[str, int]:
    """Return how much waits for the desk: lines by state, sums to be returned, slips to be received, cash to bank."""
    rows = keeping.visible_money(actor, StatementLine.objects.filter(state__in=OPEN_LINES))
    counted: dict[str, int] = {
        row["state"]: row["n"] for row in rows.order_by().values("state").annotate(n=Count("pk"))
    }
    return {state.value: counted.get(state.value, 0) for state in OPEN_LINES} | {
        "back": keeping.visible_money(actor, PaymentDue.objects.filter(state=DueState.BACK)).count(),
        "slips": open_slips(actor).count(),
        "bank": keeping.visible_money(actor, CaseLimit.objects.filter(rule=TO_BANK)).count(),
    }


def open_slips(actor: Actor) -> QuerySet[CashSlip]:
    """Return the slips that wait to be received at the actor's organ."""
    rows = CashSlip.objects.filter(received_at__isnull=True, withdrawn_at__isnull=True)
    return keeping.visible_money(actor, rows).select_related("officer").order_by("id")


def own_slips(actor: Actor, *, after: str | None = None, size: int = 20) -> Page[CashSlip]:
    """Return one page of the slips that the actor made, newest first."""
    rows = CashSlip.objects.filter(officer_id=officer_of(actor))
    return keyset(rows, order=("-id",), after=after, size=size)


def slip_for(actor: Actor, slip_id: UUID) -> CashSlip:
    """
    Return a slip that the actor made, or whose organ's money the actor keeps.

    :raises NotFound: otherwise
    """
    rows = CashSlip.objects.select_related("officer").prefetch_related("items__case__parties")
    found = rows.filter(pk=slip_id).first()
    kept = found is not None and keeping.keeps(actor, found.body_id)
    if found is None or not (kept or found.officer_id == actor.officer_id):
        raise NotFound("没有这张交款单，或者不是您的")
    return found


def cash_in_hand(actor: Actor) -> list[Cash]:
    """Return the cash of the cases that the actor handles which is not with the organ, what is due first at the top."""
    rows = PersonLimit.objects.filter(officer_id=officer_of(actor), rule=TO_ORGAN).select_related("limit__case")
    found = _handled(actor, [row.limit for row in rows.order_by("act_by", "id")[:MOST_SHOWN]])
    listed = CashItem.objects.filter(
        case_id__in=[row.case_id for row in found], slip__withdrawn_at__isnull=True, slip__received_at__isnull=True
    ).select_related("slip")
    slips = {(item.case_id, item.party, item.cause): item.slip.number for item in listed}
    return _cash(found, slips, banked=False)


def cash_to_bank(actor: Actor) -> list[Cash]:
    """Return the cash that the actor's organ holds, what is due first at the top."""
    rows = keeping.visible_money(actor, CaseLimit.objects.filter(rule=TO_BANK)).select_related("case")
    found = list(rows.order_by("act_by", "id")[:MOST_SHOWN])
    listed = CashItem.objects.filter(
        case_id__in=[row.case_id for row in found], slip__received_at__isnull=False, banked_at__isnull=True
    ).select_related("slip")
    slips = {(item.case_id, item.party, item.cause): item.slip.number for item in listed}
    return _cash(found, slips, banked=True)


def rules_of(body_id: UUID) -> list[CodeRule]:
    """Return by what codes an organ is paid, the latest first."""
    return list(CodeRule.objects.filter(body_id=body_id).order_by("-valid_from"))


def _handled(actor: Actor, limits: Sequence[CaseLimit]) -> list[CaseLimit]:
    """Keep the limits of cases that the actor handles."""
    cases = {row.case_id for row in limits}
    named = CaseOfficer.objects.filter(case_id__in=cases, officer_id=officer_of(actor))
    handles = dict(named.values_list("case_id", "handle"))
    given = CaseFact.objects.filter(case_id__in=cases, table="assignments").values_list("case_id", "row")
    mine = {
        case_id
        for case_id, row in given
        if row["role"] == Role.HANDLER and row["officer"] == handles.get(case_id) and not row.get("until")
    }
    return [row for row in limits if row.case_id in mine]


def _cash(limits: Sequence[CaseLimit], slips: dict[tuple[UUID, str, str], str], *, banked: bool) -> list[Cash]:
    """Put the sums beside the limits: of cash that waits for the bank, or for the organ."""
    rows: dict[tuple[UUID, str, str], list[Payment]] = {}
    kept = CaseFact.objects.filter(case_id__in={row.case_id for row in limits}, table="payments").order_by("place")
    for case_id, row in kept.values_list("case_id", "row"):
        one: Payment = read_row("payments", row)
        waits = one.on_spot and one.banked_at is None and (one.handed_in_at is not None) is banked
        if waits:
            rows.setdefault((case_id, one.party, one.cause), []).append(one)
    found = []
    for limit in limits:
        key = (limit.case_id, limit.party, limit.cause)
        mine = rows.get(key, [])
        total = sum((each.amount for each in mine), NOTHING)
        found.append(Cash(limit, total, "、".join(each.receipt for each in mine), slips.get(key, "")))
    return found


def _plain(words: str) -> str:
    try:
        return clean_code(words)
    except Invalid:
        return ""


def overdue(due: PaymentDue, today: date) -> bool:
    """Tell whether a sum, or the instalment that comes first, should have been paid by now."""
    return due.state == DueState.OPEN and due.pay_by is not None and due.pay_by < today
