"""Who and what a case is about (当事人、案由、职权、人员): the rows that hardly change while it runs."""

from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.facts.words import Duty, Instrument, Power, Role
from tongpan.law.limits import Regime
from tongpan.law.money import Money
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind


@dataclass(frozen=True, slots=True)
class Party:
    """
    A party (当事人).

    `born_on` and `lucid` are asked of natural persons alone; None is unknown. `lucid` says whether the person could
    tell and control what was done (行政处罚法第三十一条).
    """

    id: str
    kind: PartyKind
    born_on: date | None = None
    lucid: bool | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """What the case is about (案由): one matter of the list of powers."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty as proposed or decided (处罚内容). A sum is None where its kind is not given, or not known."""

    kinds: tuple[PenaltyKind, ...]
    fine: Money | None = None
    income: Money | None = None
    goods: Money | None = None

    def exceeds(self, other: "Penalty") -> bool:
        """Tell whether it has a kind or a sum that the other has not."""
        sums = ((self.fine, other.fine), (self.income, other.income), (self.goods, other.goods))
        return not set(self.kinds) <= set(other.kinds) or any(
            mine is not None and (theirs is None or mine > theirs) for mine, theirs in sums
        )


@dataclass(frozen=True, slots=True)
class Charge:
    """
    One party's part in one cause (涉案行为): the unit on which notice, hearing, decision and service run.

    `act_until` is the end of an act that lasted, None while it was done at once; `continuing` says that it goes on.
    `law` names the version of the substantive law that applies (行政处罚法第三十七条), empty while undetermined.
    `complex` is 案情复杂, `weighty` 重大公共利益或者重大违法行为, `minor` 轻微并及时改正且无危害后果.
    """

    party: str
    cause: str
    act_on: date | None = None
    act_until: date | None = None
    continuing: bool = False
    discovered_on: date | None = None
    five_years: bool | None = None
    regime: Regime | None = None
    law: str = ""
    duty: Duty = Duty.PAY
    complex: bool | None = None
    weighty: bool | None = None
    minor: bool | None = None
    crime: bool | None = None
    proven: bool | None = None
    fined_already: bool | None = None
    lightened: bool = False
    proposed: Penalty | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """
    One power that the organ holds (职权): over one cause, or over all where `cause` is empty.

    A delegated power is exercised in the delegator's name for the term of the delegation (行政处罚法第二十条).
    """

    power: Power
    basis: Instrument
    since: date
    until: date | None = None
    cause: str = ""
    published: bool | None = None
    delegated: bool = False
    redelegated: bool = False


@dataclass(frozen=True, slots=True)
class Officer:
    """A member of staff (人员): certified from one day to another, or not an officer at all (辅助人员)."""

    id: str
    certified_from: date | None = None
    certified_until: date | None = None
    auxiliary: bool = False
    qualified: bool | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """What an officer was named to do in the case (指派)."""

    role: Role
    officer: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Recusal:
    """A recusal (回避): asked for, then decided; `granted` is None while it is pending."""

    officer: str
    at: datetime
    decided_at: datetime | None = None
    granted: bool | None = None
