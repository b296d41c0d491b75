"""期限、提醒和监督查阅: what runs, who was told of it, and which supervisor looked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongpan.cases.domain.looks import Roll
from tongpan.cases.domain.ownlimits import OWN
from tongpan.cases.domain.reminding import Level
from tongpan.cases.models import CaseLimit, LimitReminder
from tongpan.cases.queries.beside import has
from tongpan.cases.queries.reminders import reminders_of
from tongpan.cases.queries.supervision import looks_at
from tongpan.cases.views import shown
from tongpan.cases.views.looking import Look

Key = tuple[str, str, str, str]


def panel(look: Look) -> Mapping[str, Any]:
    """Return the limits with the day that was told, their reminders, and the looks of supervisors."""
    told = {row.key: row for row in CaseLimit.objects.filter(case=look.case)}
    reminders: dict[tuple[Key, date], list[LimitReminder]] = {}
    for one in reminders_of(look.case.pk) if has(look.case, "reminders") else ():
        reminders.setdefault(((one.rule, one.party, one.cause, one.ref), one.act_by), []).append(one)
    rows = shown.limits_shown(look.outlook, look.today, look.names, look.several)
    rows += [_own(row, look) for row in told.values() if row.rule in OWN]
    for row in rows:
        key = row["key"]
        row["day"] = _kept(row["day"], told.get(key), right=row["favours"])
        row["past"] = row["day"] is not None and row["day"] < look.today
        row["reminders"] = [_reminded(one) for one in reminders.get((key, row["day"]), [])]
    return {
        "limits": sorted(rows, key=lambda row: row["day"] or date.max),
        "lookers": [
            {"look": one, "source": Roll(one.source).label if one.source else ""}
            for one in (looks_at(look.case.pk) if has(look.case, "looks") else ())
        ],
    }


def _own(row: CaseLimit, look: Look) -> dict[str, Any]:
    """A day of our own, as the law's are shown."""
    return {
        "limit": row, "key": row.key, "favours": False, "what": OWN[row.rule].end, "right": False, "day": row.act_by,
        "whom": look.names.get(row.party, "") if look.several else "", "threatens": row.threatens,
        "provisional": False,
    }  # fmt: skip


def _kept(day: date | None, row: CaseLimit | None, *, right: bool) -> date | None:
    """A day that a party may have been told is never shown earlier."""
    if right and day is not None and row is not None and row.act_by is not None:
        return max(day, row.act_by)
    return day


def _reminded(one: LimitReminder) -> dict[str, Any]:
    if one.workdays is None:
        left = ""
    elif one.workdays > 0:
        left = f"还有{one.workdays}个工作日"
    else:
        left = "最后一日" if one.workdays == 0 else f"已过{-one.workdays}个工作日"
    return {"at": one.at, "whom": Level(one.level).label, "left": left}
