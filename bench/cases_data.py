"""
A great many open cases, put straight into the tables: parties, people, limits and flags as steps would leave them.

All lie in one district of the demo, whose towns, bodies, teams, officers and grants are used. Of the law's rows only
those stand there that boards read: who was named to what. Ledger entries are left out; no board reads them.
"""

import random
from datetime import date, timedelta
from typing import Any

from django.db import transaction

CODE = "330802"
BATCH = 2_000
CLOSED_SHARE = 0.2
OFFICERS = 40
"""who handle cases in each town"""
COLLEAGUE = "王同"
EXPLAINED = "自2026年9月1日的次日起算，共九十日，末日是休息日的顺延至下一个工作日；放假安排以国务院办公厅通知为准。"
CITED = "住房和城乡建设行政处罚程序规定第二十九条第一款：九十日"
SETS: tuple[tuple[str, float, tuple[tuple[str, str, int, int], ...]], ...] = (
    ("CLUE", 0.25, (("DL-01", "MUST_BY", -2, 21), ("DL-03", "MUST_BY", -1, 9))),
    ("INQUIRY", 0.35, (("DL-09", "MUST_BY", -3, 90), ("DL-06", "MUST_BY", -1, 30), ("DL-03", "MUST_BY", -1, 9))),
    ("TOLD", 0.15, (("DL-09", "MUST_BY", -3, 60), ("DL-11", "RIGHT_UNTIL", -40, 5), ("DL-12", "RIGHT_UNTIL", -40, 7))),
    ("SERVED", 0.249, (("DL-23", "RIGHT_UNTIL", -60, 15), ("DL-38", "RIGHT_UNTIL", -60, 60),
                       ("DL-39", "RIGHT_UNTIL", -60, 180))),
    ("DECIDED", 0.001, (("DL-22", "MUST_BY", -1, 2), ("DL-38", "RIGHT_UNTIL", 0, 60))),
)  # fmt: skip
"""standing, share of the cases, and the limits that run: rule, kind, earliest and latest day from today"""
FLAGS = ("NOT_FILED", "RETURNED", "PROLONGED", "WITHDRAWN", "ON_SPOT")


def fill(number: int, dice: random.Random) -> int:
    """Add open cases, and closed ones among them; return how many limits run in all."""
    from tongpan.cases.models import CaseLimit
    from tongpan.kernel import clock

    ground = _Ground(dice, clock.today())
    done = 0
    whole = round(number * (1 + CLOSED_SHARE))
    while done < whole:
        size = min(BATCH, whole - done)
        ground.add(size)
        done += size
    return CaseLimit.objects.count()


