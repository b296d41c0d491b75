"""Changes of the list, as their pages and checks read them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from tongpan.agencies.policies import Actor
from tongpan.kernel.errors import NotFound
from tongpan.powers.domain.competence import negative_on
from tongpan.powers.domain.criteria import CriteriaSet, criteria_sets, questions, share
from tongpan.powers.domain.kinds import GrantClass, Mode, Power, ProposalKind, ProposalStatus, Side, Stance
from tongpan.powers.domain.proposal import ItemFacts, ProposalFacts
from tongpan.powers.models import ItemAnswer, ItemScore, ListProposal, Opinion, ProposalItem
from tongpan.powers.policies import within
from tongpan.powers.queries.facts import facts_of
from tongpan.powers.queries.memory import Facts


def proposals(actor: Actor, status: str = "") -> QuerySet[ListProposal]:
    """Return the changes of the list the actor may see: those of their own district."""
    rows = ListProposal.objects.select_related("district").annotate(size=Count("items"))
    if not actor.scope.everything:
        districts = set(actor.scope.districts) | ({actor.district_id} if actor.district_id else set())
        rows = rows.filter(district_id__in=districts)
    return rows.filter(status=status) if status else rows


def proposal_for(actor: Actor, proposal_id: UUID) -> ListProposal:
    """
    Return one change of the list.

    :raises NotFound: if there is none, or it is another district's
    """
    found = ListProposal.objects.select_related("district", "instrument").filter(pk=proposal_id).first()
    if found is None or not within(actor, found.district_id):
        raise NotFound("没有找到这项清单调整，或您无权查看；请从“清单调整”列表进入", code="powers.proposal.unknown")
    return found


def item_of(proposal: ListProposal, item_id: UUID) -> ProposalItem:
    """
    Return one line of a proposal.

    :raises NotFound: if there is none
    """
    found = proposal.items.select_related("matter", "body", "territory").filter(pk=item_id).first()
    if found is None:
        raise NotFound("没有找到这条调整条目，可能已被撤下，请刷新", code="powers.item.unknown")
    return found


@dataclass(frozen=True, slots=True)
class ItemView:
    """One line with what was said of it."""

    item: ProposalItem
    answers: dict[str, ItemAnswer]
    scores: dict[str, ItemScore]
    share: float | None
    facts: ItemFacts


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal as its page and its checks read it."""

    proposal: ListProposal
    items: list[ItemView]
    opinions: list[Opinion]
    criteria: CriteriaSet
    facts: ProposalFacts


def proposal_view(proposal: ListProposal) -> ProposalView:
    """Return a proposal with all that belongs to it."""
    answers: dict[UUID, dict[str, ItemAnswer]] = defaultdict(dict)
    for answer in ItemAnswer.objects.filter(item__proposal=proposal):
        answers[answer.item_id][answer.question] = answer
    scores: dict[UUID, dict[str, ItemScore]] = defaultdict(dict)
    for score in ItemScore.objects.filter(item__proposal=proposal):
        scores[score.item_id][score.criterion] = score
    criteria = criteria_sets()[proposal.criteria_set]
    rows = proposal.items.select_related("matter", "body", "territory", "principal", "grantor").order_by("id")
    items = [_item(row, answers[row.pk], scores[row.pk], criteria, proposal.effective_on) for row in rows]
    opinions = list(proposal.opinions.select_related("body", "item__matter").order_by("recorded_at", "id"))
    facts = ProposalFacts(
        ProposalKind(proposal.kind),
        ProposalStatus(proposal.status),
        tuple(item.facts for item in items),
        tuple((question.key, question.label) for question in questions()),
        proposal.reasoning,
        last_words(opinions),
        bool(proposal.in_hand and proposal.in_hand_reason.strip()),
    )
    return ProposalView(proposal, items, opinions, criteria, facts)


def last_words(opinions: list[Opinion]) -> dict[Side, tuple[Stance, ...]]:
    """Return the last stance of each body, by side; earlier turns of the negotiation no longer count."""
    last: dict[tuple[str, UUID, UUID | None], Opinion] = {}
    for opinion in opinions:
        last[opinion.side, opinion.body_id, opinion.item_id] = opinion
    stances: dict[Side, list[Stance]] = defaultdict(list)
    for (side, _, _), opinion in last.items():
        stances[Side(side)].append(Stance(opinion.stance))
    return {side: tuple(found) for side, found in stances.items()}


def _item(
    row: ProposalItem, answers: dict[str, ItemAnswer], scores: dict[str, ItemScore], criteria: CriteriaSet, on: date
) -> ItemView:
    reached = share({key: score.score for key, score in scores.items()}, criteria)
    facts = item_facts(row, on, {key: answer.yes for key, answer in answers.items()}, reached)
    return ItemView(row, answers, scores, reached, facts)


def item_facts(row: ProposalItem, on: date, answered: dict[str, bool], reached: float | None) -> ItemFacts:
    """Return what the rules need to know of one line."""
    covering: Facts = facts_of(row.matter_id, row.territory_id)
    negative = negative_on(covering.negatives, on, None)
    return ItemFacts(
        row.matter.name,
        row.body.kind,
        Power(row.power),
        Mode(row.mode),
        GrantClass(row.grant_class),
        bool(row.basis.strip()),
        row.principal_id is not None,
        row.valid_to is not None,
        negative.reason if negative else "",
        answered,
        reached,
    )


def due_assessments(on: date, district_id: UUID | None = None) -> QuerySet[ListProposal]:
    """Return the published changes whose periodic assessment is due."""
    rows = ListProposal.objects.filter(status=ProposalStatus.PUBLISHED, assessment_due_on__lte=on)
    return rows.filter(district_id=district_id) if district_id is not None else rows
