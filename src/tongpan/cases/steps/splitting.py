"""分案: charges of a case go into one of their own; both say so, and no time begins anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import queries
from tongpan.cases.domain.joining import Placed, refs_of, scenes_of
from tongpan.cases.domain.splitting import chosen, chosen_evidence, parted
from tongpan.cases.domain.tables import all_rows
from tongpan.cases.models import Case, CaseOfficer, ChargeWeighing, ProofPoint, StepProposal
from tongpan.cases.queries import Known
from tongpan.cases.queries.facts import assembled
from tongpan.cases.steps import gathering, holdings, outside, staff, storing
from tongpan.cases.steps.joining import copy_parties
from tongpan.evidence.steps import footage, holding, items
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid
from tongpan.law.facts import Evidence, Split, remaining
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.rounds import Key
from tongpan.law.refusal import LawRefused
from tongpan.powers import queries as powers


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes, and which evidence of the rest the new case uses too."""

    keys: tuple[Key, ...]
    shared: tuple[Evidence, ...]


def read(entered: Mapping[str, Any], known: Known) -> Chosen:
    """
    Return what was chosen.

    :raises Invalid: if nothing was, if nothing would be left, or something is no charge or no evidence of this case
    """
    keys = chosen(str(entered.get("charges") or ""), known.facts)
    wrong = {}
    if not keys:
        wrong["charges"] = "请选择把哪些分出去"
    elif len(keys) == len(remaining(known.facts).charges):
        wrong["charges"] = "本案至少要留下一项；全部不在本案办的，请办移送或者并案"
    shared = chosen_evidence(str(entered.get("shared") or ""), known.facts, keys or ())
    if keys and shared is None:
        wrong["shared"] = "请从留在本案的证据里选择"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    return Chosen(keys or (), shared or ())


def words(known: Known, what: Chosen) -> dict[str, str]:
    """Return what was chosen as the record says it: parties by their short names."""
    causes = {each.id: each.name for each in known.facts.causes}
    titles = queries.titles_of(known)
    found = {"charges": "、".join(f"{party}·{causes[cause]}" for party, cause in what.keys)}
    if what.shared:
        found["shared"] = f"共用{'、'.join(titles.get(one.id, one.id) for one in what.shared)}"
    return found


def split(
    case: Case, known: Known, what: Chosen, number: str, *, said: Mapping[str, str], actor: Actor, now: datetime,
    told: Mapping[str, Any] | None = None,
) -> Case:  # fmt: skip
    """
    Put charges of a case into a new one of that number; return it.

    It has the people, the filing, the pauses and prolongations of the case it comes from, and so its time to decide.
    Evidence is used by both: each chain of custody says so. What goes is reviewed and deliberated on there anew.

    :raises Invalid: if the new case could not be true
    :raises Unlawful: if another matter goes that is no longer on the list of the body
    """
    assert transaction.get_connection().in_atomic_block
    people = dict(known.people)
    made, names, places, pieces = _parted(known, what, people.values())
    new = _begin(case, number, what.keys[0][1], actor, now)
    copy_parties(case, new, names)
    officers = CaseOfficer.objects.filter(case=case).order_by("pk").values_list("officer_id", "handle")
    staff.let_in(new, list(officers), now)
    live = assembled(new, all_rows(made), people, date_of(now))
    noted = {there: detail for here, there in places.items() if (detail := known.details.get(here))}
    storing.store(
        new, None, live, entry="case.split_off", actor=actor, now=now, step="SPLIT", noted=noted,
        told={"from": case.number, "reason": f"由{case.number}分案而来：{said.get('why', '')}"},
    )  # fmt: skip
    here, there = gathering.record_of(case), gathering.record_of(new)
    items.share(here, there, pieces, whose=new.number, of=case.number, actor=actor, now=now)
    rows = tuple(Split(party, cause, now, new.number) for party, cause in what.keys)
    after = replace(known.facts, splits=(*known.facts.splits, *rows))
    gone = {one for one in names if one not in {each.id for each in remaining(after).parties}}
    footage.share(here, there, scenes_of(places), of=case.number, actor=actor, now=now)
    refs = refs_of(known.facts, live, places)
    holding.join(here, there, label=new.number, parties=names, refs=refs, of=gone)
    holdings.renew(new, live, now)
    _copy_beside(case, new, what.keys, names, dict(pieces))
    _settle(case, what.keys, new.number, actor, now)
    storing.store(
        case, known.facts, after, entry="case.acted", actor=actor, now=now, step="SPLIT", detail=said,
        told={"into": new.number, **(told or {})},
    )  # fmt: skip
    holdings.renew(case, after, now)
    return new


def _parted(known: Known, what: Chosen, people: Any) -> tuple[Any, dict[str, str], dict[Placed, Placed], Any]:
    try:
        made, names, places, pieces = parted(known.facts, what.keys, what.shared, people)
        check_coherence(replace(made, officers=known.facts.officers))
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    return made, names, places, pieces


def _begin(case: Case, number: str, cause: str, actor: Actor, now: datetime) -> Case:
    """Write the new case: where the old one lies, in whose name it acts; of another matter as its list says today."""
    kept = ("place_text", "district_id", "town_id", "body_id", "team_id", "lead_id", "source", "synthetic",
            "paper_number", "record_system")  # fmt: skip
    matter = powers.matter_by_code(cause)
    own: dict[str, Any] = {"grant_id": case.grant_id, "mode": case.mode, "acts_as": case.acts_as}
    if matter.id != case.matter_id:
        held = powers.require_on_list(case.body_id, matter.id, case.town_id or case.district_id, date_of(now))
        own = {"grant_id": held.grant_id, "mode": held.mode, "acts_as": held.name_to_act_in}
    made = Case.objects.create(
        number=number, title=matter.name, matter_id=matter.id, domain=matter.domain, split_from=case, opened_at=now,
        opened_by=actor.label, touched_at=now, **{name: getattr(case, name) for name in kept}, **own,
    )  # fmt: skip
    return Case.objects.select_related("district").get(pk=made.pk)


def _copy_beside(
    case: Case, new: Case, keys: Sequence[Key], names: Mapping[str, str], pieces: Mapping[str, str]
) -> None:
    """Let what was weighed and what is shown by which evidence stand in the new case too."""
    for party, cause in keys:
        for row in ChargeWeighing.objects.filter(case=case, party=party, cause=cause):
            ChargeWeighing.objects.create(
                case=new, party=names[party], cause=cause, answers=row.answers, recorded_at=row.recorded_at,
                recorded_by=row.recorded_by,
            )  # fmt: skip
        ProofPoint.objects.bulk_create(
            ProofPoint(
                case=new, party=names[party], cause=cause, code=one.code, finding=one.finding, article=one.article,
                evidence=[pieces[ref] for ref in one.evidence if ref in pieces],
            )
            for one in ProofPoint.objects.filter(case=case, party=party, cause=cause)
        )  # fmt: skip


def _settle(case: Case, keys: Sequence[Key], number: str, actor: Actor, now: datetime) -> None:
    """
    What waits for a head of what went is answered: it is put before one again in the new case.

    Links by which somebody outside was asked of it open nothing more: they are given anew from there.
    """
    for party, cause in keys:
        waiting = StepProposal.objects.filter(case=case, party=party, cause=cause, decided_at__isnull=True)
        waiting.update(decided_at=now, taken=False, answer=f"已分案，请在{number}重新报批")
    outside.withdraw(case, keys, why=f"已分到{number}，需要的请在那个案件里重新咨询", actor=actor, now=now)
