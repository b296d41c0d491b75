"""Limitation (追责时效): an act not discovered in time is no longer penalized. APL 36; 生态环境法典 1054."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import compute_limit
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import in_force
from tongpan.law.titles import APL, ECOLOGY_CODE
from tongpan.law.verdict import LAWFUL, Breach, Verdict

LIMITATION: Final = Citation(APL, 36, 1, figures=("二年", "五年"), gist="二年、五年内未被发现的不再处罚")
RUNS_FROM: Final = Citation(APL, 36, 2, figures=("行为终了之日起",), gist="自发生之日起；连续、继续的自终了之日起")
ECOLOGY: Final = Citation(
    ECOLOGY_CODE, 1054, 1, figures=("五年", "二年"), gist="造成环境污染、生态破坏的五年，其他二年"
)

READING: Final = "ADR-0022"


class Harmed(Labelled):
    """Which interest an act harmed, as far as it bears on limitation."""

    SAFETY = "SAFETY", "涉及公民生命健康安全、金融安全且有危害后果"
    ECOLOGY = "ECOLOGY", "造成环境污染、生态破坏等危害后果"
    NEITHER = "NEITHER", "没有上述危害后果"


@dataclass(frozen=True, slots=True)
class Act:
    """
    When an act happened. `lasting` says whether it was continuous or continuing (连续或者继续状态).

    `ended_on` is None for a lasting act that still goes on.
    """

    began_on: date
    lasting: bool | None
    ended_on: date | None = None

    def __post_init__(self) -> None:
        if self.ended_on is not None and self.ended_on < self.began_on:
            raise LawRefused("limitation.act.reversed", "违法行为的终了早于发生，请核对日期", "ended_on")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One moment at which an organ learned of the act; `own` for the organ that decides."""

    on: date
    organ: str
    own: bool


def first_official_knowledge(known: Iterable[Knowledge]) -> Knowledge | None:
    """
    Return the first time any organ of the State learned of the act; None if nobody recorded it.

    Law: APL 36 ¶1.
    Reading: the act is discovered when the first organ charged with it registers a clue (ADR-0022).
    """
    return min(known, key=lambda each: (each.on, not each.own), default=None)


def last_day_to_discover(act: Act, harmed: Harmed, calendar: WorkCalendar) -> date | None:
    """
    Return the last day on which the act can be discovered; None while it goes on.

    Law: APL 36; 生态环境法典 1054 ¶1.
    Reading: five years for ecological harm only for acts that reach 2026-08-15; the older rule is lighter (ADR-0022).

    :raises LawRefused: if it is unknown whether the act lasted
    """
    if act.lasting is None:
        raise LawRefused("limitation.lasting.unknown", "不清楚违法行为有没有连续或者继续状态，不能计算时效", "lasting")
    if act.lasting and act.ended_on is None:
        return None
    start = act.ended_on if act.lasting and act.ended_on is not None else act.began_on
    return compute_limit(_row(harmed, start), start, calendar).final()


def _row(harmed: Harmed, start: date) -> str:
    if harmed is Harmed.SAFETY:
        return "DL-33.2"
    return "DL-33.3" if harmed is Harmed.ECOLOGY and in_force(ECOLOGY_CODE, start) else "DL-33"


@dataclass(frozen=True, slots=True)
class Discovery:
    """What is known of an act and its discovery. `harmed` None: not found out."""

    act: Act | None
    discovered: Knowledge | None
    harmed: Harmed | None


def check_limitation(discovery: Discovery, calendar: WorkCalendar) -> Verdict:
    """
    Test whether the act was discovered while it could still be penalized (INV-15).

    Law: APL 36; 生态环境法典 1054 ¶1.
    Reading: see `last_day_to_discover` and `first_official_knowledge` (ADR-0022).

    :raises LawRefused: if it was discovered before it happened
    """
    act, discovered = discovery.act, discovery.discovered
    if act is None:
        missing = "查明行为发生和终了的日期"
        return (Breach("limitation.act.unknown", "不清楚违法行为何时发生", RUNS_FROM, missing=missing),)
    if discovered is None:
        missing = "查明最早掌握线索的登记日期"
        return (Breach("limitation.discovery.unknown", "不清楚违法行为何时被发现", LIMITATION, missing=missing),)
    if discovered.on < act.began_on:
        raise LawRefused("limitation.discovery.before_act", "发现日期早于违法行为，请核对", "discovered")
    return (*_check_elsewhere(discovered), *_check_age(act, discovered, discovery.harmed, calendar))


def _check_elsewhere(discovered: Knowledge) -> Verdict:
    """Whether another organ's knowledge is discovery is for a person to confirm."""
    if discovered.own:
        return LAWFUL
    said = f"以“{discovered.organ}”掌握线索的日期为发现日期，需要确认"
    missing = "附该机关的登记材料；不能确认的，以本机关收到线索之日为准"
    return (Breach("limitation.discovery.elsewhere", said, LIMITATION, "D", missing),)


def _check_age(act: Act, discovered: Knowledge, harmed: Harmed | None, calendar: WorkCalendar) -> Verdict:
    """An unknown is asked for only where it decides: the answers of all that is possible are compared."""
    lasting = (act.lasting,) if act.lasting is not None else (True, False)
    harms = (harmed,) if harmed is not None else tuple(Harmed)
    ends = {
        (lasts, harm): last_day_to_discover(Act(act.began_on, lasts, act.ended_on), harm, calendar)
        for lasts in lasting
        for harm in harms
    }
    late = {case: end is not None and discovered.on > end for case, end in ends.items()}
    if not any(late.values()):
        return LAWFUL
    if all(late.values()):
        last = max(end for end in ends.values() if end is not None)
        said = f"违法行为应当在{chinese_day(last)}前被发现，{chinese_day(discovered.on)}才发现，不再给予处罚"
        where = ECOLOGY if harmed is Harmed.ECOLOGY else LIMITATION
        return (Breach("limitation.over", said, where, missing="不予处罚；违法状态仍在的，依法责令改正"),)
    return _ask(act, harmed, late)


def _ask(act: Act, harmed: Harmed | None, late: dict[tuple[bool, Harmed], bool]) -> Verdict:
    found = []
    if act.lasting is None and any(late[True, harm] != late[False, harm] for _, harm in late):
        said = "不清楚违法行为有没有连续或者继续状态，时效的起算日不能确定"
        found.append(Breach("limitation.lasting.unknown", said, RUNS_FROM, missing="查明行为的状态和终了日期"))
    if harmed is None and any(len({late[lasts, harm] for harm in Harmed}) > 1 for lasts, _ in late):
        said = "不清楚危害后果，不能确定时效是二年还是五年"
        found.append(Breach("limitation.harm.unknown", said, LIMITATION, missing="查明危害后果"))
    return tuple(found)
