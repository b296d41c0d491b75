"""Who may handle this, here, on that day, and in whose name?"""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.kernel.brief import kept_briefly
from tongpan.kernel.errors import Unlawful
from tongpan.law.verdict import Breach
from tongpan.places.models import Place
from tongpan.powers.domain import competence, holding
from tongpan.powers.domain.competence import Competence, NoCompetence, Why
from tongpan.powers.domain.holding import Body
from tongpan.powers.domain.kinds import Mode, Power
from tongpan.powers.models import Grant, Matter
from tongpan.powers.queries.facts import facts_of
from tongpan.powers.queries.memory import Facts


@kept_briefly
def _teams(district_ids: tuple[UUID, ...], on: date) -> dict[UUID, dict[str, tuple[UUID, str]]]:
    """Every field's team in every town of a county: leads come in bursts, from all its towns."""
    return agencies.teams_by_field(district_ids, on)


def who_may(
    matter_id: UUID,
    town_id: UUID,
    on: date,
    power: Power | str = Power.PENALTY,
    known_at: datetime | None = None,
    *,
    with_team: bool = True,
) -> Competence | NoCompetence:
    """
    Return who may act on a matter in a town on a day, or why nobody may.

    From the process's memory, or one query for the grants; one more for the team that answers there, a second at most.
    """
    facts = facts_of(matter_id, town_id)
    answer = _decide(facts, on, Power(power), known_at, None)
    if not isinstance(answer, Competence):
        return _explained(answer, matter_id, town_id, on, Power(power))
    if not with_team:
        return answer
    team = _teams(facts.lineage[1:], on).get(town_id, {}).get(answer.domain)
    if team is None:
        return answer
    return replace(answer, team_id=team[0], team_name=team[1])


def may_act(
    body_id: UUID,
    matter_id: UUID,
    town_id: UUID,
    on: date,
    power: Power | str = Power.PENALTY,
    known_at: datetime | None = None,
) -> Competence | NoCompetence:
    """Return whether one body may act on a matter in a town on a day; if not, why, and who could."""
    answer = _decide(facts_of(matter_id, town_id), on, Power(power), known_at, body_id)
    if isinstance(answer, Competence):
        return answer
    return _explained(answer, matter_id, town_id, on, Power(power), body_id)


def require_on_list(
    body_id: UUID, matter_id: UUID, town_id: UUID, on: date, power: Power | str = Power.PENALTY
) -> Competence:
    """
    Return the body's competence, without which no case may be filed (M056: 清单以外无权力).

    Law: APL 17, 38.

    :raises Unlawful: if the matter is not on the list in force of that body
    """
    answer = may_act(body_id, matter_id, town_id, on, power)
    if isinstance(answer, Competence):
        return answer
    way = "、".join(body.name for body in answer.could)
    message = f"{answer.reason}。" + (f"可以移送{way}办理" if way else "请报区（县）清单管理部门明确主管机关")
    code = f"powers.{answer.why.value.lower()}"
    raise Unlawful((Breach(code, message, answer.citation or holding.NO_BASIS),))


def _decide(
    facts: Facts, on: date, power: Power, known_at: datetime | None, body_id: UUID | None
) -> Competence | NoCompetence:
    withdrawn = facts.withdrawn
    if withdrawn is not None and withdrawn <= on:
        text = f"该事项已于{withdrawn:%Y年%-m月%-d日}停用，所依据的条款已失效"
        return NoCompetence(Why.NO_GRANT, text, holding.NO_BASIS, withdrawn)
    return competence.decide(facts.held, facts.negatives, power=power, on=on, known_at=known_at, body_id=body_id)


def _explained(
    answer: NoCompetence, matter_id: UUID, town_id: UUID, on: date, power: Power, body_id: UUID | None = None
) -> NoCompetence:
    """Add what only a wider look tells: towns nearby that are covered, and the department that holds it by statute."""
    if not Matter.objects.filter(pk=matter_id).exists():
        return NoCompetence(Why.NO_GRANT, "没有这个事项，请核对事项编码", None)
    near = _elsewhere(matter_id, town_id, on, power, body_id) if answer.why is Why.NO_GRANT else []
    could = answer.could or _departments(matter_id, town_id, on, power)
    if not near:
        return replace(answer, could=could)
    names = "、".join(dict.fromkeys(near))
    text = f"清单上该事项的{power.label}权没有覆盖这个镇街，现由{names}在各自辖区行使"
    return replace(answer, why=Why.TOWN_NOT_COVERED, reason=text, could=could)


def _elsewhere(matter_id: UUID, town_id: UUID, on: date, power: Power, body_id: UUID | None) -> list[str]:
    county = Place.objects.filter(pk=town_id).values("county_id")
    rows = Grant.objects.filter(
        matter_id=matter_id,
        power=power,
        superseded_at__isnull=True,
        territory__county_id__in=county,
        valid_from__lte=on,
    ).exclude(territory_id=town_id)
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    live = [
        row for row in rows.select_related("body").order_by("body__name") if row.valid_to is None or on < row.valid_to
    ]
    return [row.body.name for row in live][:5]


def _departments(matter_id: UUID, town_id: UUID, on: date, power: Power) -> tuple[Body, ...]:
    """Return who holds the power by own statute or concentrated, and so could act, where that is known."""
    held = facts_of(matter_id, town_id).held
    sound = [
        row
        for row in competence.known(held, None)
        if row.power is power
        and row.mode in (Mode.OWN, Mode.CONCENTRATED)
        and competence.defect_of(row, on, None) is None
    ]
    return tuple(dict.fromkeys(row.body for row in sound))
