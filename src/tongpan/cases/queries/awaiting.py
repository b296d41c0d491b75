"""案件: what waits for a person: proposals, departures, questions of the law, transfers, opinions, own limits."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.domain.waiting import Asked, Part, Waiting
from tongpan.agencies.queries.inbox import contribute, part_of
from tongpan.cases import policies
from tongpan.cases.domain.acts import label_of
from tongpan.cases.domain.duties import RULES, holders, named, role_of
from tongpan.cases.domain.flags import ASKED_OF, Flag
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.ownlimits import RETURN
from tongpan.cases.models import (
    Case,
    CaseDeviation,
    CaseFlag,
    CaseLimit,
    CaseOfficer,
    CaseTransfer,
    PersonLimit,
    ProposalMark,
    SecondOpinion,
    StepProposal,
)
from tongpan.cases.queries.discretion import deviations_asked, deviations_waiting
from tongpan.cases.queries.guiding import opinions_waiting
from tongpan.cases.queries.levels import DUTY
from tongpan.cases.queries.links import coming_in, incoming
from tongpan.cases.queries.proposals import open_for, paper_marks, signed_for
from tongpan.cases.queries.reminders import posts_in
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.permissions import Permission
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step

AHEAD: Final = timedelta(days=7)
"""how far ahead a limit of an own post is shown: a week, as on the boards"""
PAPER_DAYS: Final = timedelta(days=30)
OF_HEADS: Final = tuple(rule for rule in RULES if role_of(rule) is not Role.HANDLER)
"""limits that a step of a head, the reviewer or the chair ends"""
MOST_TEXT: Final = 120
DISCRETION: Final = "行政处罚法第三十四条"


def _about(case: Case) -> str:
    return f"{case.number} {case.title}"


def _said(case: Case, text: str) -> str:
    """Return what somebody wrote, with the parties hidden: a list is read over shoulders."""
    text = Hiding.over(case.parties.all(), clear=False).text(text)
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}…"


def _proposals(actor: Actor, now: datetime) -> QuerySet[StepProposal] | None:
    return open_for(actor)


@contribute(_proposals)
def proposals(actor: Actor, now: datetime, size: int) -> Part:
    """报批 and levels: what was put before the actor."""
    asked = open_for(actor)
    due = F("case__next_due_on").asc(nulls_last=True)
    found = list(asked.prefetch_related("case__parties").order_by(due, "made_at", "id")[:size])
    bases = _bases({one.case_id for one in found})
    rows = []
    for one in found:
        own = (("party", one.party), ("cause", one.cause)) if one.step == Step.REVIEW else ()
        last = one.waits_for_id == one.decider_id
        rows.append(
            Waiting(
                asked=Asked.APPROVE, kind="案件报批", what=label_of(one.step) + ("" if last else "（逐级审批）"),
                about=_about(one.case), since=one.made_at, until=one.case.next_due_on,
                basis=bases.get(one.case_id, ""), said=_said(one.case, one.reason),
                at="cases:review" if own else "cases:proposal", args=(one.case_id if own else one.pk,), query=own,
            )
        )  # fmt: skip
    return part_of(rows, size, asked.count)


def _bases(case_ids: set[UUID]) -> dict[UUID, str]:
    """Return by case what its nearest duty is, and by which article."""
    if not case_ids:
        return {}
    rows = CaseLimit.objects.filter(case_id__in=case_ids, kind=DUTY, act_by=F("case__next_due_on"))
    return {row.case_id: f"{named(row.rule)}（{row.citation}）" for row in rows.order_by("-rule")}


def _deviations(actor: Actor, now: datetime) -> QuerySet[CaseDeviation] | None:
    return deviations_asked(actor)


@contribute(_deviations)
def deviations(actor: Actor, now: datetime, size: int) -> Part:
    """偏离裁量基准 in cases of which the actor is the principal."""
    found = deviations_waiting(actor)
    rows = [
        Waiting(
            asked=Asked.APPROVE, kind="偏离裁量", what="同意或者不同意偏离裁量基准", about=_about(one.case),
            since=one.asked_at, until=one.case.next_due_on, basis=DISCRETION, said=_said(one.case, one.reason),
            at="cases:deviation", args=(one.pk,),
        )
        for one in found[:size]
    ]  # fmt: skip
    return Part(tuple(rows), len(found) - len(rows))


def _asked_in_case(actor: Actor) -> Q:
    return Q(case__officers__officer_id=actor.officer_id, flag__in=(Flag.ASK_HEAD, Flag.ASK_REVIEWER))


def _asked_of_county(actor: Actor) -> Q:
    """Return the condition of what is asked of the county that the actor answers for; nothing for who answers none."""
    if not actor.holds(Post.JUSTICE_SUPERVISOR):
        return Q(pk__in=[])
    return Q(flag=Flag.ASK_COUNTY, district_id__in=sorted(actor.scope.districts))


def _questions(actor: Actor, now: datetime) -> QuerySet[CaseFlag] | None:
    return CaseFlag.objects.filter(_asked_in_case(actor) | _asked_of_county(actor))


@contribute(_questions)
def questions(actor: Actor, now: datetime, size: int) -> Part:
    """法律问题 that the law library leaves to a head, to the reviewer, or to the county."""
    order = (F("case__next_due_on").asc(nulls_last=True), "day", "id")
    asked = CaseFlag.objects.filter(_asked_of_county(actor))
    county = list(asked.select_related("case").order_by(*order)[:size])
    more = max(0, asked.count() - len(county)) if len(county) >= size else 0
    open_ = sorted([*_settled_by(actor), *county], key=lambda one: (one.case.next_due_on or date.max, one.day, one.pk))
    rows = [
        Waiting(
            asked=Asked.ANSWER, kind="法律问题", what="答复法律问题", about=_about(one.case),
            since=datetime(one.day.year, one.day.month, one.day.day, tzinfo=SHANGHAI), until=one.case.next_due_on,
            basis=ASKED_OF[Flag(one.flag)].label, said=one.note, at="cases:case", args=(one.case_id,),
        )
        for one in open_[:size]
    ]  # fmt: skip
    return Part(tuple(rows), len(open_) - len(rows) + more)


def _settled_by(actor: Actor) -> list[CaseFlag]:
    """Return the questions in cases the actor is named in that are the actor's to answer, by the post held there."""
    found = list(CaseFlag.objects.filter(_asked_in_case(actor)).select_related("case").distinct())
    roles = roles_in(actor, {one.case_id for one in found})
    nothing: frozenset[Role] = frozenset()
    return [
        one for one in found if policies.may_settle(actor, roles.get(one.case_id, nothing), ASKED_OF[Flag(one.flag)])
    ]


