"""Scenarios (情景): from which facts, by which steps, until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tongpan.law.facts import CaseFacts
from tongpan.law.model.starting import DAY_ONE
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import Outlook, Step

MORNING = time(10)


@dataclass(frozen=True, slots=True)
class Scenario:
    """
    One bounded part of the procedure.

    `steps` may be taken, each at most `most` times on a target (once where not said). `until` is the last day to which
    time is let pass, `moments` are moments at which it stops besides the days around each limit; where `watched` names
    limits, time stops at those alone.
    """

    name: str
    facts: CaseFacts
    steps: frozenset[Step]
    until: date
    at: datetime = DAY_ONE
    most: Mapping[Step, int] = field(default_factory=dict)
    moments: tuple[datetime, ...] = ()
    choices: Mapping[Step, tuple[str, ...]] = field(default_factory=dict)
    watched: frozenset[str] | None = None
    full_only: bool = False

    def next_moment(self, facts: CaseFacts, at: datetime, outlook: Outlook) -> datetime | None:
        """
        Return the next moment at which anything can differ: the day before, of and after each limit.

        Law: none; a reading of time (ADR-0042).
        """
        today = at.date()
        watched = [each for each in outlook.limits if self.watched is None or each.rule in self.watched]
        days = {day for each in watched for day in around(each.limit.act_by) if day > today}
        days.update(day for named in named_days(facts) for day in around(named) if day > today)
        coming = [datetime.combine(day, MORNING, SHANGHAI) for day in days]
        for each in watched:
            if each.limit.due_at is not None:
                coming += [each.limit.due_at, each.limit.due_at + timedelta(minutes=1)]
        coming += self.moments
        later = [each for each in coming if each > at and each.date() <= self.until]
        return min(later, default=None)


def around(day: date | None) -> tuple[date, ...]:
    """
    Return a day with its neighbours.

    Law: none; a reading of time (ADR-0042).
    """
    if day is None:
        return ()
    return (day - timedelta(days=1), day, day + timedelta(days=1))


def named_days(facts: CaseFacts) -> list[date]:
    """
    Return the days that documents name themselves.

    Law: none; a reading of time (ADR-0042).
    """
    named = [each.reply_by for each in facts.notices] + [each.perform_by for each in facts.demands]
    named += [each.perform_by for each in facts.decisions] + [each.until for each in facts.deferrals]
    named += [part.due_on for each in facts.deferrals for part in each.parts]
    named += [test.until for each in facts.measures for test in each.tests if test.end is None]
    return [each for each in named if each is not None]
