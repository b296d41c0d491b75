"""Ladder of offences (首违不罚、次违轻罚、再违从严): a local policy with a scope, apart from APL 33. M148–M150."""

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.money import Money
from tongpan.law.penalty.local_rules import Source, binding, parameter_text, read_source
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

STATUTE: Final = Citation(APL, 33, 1, figures=("初次违法且危害后果轻微并及时改正的",), gist="首违可以不罚")
EDUCATION: Final = Citation(APL, 33, 3, figures=("应当对当事人进行教育",), gist="不予处罚的应当教育")
RANGE: Final = Citation(APL, 76, 1, item=2, figures=("擅自改变行政处罚种类、幅度",), gist="不得擅自改变幅度")

ADR: Final = "ADR-0027"
MONTHS_IN_YEAR: Final = 12


class Rung(Labelled):
    """Where a case stands on the ladder (阶梯)."""

    OUTSIDE = "OUTSIDE", "不适用本政策"
    FIRST = "FIRST", "首次违法，建议不予处罚并教育"
    SECOND = "SECOND", "第二次违法，建议从轻处罚"
    STRICT = "STRICT", "两次违法后仍不改正，建议从严处罚"


@dataclass(frozen=True, slots=True)
class LadderPolicy:
    """One place's policy. `key_fields` (重点领域) and `look_back_months` are None where it does not name them."""

    source: Source
    vulnerable_only: bool
    key_fields: frozenset[str] | None = None
    look_back_months: int | None = None


@dataclass(frozen=True, slots=True)
class Offence:
    """An earlier offence of the same kind, established by a decision or an education record."""

    on: date
    corrected: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """
    The case that is placed on the ladder. None is unknown.

    `minor` is 轻微, `corrected` 及时改正, `vulnerable` 弱势群体; `field` is the code of the field of enforcement.
    """

    act_on: date
    field: str
    minor: bool | None
    corrected: bool | None
    vulnerable: bool | None = None
    earlier: tuple[Offence, ...] = ()

    def __post_init__(self) -> None:
        if any(each.on > self.act_on for each in self.earlier):
            raise LawRefused("ladder.order", "此前的违法晚于本次，请核对日期", "earlier")


@dataclass(frozen=True, slots=True)
class Placement:
    """The rung (None: unknown), why, and what is still to be found out."""

    rung: Rung | None
    reason: str
    to_find_out: tuple[str, ...] = ()


def place_on_ladder(standing: Standing, province: str | None, policy: LadderPolicy | None = None) -> Placement:
    """
    Return the rung that the local policy suggests. It advises; the statute decides.

    `policy` is the organ's own, in place of the shipped one: with the key fields and the window that it settled.

    Law: none; a local policy beside APL 33 (M148–M150).
    Reading: only earlier offences within the window count, and only where the policy's scope is met (ADR-0027).
    """
    bound = binding(policies(), province, standing.act_on)
    policy = policy or (bound[0] if bound else None)
    if policy is None or not policy.source.binds(province, standing.act_on):
        return Placement(Rung.OUTSIDE, "本地没有这项政策")
    if standing.field in (policy.key_fields or ()):
        return Placement(Rung.OUTSIDE, f"属于重点领域（{policy.source}）")
    if standing.minor is False:
        return Placement(Rung.OUTSIDE, "不是轻微违法")
    if policy.vulnerable_only and standing.vulnerable is False:
        return Placement(Rung.OUTSIDE, "当事人不属于弱势群体")
    unknown = _unknown(standing, policy)
    if unknown or policy.look_back_months is None:
        return Placement(None, "能否适用本政策尚不清楚", unknown)
    return _rung(standing, policy, policy.look_back_months)


def _unknown(standing: Standing, policy: LadderPolicy) -> tuple[str, ...]:
    questions = (
        (standing.field == "", "所属领域"),
        (standing.minor is None, "是否轻微"),
        (standing.corrected is None, "是否及时改正"),
        (policy.vulnerable_only and standing.vulnerable is None, "是否弱势群体"),
        (policy.key_fields is None, "哪些是重点领域，由本机关确定"),
        (policy.look_back_months is None, "认定首次、再次的追溯期，由本机关确定"),
    )
    return tuple(words for asked, words in questions if asked)


