"""
文书上的期限: the last day that a paper names, against the longest term that the law gives. APL 56, 85; ACL 25.

What the record knows is filled in; somebody may name an earlier day, never a later one.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from tongpan.cases.domain.told import Told
from tongpan.documents.domain.body import Value
from tongpan.documents.domain.forms import Form
from tongpan.kernel.calendar import calendar_in_force
from tongpan.law.citation import Citation
from tongpan.law.coercion.seizure import EXTENSION, EXTENSION_DAYS, TERM, Custody, custody_limit
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.penalty.preservation import PRESERVATION
from tongpan.law.period import chinese_day
from tongpan.law.procedure.gates.measuring import testings_of
from tongpan.law.verdict import LAWFUL, Breach, Verdict

DAY: Final = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?")


EARLIEST: Final = 2012
"""the year in which the first of these terms was in force (行政强制法)"""
AHEAD: Final = 5
"""years: a term that ends later than that was mistyped"""


class Recorded(NamedTuple):
    """What the case itself says of the term: since when it runs, and of a seizure until when without a prolongation."""

    since: date | None = None
    first_end: date | None = None


NOTHING: Final = Recorded()


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


def last_day(term: Term, start: date, regime: Regime | None) -> date | None:
    """
    Return the last day of a term; None where it hangs on a notice of days off that is not out.

    A term in calendar days ends unrolled, as every duty does, so that its end is known in any year (ADR-0014).
    """
    limit = compute_limit(term.rule, start, calendar_in_force(), regime)
    return limit.due_on or limit.safe_end


def recorded(form: Form, told: Told) -> Recorded:
    """Return what the case says of the term that a form names; nothing where it has not begun."""
    table = {"preservation_notice": "preservations"}.get(form.code, "measures")
    found = told.last(table) if form.code in TERMS or form.code == PROLONGED else None
    if found is None:
        return Recorded()
    row, regime = found[0], told.charge.regime if told.charge is not None else None
    if form.code != PROLONGED:
        return Recorded(row.at.date() if row.at.date() == told.on else None)
    limit = custody_limit(Custody(row.at.date(), testings_of(row)), calendar_in_force(), regime)
    return Recorded(row.at.date(), limit.due_on or limit.safe_end)


def read_day(text: Value | None) -> date | None:
    """Return the day that was written, None where it is none: 2026年3月2日, 2026-03-02."""
    found = DAY.fullmatch(text.replace(" ", "")) if isinstance(text, str) else None
    try:
        return date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None


def unreadable(form: Form, values: Mapping[str, Value], on: date) -> dict[str, str]:
    """Return by field what is wrong with a day on which a term hangs: it is none, or its year cannot be meant."""
    term = TERMS.get(form.code)
    names = (term.start, term.end) if term is not None else ("old_until", "new_until") if form.code == PROLONGED else ()
    labels = {one.name: one.label for one in form.fields}
    wrong = {}
    for name in names:
        day = read_day(values.get(name))
        if values.get(name) and day is None:
            wrong[name] = f"{labels[name]}请写成“2026年3月2日”这样的日期"
        elif day is not None and not EARLIEST <= day.year <= on.year + AHEAD:
            wrong[name] = f"{labels[name]}的年份请核对：{day.year}年"
    return wrong


def too_long(
    form: Form, values: Mapping[str, Value], regime: Regime | None, on: date, case: Recorded = NOTHING
) -> Verdict:
    """
    Return what is wrong with the term that a paper names; nothing of a paper that names none.

    It runs from the day on record; where nothing has begun, from the day that is written, else from today (`on`).
    Where the year's notice of days off is not out, the last day of a term in working days is not known, and nothing is
    said of it.

    Law: APL 56, 85; ACL 25 ¶1.
    """
    if form.code == PROLONGED:
        return _prolonged(form, read_day(values.get("old_until")), read_day(values.get("new_until")), case)
    term = TERMS.get(form.code)
    if term is None:
        return LAWFUL
    written, end = read_day(values.get(term.start)), read_day(values.get(term.end))
    if case.since is not None and written is not None and written != case.since:
        said = f"写的是从{chinese_day(written)}起，案卷里是{chinese_day(case.since)}"
        return _wrong(form, said, term.citation, f"改为从{chinese_day(case.since)}起")
    start = case.since or written or on
    if end is None:
        return LAWFUL
    if end < start:
        said = f"届满日期{chinese_day(end)}早于起始日期{chinese_day(start)}"
        return _wrong(form, said, term.citation, "核对两个日期")
    last = last_day(term, start, regime)
    return _later(form, end, last, term.citation) if last is not None else LAWFUL


def _prolonged(form: Form, old: date | None, new: date | None, case: Recorded) -> Verdict:
    if old is None or new is None:
        return LAWFUL
    if case.first_end is not None and old > case.first_end:
        said = f"原届满日期写的是{chinese_day(old)}，案卷里最晚到{chinese_day(case.first_end)}"
        return _wrong(form, said, TERM, f"改为{chinese_day(case.first_end)}以前的日期")
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
