"""分流: words and place → matter → competent body → team. Runs inside the create action; asks in-process indexes."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.kernel.brief import kept_briefly
from tongpan.leads.domain.routing import Competent, MatterGuess, Route, RoutingFacts, decide
from tongpan.leads.domain.scorer import Candidate, Ranking
from tongpan.leads.queries import scoring
from tongpan.leads.steps.placing import Placed
from tongpan.powers import queries as powers

CLOSE_ENOUGH = 0.6
"""a further matter is taken seriously when its score is at least this share of the first one's"""


def route(text: str, placed: Placed, on: date, *, matter_id: UUID | None = None) -> tuple[Route, Ranking]:
    """Return where a report goes and what the scorer saw; a matter chosen by staff is taken as it is."""
    ranking = scoring.scorer_for(placed.district_id).score(text)
    chosen = _chosen(placed.district_id, matter_id) if matter_id else None
    guesses = (chosen,) if chosen else tuple(_guess(placed.district_id, item) for item in _serious(ranking))
    competent, why_nobody = _competent(guesses[0].matter_id, placed.town_id, on) if guesses else (None, "")
    others = [_competent(guess.matter_id, placed.town_id, on)[0] for guess in guesses[1:]] if ranking.joint else []
    facts = RoutingFacts(
        town_known=placed.town_id is not None,
        enforcement=True if chosen else ranking.enforcement,
        abstained=False if chosen else ranking.abstained,
        emergency=bool(ranking.emergency),
        guesses=guesses,
        competent=competent,
        why_nobody=why_nobody,
        others=tuple(other for other in others if other is not None),
    )
    return decide(facts), ranking


def explanation(decided: Route, ranking: Ranking, placed: Placed) -> dict[str, Any]:
    """Return what is stored and shown under 「为什么这样分」: words, place, grant, rule, how sure."""
    return {
        "rule": decided.rule.value,
        "why": decided.why,
        "place": placed.how,
        "sure": round(decided.sure, 3),
        "reason": ranking.reason,
        "kind": ranking.kind.value,
        "kind_words": [word for word, _ in ranking.kind_words[:6]],
        "emergency": list(ranking.emergency),
        "candidates": [
            {"code": item.code, "sure": round(item.probability, 3), "words": [word for word, _ in item.words[:6]]}
            for item in ranking.candidates[:3]
        ],
        "matter": {"code": decided.matter.code, "name": decided.matter.name} if decided.matter else None,
        "competent": _shown(decided.competent),
        "joint_with": [_shown(other) for other in decided.joint_with],
    }


def _shown(competent: Competent | None) -> dict[str, str] | None:
    if competent is None:
        return None
    return {
        "body": competent.body_name,
        "acts_as": competent.acts_as,
        "basis": competent.basis,
        "reason": competent.reason,
        "team": competent.team_name,
        "grant": str(competent.grant_id or ""),
        "decided": competent.decided,
    }


def _serious(ranking: Ranking) -> list[Candidate]:
    if not ranking.candidates:
        return []
    floor = ranking.candidates[0].score * CLOSE_ENOUGH
    return [item for item in ranking.candidates if item.score >= floor][:3]


def _guess(district_id: UUID, item: Candidate) -> MatterGuess:
    matter = scoring.matter_by_code(district_id, item.code)
    words = tuple(word for word, _ in item.words)
    return MatterGuess(matter.id, matter.code, matter.name, matter.domain, item.probability, words)


def _chosen(district_id: UUID, matter_id: UUID) -> MatterGuess:
    matter = scoring.matter_by_id(district_id, matter_id)
    return MatterGuess(matter.id, matter.code, matter.name, matter.domain, 1.0)


def _competent(matter_id: UUID, town_id: UUID | None, on: date) -> tuple[Competent | None, str]:
    if town_id is None:
        return None, ""
    answer = powers.who_may(matter_id, town_id, on)
    if isinstance(answer, powers.NoCompetence):
        return None, answer.reason
    decided = powers.boundary_on(matter_id, town_id, on)
    if decided is not None:
        return _bound(answer, decided, matter_id, town_id, on), ""
    return _as_answered(answer, answer.team_id, answer.team_name), ""


def _bound(answer: powers.Competence, decided: powers.Boundary, matter_id: UUID, town_id: UUID, on: date) -> Competent:
    """
    Follow what was decided earlier, as far as it is still lawful and somebody is there to do it.

    A decision settles who of several goes first; it makes nobody competent whom the list does not name (APL 17, 38).
    """
    if decided.holder_id not in answer.bodies:
        text = f"{decided.text}；现行清单上该机关无此职权，按清单分流"
        return replace(_as_answered(answer, answer.team_id, answer.team_name), decided=text)
    held = powers.may_act(decided.holder_id, matter_id, town_id, on)
    team_name = _team_there(decided.team_id, town_id, on) if decided.team_id else ""
    if isinstance(held, powers.NoCompetence) or not team_name:
        return replace(_as_answered(answer, answer.team_id, answer.team_name), decided=decided.text)
    return replace(_as_answered(held, decided.team_id, team_name), decided=decided.text)


@kept_briefly
def _team_there(team_id: UUID, town_id: UUID, on: date) -> str:
    """Return the name of a team that stands and serves the town on that day; an empty text if it does not."""
    team = agencies.team_on(team_id, on)
    return team.name if team is not None and agencies.may_be_tasked(team_id, town_id, on) else ""


def _as_answered(answer: powers.Competence, team_id: UUID | None, team_name: str) -> Competent:
    return Competent(
        body_id=answer.body_id,
        body_name=answer.body_name,
        acts_as=answer.name_to_act_in,
        own_town=answer.own_town,
        grant_id=answer.grant_id,
        basis=answer.basis,
        reason=answer.reason,
        team_id=team_id,
        team_name=team_name,
    )
