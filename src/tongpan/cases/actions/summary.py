"""当场处罚: decided once, of what two officers found, told and heard; or turned into an ordinary case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.actions.opening import Ground, NewCharge, NewParty, Opening, begin, grounded
from tongpan.cases.actions.papers import check_paper
from tongpan.cases.actions.spotdrafts import confirm, keep_spot, locked
from tongpan.cases.domain import documenting, spotpaper, spotweighing, walking
from tongpan.cases.domain.choices import Source
from tongpan.cases.domain.spot import Spot
from tongpan.cases.models import Case, CaseOfficer, DecisionPaper, PaperTerms, SpotDraft
from tongpan.cases.queries import summary as spots
from tongpan.cases.steps import dues, issuing, spotphotos, storing
from tongpan.evidence.steps.items import Kept
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Conflict, Invalid, Unlawful
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.officers import Act as ActOfOfficers
from tongpan.law.penalty.officers import Officer as Acting
from tongpan.law.penalty.officers import check_officers
from tongpan.law.penalty.summary import RANGE
from tongpan.law.penalty.summary_form import CONTENT
from tongpan.law.penalty.summary_notice import SpokenNotice, check_spoken_notice
from tongpan.law.procedure import Target
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Breach, Verdict
from tongpan.powers import queries as powers

PARTY: Final = "甲"
UNKNOWN_NAME: Final = "身份待查"
UNIDENTIFIED: Final = Breach(
    "spot.identity.unverified",
    "事实不能说确凿，不能当场处罚",
    RANGE,
    "D",
    "请公安机关协助核实身份，改用普通程序",
    "ADR-0047",
)


def decide_on_the_spot(
    *, token: UUID, actor: Actor, now: datetime, spot: Spot | None = None, password: str = "", code: str = "",
    address: str = "",
) -> Case:  # fmt: skip
    """
    Decide on the spot what two officers found, told and heard: case, facts, decision and number at once.

    The token makes it one decision however often it is sent. `spot` is given where nothing was kept before (API).
    `password` (and `code`, where the account asks for one) are the second officer's, unless that officer confirmed
    in the own session. `address` is where the code on the paper is looked up.

    :raises Unlawful: if the law does not allow it; each reason names its article and the way forward
    :raises Invalid: if the second officer is not proven, or something cannot be
    :raises Forbidden: if the actor handles no cases, or the second's password was tried too often
    :raises NotFound: if there is no such draft of the actor
    """
    policies.require_officer(actor)
    assert actor.officer_id is not None
    if spot is not None:
        done = SpotDraft.objects.filter(pk=token, officer_id=actor.officer_id, case__isnull=False).first()
        if done is None:
            keep_spot(token=token, spot=spot, actor=actor, now=now)
    draft = spots.draft_for(actor, token)
    if draft.case_id is not None:
        return _made(draft)
    spot = spots.spot_of(draft)
    _check_typed(spot, now)
    _check_pair(spot, actor, now)
    _require_second(draft, spot, password, code, now)
    made, photos = _prepared(spot, actor, now), spotphotos.kept(draft, spot)
    with transaction.atomic(durable=True):
        draft = locked(token)
        if draft.case_id is not None:
            return _made(draft)
        if draft.confirmed_digest != spot.whole:
            raise Conflict("内容刚刚改过，请另一名执法人员重新确认", code="case.spot.changed")
        case, _paper = _decide(made, spot, photos, draft, now, address)
        SpotDraft.objects.filter(pk=draft.pk).update(case=case, content_sealed="", touched_at=now)
        return case


def _made(draft: SpotDraft) -> Case:
    """Return what a draft became."""
    assert draft.case_id is not None
    return Case.objects.get(pk=draft.case_id)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What a decision stands on, looked up before its transaction."""

    ground: Ground
    terms: powers.PenalTerms
    paper: PaperTerms
    area: str


def _prepared(spot: Spot, actor: Actor, now: datetime) -> _Prepared:
    ground = grounded(opening=opening_of(spot), actor=actor, now=now)
    county = ground.town.county
    assert county is not None
    paper = spots.paper_terms(ground.body_id)
    if paper is None:
        said = "本机关还没有登记决定书上载明的法院和缴款途径"
        way = "由负责人在“案件”页的“决定书载明事项”里登记一次"
        raise Unlawful((Breach("spot.terms.missing", said, CONTENT, missing=way),))
    return _Prepared(ground, powers.penal_terms(spot.matter), paper, county.code)