def roles_in(actor: Actor, case_ids: Iterable[UUID]) -> dict[UUID, frozenset[Role]]:
    """Return what the actor is named to in some cases, and does not stand aside from: two statements."""
    wanted = set(case_ids)
    if not wanted or actor.officer_id is None:
        return {}
    mine = CaseOfficer.objects.filter(case_id__in=wanted, officer_id=actor.officer_id)
    handles = dict(mine.values_list("case_id", "handle"))
    return {
        case_id: frozenset(role for role in Role if handles.get(case_id) in holders(assignments, recusals, role))
        for case_id, (assignments, recusals) in posts_in(wanted).items()
    }


def _transfers(actor: Actor, now: datetime) -> QuerySet[CaseTransfer] | None:
    return coming_in(actor) if actor.can(Permission.CASES_STAFF) else None


@contribute(_transfers)
def transfers(actor: Actor, now: datetime, size: int) -> Part:
    """案件移送 and 指定管辖 to the actor's bodies."""
    found = incoming(actor)
    rows = [
        Waiting(
            asked=Asked.DECIDE, kind="案件移送", what="接收或者退回", about=_about(one.case), since=one.sent_at,
            until=one.answer_by, basis="对方请求的答复日期" if one.answer_by else "",
            said=f"{one.from_body.name}移送：{one.get_ground_display()}", at="cases:transfer", args=(one.pk,),
        )
        for one in found[:size]
    ]  # fmt: skip
    return Part(tuple(rows), len(found) - len(rows))


