"""Who and what a case is about (当事人、案由、职权、人员): the rows that hardly change while it runs."""

from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.coercion.demolition import Zone
from tongpan.law.conflicts import Answerer
from tongpan.law.facts.words import Duty, Power, Role
from tongpan.law.limits import Regime
from tongpan.law.money import Money
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.law_in_force import Comparison
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.statutes import StatuteLevel


@dataclass(frozen=True, slots=True)
class Party:
    """
    A party (当事人).

    `born_on` and `lucid` are asked of natural persons alone; None is unknown. `lucid` says whether the person could
    tell and control what was done (行政处罚法第三十一条). `electronic` is the signed confirmation of electronic
    service, `untraceable` that no other way of service works (下落不明); `opinion` that there is an expert's opinion on
    whether the person is lucid.
    """

    id: str
    kind: PartyKind
    born_on: date | None = None
    lucid: bool | None = None
    electronic: bool | None = None
    untraceable: bool | None = None
    opinion: bool = False


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


@dataclass(frozen=True, slots=True)
class Earlier:
    """A fine that the party already bears (此前的罚款); `same_act` is None until the acts were compared."""

    organ: str
    amount: Money
    same_act: bool | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """
    One party's part in one cause (涉案行为): the unit on which notice, hearing, decision and service run.

    `act_until` is the end of an act that lasted, None while it was done at once; `continuing` says that it goes on.
    `law` is the title of the statute that is applied, empty while undetermined; `comparison` what comparing it with a
    newer one gave (行政处罚法第三十七条). `complex` is 案情复杂, `weighty` 重大公共利益或者重大违法行为; `minor`,
    `corrected`, `consequences`, `first` and `no_fault` are what 第三十三条 asks. `earlier_fines` are the fines
    that were found, empty when nothing was, None while nobody looked. `asks_on_spot` is the party's own request to
    pay on the spot (第六十九条), `hard_later` that collecting later would be hard (第六十八条第二项).

    Of enforcement: `danger` that not performing endangers traffic, pollutes or destroys nature (行政强制法第五十条),
    `good_reason` 不履行有正当理由, `public_place` and `unable` that it lies in a road, river, channel or public place
    and the party cannot clear it (第五十二条); of buildings `zone`, `charged` 县级以上政府责成, `hardship` 没有住处.
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
    corrected: bool | None = None
    consequences: Harm | None = None
    first: bool | None = None
    no_fault: bool | None = None
    comparison: Comparison | None = None
    crime: bool | None = None
    proven: bool | None = None
    earlier_fines: tuple[Earlier, ...] | None = None
    lightened: bool = False
    asks_on_spot: bool | None = None
    hard_later: bool | None = None
    danger: bool | None = None
    good_reason: bool | None = None
    public_place: bool | None = None
    unable: bool | None = None
    zone: Zone | None = None
    charged: bool = False
    hardship: bool | None = None
    proposed: Penalty | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """
    A thing or a place that a measure may touch (场所、设施、财物).

    `related` says that it belongs to the case, `daily_needs` that the person and dependants live on it,
    `sealed_elsewhere` that another organ of the State has sealed it.
    """

    id: str
    party: str
    cause: str
    related: bool | None = None
    daily_needs: bool | None = None
    sealed_elsewhere: bool | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """
    One power that the organ holds (职权): over one cause, or over all where `cause` is empty.

    `right` says how it came to hold it, `level`, `statute` and `article` on which text it stands; `until` is the first
    day on which it holds no longer. `express` says that a township is named for this very power, apart from the power
    to penalise; `passed_on` that a delegate delegated it again.
    """

    power: Power
    right: Basis
    since: date | None = None
    until: date | None = None
    cause: str = ""
    level: StatuteLevel | None = None
    statute: str = ""
    article: int | None = None
    by_province: bool | None = None
    published_on: date | None = None
    express: bool | None = None
    passed_on: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """An open point of the law that a person settled for this case (已答复的问题): which, how, who, why, when."""

    code: str
    option: str
    by: Answerer
    reason: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One more card (执法证件) of somebody: the days from which and until which it holds, both counted."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Officer:
    """
    A member of staff (人员): certified from one day to another, or not an officer at all (辅助人员).

    `others` are cards before and after the one whose days stand here: what was done is asked of the card of its day.
    `qualified` is 法律职业资格, `first_time` 初次从事法制审核 (行政处罚法第五十八条第二款).
    """

    id: str
    certified_from: date | None = None
    certified_until: date | None = None
    auxiliary: bool = False
    qualified: bool | None = None
    first_time: bool | None = None
    others: tuple[Card, ...] = ()

    def card_on(self, day: date) -> tuple[date | None, date | None]:
        """Return from when and until when the card of a day holds; where none does, those of the one that stands."""
        for each in self.others:
            if each.since <= day <= each.until and not self._stands_on(day):
                return each.since, each.until
        return self.certified_from, self.certified_until

    def _stands_on(self, day: date) -> bool:
        since, until = self.certified_from, self.certified_until
        return since is not None and since <= day and (until is None or day <= until)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What an officer was named to do in the case (指派), until somebody was taken off (`until`; None: still)."""

    role: Role
    officer: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recusal:
    """A recusal (回避): asked for, then decided; `granted` is None while it is pending."""

    officer: str
    at: datetime
    decided_at: datetime | None = None
    granted: bool | None = None
