"""
文书上的期限: the last day that a paper names, against the longest term that the law gives. APL 56, 85; ACL 25.

What the record knows is filled in; somebody may name an earlier day, never a later one.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from tongpan.documents.domain.body import Value
from tongpan.documents.domain.forms import Form
from tongpan.kernel.calendar import calendar_in_force
from tongpan.law.citation import Citation
from tongpan.law.coercion.seizure import EXTENSION, EXTENSION_DAYS, TERM
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.penalty.preservation import PRESERVATION
from tongpan.law.period import Limit, chinese_day
from tongpan.law.verdict import LAWFUL, Breach, Verdict

DAY: Final = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?")


class Term(NamedTuple):
    """A term on a form: the fields of its first and last day, its row in the register of limits, and its article."""

    start: str
    end: str
    rule: str
    citation: Citation


PRESERVED: Final = Term("from_day", "until_day", "DL-03", PRESERVATION)
SEIZED: Final = Term("from_day", "until_day", "DL-06", TERM)
TERMS: Final[Mapping[str, Term]] = {
    "preservation_notice": PRESERVED, "seizure_decision": SEIZED, "measure_approval": SEIZED,
}  # fmt: skip
PROLONGED: Final = "measure_extension"


def limit_of(term: Term, start: date, regime: Regime | None) -> Limit:
    """Return the longest that a term may last from a day."""
    return compute_limit(term.rule, start, calendar_in_force(), regime)


def read_day(text: Value | None) -> date | None:
    """Return the day that was written, None where it is none: 2026年3月2日, 2026-03-02."""
    found = DAY.fullmatch(text.replace(" ", "")) if isinstance(text, str) else None
    try:
        return date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None


def unreadable(form: Form, values: Mapping[str, Value]) -> dict[str, str]:
    """Return by field what is wrong with a day on which a term hangs and which is none."""
    term = TERMS.get(form.code)
    names = (term.start, term.end) if term is not None else ("old_until", "new_until") if form.code == PROLONGED else ()
    labels = {one.name: one.label for one in form.fields}
    return {
        name: f"{labels[name]}请写成“2026年3月2日”这样的日期"
        for name in names
        if values.get(name) and read_day(values[name]) is None
    }


def too_long(form: Form, values: Mapping[str, Value], regime: Regime | None) -> Verdict:
    """
    Return what is wrong with the term that a paper names; nothing of a paper that names none.

    Where the year's notice of days off is not out, the last lawful day is not known, and nothing is said.

    Law: APL 56, 85; ACL 25 ¶1.
    """
    if form.code == PROLONGED:
        return _prolonged(form, read_day(values.get("old_until")), read_day(values.get("new_until")))
    term = TERMS.get(form.code)
    start, end = (read_day(values.get(name)) for name in term[:2]) if term is not None else (None, None)
    if term is None or start is None or end is None:
        return LAWFUL
    if end < start:
        return _wrong(
            form, f"届满日期{chinese_day(end)}早于起始日期{chinese_day(start)}", term.citation, "核对两个日期"
        )
    last = limit_of(term, start, regime).due_on
    return _later(form, end, last, term.citation) if last is not None else LAWFUL


def _prolonged(form: Form, old: date | None, new: date | None) -> Verdict:
    if old is None or new is None:
        return LAWFUL
    if new <= old:
        return _wrong(form, f"延长后的届满日期没有晚于原届满日期{chinese_day(old)}", EXTENSION, "核对两个日期")
    return _later(form, new, old + timedelta(days=EXTENSION_DAYS), EXTENSION)


def _later(form: Form, end: date, last: date, citation: Citation) -> Verdict:
    if end <= last:
        return LAWFUL
    said = f"写的是{chinese_day(end)}，法定期限最晚到{chinese_day(last)}"
    return _wrong(form, said, citation, f"改为{chinese_day(last)}以前的日期")


def _wrong(form: Form, said: str, citation: Citation, way: str) -> Verdict:
    return (Breach("documents.term", f"《{form.title}》的期限不对：{said}", citation, missing=way),)
