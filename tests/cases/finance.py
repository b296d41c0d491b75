"""财务 for tests: who keeps the organ's money, a case that is paid by code, statements as banks give them."""

from tests import cast

from tongpan.agencies.domain.posts import Post, StaffKind
from tongpan.cases import actions
from tongpan.cases.domain.money import CodeSource
from tongpan.cases.models import PaymentCode, PaymentDue, StatementLine
from tongpan.kernel.clock import date_of
from tongpan.law.procedure import Step

HEADER = "流水号,缴款码,票据号,缴款金额（元）,缴款时间,缴款人"
TOLD = (Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)


def a_cashier(stage, name="孙会计"):
    officer = cast.an_officer(
        name, stage.town.agency, Post.CASHIER, staff_kind=StaffKind.CLERK, username=cast._once(f"caiwu{name}"[:20])
    )
    return cast.actor(officer)


def own_codes(stage, cashier, **changes):
    given = {
        "source": CodeSource.OWN, "prefix": "330802", "width": 6, "instrument": "区财政局通知",
        "valid_from": date_of(stage.now),
    }  # fmt: skip
    return actions.set_code_rule(**(given | changes), actor=cashier, now=stage.now)


def served(stage):
    """A fine of 2,000 yuan that was served today."""
    case = stage.take(stage.found(stage.open()), *TOLD)
    return stage.wait(days=8).take(case, Step.DECIDE, Step.SERVE)


def due_of(case):
    return PaymentDue.objects.get(case=case)


def code_of(case):
    return PaymentCode.objects.get(due__case=case, voided_at__isnull=True).code


def bring(stage, cashier, *rows, name="流水.csv"):
    content = "\n".join([HEADER, *rows]).encode()
    return actions.bring_statement(content=content, name=name, actor=cashier, now=stage.now)


def row(serial, code="", receipt="", amount="2000.00", paid_at="2026-03-10 15:20:00", payer="钱大有"):
    return f"{serial},{code},{receipt},{amount},{paid_at},{payer}"


def states(statement):
    return dict(StatementLine.objects.filter(statement=statement).values_list("line", "state"))


def line_of(statement, number=2):
    return StatementLine.objects.get(statement=statement, line=number)
