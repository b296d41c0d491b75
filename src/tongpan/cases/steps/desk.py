"""财务: whose hand moves the organ's money, apart from those who handle and decide the case."""

from datetime import date
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.cases import policies
from tongpan.cases.domain import keeping
from tongpan.cases.models import Case
from tongpan.cases.steps import storing
from tongpan.kernel.errors import Forbidden


def require_hand(actor: Actor, case: Case, on: date) -> None:
    """
    Let pass who banks and returns the money of a case: the organ's own keeper of money, where it has one.

    :raises Forbidden: otherwise
    """
    keepers = agencies.officers_in_post(Post.CASHIER, case.body_id, on)
    if keepers and actor.officer_id not in keepers:
        raise Forbidden("本机关有财务人员：缴付银行和退还由财务人员在“财务对账”里办理", code="cases.finance.hand")


def require_apart(actor: Actor, case: Case) -> None:
    """
    Let pass who has no part in a case, and had none: who handles or decides it does not settle its money.

    :raises Forbidden: otherwise
    """
    if policies.has_part(actor, case):
        raise Forbidden(
            f"您参与了案件{case.number}的办理，不能再对它收款、对账和退款；请由本机关其他财务人员办理",
            code="cases.finance.apart",
        )


def load(case_id: UUID, actor: Actor, *, body_id: UUID | None = None) -> Case:
    """
    Return a case whose money the actor keeps, locked where the database can lock rows.

    `body_id` is the organ that the money came to, where the case went on to another (25 ¶2 处罚法): its desk books it.

    :raises NotFound: if there is none, or the money is not of the actor's organ
    :raises Forbidden: if the actor keeps no money, or has a part in the case
    """
    keeping.require_keeper(actor)
    case = storing.load_sent(case_id)
    keeping.require_keeps(actor, body_id or case.body_id)
    require_apart(actor, case)
    return case