def opening_of(spot: Spot) -> Opening:
    """
    Return the case that would be begun.

    :raises Invalid: if party, town or matter are not there
    """
    wrong: dict[str, str] = {}
    if spot.kind is None:
        wrong["kind"] = "请选择当事人是公民还是单位"
    if spot.town_id is None:
        wrong["town"] = "请选择在哪个镇街"
    if spot.second_id is None:
        wrong["second"] = "请选择另一名执法人员"
    if not spot.matter:
        wrong["matter"] = "请选择事项"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    assert spot.kind is not None
    assert spot.town_id is not None
    assert spot.second_id is not None
    name = spot.name.strip() or (UNKNOWN_NAME if spot.identified is False else "")
    return Opening(
        matter_code=spot.matter,
        town_id=spot.town_id,
        parties=[NewParty(spot.kind, name, spot.identity, spot.phone, spot.address, spot.born_on)],
        charge=NewCharge(act_on=spot.act_on, discovered_on=spot.shown_at.date() if spot.shown_at else spot.act_on),
        source=Source.LEAD if spot.lead_id is not None else Source.INSPECTION,
        lead_id=spot.lead_id,
        place_text=spot.place,
        people=[(Role.HANDLER, spot.second_id)],
        clue_at=spot.shown_at if spot.lead_id is None else None,
        object_class=spot.object_class,
    )


def _check_typed(spot: Spot, now: datetime) -> None:
    """Let pass what is complete, in order, and of today: who cannot be named is not punished on the spot."""
    if spot.identified is not True:
        said = "当事人身份没有核实" if spot.identified is False else "还没有核实当事人的身份"
        raise Unlawful((replace(UNIDENTIFIED, message=f"{said}，{UNIDENTIFIED.message}"),))
    if not spot.place.strip():
        raise Invalid("请填写违法行为发生的地点", fields={"place": "请填写地点"})
    if spot.act_at is not None and spot.act_at > now:
        raise Invalid("违法行为的时间不能晚于现在", fields={"act_at": "不能晚于现在"})
    moments = [each for each in (spot.shown_at, spot.verified_at, spot.told_at, spot.answered_at) if each is not None]
    if moments != sorted(moments) or any(each > now for each in moments):
        raise Invalid("出示证件、查证、告知、听取的先后顺序不对，请重新填写", fields={"told_at": "时间先后不对"})
    if any(date_of(each) != date_of(now) for each in moments):
        raise Invalid(
            "出示证件、告知不是今天办的，已经不是当场；请在现场重新告知，或者转普通程序", code="case.spot.stale",
            fields={"told_at": "不是今天告知的"},
        )  # fmt: skip


def _check_pair(spot: Spot, actor: Actor, now: datetime) -> None:
    """Let pass two different people who may act in the field today (APL 42)."""
    assert actor.officer_id is not None
    domain = powers.matter_by_code(spot.matter).domain
    people = agencies.officers_in([each for each in (actor.officer_id, spot.second_id) if each is not None])
    verdict: list[Breach] = []
    for officer in people.values():
        said = agencies.can_act_as_officer(officer, domain, date_of(now))
        verdict += [replace(each, message=f"{officer.name}：{each.message}") for each in said]
    if len(people) < 2:  # one person, twice
        alone = tuple(Acting(str(key), None) for key in people)
        verdict += [each for each in check_officers(ActOfOfficers(date_of(now), alone)) if "few" in each.code]
    if verdict:
        raise Unlawful(tuple(verdict))


def _require_second(draft: SpotDraft, spot: Spot, password: str, code: str, now: datetime) -> None:
    """
    Let pass what the second officer confirmed, here by the own password or before in the own session.

    :raises Invalid: if neither holds
    """
    assert spot.second_id is not None
    if draft.confirmed_digest == spot.whole and draft.confirmed_at is not None:
        return
    if not password:
        text = "请另一名执法人员在这里输入自己的密码，或者用自己的手机确认"
        raise Invalid(text, code="case.spot.unconfirmed", fields={"password": text})
    if not agencies.proves_to_be(spot.second_id, password, code):
        text = "另一名执法人员的密码（或者动态码）不对，请他本人重新输入"
        raise Invalid(text, code="case.spot.wrong_password", fields={"password": text})
    with transaction.atomic(durable=True):
        confirm(draft, spot.whole, "PASSWORD", now)


