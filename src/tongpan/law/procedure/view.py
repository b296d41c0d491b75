"""Views (视图): the rows of a case sorted once, so that a gate asks a question and never searches a table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import Any, Final, TypeVar

from tongpan.law.calendar import CalendarNotHeld, WorkCalendar
from tongpan.law.facts import (
    CaseFacts,
    Charge,
    Decision,
    Enforcement,
    Evidence,
    Hearing,
    HearingNotice,
    HearingRequest,
    Inspection,
    Measure,
    Notice,
    Officer,
    Party,
    Preservation,
    Referral,
    Remedy,
    Reopening,
    Review,
    Revocation,
    Service,
    Statement,
    Thing,
    remaining,
)
from tongpan.law.facts.rounds import OF_A_ROUND, is_present
from tongpan.law.facts.words import FELLED, Mode, Paper, Role
from tongpan.law.limits import LimitRefused, Regime, compute_limit
from tongpan.law.period import Exclusion, Extension, Limit
from tongpan.law.verdict import Verdict

CHARGE_TABLES: Final = (
    "identities",
    "evidence",
    "preservations",
    "samplings",
    "reports",
    "notices",
    "statements",
    "hearing_requests",
    "hearing_notices",
    "hearings",
    "reviews",
    "corrections",
    "deliberations",
    "decisions",
    "services",
    "payments",
    "deferrals",
    "refunds",
    "surcharges",
    "disclosures",
    "measures",
    "demands",
    "enforcements",
    "remedies",
    "revocations",
    "reopenings",
    "referrals",
    "suit_terms",
    "rulings",
    "standstills",
    "terminations",
    "judgments",
    "handed_in",
    "opinion_letters",
    "things",
    "inspections",
)
LIMITS_KEPT: Final = 65_536
"""limits kept ready: one per rule, trigger and regime, whichever case asks"""


Answer = TypeVar("Answer")


def remembered(question: "Callable[[ChargeView], Answer]") -> "Callable[[ChargeView], Answer]":
    """
    Make a question that is asked once a view: a view stands for one moment, so no answer changes.

    Law: none.
    """

    @wraps(question)
    def ask(view: "ChargeView") -> Answer:
        try:
            return view.notes[question]  # type: ignore[no-any-return]
        except KeyError:
            answer = view.notes[question] = question(view)
            return answer

    return ask


@lru_cache(maxsize=LIMITS_KEPT)
def clock(
    rule: str,
    trigger: date | datetime,
    calendar: WorkCalendar,
    regime: Regime | None = None,
    province: str | None = None,
    exclusions: tuple[Exclusion, ...] = (),
    extensions: tuple[Extension, ...] = (),
) -> Limit | None:
    """
    Return a limit of the register, or None where no text sets it here or the calendar does not reach back.

    Law: each row of the register cites its own.
    """
    try:
        return compute_limit(rule, trigger, calendar, regime, province, exclusions, extensions)
    except (LimitRefused, CalendarNotHeld):
        return None


@dataclass(slots=True)
class CaseView:
    """A case at a moment: its people by id, and one view of each charge that it still handles."""

    facts: CaseFacts
    at: datetime
    calendar: WorkCalendar
    today: date = field(init=False)
    officers: Mapping[str, Officer] = field(init=False)
    parties: Mapping[str, Party] = field(init=False)
    handlers: tuple[str, ...] = field(init=False)
    all_handlers: frozenset[str] = field(init=False)
    recused: frozenset[str] = field(init=False)
    memo: dict[Any, Verdict] = field(init=False, default_factory=dict)
    charges: tuple["ChargeView", ...] = field(init=False)

    def __post_init__(self) -> None:
        facts = self.facts = remaining(self.facts)
        self.today = self.at.date()
        self.officers = {each.id: each for each in facts.officers}
        self.parties = {each.id: each for each in facts.parties}
        self.recused = frozenset(each.officer for each in facts.recusals if each.granted)
        named = [each for each in facts.assignments if each.role is Role.HANDLER]
        self.all_handlers = frozenset(each.officer for each in named)
        acting = dict.fromkeys(each.officer for each in named if each.until is None)
        self.handlers = tuple(each for each in acting if each not in self.recused)
        sorted_rows: dict[tuple[str, str], dict[str, list[Any]]] = defaultdict(dict)
        for table in CHARGE_TABLES:
            for row in getattr(facts, table):
                cause = getattr(row, "cause", None)
                keys = ((row.party, cause),) if cause is not None else self._of_party(row.party)
                for key in keys:
                    sorted_rows[key].setdefault(table, []).append(row)
        empty: dict[str, list[Any]] = {}
        self.charges = tuple(
            ChargeView(self, each, sorted_rows.get((each.party, each.cause), empty)) for each in facts.charges
        )

    def _of_party(self, party: str) -> Iterable[tuple[str, str]]:
        return ((each.party, each.cause) for each in self.facts.charges if each.party == party)

    def answered(self, code: str) -> str:
        """Return how an open point of the law was last settled for this case; empty where nobody did."""
        return next((each.option for each in reversed(self.facts.answers) if each.code == code), "")

    def named(self, role: Role) -> str:
        """Return who was last named for a part; empty when nobody was, or that person was taken off."""
        for each in reversed(self.facts.assignments):
            if each.role is role:
                return each.officer if each.until is None else ""
        return ""


def last(rows: list[Any] | None) -> Any:
    """Return the last row, None when there is none."""
    return rows[-1] if rows else None


def revoked_of(rows: Mapping[str, list[Any]]) -> Remedy | Revocation | None:
    """
    Return by what the decision fell, a remedy or the organ itself: what is still to be undone first.

    Law: APL 75 ¶2; ACL 41.
    """
    if "revocations" not in rows:
        return next((each for each in rows.get("remedies", ()) if each.outcome in FELLED), None)
    remedies = [each for each in rows.get("remedies", ()) if each.outcome in FELLED]
    found: list[Remedy | Revocation] = [*remedies, *rows["revocations"]]
    return min(found, key=lambda each: each.restored_at is not None)


def _rounds(rows: Mapping[str, list[Any]], since: datetime) -> tuple[Mapping[str, list[Any]], Mapping[str, list[Any]]]:
    """Return the rows of the present round with what belongs to none, and those of the rounds before it."""
    now: dict[str, list[Any]] = {}
    before: dict[str, list[Any]] = {}
    for table, found in rows.items():
        for row in found:
            mine = table not in OF_A_ROUND or is_present(row, since)
            (now if mine else before).setdefault(table, []).append(row)
    return now, before


class ChargeView:
    """One charge of a case at a moment: of one that was reopened, the present round; `earlier` holds the others."""

    __slots__ = (
        "case",
        "charge",
        "decision",
        "earlier",
        "evidence",
        "memo",
        "notes",
        "notice",
        "party",
        "pending",
        "referral",
        "remedies",
        "reopened",
        "revoked",
        "rows",
        "served_at",
        "statement",
    )

    def __init__(self, case: CaseView, charge: Charge, rows: Mapping[str, list[Any]]) -> None:
        self.memo: dict[Any, Verdict] = {}
        self.notes: dict[object, Any] = {}
        self.case = case
        self.charge = charge
        self.party = case.parties[charge.party]
        self.reopened: Reopening | None = last(rows.get("reopenings"))
        self.earlier: Mapping[str, list[Any]] = {}
        if self.reopened is not None:
            rows, self.earlier = _rounds(rows, self.reopened.at)
        self.rows = rows
        self.notice: Notice | None = last(rows.get("notices"))
        self.statement: Statement | None = last(rows.get("statements"))
        self.decision: Decision | None = last(rows.get("decisions"))
        self.referral: Referral | None = last(rows.get("referrals"))
        self.remedies: list[Remedy] = rows.get("remedies", [])
        self.pending = any(each.ended_at is None for each in self.remedies)
        self.revoked = revoked_of(rows)
        self.evidence: list[Evidence] = [each for each in rows.get("evidence", ()) if each.excluded_at is None]
        self.served_at = self._served_at()

    @property
    def request(self) -> HearingRequest | None:
        return last(self.rows.get("hearing_requests"))  # type: ignore[no-any-return]

    @property
    def hearing_notice(self) -> HearingNotice | None:
        return last(self.rows.get("hearing_notices"))  # type: ignore[no-any-return]

    @property
    def hearing(self) -> Hearing | None:
        return last(self.rows.get("hearings"))  # type: ignore[no-any-return]

    @property
    def review(self) -> Review | None:
        return last(self.rows.get("reviews"))  # type: ignore[no-any-return]

    @property
    def demand(self) -> Any:
        return last(self.rows.get("demands"))

    @property
    def enforcement(self) -> Enforcement | None:
        return last(self.rows.get("enforcements"))  # type: ignore[no-any-return]

    def clock(self, rule: str, trigger: date | datetime) -> Limit | None:
        """Return a limit under the regime of the charge and the place of the case."""
        return clock(rule, trigger, self.case.calendar, self.charge.regime, self.case.facts.province)

    def _served_at(self) -> datetime | None:
        """Return when the decision was served: on the spot, or by the first service that took effect."""
        if self.decision is None:
            return None
        if self.decision.handed_over:
            return self.decision.at
        services: list[Service] = self.rows.get("services", [])
        served = (each.effective_at for each in services if each.paper is Paper.DECISION and each.effective_at)
        return min(served, default=None)


@dataclass(slots=True)
class ThingView:
    """A thing that a measure may touch, or touches."""

    of: ChargeView
    thing: Thing
    measure: Measure | None
    memo: dict[Any, Verdict] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        return self.measure is not None and self.measure.ended_at is None


@dataclass(slots=True)
class PreservedView:
    """Evidence registered beforehand."""

    of: ChargeView
    preservation: Preservation
    memo: dict[Any, Verdict] = field(default_factory=dict)


@dataclass(slots=True)
class PaperView:
    """A document that has to be served and is not: its row, and every attempt to serve it so far."""

    of: ChargeView
    paper: Paper
    row: Any
    attempts: list[Service]
    memo: dict[Any, Verdict] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """How steps name it; a decision is what is served where nothing is named."""
        return "" if self.paper is Paper.DECISION else self.paper.value

    @property
    def announced(self) -> Service | None:
        """The public notice that is still running."""
        running = (each for each in self.attempts if each.mode is Mode.PUBLIC and each.effective_at is None)
        return next(running, None)


@dataclass(slots=True)
class AttemptView:
    """An attempt to serve that is still under way, by its number among the attempts on that document."""

    of: PaperView
    attempt: Service
    number: int
    memo: dict[Any, Verdict] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """How steps name it: DEMAND-2."""
        return f"{self.of.paper.value}-{self.number}"


@dataclass(slots=True)
class InspectionView:
    """An inspection."""

    of: ChargeView
    inspection: Inspection
    memo: dict[Any, Verdict] = field(default_factory=dict)
