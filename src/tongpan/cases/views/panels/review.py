"""审核、听证、讨论和责任: what was reviewed and held, and the ways to it."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.meetings import Meeting
from tongpan.cases.models import CaseMeeting, Lesson, MeetingAttendee, ReviewRound
from tongpan.cases.queries.beside import has
from tongpan.cases.views.looking import Look


def panel(look: Look) -> Mapping[str, Any]:
    """Return the rounds of review, the meetings and the lessons of the case; none where nothing was."""
    hiding = look.hiding
    rounds = ReviewRound.objects.filter(case=look.case).prefetch_related("opinions").order_by("done_at")
    meetings = CaseMeeting.objects.filter(case=look.case).prefetch_related("attendees").order_by("held_at")
    return {
        "rounds": [
            {
                "one": one,
                "whom": look.names.get(one.party, "") if look.several else "",
                "count": len(one.opinions.all()),
                "left": sum(not each.reply for each in one.opinions.all()),
            }
            for one in (rounds if has(look.case, "rounds") else ())
        ],
        "meetings": [
            {
                "one": one,
                "label": Meeting(one.kind).label,
                "outcome": hiding.text(one.outcome),
                "people": [
                    _attended(each, hiding) for each in sorted(one.attendees.all(), key=lambda each: each.order)
                ],
            }
            for one in (meetings if has(look.case, "meetings") else ())
        ],
        "lessons": Lesson.objects.filter(case=look.case).count() if has(look.case, "lessons") else 0,
        "decided": bool(look.facts.decisions),
        "may_meet": bool(look.roles),
    }


def _attended(one: MeetingAttendee, hiding: Hiding) -> str:
    said = f"：{hiding.text(one.said)}" if one.said else ""
    return f"{hiding.text(one.name)}（{one.get_capacity_display()}）{said}"