def _decide(
    made: _Prepared, spot: Spot, photos: Sequence[Kept], draft: SpotDraft, now: datetime, address: str
) -> tuple[Case, DecisionPaper]:
    case, facts = begin(made.ground)
    actor, target, on = made.ground.actor, Target(PARTY, spot.matter), date_of(now)
    setting = spots.setting_of(spot, made.terms, made.area, on)
    calendar, moment = calendar_in_force(), now.astimezone(SHANGHAI)
    try:
        told = walking.found(facts, spot, target, spot.told or spot.proposed)
        walked = walking.walk(told, _all(spot), target, calendar)
        done = walking.decided(walked.facts, spot, target, moment, calendar)
        verdict = (
            *walked.breaches,
            *done.breaches,
            *_heard(spot, facts, moment),
            *spotweighing.objections(spot, setting),
        )
        weighed = spotweighing.weigh(spot, setting)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    if blocking := tuple({each.code: each for each in verdict if each.blocks}.values()):
        raise Unlawful(blocking)
    fined = PenaltyKind.FINE in spot.kinds
    pay_code = dues.code_ahead(case, target, now, actor=actor.label) if fined else ""
    words = spotpaper.content(spot, weighed, _facing(case, made, moment, pay_code))
    paper, words = issuing.issue(case, target, words, actor=actor, at=now, address=address)
    number = paper.number
    check_paper(words, facts, sealed=True)
    storing.store(
        case, None, done.facts, entry="case.decided_on_spot", actor=actor, now=now, target=target,
        step="DECIDE_ON_SPOT", noted=walked.noted | _beside(spot),
        detail={"finding": spot.narrative, "penalty": words["penalty"], "document": number, "why": words["weighing"]},
        told={
            "acts_as": case.acts_as, "document": number, "document_id": str(paper.document_id),
            **({"code": pay_code} if pay_code else {}), "second": str(spot.second_id),
            "confirmed_how": draft.confirmed_how,
            "confirmed_at": draft.confirmed_at.isoformat() if draft.confirmed_at else "",
            "evidence": spotphotos.attach(case, done.facts, spot, photos, actor=actor, now=now),
        },
    )  # fmt: skip
    return case, paper


def _all(spot: Spot) -> Iterator[walking.Done]:
    yield from walking.inquiry(spot)
    yield from walking.telling(spot)


def _beside(spot: Spot) -> dict[tuple[str, int], dict[str, str]]:
    """What was written of the act and the party and no rule asks."""
    words = {"finding": spot.narrative, "correction": spot.correction, "described": spot.described}
    return {("charges", 0): {name: text for name, text in words.items() if text.strip()}}


def _heard(spot: Spot, facts: CaseFacts, moment: datetime) -> Verdict:
    """The party was told and heard on the spot (APL 44, 45, 62)."""
    reviewed = bool(spot.considered.strip()) if spot.said.strip() else None
    notice = SpokenNotice(
        decided_at=moment,
        told_at=spot.told_at,
        content_told=spot.told_at is not None,
        rights_told=spot.told_at is not None,
        defended=spotweighing.heard(spot),
        reviewed=reviewed,
        recorded=bool(spot.said.strip()),
    )
    return check_spoken_notice(notice, facts.charges[0].regime)


def _facing(case: Case, made: _Prepared, at: datetime, pay_code: str) -> spotpaper.Facing:
    officers = list(CaseOfficer.objects.filter(case=case).order_by("pk").values_list("officer_id", "handle"))
    cards = agencies.card_numbers([key for key, _ in officers], case.domain, date_of(at))
    return spotpaper.Facing(
        organ=case.acts_as,
        reconsideration=made.ground.held.reconsideration,
        court=made.paper.court,
        payment=documenting.with_code(made.paper.payment, pay_code),
        violated=made.terms.violated,
        punished=made.terms.punished,
        officers=[(name, cards.get(key, "")) for key, name in officers],
        at=at,
    )


def turn_ordinary(*, token: UUID, actor: Actor, now: datetime) -> Case:
    """
    Begin an ordinary case with everything that was typed (普通程序): once, however often it is sent.

    What was told on the spot does not serve there (APL 62); what was found, shown and gathered does.

    :raises Unlawful, Invalid, Forbidden, NotFound: as `open_case`
    """
    policies.require_officer(actor)
    draft = spots.draft_for(actor, token)
    if draft.case_id is not None:
        return _made(draft)
    spot = spots.spot_of(draft)
    ground = grounded(opening=opening_of(spot), actor=actor, now=now)
    photos = spotphotos.kept(draft, spot)
    with transaction.atomic(durable=True):
        draft = locked(token)
        if draft.case_id is not None:
            return _made(draft)
        case, facts = begin(ground)
        target = Target(PARTY, spot.matter)
        try:
            known = walking.found(facts, spot, target, spot.proposed)
            walked = walking.walk(known, walking.inquiry(spot), target, calendar_in_force())
        except LawRefused as refused:
            raise storing.invalid(refused) from refused
        kept = walked if not walked.breaches else walking.Walked(known, {})
        storing.store(
            case, None, kept.facts, entry="case.opened", actor=actor, now=now, noted=kept.noted | _beside(spot),
            told={
                "acts_as": case.acts_as, "from": "on_the_spot",
                "evidence": spotphotos.attach(case, kept.facts, spot, photos, actor=actor, now=now),
            },
        )  # fmt: skip
        spotphotos.hand_on(draft, case)
        SpotDraft.objects.filter(pk=draft.pk).update(case=case, content_sealed="", touched_at=now)
        return case
