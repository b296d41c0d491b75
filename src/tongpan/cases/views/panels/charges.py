"""当事人和违法行为: what was found of whom, and what is proposed; and the case itself in a few lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongpan.cases import queries
from tongpan.cases.domain.telling import UNKNOWN, penalty_words
from tongpan.cases.models import Case, PaymentDue
from tongpan.cases.queries.money import dues_of
from tongpan.cases.views.looking import Look
from tongpan.law.facts import Charge, decided
from tongpan.law.facts.rounds import fallen, standing
from tongpan.law.money import Money
from tongpan.ui.timetext import day


def panel(look: Look) -> Mapping[str, Any]:
    """Return the charges with their money, the clue and the facts of the case."""
    dues = {(one.party, one.cause): _money(one) for one in dues_of(look.case.pk)} if look.case.decided_on else {}
    stands = standing(look.left)
    fell = {key: at for key, at in fallen(look.left).items() if key in decided(look.left) and key not in stands}
    return {
        "charges": [
            {
                "charge": one,
                "name": look.names.get(one.party, one.party),
                "cause": _cause(look, one.cause),
                "facts": _charge_facts(one, look.today),
                "money": dues.get((one.party, one.cause)),
                "fell": fell.get((one.party, one.cause)),
            }
            for one in look.left.charges
        ],
        "went": [
            f"{look.names.get(one.party, one.party)} · {_cause(look, one.cause)}：已分到{one.into}，在那个案件里办"
            for one in look.facts.splits
        ],
        "filed": look.facts.filing is not None,
        "facts": _facts(look.case),
    }


def _cause(look: Look, cause: str) -> str:
    return next(each.name for each in look.facts.causes if each.id == cause)


def _facts(found: Case) -> list[tuple[str, object]]:
    return [
        ("案件编号", found.number),
        ("案源", found.get_source_display()),
        ("以谁的名义", found.acts_as),
        ("行使方式", found.get_mode_display()),
        ("承办队伍", found.team.name if found.team else ""),
        ("镇街", found.town.name if found.town else ""),
        ("地点", found.place_text),
        *((f"{one.system}编号", one.number) for one in queries.outside_numbers(found)),
        *((("纸质卷宗文号", found.paper_number),) if found.paper_number else ()),
    ]


def _money(one: PaymentDue) -> dict[str, Any]:
    """What is owed, and by which code: of a sum that nobody owes any more there is no code to enter."""
    held = one.in_force[0] if one.in_force else None  # type: ignore[attr-defined]
    return {
        "code": held,
        "total": Money(one.due_fen),
        "paid": Money(one.paid_fen),
        "left": Money(one.left_fen),
        "back": Money(one.back_fen),
        "due": one,
    }


def _charge_facts(one: Charge, today: date) -> list[tuple[str, object]]:
    said = penalty_words(one.proposed) if one.proposed is not None else ""
    return [
        ("违法行为发生", day(one.act_on, today) if one.act_on else UNKNOWN),
        ("发现", day(one.discovered_on, today) if one.discovered_on else UNKNOWN),
        ("程序规定", one.regime.label if one.regime else "处罚法和本省规定"),
        ("处罚依据", f"《{one.law}》" if one.law else UNKNOWN),
        ("事实清楚", _said(one.proven)),
        ("涉嫌犯罪", _said(one.crime)),
        ("拟处罚", said or "还没有拟"),
    ]


def _said(value: bool | None) -> str:
    return UNKNOWN if value is None else "是" if value else "否"
