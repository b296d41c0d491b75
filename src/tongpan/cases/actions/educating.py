"""处罚与教育并举 (M151): what is taught and promised, whether it was kept, and what follows where it was not."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.choices import IDENTITY_PURPOSE
from tongpan.cases.domain.educating import ENDING, MOST, Kept, SpotTeaching, Teaching, faults, visit_faults
from tongpan.cases.domain.ownlimits import REVISIT
from tongpan.cases.models import Case, Education, EducationVisit
from tongpan.cases.queries.educating import education_for
from tongpan.cases.queries.following import education_to_follow, followed, hiding_of
from tongpan.cases.queries.summary import body_of
from tongpan.cases.steps import noting, ownlimits, storing
from tongpan.kernel import crypto, ledger, numbering, statements
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.law.facts import remaining
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Target
from tongpan.leads import queries as leads
from tongpan.leads.domain.choices import Channel, Nature
from tongpan.leads.domain.report import Report, Where
from tongpan.leads.queries import numbers
from tongpan.leads.steps import intake
from tongpan.places import queries as places
from tongpan.powers import queries as powers

SAID = "教育由本案的承办人进行和登记"
SAID_OF_VISIT = "本案的教育由承办人回访和登记；您看到的情况请告诉承办人"


def educate(*, case_id: UUID, target: Target, teaching: Teaching, actor: Actor, now: datetime) -> Education:
    """
    Keep what one party of a case was taught and what it promised, and when one goes to look.

    Law: APL 6, 28, 33 ¶3.

    :raises Conflict: if the case is no longer handled here
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if something is missing, or a day cannot be
    :raises NotFound: as ever
    """
    number = _number(now)
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        known = queries.known(case, date_of(now))
        noting.require_handler(actor, known, SAID)
        charge = next((one for one in remaining(known.facts).charges if (one.party, one.cause) == target[:2]), None)
        party = case.parties.filter(handle=target.party).first()
        if charge is None or party is None:
            raise NotFound(policies.NO_CHARGE)
        _require(teaching, now)
        assert actor.officer_id is not None
        made = Education.objects.create(
            number=number, case=case, lead_id=case.lead_id, district=case.district,
            matter_id=powers.matter_by_code(charge.cause).id,
            town_id=case.town_id, body_id=case.body_id, team_id=case.team_id, acts_as=case.acts_as,
            officer_id=actor.officer_id, party=party.handle, natural=party.natural, name_sealed=party.name_sealed,
            identity_sealed=party.identity_sealed, identity_index=party.identity_index,
            phone_sealed=party.phone_sealed, place_text=case.place_text, act_on=charge.act_on or date_of(now),
            **_taught(teaching, actor, now),
        )  # fmt: skip
        _run(case, made, now)
        noting.note(case, "case.educated", actor, now, party=party.handle, cause=charge.cause, **_told(made))
        return made


def educate_on_spot(*, teaching: SpotTeaching, actor: Actor, now: datetime) -> Education:
    """
    Keep an education on the spot, without a case: the matter must be one of the own body's list.

    Law: APL 6, 17, 28. It is no decision not to punish: what meets the conditions of filing is filed (54 ¶2).

    :raises Forbidden: if the actor handles no cases
    :raises Invalid: if something is missing, or a day cannot be
    :raises NotFound: if there is no such town, matter or lead that the actor may know of
    :raises Unlawful: if the matter is not on the list in force of the actor's body here (M056)
    """
    officer_id = policies.require_opener(actor)
    _require(teaching.teaching, now, _party_faults(teaching, now))
    matter = powers.matter_by_code(teaching.matter_code)
    town = places.with_county(teaching.town_id)
    if town is None or town.county is None:
        raise NotFound("没有这个镇街，请重新选择")
    body_id = body_of(actor)
    held = powers.require_on_list(body_id, matter.id, town.pk, date_of(now))
    lead = leads.lead_for(actor, teaching.lead_id) if teaching.lead_id is not None else None
    team = next(iter(agencies.teams_in(actor.team_ids).values()), None)
    number = _number(now)
    identity = teaching.identity.strip()
    with transaction.atomic(durable=True):
        made = Education.objects.create(
            number=number, lead=lead, matter_id=matter.id, district=town.county, town_id=town.pk, body_id=body_id,
            team=team, acts_as=held.name_to_act_in, officer_id=officer_id, natural=teaching.kind is PartyKind.CITIZEN,
            name_sealed=crypto.seal(teaching.name.strip()), act_on=teaching.act_on,
            identity_sealed=crypto.seal(identity) if identity else "",
            identity_index=crypto.blind_index(identity, IDENTITY_PURPOSE) if identity else "",
            phone_sealed=crypto.seal(teaching.phone.strip()) if teaching.phone.strip() else "",
            place_text=teaching.place_text.strip()[:200], **_taught(teaching.teaching, actor, now),
        )  # fmt: skip
        _record("education.given", made, actor, now, acts_as=made.acts_as, **_told(made))
        return made


def revisit(
    *, education_id: UUID, result: Kept, found: str, actor: Actor, now: datetime, next_on: date | None = None
) -> Education:
    """
    Keep what a revisit found. Who was not found is looked for again on the day named; what was found ends it.

    :raises Conflict: if it has ended
    :raises Forbidden: if the actor handles no cases, or not the one in which it was taught
    :raises Invalid: if nothing is said, or there is no day on which one goes again
    :raises NotFound: if the actor may not know of it
    """
    with transaction.atomic(durable=True):
        one = education_for(actor, education_id)
        policies.require_opener(actor)
        if one.case is not None:
            noting.require_handler(actor, queries.known(one.case, date_of(now)), SAID_OF_VISIT)
        if wrong := visit_faults(result, found, next_on, date_of(now)):
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        again = next_on if result is Kept.NOT_FOUND else None
        changes: dict[str, Any] = {"revisit_on": again} if again else {"result": result, "ended_at": now}
        moved = Education.objects.filter(pk=one.pk, result="", revisit_on=one.revisit_on).update(**changes)
        if not moved:
            raise Conflict("这件教育已经登记过结果，或者别人刚刚登记了回访；请刷新", code="case.education.over")
        EducationVisit.objects.create(
            education=one, result=result, found=found.strip()[:500], at=now, by=actor.label, next_on=again
        )
        for name, value in changes.items():
            setattr(one, name, value)
        if one.case is not None:
            _run(one.case, one, now)
        _record("education.revisited", one, actor, now, result=result.value, found=found.strip(), next_on=again)
        return one


def report_broken(*, education_id: UUID, actor: Actor, now: datetime) -> Education:
    """
    Report what was promised and not kept as a new lead, placed and routed as any other; no party is named in it.

    :raises Conflict: if the promise was not found broken, or something follows from it already
    :raises Forbidden: if the actor handles no cases
    :raises NotFound: if the actor may not know of it
    """
    policies.require_opener(actor)
    one = education_to_follow(actor, education_id)
    hiding = hiding_of(one, clear=False)
    report = Report(
        district_id=one.district_id, channel=Channel.PATROL, nature=Nature.FOUND,
        title=f"{one.matter.name}：承诺没有履行",
        text=f"教育承诺{one.number}回访时没有履行。应当改正：{hiding.text(one.to_correct)}。当事人见教育记录。",
        where=Where(town_id=one.town_id, text=hiding.text(one.place_text)), matter_id=one.matter_id,
        reported_by=actor.officer_id, occurred_at=one.ended_at,
    )  # fmt: skip
    code, year = numbers.district_code(one.district_id), date_of(now).year
    serial = numbering.take(numbers.series(code), year, at=now)
    (taken,) = intake.ready([report], [numbers.lead_number(code, year, serial)], now)
    written = intake.written([taken], actor=actor.label, now=now)
    with transaction.atomic(durable=True):
        statements.run_together(written)
        if not Education.objects.filter(pk=one.pk, led_case=None, led_lead=None).update(led_lead=taken.lead):
            raise followed()
        one.led_lead = taken.lead
        _record("education.led", one, actor, now, lead=taken.lead.number)
        return one


def follow(education_id: UUID, case: Case, actor: Actor, now: datetime) -> None:
    """
    Note in the caller's transaction that a case was begun because a promise was broken.

    :raises Conflict: if the promise was not found broken, or something follows from it already
    :raises NotFound: if the actor may not know of it
    """
    one = education_to_follow(actor, education_id)
    if not Education.objects.filter(pk=one.pk, led_case=None, led_lead=None).update(led_case=case):
        raise followed()
    _record("education.led", one, actor, now, led=case.number)


def _require(teaching: Teaching, now: datetime, more: dict[str, str] | None = None) -> None:
    if wrong := faults(teaching, now) | (more or {}):
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


def _party_faults(teaching: SpotTeaching, now: datetime) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not teaching.name.strip():
        wrong["name"] = "请填写当事人的姓名或者名称"
    if teaching.act_on > date_of(now):
        wrong["act_on"] = "违法行为日期不能晚于今天"
    return wrong


def _number(now: datetime) -> str:
    year = date_of(now).year
    return f"JY{year}-{numbering.take('education', year, at=now):07d}"


def _taught(teaching: Teaching, actor: Actor, now: datetime) -> dict[str, Any]:
    texts = {name: getattr(teaching, name).strip()[:MOST] for name in ("found", "taught", "to_correct", "commitment")}
    return texts | {
        "correct_by": teaching.correct_by, "signed": teaching.signed, "revisit_on": teaching.revisit_on,
        "taught_at": now, "taught_by": actor.label,
    }  # fmt: skip


def _told(made: Education) -> dict[str, Any]:
    return {
        "education": made.number, "taught": made.taught, "commitment": made.commitment,
        "to_correct": made.to_correct, "correct_by": made.correct_by, "revisit_on": made.revisit_on,
        "signed": made.signed,
    }  # fmt: skip


def _run(case: Case, one: Education, now: datetime) -> None:
    if one.result in ENDING:
        ownlimits.stop(case, REVISIT, str(one.pk))
        return
    said = f"教育承诺{one.number}：应在{one.correct_by:%Y-%m-%d}前改正，{one.revisit_on:%Y-%m-%d}回访。日期由承办人定。"
    ownlimits.run(case, REVISIT, str(one.pk), one.revisit_on, explanation=said, today=date_of(now), party=one.party)


def _record(entry: str, one: Education, actor: Actor, now: datetime, **more: Any) -> None:
    """Into the history of the case, if there is one; else into that of the education itself."""
    if one.case is not None:
        name = "case." + entry.replace(".", "_")
        noting.note(one.case, name, actor, now, party=one.party, education=one.number, **more)
    else:
        ledger.record(entry, subject=one, actor=actor.label, at=now, number=one.number, **more)
