"""Law in force (从旧兼从轻): which version of the substantive law judges an act. APL 37; 生态环境法典 1057."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import Statute, UnknownStatute, statute, statutes
from tongpan.law.titles import APL, ECOLOGY_CODE
from tongpan.law.verdict import LAWFUL, Breach, Verdict

OLD_UNLESS_LIGHTER: Final = Citation(APL, 37, gist="适用行为发生时的规定；新规定处罚较轻或者不认为违法的，适用新规定")
ECOLOGY: Final = Citation(ECOLOGY_CODE, 1057, gist="生态环境处罚同样从旧兼从轻")
NO_BASIS: Final = Citation(APL, 38, 1, gist="处罚没有依据的无效")

READING: Final = "ADR-0022"


class Comparison(Labelled):
    """What a person found on comparing the old provision with the new (新旧规定比较)."""

    OLD_LIGHTER = "OLD_LIGHTER", "旧规定处罚较轻"
    EQUAL = "EQUAL", "新旧规定轻重相同"
    NEW_LIGHTER = "NEW_LIGHTER", "新规定处罚较轻"
    NEW_LAWFUL = "NEW_LAWFUL", "新规定不认为是违法"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the law after an act: what held before, what holds since, and from which day."""

    old: tuple[str, ...]
    new: str | None
    on: date


@dataclass(frozen=True, slots=True)
class Application:
    """Which statute a case cites for an act, and what was found on comparing. Dates that are unknown are None."""

    cited: str
    began_on: date | None
    ended_on: date | None
    decided_on: date | None
    comparison: Comparison | None = None


def change_after(cited: str, act_on: date, decided_on: date) -> Change | None:
    """
    Return the change of a statute between act and decision, from whichever side it is cited.

    Law: APL 37. 生态环境法典 1242, by which ten laws ended on 2026-08-15.

    :raises UnknownStatute: if the table does not have it
    """
    named = statute(cited)
    if named.in_force_to is not None and act_on < named.in_force_to <= decided_on:
        return Change((named.title,), named.replaced_by, named.in_force_to)
    if act_on < named.in_force_from <= decided_on:
        older = tuple(each.title for each in predecessors(named) if each.in_force(act_on))
        return Change(older, named.title, named.in_force_from)
    return None


def predecessors(named: Statute) -> tuple[Statute, ...]:
    """
    Return the instruments that one replaced.

    Law: APL 37.
    """
    return tuple(each for each in statutes().values() if each.replaced_by == named.title)


def check_version(application: Application) -> Verdict:
    """
    Test whether the cited statute is the one that judges the act (INV-44).

    Law: APL 37; 38 ¶1; 生态环境法典 1057.
    Reading: an act that lasted is judged by the law at its end; a change while it lasted is compared too (ADR-0022).

    :raises LawRefused: if the days are not in their order
    """
    began, ended, decided = application.began_on, application.ended_on, application.decided_on
    if began is None or ended is None or decided is None:
        return _check_dates(application)
    if not began <= ended <= decided:
        raise LawRefused("law.dates.order", "行为发生、终了和处罚决定的日期先后颠倒，请核对", "ended_on")
    try:
        named = statute(application.cited)
    except UnknownStatute:
        said = f"法律法规目录中没有《{application.cited}》，不能判断它在行为时和决定时是否有效"
        missing = "先把该规定登记到法律法规目录"
        return (Breach("law.statute.unknown", said, OLD_UNLESS_LIGHTER, missing=missing),)
    change = change_after(application.cited, ended, decided)
    if change is not None:
        return _check_changed(application, named, change)
    if not named.in_force(ended):
        said = f"《{named.title}》在违法行为时不是有效的规定，不能作为处罚依据"
        return (Breach("law.not_in_force", said, NO_BASIS, missing="查明行为时有效的规定"),)
    return _check_crossed(application, began, ended)


def _check_dates(application: Application) -> Verdict:
    found = []
    if application.began_on is None or application.ended_on is None:
        missing = "查明违法行为发生和终了的日期"
        said = "不清楚违法行为的日期，不能确定适用哪一版规定"
        found.append(Breach("law.act.unknown", said, OLD_UNLESS_LIGHTER, missing=missing))
    if application.decided_on is None:
        said = "没有处罚决定的日期，不能确定是否要比较新旧规定"
        found.append(Breach("law.decision.unknown", said, OLD_UNLESS_LIGHTER, missing="按拟决定的日期判断"))
    return tuple(found)


def _check_changed(application: Application, named: Statute, change: Change) -> Verdict:
    if not change.old:
        said = f"《{named.title}》自{chinese_day(change.on)}起施行，没有查到行为时有效的规定，不能用它处罚此前的行为"
        return (Breach("law.none_at_act", said, NO_BASIS, missing="查明行为时有效的规定；没有的，不予处罚"),)
    cites_new = named.title == change.new
    if application.comparison is None:
        old, new = _names(*change.old), _names(change.new) if change.new is not None else "没有新规定"
        said = f"行为之后规定有变化（{chinese_day(change.on)}起）：旧为{old}，新为{new}；还没有比较轻重"
        return (Breach("law.comparison.missing", said, _basis(named), missing="逐项对照新旧规定，写明哪个较轻"),)
    if application.comparison is Comparison.NEW_LAWFUL:
        said = "新规定不认为是违法，不予处罚"
        return (Breach("law.no_longer_unlawful", said, _basis(named), missing="作出不予处罚的决定"),)
    if application.comparison is Comparison.NEW_LIGHTER and not cites_new:
        said = f"新规定处罚较轻，应当适用新规定，不能适用《{named.title}》"
        return (Breach("law.newer_applies", said, _basis(named), missing="改引新规定"),)
    if application.comparison is not Comparison.NEW_LIGHTER and cites_new:
        said = f"{application.comparison.label}，应当适用行为时的{_names(*change.old)}"
        return (Breach("law.older_applies", said, _basis(named), missing="改引行为时的规定"),)
    return LAWFUL


def _check_crossed(application: Application, began: date, ended: date) -> Verdict:
    """The law changed while the act lasted: the new one holds at its end, and yet a heavier one is compared first."""
    crossed = change_after(application.cited, began, ended)
    if crossed is None or not crossed.old or application.comparison is not None:
        return LAWFUL
    said = f"违法行为跨越了规定变化的日期（{chinese_day(crossed.on)}），还没有对照{_names(*crossed.old)}"
    missing = "对照新旧规定；新规定较重的，对变化之前的部分酌情从轻"
    return (Breach("law.crossed", said, OLD_UNLESS_LIGHTER, "D", missing, READING),)


def _basis(named: Statute) -> Citation:
    return ECOLOGY if ECOLOGY_CODE in (named.title, named.replaced_by) else OLD_UNLESS_LIGHTER


def _names(*titles: str) -> str:
    return "".join(f"《{title}》" for title in titles)
