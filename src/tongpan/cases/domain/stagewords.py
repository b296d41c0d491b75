"""What each stage of a case adds to its papers: days, places, words and things of the rows that the stage wrote."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tongpan.cases.domain.duties import holders
from tongpan.cases.domain.paperterms import PRESERVED, SEIZED, Term, last_day
from tongpan.cases.domain.servicewords import of_public_notice, of_service
from tongpan.cases.domain.told import Told, day_words
from tongpan.documents.domain.body import Value
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step


def _of_notice(told: Told) -> dict[str, Value]:
    found = told.last("notices")
    return {"reply_by": day_words(found[0].reply_by)} if found is not None else {}


def _of_hearing(told: Told) -> dict[str, Value]:
    notice, held = told.last("hearing_notices"), told.last("hearings")
    chairs = holders(told.facts.assignments, told.facts.recusals, Role.CHAIR)
    found: dict[str, Value] = {"chair": held[0].chair if held is not None else "、".join(chairs)}
    if notice is not None:
        found |= {"hearing_on": day_words(notice[0].held_on), "hearing_where": notice[1].get("where", "")}
    if held is not None:
        found |= {"record": held[1].get("report", ""), "conclusion": held[0].outcome.label}
    return found


def _of_statement(told: Told) -> dict[str, Value]:
    found = [pair for pair in told.rows("statements") if not pair[0].waived]
    return {"said": found[-1][1].get("said", ""), "answer": found[-1][1].get("answer", "")} if found else {}


def _of_review(told: Told) -> dict[str, Value]:
    found = told.last("reviews")
    return {"review_opinion": found[1].get("opinion", ""), "conclusion": _passed(found[0])} if found is not None else {}


def _passed(row: Any) -> str:
    return "审核通过" if row.passed else "退回补正"


def _of_deliberation(told: Told) -> dict[str, Value]:
    found = told.last("deliberations")
    return {"conclusion": found[0].conclusion, "members": list(found[0].heads)} if found is not None else {}


def _of_prolongation(told: Told) -> dict[str, Value]:
    rows = [(row, told.details.get(("prolongations", at), {})) for at, row in enumerate(told.facts.prolongations)]
    return {"why": rows[-1][1].get("why", ""), "matter": f"延长办案期限{rows[-1][0].days}日"} if rows else {}


def _of_preservation(told: Told) -> dict[str, Value]:
    found = told.last("preservations")
    if found is None:
        return {}
    row, words = found
    return {
        "things": _things(words.get("what", "")), "from_day": day_words(row.at), "why": words.get("why", ""),
        "result": row.disposal.label if row.disposal is not None else "",
    }  # fmt: skip


def _of_measure(told: Told) -> dict[str, Value]:
    found = told.last("measures")
    if found is None:
        return {}
    row, words = found
    return {
        "things": _things(words.get("what", "")), "from_day": day_words(row.at), "why": words.get("why", ""),
        "matter": row.kind.label,
    }  # fmt: skip


def _of_new_preservation(told: Told) -> dict[str, Value]:
    """Of what is preserved today; an earlier one has its own paper."""
    found = told.last("preservations")
    if found is None or found[0].at.date() != told.on:
        return {}
    return {**_of_preservation(told), "until_day": _until(told, PRESERVED)}


def _of_new_measure(told: Told) -> dict[str, Value]:
    """Of a measure that is taken today; an earlier one has its own paper."""
    found = told.last("measures")
    if found is None or found[0].at.date() != told.on:
        return {}
    return {**_of_measure(told), "until_day": _until(told, SEIZED)}


def _until(told: Told, term: Term) -> str:
    """Return the last day of a term that begins today; nothing where it hangs on a notice that is not out."""
    regime = told.charge.regime if told.charge is not None else None
    return day_words(last_day(term, told.on, regime))


def _of_testing(told: Told) -> dict[str, Value]:
    found = told.last("measures")
    if found is None or not found[0].tests:
        return {}
    test = found[0].tests[-1]
    return {"from_day": day_words(test.start), "until_day": day_words(test.until), "where": found[1].get("where", "")}


def _things(text: str) -> list[list[str]]:
    return [[line.strip(), "", "", ""] for line in text.splitlines() if line.strip()]


def _of_demand(told: Told) -> dict[str, Value]:
    found = told.last("demands")
    return {"due_by": day_words(found[0].perform_by)} if found is not None else {}


def _of_deferral(told: Told) -> dict[str, Value]:
    found = told.last("deferrals")
    if found is None:
        return {}
    parts = (
        f"第{place}期：{day_words(each.due_on)}前缴纳{each.amount}" for place, each in enumerate(found[0].parts, 1)
    )
    return {
        "until_day": day_words(found[0].until), "why": found[1].get("why", ""),
        "result": "；".join(parts) or found[1].get("plan", ""),
    }  # fmt: skip


def _of_police(told: Told) -> dict[str, Value]:
    found = told.last("referrals")
    return {"why": found[0].reasons, "earlier_number": found[1].get("number", "")} if found is not None else {}


def _of_filing(told: Told) -> dict[str, Value]:
    filed = told.facts.filing
    return {"from_day": day_words(filed.at) if filed is not None else ""}


STAGES: Final[Mapping[Step, Callable[[Told], Mapping[str, Value]]]] = {
    Step.FILE: _of_filing,
    Step.NOTIFY: _of_notice,
    Step.STATE: _of_statement,
    Step.RECHECK: _of_statement,
    Step.FIX_HEARING: _of_hearing,
    Step.HOLD_HEARING: _of_hearing,
    Step.REVIEW: _of_review,
    Step.DELIBERATE: _of_deliberation,
    Step.EXTEND_DECISION: _of_prolongation,
    Step.PRESERVE: _of_new_preservation,
    Step.PRESERVE_URGENT: _of_new_preservation,
    Step.DISPOSE: _of_preservation,
    Step.RELEASE: _of_preservation,
    Step.IMPOSE: _of_new_measure,
    Step.IMPOSE_URGENT: _of_new_measure,
    Step.EXTEND_MEASURE: _of_measure,
    Step.LIFT: _of_measure,
    Step.START_TEST: _of_testing,
    Step.DEMAND: _of_demand,
    Step.SERVE: of_service,
    Step.RECORD_SERVICE: of_service,
    Step.SERVE_PUBLIC: of_public_notice,
    Step.DEFER: _of_deferral,
    Step.TRANSFER: _of_police,
    Step.APPROVE_REFERRAL: _of_police,
    Step.REFUSE_REFERRAL: _of_police,
}
"""what a stage adds"""