def _asked(actor: Actor, now: datetime) -> QuerySet[SecondOpinion] | None:
    return SecondOpinion.objects.filter(specialist_id=actor.officer_id, answered_at__isnull=True)


@contribute(_asked)
def asked(actor: Actor, now: datetime, size: int) -> Part:
    """有人请教您: a colleague asked for a second opinion."""
    found = opinions_waiting(actor)
    rows = [
        Waiting(
            asked=Asked.ANSWER, kind="请教", what="答复同事的请教", about=_about(one.case), since=one.asked_at,
            said=_said(one.case, one.question), at="cases:opinion", args=(one.pk,),
        )
        for one in found[:size]
    ]  # fmt: skip
    return Part(tuple(rows), len(found) - len(rows))


def _due(actor: Actor, now: datetime) -> QuerySet[PersonLimit] | None:
    if not actor.can(policies.VIEW) or actor.officer_id is None:
        return None
    end = date_of(now) + AHEAD
    rows = PersonLimit.objects.filter(officer_id=actor.officer_id, kind=DUTY, act_by__lte=end)
    return rows.filter(rule__in=OF_HEADS)


@contribute(_due)
def due(actor: Actor, now: datetime, size: int) -> Part:
    """期限 of steps that are the actor's own as head, reviewer or chair, over or within a week."""
    asked = _due(actor, now)
    if asked is None:
        return Part()
    found = list(asked.select_related("limit__case").order_by("act_by", "id")[: size * 2])
    roles = roles_in(actor, {one.limit.case_id for one in found})
    mine = [one for one in found if role_of(one.rule) in roles.get(one.limit.case_id, frozenset())]
    rows = [
        Waiting(
            asked=Asked.DO, kind="期限将到", what=named(one.rule), about=_about(one.limit.case),
            since=one.limit.case.touched_at, until=one.act_by, basis=one.limit.citation, said=one.limit.threatens,
            at="cases:case", args=(one.limit.case_id,),
        )
        for one in mine[:size]
    ]  # fmt: skip
    return Part(tuple(rows), len(mine) - len(rows))


def _to_give_back(actor: Actor, now: datetime) -> QuerySet[CaseLimit] | None:
    if not actor.can(Permission.EVIDENCE_KEEP):
        return None
    return CaseLimit.objects.filter(actor.scope.q(participants=False), rule=RETURN)


@contribute(_to_give_back)
def to_give_back(actor: Actor, now: datetime, size: int) -> Part:
    """涉案财物 that is to be given back, for who keeps it."""
    asked = _to_give_back(actor, now)
    if asked is None:
        return Part()
    rows = [
        Waiting(
            asked=Asked.DO, kind="财物退还", what=named(RETURN), about=_about(one.case),
            since=datetime(one.act_by.year, one.act_by.month, one.act_by.day, tzinfo=SHANGHAI), until=one.act_by,
            basis=one.citation, said=one.explanation, at="evidence:keeper", query=(("q", one.case.number),),
        )
        for one in asked.select_related("case").order_by("act_by", "id")[:size]
        if one.act_by is not None
    ]  # fmt: skip
    return part_of(rows, size, asked.count)


def _signed(actor: Actor, now: datetime) -> QuerySet[ProposalMark] | None:
    return paper_marks(actor, now - PAPER_DAYS)


@contribute(_signed)
def signed(actor: Actor, now: datetime, size: int) -> Part:
    """纸质审批 entered in the actor's name, to be looked at: for thirty days."""
    found = signed_for(actor, now - PAPER_DAYS)
    rows = [
        Waiting(
            asked=Asked.SEE, kind="纸质签批", what=f"以您的名义登记了{'同意' if one.passed else '退回'}",
            about=_about(one.proposal.case), since=one.entered_at, at="cases:case", args=(one.proposal.case_id,),
            said="不是您签的，请立即告诉承办人和本机关负责人",
        )
        for one in found[:size]
    ]  # fmt: skip
    return Part(tuple(rows))
