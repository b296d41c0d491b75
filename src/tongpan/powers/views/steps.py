"""The steps of a change, each from its form to its action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms

from tongpan.agencies.models import Agency
from tongpan.agencies.policies import Actor
from tongpan.kernel.errors import Invalid
from tongpan.powers.actions import proposal as drafting
from tongpan.powers.actions import publishing
from tongpan.powers.domain.criteria import MatterFacts, proposed_score
from tongpan.powers.domain.kinds import GrantClass, Mode, Power, Source
from tongpan.powers.forms import (
    AnswersForm,
    AssessmentForm,
    ItemForm,
    LegalForm,
    OpinionForm,
    PublishForm,
    ReasonForm,
    WithdrawForm,
)
from tongpan.powers.queries.lists import matters
from tongpan.powers.queries.proposals import ItemView, ProposalView

Data = Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Call:
    """One step asked for."""

    view: ProposalView
    form: forms.Form
    data: Mapping[str, str]
    actor: Actor
    now: datetime

    @property
    def proposal_id(self) -> UUID:
        """The change it belongs to."""
        return self.view.proposal.pk

    @property
    def item_id(self) -> UUID:
        """The line it belongs to."""
        try:
            return UUID(self.data.get("item", ""))
        except ValueError:
            raise Invalid("没有指明是哪一条事项，请从页面上操作") from None


def key_of(name: str, data: Mapping[str, str]) -> str:
    """Return under which name a refused form goes back to the page."""
    return f"assess-{data.get('item', '')}" if name == "assess" else name


def form_of(
    name: str, data: Data, view: ProposalView, bodies: Sequence[tuple[str, str]], actor: Actor | None = None
) -> forms.Form:
    """Return a step's form, bound to what was sent or empty."""
    if name == "assess":
        return AnswersForm(data, criteria=view.criteria)
    if name == "add_item":
        return ItemForm(data, bodies=bodies)
    if name == "opinion":
        own = None if actor is None or actor.scope.everything else {actor.agency_id, *actor.scope.bodies}
        return OpinionForm(data, bodies=[item for item in bodies if own is None or UUID(item[0]) in own])
    plain: dict[str, type[forms.Form]] = {
        "reason": ReasonForm,
        "check": LegalForm,
        "publish": PublishForm,
        "review": AssessmentForm,
        "withdraw": WithdrawForm,
    }
    made = plain.get(name, forms.Form)
    if made is ReasonForm and data is None:
        proposal = view.proposal
        kept = {"text": proposal.reasoning, "in_hand": proposal.in_hand, "in_hand_reason": proposal.in_hand_reason}
        return ReasonForm(initial=kept)
    return made(data)


def assess_form(view: ProposalView, item: ItemView) -> AnswersForm:
    """Return the four questions and criteria of one line, filled with what was answered or what counts suggest."""
    matter = item.item.matter
    facts = MatterFacts(summary_fit=matter.summary_fit, town_fit=matter.town_fit)
    proposed = {
        criterion.key: score
        for criterion in view.criteria.criteria
        if (score := proposed_score(criterion, facts)) is not None
    }
    initial: dict[str, object] = {f"score_{key}": score.score for key, score in item.scores.items()}
    for key, answer in item.answers.items():
        initial[f"yes_{key}"] = "yes" if answer.yes else "no"
        initial[f"opinion_{key}"] = answer.opinion
    return AnswersForm(criteria=view.criteria, proposed=proposed, initial=initial, auto_id=f"id_{item.item.pk}_%s")


def _add_item(call: Call) -> str:
    chosen = call.form.cleaned_data
    text = chosen["matter"].split(" ")[0]
    found = list((matters().filter(code=text) | matters().filter(name=chosen["matter"].strip()))[:2])
    if len(found) != 1:
        raise Invalid("没有找到这个事项，请填写目录中的事项编码", fields={"matter": "没有找到"})
    body = Agency.objects.get(pk=chosen["body"])
    item = drafting.NewItem(
        matter_id=found[0].pk,
        body_id=body.pk,
        territory_id=body.place_id,
        mode=Mode(chosen["mode"]),
        power=Power(chosen["power"]),
        grant_class=GrantClass(chosen["grant_class"]),
        principal_id=UUID(chosen["principal"]) if chosen["principal"] else None,
        grantor_id=UUID(chosen["grantor"]) if chosen["grantor"] else None,
        source=Source(chosen["source"]),
        basis=chosen["basis"],
        valid_to=chosen["valid_to"],
    )
    drafting.add_item(proposal_id=call.proposal_id, item=item, actor=call.actor, now=call.now)
    return f"已列入“{found[0].name}”"


def _remove_item(call: Call) -> str:
    drafting.remove_item(proposal_id=call.proposal_id, item_id=call.item_id, actor=call.actor, now=call.now)
    return "已撤下"


def _assess(call: Call) -> str:
    assert isinstance(call.form, AnswersForm)
    where = {"proposal_id": call.proposal_id, "item_id": call.item_id}
    drafting.answer_questions(**where, answers=call.form.answers(), actor=call.actor, now=call.now)
    drafting.score_item(**where, scores=call.form.scores(), actor=call.actor, now=call.now)
    return "评估已保存"


def _opinion(call: Call) -> str:
    chosen = call.form.cleaned_data
    drafting.state_opinion(
        proposal_id=call.proposal_id,
        body_id=UUID(chosen["body"]),
        stance=chosen["stance"],
        text=chosen["text"],
        actor=call.actor,
        now=call.now,
    )
    return "意见已发表"


def _reason(call: Call) -> str:
    drafting.give_reasoning(proposal_id=call.proposal_id, actor=call.actor, now=call.now, **call.form.cleaned_data)
    return "论证意见已保存"


def _submit(call: Call) -> str:
    drafting.submit(proposal_id=call.proposal_id, actor=call.actor, now=call.now)
    return "已送合法性审核"


def _withdraw(call: Call) -> str:
    reason = call.form.cleaned_data["reason"]
    drafting.withdraw(proposal_id=call.proposal_id, reason=reason, actor=call.actor, now=call.now)
    return "已撤回"


def _check(call: Call) -> str:
    chosen = call.form.cleaned_data
    passed = chosen["passed"] == "yes"
    publishing.check_legality(
        proposal_id=call.proposal_id, passed=passed, opinion=chosen["opinion"], actor=call.actor, now=call.now
    )
    return "审核通过，可以公布" if passed else "已退回修改"


def _publish(call: Call) -> str:
    publication = publishing.Publication(**call.form.cleaned_data)
    publishing.publish(proposal_id=call.proposal_id, publication=publication, actor=call.actor, now=call.now)
    return "已公布，有关单位将收到通知"


def _review(call: Call) -> str:
    publishing.assess(proposal_id=call.proposal_id, actor=call.actor, now=call.now, **call.form.cleaned_data)
    return "评估已登记"


STEPS: dict[str, Callable[[Call], str]] = {
    "add_item": _add_item,
    "remove_item": _remove_item,
    "assess": _assess,
    "opinion": _opinion,
    "reason": _reason,
    "submit": _submit,
    "withdraw": _withdraw,
    "check": _check,
    "publish": _publish,
    "review": _review,
}
