"""事实—证据—法条: lines of the table of proof, written by whoever fills it in or ticks evidence against an element."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from tongpan.cases.domain.proof import Element, elements, of_charge
from tongpan.cases.models import Case, ProofPoint
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.law.facts import CaseFacts, decided
from tongpan.law.procedure import Target
from tongpan.powers import queries as powers

MOST_TEXT: Final = 2000
MOST_ARTICLE: Final = 300


def write(case: Case, facts: CaseFacts, target: Target, points: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """
    Write lines of one charge by element (``finding``, ``evidence``, ``article``; what is not named stays); return what
    is told of them.

    :raises Conflict: if it is decided already
    :raises Invalid: if there is no such element or evidence
    :raises NotFound: if there is no such charge
    """
    assert transaction.get_connection().in_atomic_block
    found = of_charge(facts, target.party, target.cause)
    if found is None:
        raise NotFound("本案没有这个当事人或者案由，请刷新后再填")
    if target[:2] in decided(facts):
        raise Conflict("已经作出决定，对照表不能再改", code="case.decided")
    party, charge, evidence = found
    script = powers.script(target.cause, case.domain).elements
    wanted = {each.code: each for each in elements(party, charge, script, (), ())}
    names = [each.id for each in evidence]
    rows = ProofPoint.objects.filter(case=case, party=target.party, cause=target.cause)
    old = {each.code: each for each in rows}
    told = [_line(case, target, wanted, code, row, names, old.get(code)) for code, row in points.items()]
    return [text for text in told if text]


def _line(
    case: Case,
    target: Target,
    wanted: Mapping[str, Element],
    code: str,
    row: Mapping[str, Any],
    names: Sequence[str],
    old: ProofPoint | None,
) -> str:
    """Write one line; return what is told of it, or nothing where it stays as it was."""
    if code not in wanted:
        raise Invalid("没有这一项要证明的事实，请刷新后再填")
    chosen = list(row.get("evidence", old.evidence if old is not None else None) or [])
    finding = str(row.get("finding", old.finding if old is not None else "") or "").strip()
    article = str(row.get("article", old.article if old is not None else "") or "").strip()
    if any(name not in names for name in chosen) or len(finding) > MOST_TEXT or len(article) > MOST_ARTICLE:
        wrong = (
            f"“{wanted[code].label}”：证据应当是本案已经取得的；认定的事实至多{MOST_TEXT}字，依据至多{MOST_ARTICLE}字"
        )
        raise Invalid(wrong, fields={f"finding_{code}": wrong})
    values = {"finding": finding, "evidence": chosen, "article": article}
    if old is None:
        if not (finding or chosen or article):
            return ""
        ProofPoint.objects.create(case=case, party=target.party, cause=target.cause, code=code, **values)
        return f"填写了“{wanted[code].label}”"
    if (old.finding, old.evidence, old.article) == (finding, chosen, article):
        return ""
    ProofPoint.objects.filter(pk=old.pk).update(**values)
    return f"修改了“{wanted[code].label}”"