def _rung(standing: Standing, policy: LadderPolicy, window: int) -> Placement:
    since = months_before(standing.act_on, window)
    counted = [each for each in standing.earlier if each.on >= since]
    said = f"近{window}个月内此前违法{len(counted)}次（{policy.source}）"
    if len(counted) >= 2:
        if not standing.corrected or not any(each.corrected for each in counted):
            return Placement(Rung.STRICT, f"{said}，仍不改正")
        return Placement(Rung.OUTSIDE, f"{said}，已经改正：不从轻，也不从严，按裁量基准处理")
    if counted:
        return Placement(Rung.SECOND, said)
    if standing.corrected:
        return Placement(Rung.FIRST, said)
    return Placement(Rung.OUTSIDE, f"{said}，但没有及时改正，不适用首违不罚")


def months_before(day: date, months: int) -> date:
    """Return the same day some months before, the last of its month where that has no such day."""
    index = day.year * MONTHS_IN_YEAR + day.month - 1 - months
    year, month = index // MONTHS_IN_YEAR, index % MONTHS_IN_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Application:
    """What was made of a suggestion: no penalty, or a fine within the statute's range."""

    rung: Rung
    exempted: bool
    statute_exempts: bool | None = None
    educated: bool = False
    fine: Money | None = None
    lowest: Money | None = None
    highest: Money | None = None
    mitigated: bool = False


def check_application(application: Application) -> Verdict:
    """
    Test that a local policy never goes beyond the statute: no exemption without APL 33, no fine outside the range.

    Law: APL 33 ¶1, ¶3; 76 ¶1(2).
    """
    if application.exempted:
        return _check_exemption(application)
    fine, lowest, highest = application.fine, application.lowest, application.highest
    if fine is None:
        return LAWFUL
    return unmet(
        (
            lowest is None or fine >= lowest or application.mitigated,
            Breach("ladder.below_minimum", f"政策不能使罚款低于法定下限{lowest}", RANGE, missing="提高到法定下限"),
        ),
        (
            highest is None or fine <= highest,
            Breach("ladder.above_maximum", f"从严不能超过法定上限{highest}", RANGE, missing="降到法定上限"),
        ),
    )


def _check_exemption(application: Application) -> Verdict:
    return unmet(
        (
            application.rung is Rung.FIRST,
            Breach("ladder.exempt.rung", "不在首违不罚的范围内，不能据此不予处罚", STATUTE, "D", "按裁量基准处理", ADR),
        ),
        (
            application.statute_exempts,
            Breach("ladder.exempt.baseless", "不符合法定的不予处罚情形，地方政策不能代替", STATUTE, missing="从轻处罚"),
            Breach("ladder.exempt.unknown", "是否符合行政处罚法不予处罚的规定尚不清楚", STATUTE, missing="逐项核对"),
        ),
        (
            application.educated,
            Breach("ladder.education.missing", "不予处罚而没有教育记录", EDUCATION, missing="教育当事人并记录"),
        ),
    )


@cache
def policies() -> tuple[LadderPolicy, ...]:
    """
    Return the policies that ship with the platform.

    Law: each row names its instrument.
    """
    return read_policies(parameter_text("ladder.toml"))


def read_policies(text: str) -> tuple[LadderPolicy, ...]:
    """
    Return the policies written in one TOML text, in the form of `law/parameters/ladder.toml`.

    Law: each row names its instrument.
    """
    return tuple(
        LadderPolicy(
            source=read_source(row),
            vulnerable_only=row["vulnerable_only"],
            key_fields=frozenset(row["key_fields"]) if "key_fields" in row else None,
            look_back_months=row.get("look_back_months"),
        )
        for row in tomllib.loads(text)["policy"]
    )
