"""From a row of the register to a limit (期限的确定)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from tongpan.law.calendar import WorkCalendar
from tongpan.law.limits.register import rule
from tongpan.law.limits.terms import REGIME_AREAS, ExtensionRule, LimitRefused, LimitRule, Provision, Regime
from tongpan.law.period import (
    Exclusion,
    Extension,
    InvalidPeriod,
    Limit,
    Period,
    chinese_day,
    compute,
    shanghai_day,
)

DIVISION_CODE_DIGITS = range(2, 13)
LIMITS_KEPT = 65_536
"""answers kept ready: limits never change for a calendar, and calendars never change"""


def compute_limit(
    rule_id: str,
    trigger: date | datetime,
    calendar: WorkCalendar,
    regime: Regime | str | None = None,
    province: str | None = None,
    exclusions: Sequence[Exclusion] = (),
    extensions: Sequence[Extension] = (),
    *,
    quantity: int | None = None,
) -> Limit:
    """
    Return the limit that one row of the register sets from a trigger.

    `province` is a division code of any length (33, 330106): it says where the act takes place. `quantity` replaces
    the number of a row that leaves it to the authority.

    Law: each row cites its own; APL 85; ACL 69.
    Reading: where a sector's rules and a place's rules both speak, the one that names both binds, then the sector's,
    then the place's, then the national statute (ADR-0014, item 9).

    :raises LimitRefused: if row, regime, exclusion or extension is not one the law knows here
    :raises CalendarNotHeld: if working days are asked for before the first year the calendar holds
    """
    return _kept(rule_id, trigger, calendar, regime, province, tuple(exclusions), tuple(extensions), quantity)


@lru_cache(maxsize=LIMITS_KEPT)
def _kept(
    rule_id: str,
    trigger: date | datetime,
    calendar: WorkCalendar,
    regime: Regime | str | None,
    province: str | None,
    exclusions: tuple[Exclusion, ...],
    extensions: tuple[Extension, ...],
    quantity: int | None,
) -> Limit:
    """Count once what every case of that day, regime and place asks."""
    named = rule(rule_id)
    provision = find_provision(named, regime, province)
    if quantity is not None and not provision.adjustable:
        raise LimitRefused("limits.quantity.fixed", f"期限{rule_id}的数量由法律规定，不能另行确定", provision.citation)
    for pause in exclusions:
        if pause.ground not in provision.exclusions:
            raise LimitRefused("limits.exclusion.unknown", _no_such_ground(provision, pause), provision.citation)
    try:
        if provision.quantity is None or provision.unit is None:
            return _without_number(provision, trigger, exclusions, extensions)
        period = Period(
            quantity=provision.quantity if quantity is None else quantity,
            unit=provision.unit,
            kind=provision.kind,
            start=provision.start,
            rolls=provision.rolls,
            citation=provision.citation,
            opening=provision.opening,
        )
        _check_extensions(provision, period, trigger, calendar, exclusions, extensions)
        return compute(period, trigger, calendar, exclusions=exclusions, extensions=extensions)
    except InvalidPeriod as mistake:
        raise LimitRefused("limits.facts.invalid", str(mistake), provision.citation) from mistake


def limit_if_any(
    rule_id: str,
    trigger: date | datetime,
    calendar: WorkCalendar,
    regime: Regime | str | None = None,
    province: str | None = None,
) -> Limit | None:
    """
    Return the limit of a row, or None where no text that binds here sets one.

    Law: each row cites its own.

    :raises LimitRefused: if the regime is unknown or has no effect in that place
    """
    try:
        return compute_limit(rule_id, trigger, calendar, regime, province)
    except LimitRefused as refusal:
        if refusal.code == "limits.provision.missing":
            return None
        raise


def find_provision(named: LimitRule, regime: Regime | str | None = None, province: str | None = None) -> Provision:
    """
    Return what binds on one row for a matter under a regime in a place.

    Law: APL 4, 60 (法律、法规、规章另有规定的，从其规定).
    Reading: sector and place together before sector, sector before place, place before nation (ADR-0014, item 9).

    :raises LimitRefused: if the regime is unknown or has no effect there, or nothing binds
    """
    sector = _regime(regime)
    if province is not None and not (province.isdecimal() and len(province) in DIVISION_CODE_DIGITS):
        raise LimitRefused("limits.province.invalid", f"行政区划代码无效：{province}")
    area = REGIME_AREAS.get(sector) if sector is not None else None
    if area is not None and province is not None and not province.startswith(area):
        raise LimitRefused("limits.regime.elsewhere", f"《{_title(sector)}》不适用于行政区划{province}")
    place = province or area or ""
    fitting = [each for each in named.provisions if _speaks(each, sector, place)]
    if not fitting:
        raise LimitRefused("limits.provision.missing", _nothing_binds(named))
    return max(fitting, key=lambda each: (sector is not None and each.regime is sector, len(each.area or "")))


def _speaks(provision: Provision, sector: Regime | None, place: str) -> bool:
    """Tell whether a text binds: its regime was chosen or is the whole province's, and the place is its own."""
    of_province = provision.regime in REGIME_AREAS and place != ""
    return (provision.regime in (None, sector) or of_province) and place.startswith(provision.area or "")


