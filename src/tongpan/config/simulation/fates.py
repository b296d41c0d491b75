"""What happens to whom: how a party behaves and what the officers find, drawn once for each case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tongpan.cases.actions import NewParty
from tongpan.config.demo_cases import FOUND
from tongpan.config.simulation.clockwork import dice
from tongpan.law.penalty.kinds import PartyKind

WEIGHTS: Final[Mapping[str, int]] = {
    "pays": 29,
    "on_the_spot": 8,
    "not_filed": 4,
    "suspended": 3,
    "ended": 2,
    "withdrawn": 1,
    "handed_on": 1,
    "no_penalty": 8,
    "heard": 5,
    "untraceable": 4,
    "pays_late": 8,
    "instalments": 4,
    "pays_when_demanded": 5,
    "court": 4,
    "reconsidered": 4,
    "revoked": 2,
    "sued": 2,
    "police_refuse": 2,
    "police_take": 2,
    "recusal": 4,
}
"""how a case goes, of about a hundred"""
FAMILIES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何"
TRADES: Final = ("餐饮店", "百货店", "建材经营部", "水果店", "汽车修理店")
FIRMS: Final = ("建筑有限公司", "广告有限公司", "物业管理有限公司", "渣土运输有限公司")
ON_PAPER: Final = 0.2
"""of a hundred cases: setting papers takes time, and one in five shows as much as all would"""
ADDRESS: Final = "模拟镇模拟路1号"
"""what a decision must say of whoever it is about (处罚法 59)"""
CONDITIONS: Final = ("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation")


@dataclass(frozen=True, slots=True)
class Fate:
    """How one case goes."""

    name: str
    kind: PartyKind
    party: str
    born_on: date | None
    share: int
    """percent of the way from the lowest fine of the article to the highest"""
    evidence: int
    """how many pieces are gathered"""
    waives: bool
    fails_review: bool
    by_mail: bool
    proposes: bool
    """whether the handlers put what the heads decide before them, or the heads act themselves"""
    on_paper: bool = False
    """whether its photographs, its notice and its decision are made here too"""

    def opens_with(self) -> NewParty:
        """Return the party as the officers enter it."""
        return NewParty(self.kind, self.party, born_on=self.born_on, address=ADDRESS if self.on_paper else "")

    def party_values(self) -> dict[str, Any]:
        """Return what is found of the party."""
        lucid = {} if self.kind is PartyKind.ORGANIZATION else {"lucid": True}
        return lucid | {"untraceable": self.name == "untraceable"}

    def clue_values(self) -> dict[str, bool]:
        """Return what checking the clue shows; the rules of some fields ask for evidence alone."""
        filed = self.name != "not_filed"
        return dict.fromkeys(CONDITIONS, True) | {"evidence": filed, "deserves_penalty": filed}

    def charge_values(self, fine: str) -> dict[str, Any]:
        """Return what is found of the act, with the fine that is proposed."""
        values = FOUND | {"proposed": {"kinds": ["FINE"], "fine": fine}}
        if self.name == "no_penalty":
            values |= {"minor": True, "corrected": True, "consequences": "NONE"}
        if self.name in ("police_refuse", "police_take"):
            values |= {"crime": True}
        return values


def fate_of(system: str, key: str) -> Fate:
    """Return the fate of the case that began with a report."""
    thrown = dice(system, key, "fate")
    name = thrown.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    kind = thrown.choices(list(PartyKind), [5, 3, 2])[0]
    kind = PartyKind.CITIZEN if name == "on_the_spot" else kind
    family, number = thrown.choice(FAMILIES), thrown.randrange(1000)
    if kind is PartyKind.CITIZEN:
        party = f"{family}某{number}"
    elif kind is PartyKind.SOLE_TRADER:
        party = f"{family}记模拟{thrown.choice(TRADES)}{number}"
    else:
        party = f"模拟第{number}{thrown.choice(FIRMS)}"
    born = None
    if kind is not PartyKind.ORGANIZATION:
        born = date(thrown.randrange(1950, 2000), thrown.randrange(1, 13), thrown.randrange(1, 29))
    share = 95 if name in ("heard", "sued", "court") else thrown.randrange(0, 70)
    return Fate(
        name=name, kind=kind, party=party, born_on=born, share=share, evidence=thrown.randrange(2, 6),
        waives=thrown.random() < 0.4, fails_review=thrown.random() < 0.12, by_mail=thrown.random() < 0.15,
        proposes=thrown.random() < 0.25, on_paper=thrown.random() < ON_PAPER,
    )  # fmt: skip
