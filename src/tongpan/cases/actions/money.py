"""缴款码、退还、台账: by what a sum is paid, what goes back to the party, and who takes lists out."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain import keeping
from tongpan.cases.domain.money import CodeSource, clean_code
from tongpan.cases.models import Case, CodeRule, PaymentCode, PaymentDue
from tongpan.cases.steps import crediting, desk, dues, storing
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step, Target

MOST_WIDTH: Final = 12
NO_DUE: Final = "没有这笔应缴款：决定作出以后才有，罚款为零的没有"


def set_code_rule(
    *, source: CodeSource, prefix: str, width: int, instrument: str, valid_from: date, actor: Actor, now: datetime
) -> CodeRule:
    """
    Set by what codes the actor's organ is paid from a day on.

    :raises Forbidden: if the actor keeps no organ's money
    :raises Invalid: naming each field
    :raises Conflict: if another rule begins on that day
    """
    body_id = keeping.require_keeper(actor)
    wrong = {}
    if source is CodeSource.OWN:
        if not (prefix.isascii() and prefix.isdigit() and 2 <= len(prefix) <= MOST_WIDTH):
            wrong["prefix"] = f"前缀是2至{MOST_WIDTH}位数字，例如行政区划代码"
        if not 4 <= width <= MOST_WIDTH:
            wrong["width"] = f"序号是4至{MOST_WIDTH}位"
    if not instrument.strip():
        wrong["instrument"] = "请写明依据哪个文件，例如：省财政厅、本区县财政局的通知"
    if valid_from < date_of(now):
        wrong["valid_from"] = "从今天或者以后的日子起；已经给出的缴款码不变"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        if CodeRule.objects.filter(body_id=body_id, valid_from=valid_from).exists():
            said = "这一日起的规则已经登记过，请换一个日子"
            raise Conflict(said, code="money.code_rule.twice", fields={"valid_from": said})
        rule = CodeRule.objects.create(
            body_id=body_id, valid_from=valid_from, source=source, prefix=prefix if source is CodeSource.OWN else "",
            width=width, instrument=instrument.strip()[:200], set_at=now, set_by=actor.label,
        )  # fmt: skip
        ledger.record(
            "money.code_rule_set", subject=rule, actor=actor.label, at=now, source=source.value, prefix=rule.prefix,
            width=width, valid_from=valid_from.isoformat(), instrument=rule.instrument,
        )  # fmt: skip
        return rule


def enter_payment_code(*, case_id: UUID, target: Target, code: str, actor: Actor, now: datetime) -> PaymentCode:
    """
    Enter the code that the province's non-tax system gave for what a charge owes.

    :raises NotFound: as ever
    :raises Forbidden: if the actor neither handles the case nor keeps its organ's money
    :raises Invalid: if it is no code, or was used before
    :raises Conflict: if nothing is owed, or a code is in force
    """
    plain = clean_code(code)
    with transaction.atomic(durable=True):
        case, due = _to_code(case_id, target, actor, now)
        if due.left_fen == 0:
            raise Conflict("现在没有要缴的款，不需要缴款码", code="case.code.nothing_owed")
        made = dues.enter_code(case, due, plain, CodeSource.OUTSIDE, now=now, actor=actor.label)
        _told("case.code_issued", case, made, actor, now)
        return made


def void_payment_code(*, case_id: UUID, target: Target, reason: str, actor: Actor, now: datetime) -> PaymentCode:
    """
    Void the code in force of what a charge owes; what is paid by it afterwards waits for a person.

    :raises NotFound, Forbidden: as `enter_payment_code`
    :raises Invalid: without a reason
    :raises Conflict: if none is in force
    """
    if not reason.strip():
        raise Invalid("请写明为什么作废", fields={"reason": "请写明为什么作废"})
    with transaction.atomic(durable=True):
        case, due = _to_code(case_id, target, actor, now)
        code = dues.code_of(due)
        if code is None:
            raise Conflict("现在没有有效的缴款码，请刷新", code="case.code.none")
        code.voided_at, code.voided_by, code.void_reason = now, actor.label, reason.strip()[:200]
        code.save(update_fields=["voided_at", "voided_by", "void_reason"])
        _told("case.code_voided", case, code, actor, now, reason=code.void_reason)
        return code


def refund(
    *, due_id: UUID, amount: str, voucher: str, why: str, at: datetime, actor: Actor, now: datetime
) -> PaymentDue:
    """
    Enter that money went back to the party after the decision fell or was changed.

    Law: ACL 41; APL 74 ¶3.

    :raises NotFound: if there is no such sum of the actor's organ
    :raises Forbidden: if the actor keeps no money, or has a part in the case
    :raises Unlawful: if more is entered than is to be returned, or cash is not in the bank
    :raises Invalid: if what was entered cannot be
    """
    keeping.require_keeper(actor)
    entered = {"amount": amount, "voucher": voucher.strip(), "why": why}
    wrong = {name: text for name, text in (("voucher", "请填写退付凭证号"),) if not entered[name]}
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        due: PaymentDue | None = keeping.visible_money(actor, PaymentDue.objects.filter(pk=due_id)).first()
        if due is None:
            raise NotFound(NO_DUE)
        case = desk.load(due.case_id, actor)
        crediting.take(
            case, Step.REFUND, Target(due.party, due.cause), at=at, entered=entered, actor=actor, now=now, told={}
        )
        due.refresh_from_db()
        return due


def export_money(*, filters: dict[str, str], actor: Actor, now: datetime, form: str = "xlsx") -> None:
    """
    Record that the list of the organ's money is taken out.

    :raises Forbidden: if the actor keeps no organ's money
    """
    keeping.require_keeper(actor)
    with transaction.atomic(durable=True):
        ledger.record(
            "money.exported", subject=SubjectRef("cases.export", uuid7()), actor=actor.label, at=now, form=form,
            filters=filters,
        )  # fmt: skip


def _to_code(case_id: UUID, target: Target, actor: Actor, now: datetime) -> tuple[Case, PaymentDue]:
    """Return a case and a sum whose code the actor may enter: the handler, or who keeps the organ's money."""
    if keeping.keeps_money(actor):
        case = desk.load(case_id, actor)
    else:
        case = storing.load(case_id, actor, None)
        known = queries.known(case, date_of(now))
        roles = policies.roles_of(policies.handle_of(actor, known.people), known.facts)
        if Role.HANDLER not in roles:
            raise Forbidden("缴款码由本案的承办人或者本机关的财务人员登记", code="cases.code.post")
    due = PaymentDue.objects.select_for_update().filter(case=case, party=target.party, cause=target.cause).first()
    if due is None:
        raise NotFound(NO_DUE)
    return case, due


def _told(entry: str, case: Case, code: PaymentCode, actor: Actor, now: datetime, **also: str) -> None:
    ledger.record(
        entry, subject=case, actor=actor.label, at=now, code=code.code, source=code.source, party=code.due.party,
        cause=code.due.cause, **also,
    )  # fmt: skip