def _regime(regime: Regime | str | None) -> Regime | None:
    if regime is None:
        return None
    try:
        return Regime(regime)
    except ValueError:
        known = "、".join(Regime)
        raise LimitRefused("limits.regime.unknown", f"没有程序规定“{regime}”，可选：{known}") from None


def _title(sector: Regime | None) -> str:
    return sector.label if sector is not None else ""


def _nothing_binds(named: LimitRule) -> str:
    where = "、".join(dict.fromkeys(each.citation.short_title for each in named.provisions))
    return f"期限{named.id}（{named.trigger}→{named.end}）国家层面没有规定，仅见于：{where}"


def _no_such_ground(provision: Provision, pause: Exclusion) -> str:
    known = "；".join(each.label for each in sorted(provision.exclusions)) or "无"
    return f"本期限不扣除“{pause.ground.label}”的时间，可扣除的事由：{known}"


def _check_extensions(
    provision: Provision,
    period: Period,
    trigger: date | datetime,
    calendar: WorkCalendar,
    exclusions: Sequence[Exclusion],
    extensions: Sequence[Extension],
) -> None:
    """
    Refuse an extension that the chain does not allow.

    Reading: it must be granted before the period it extends is over (ADR-0014, item 5).
    """
    if len(extensions) > len(provision.extensions):
        allowed = len(provision.extensions)
        reason = f"本期限至多延长{allowed}次" if allowed else "本期限没有延长的规定"
        raise LimitRefused("limits.extension.too_many", reason, provision.citation)
    for step, (granted, allowance) in enumerate(zip(extensions, provision.extensions, strict=False)):
        _check_grant(granted, allowance, provision)
        before = compute(period, trigger, calendar, exclusions=exclusions, extensions=extensions[:step]).safe_end
        if granted.granted_on is not None and before is not None and granted.granted_on > before:
            raise LimitRefused(
                "limits.extension.late", f"延长应当在期限届满（{chinese_day(before)}）前批准", provision.citation
            )


def _check_grant(granted: Extension, allowance: ExtensionRule, provision: Provision) -> None:
    if granted.authority is not allowance.authority:
        raise LimitRefused(
            "limits.extension.authority", f"本次延长应当由{allowance.authority.label}批准", provision.citation
        )
    if granted.unit is not allowance.unit:
        raise LimitRefused("limits.extension.unit", f"本次延长应当以“{allowance.unit.label}”计算", provision.citation)
    if allowance.quantity is not None and granted.quantity > allowance.quantity:
        raise LimitRefused(
            "limits.extension.too_long",
            f"本次延长不得超过{allowance.quantity}{allowance.unit.label}",
            provision.citation,
        )


def _without_number(
    provision: Provision, trigger: date | datetime, exclusions: Sequence[Exclusion], extensions: Sequence[Extension]
) -> Limit:
    """Return the limit of a text that names a fixed day, or gives a duty without a number."""
    if exclusions or extensions:
        raise LimitRefused("limits.extension.too_many", "本期限没有天数，不扣除、不延长", provision.citation)
    day = shanghai_day(trigger)
    undated = Limit(kind=provision.kind, due_on=None, citation=provision.citation)
    if provision.fixed_on is None:
        said = f"自{chinese_day(day)}起应当“{provision.wording}”，法律没有规定天数（{provision.citation}）。"
        return replace(undated, explanation=said)
    end = date(day.year, *provision.fixed_on)
    if end <= day:
        end = date(day.year + 1, *provision.fixed_on)
    said = f"应于{chinese_day(end)}前（含当日）完成（{provision.citation}）。"
    return replace(undated, due_on=end, safe_end=end, legal_end=end, explanation=said)
