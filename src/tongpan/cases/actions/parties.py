"""Parties and causes that come to an open case later (增加当事人、案由)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.actions.opening import MOST_PARTIES, NewCharge, NewParty, check_charge, check_party
from tongpan.cases.domain.choices import REGIMES, party_handle
from tongpan.cases.domain.tables import all_rows
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.cases.queries.facts import assembled
from tongpan.cases.steps import naming, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.law.facts import CaseFacts, Cause, Charge, Party, remaining
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.refusal import LawRefused
from tongpan.powers import queries as powers
from tongpan.powers.queries import Power


def add_party(
    *,
    case_id: UUID,
    party: NewParty,
    charge: NewCharge,
    actor: Actor,
    now: datetime,
    causes: Sequence[str] = (),
    version: int | None = None,
) -> Case:
    """
    Add a party to an open case, with a part in the causes named (in all where none is).

    What the party did is told, heard, decided and served apart from the others (分别处理).

    :raises Conflict: if the case is closed, or somebody else was faster
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if something is missing or cannot be
    :raises NotFound: as ever
    """
    wrong = {**check_party(party, now), **check_charge(charge, now)}
    with transaction.atomic(durable=True):
        case, known = _open(case_id, actor, now, version)
        facts = known.facts
        here = [each.id for each in remaining(facts).causes]
        wanted = list(causes) or here
        if unknown := [code for code in wanted if code not in here]:
            wrong["causes"] = f"本案没有案由{'、'.join(unknown)}"
        if len(facts.parties) >= MOST_PARTIES:
            wrong["name"] = f"一个案件至多{MOST_PARTIES}个当事人"
        if wrong:
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        handle = party_handle(len(facts.parties))
        naming.add(case, handle, party)
        after = replace(
            facts,
            parties=(*facts.parties, Party(handle, party.kind, born_on=party.born_on)),
            charges=(*facts.charges, *(_charge(handle, code, charge, case, facts) for code in wanted)),
        )
        _store(case, known, after, actor, now, "ADD_PARTY", {"party": handle})
        return case


def add_cause(
    *,
    case_id: UUID,
    matter_code: str,
    charge: NewCharge,
    actor: Actor,
    now: datetime,
    parties: Sequence[str] = (),
    version: int | None = None,
) -> Case:
    """
    Add a cause to an open case, for the parties named (for all where none is).

    :raises Unlawful: if the matter is not on the list in force of the case's body (M056)
    :raises Conflict, Forbidden, Invalid, NotFound: as in `add_party`
    """
    wrong = check_charge(charge, now)
    matter = powers.matter_by_code(matter_code)
    with transaction.atomic(durable=True):
        case, known = _open(case_id, actor, now, version)
        facts = known.facts
        if any(each.id == matter.code for each in facts.causes):
            wrong["matter"] = "本案已经有这个案由"
        here = [each.id for each in remaining(facts).parties]
        wanted = list(parties) or here
        if set(wanted) - set(here):
            wrong["parties"] = "请从本案的当事人中选择"
        if wrong:
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        powers.require_on_list(case.body_id, matter.id, case.town_id or case.district_id, date_of(now))
        after = replace(
            facts,
            causes=(*facts.causes, Cause(matter.code, matter.name)),
            charges=(*facts.charges, *(_charge(each, matter.code, charge, case, facts) for each in wanted)),
        )
        _store(case, known, after, actor, now, "ADD_CAUSE", {"cause": matter.code})
        return case


def _open(case_id: UUID, actor: Actor, now: datetime, version: int | None) -> tuple[Case, Known]:
    case = storing.load(case_id, actor, version)
    known = queries.known(case, date_of(now))
    policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
    if known.facts.closing is not None:
        raise Conflict("案件已经结案，不能再增加当事人和案由", code="case.closed")
    return case, known


def _charge(party: str, cause: str, charge: NewCharge, case: Case, facts: CaseFacts) -> Charge:
    regime = charge.regime or next((each.regime for each in facts.charges), REGIMES.get(case.domain))
    rights = powers.held_by(case.body_id, cause, case.town_id or case.district_id)
    law = next((each.statute for each in rights if each.power is Power.PENALTY and each.statute), "")
    return Charge(party, cause, act_on=charge.act_on, discovered_on=charge.discovered_on, regime=regime, law=law)


def _store(
    case: Case, known: Known, after: CaseFacts, actor: Actor, now: datetime, step: str, told: dict[str, str]
) -> None:
    try:
        live = assembled(case, all_rows(after), known.people, date_of(now))
        check_coherence(live)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    storing.store(case, known.facts, live, entry="case.acted", actor=actor, now=now, step=step, told=told)