class _Ground:
    """Where cases can lie, and who can be named in them."""

    def __init__(self, dice: random.Random, today: date) -> None:
        from tongpan.agencies.domain.posts import Post
        from tongpan.agencies.models import Appointment, Team
        from tongpan.cases.models import Case
        from tongpan.kernel.crypto import seal
        from tongpan.places.models import Place
        from tongpan.powers.models import Grant, Matter

        self.dice, self.today = dice, today
        self.serial = Case.objects.count()
        county = Place.objects.get(code=CODE)
        self.district_id = county.pk
        self.matters = list(Matter.objects.order_by("code")[:200])
        grants = list(Grant.objects.filter(body__district_id=county.pk).order_by("pk")[:1]) or list(
            Grant.objects.all()[:1]
        )
        self.grant_id = grants[0].pk
        self.names = [seal(f"钱某{number}") for number in range(50)]
        people = Appointment.objects.filter(district_id=county.pk).select_related("officer")
        self.towns = []
        for team in Team.objects.filter(host_town__county_id=county.pk, agency__isnull=False).order_by("pk"):
            officers = [one.officer for one in people.filter(team=team, post=str(Post.OFFICER)).order_by("pk")]
            officers += self._colleagues(team, OFFICERS - len(officers))
            heads = people.filter(town_id=team.host_town_id, post=str(Post.HEAD)).order_by("pk")
            head = next((one.officer for one in sorted(heads, key=lambda one: one.officer.user_id is None)), None)
            if len(officers) >= 2 and head is not None:
                self.towns.append((team, officers, head))

    def _colleagues(self, team: Any, number: int) -> list[Any]:
        """Return more officers of a town's body: a county with so many cases has as many people."""
        from tongpan.agencies.models import Officer

        made = Officer.objects.filter(home_agency_id=team.agency_id, name__startswith=COLLEAGUE).order_by("pk")
        if not made.exists():
            Officer.objects.bulk_create(
                Officer(
                    name=f"{COLLEAGUE}{place:02d}", staff_kind="OFFICER", home_agency_id=team.agency_id,
                    district_id=self.district_id, town_id=team.host_town_id,
                )
                for place in range(number)
            )  # fmt: skip
        return list(made[:number])

    def add(self, size: int) -> None:
        """Add one batch of cases in a transaction."""
        from tongpan.cases.models import Case, CaseFact, CaseFlag, CaseLimit, CaseOfficer, CaseParty

        made: dict[type, list[Any]] = {
            model: [] for model in (Case, CaseParty, CaseOfficer, CaseFact, CaseLimit, CaseFlag)
        }
        for _ in range(size):
            self._case(made)
        with transaction.atomic():
            for model, rows in made.items():
                model.objects.bulk_create(rows, batch_size=500)

    def _case(self, made: dict[type, list[Any]]) -> None:
        from tongpan.cases.models import Case, CaseFact, CaseFlag, CaseOfficer, CaseParty
        from tongpan.kernel import clock

        dice, now = self.dice, clock.now()
        self.serial += 1
        team, officers, head = dice.choice(self.towns)
        closed = dice.random() < CLOSED_SHARE / (1 + CLOSED_SHARE)
        standing, limits = ("CLOSED", ()) if closed else self._standing()
        matter = dice.choice(self.matters)
        case = Case(
            number=f"AJB-{self.serial:07d}", title=matter.name[:200], matter_id=matter.pk, domain=matter.domain,
            source="INSPECTION", grant_id=self.grant_id, mode="ASSIGNED", acts_as="某镇人民政府",
            district_id=self.district_id, town_id=team.host_town_id, body_id=team.agency_id, team_id=team.pk,
            standing=standing, opened_at=now, opened_by="system:bench", touched_at=now,
        )  # fmt: skip
        made[Case].append(case)
        made[CaseParty].append(CaseParty(case=case, handle="甲", natural=True, name_sealed=dice.choice(self.names)))
        named = [*dice.sample(officers, 2), head]
        for place, (officer, role) in enumerate(zip(named, ("HANDLER", "HANDLER", "DECIDER"), strict=True)):
            handle = f"{officer.name}{place}"
            made[CaseOfficer].append(CaseOfficer(case=case, officer_id=officer.pk, handle=handle))
            row = {"role": role, "officer": handle, "since": "2026-09-01T09:00:00+08:00"}
            made[CaseFact].append(
                CaseFact(case=case, table="assignments", place=place, row=row, recorded_at=now, recorded_by="bench")
            )
        self._limits(case, limits, made)
        if dice.random() < 0.1:
            made[CaseFlag].append(
                CaseFlag(
                    case=case, flag=dice.choice(FLAGS), day=self.today - timedelta(days=dice.randint(0, 700)),
                    note="审核2次没有通过", district_id=case.district_id, town_id=case.town_id, body_id=case.body_id,
                    team_id=case.team_id,
                )
            )  # fmt: skip

    def _standing(self) -> tuple[str, tuple[tuple[str, str, int, int], ...]]:
        lot = self.dice.random()
        for standing, share, limits in SETS:
            lot -= share
            if lot < 0:
                return standing, limits
        return SETS[0][0], SETS[0][2]

    def _limits(self, case: Any, limits: Any, made: dict[type, list[Any]]) -> None:
        from tongpan.cases.models import CaseLimit
        from tongpan.kernel.calendar import at_hand

        firm = at_hand().firm_until
        for rule, kind, earliest, latest in limits:
            day = self.today + timedelta(days=self.dice.randint(earliest, latest))
            made[CaseLimit].append(
                CaseLimit(
                    case=case, rule=rule, kind=kind, party="甲", cause="bench", act_by=day,
                    due_on=day if day <= firm else None, awaiting_year=None if day <= firm else firm.year + 1,
                    explanation=EXPLAINED, citation=CITED, threatens="程序违法", district_id=case.district_id,
                    town_id=case.town_id, body_id=case.body_id, team_id=case.team_id, domain=case.domain,
                    counted_on=self.today,
                )
            )  # fmt: skip
