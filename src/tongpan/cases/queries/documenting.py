"""What the documents of a case say, read together; and which forms come into question."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.cases.domain.documenting import steps_of, with_code
from tongpan.cases.domain.duties import ASIDE
from tongpan.cases.domain.told import Told
from tongpan.cases.domain.weighing import Weighed
from tongpan.cases.models import Case, CaseParty, PaperTerms, PaymentCode
from tongpan.cases.queries.discretion import weighed
from tongpan.cases.queries.facts import Known
from tongpan.cases.queries.review import titles_of
from tongpan.cases.queries.summary import paper_terms
from tongpan.documents import queries as documents
from tongpan.documents.domain.choices import State
from tongpan.documents.domain.forms import Form, forms_on
from tongpan.documents.steps.drafting import Owner
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import unseal
from tongpan.kernel.ledger import SubjectRef
from tongpan.law.facts import decided
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Outlook, Target
from tongpan.powers import queries as powers
from tongpan.powers.queries import Mode

MOST_SUGGESTED = 6


def owner_of(case: Case, target: Target) -> Owner:
    """
    Return whose document it is: in the name that the power is held in, under that organ's number and seal.

    A delegated power is used in the principal's name (处罚法 20 ¶3), any other in the body's own.
    """
    grant = case.grant
    issuer_id = grant.principal_id if case.mode == Mode.DELEGATED and grant.principal_id else case.body_id
    terms = _terms(issuer_id, case.body_id)
    return Owner(
        record=SubjectRef(Case._meta.label_lower, case.pk), label=case.number, issuer_id=issuer_id,
        organ=case.acts_as, body_id=case.body_id, district_id=case.district_id, town_id=case.town_id,
        mark=terms.mark if terms is not None else "", numbered_by_id=terms.body_id if terms is not None else None,
        synthetic=case.synthetic, party=target.party,
        cause=target.cause,
    )  # fmt: skip


def _terms(issuer_id: UUID, body_id: UUID) -> PaperTerms | None:
    """Return what the organ prints whose name stands there, else what the one registered that acts in its name."""
    found = paper_terms(issuer_id)
    return found if found is not None or issuer_id == body_id else paper_terms(body_id)


def told_of(case: Case, known: Known, target: Target, now: datetime, *, reasons: bool = True) -> Told:
    """
    Return everything that a paper of a case may say: some six statements beside the facts.

    `reasons`: whether it says how discretion was used; that costs a few more.
    """
    owner = owner_of(case, target)
    issuer = agencies.agency_by_id(owner.issuer_id)
    terms = _terms(owner.issuer_id, case.body_id)
    parties = list(case.parties.order_by("pk"))
    causes = [each.id for each in known.facts.causes if target.cause in ("", each.id)]
    penal = [powers.penal_terms(code) for code in causes]
    found = _weighed(case, known, target, now) if reasons else None
    computed = found.computation if found is not None else None
    return Told(
        facts=known.facts,
        details=known.details,
        on=date_of(now),
        target=target,
        case_number=case.number,
        title=case.title,
        source=case.get_source_display(),
        place=case.place_text,
        names={one.handle: one.name for one in parties},
        identities=identities_of(parties),
        handlers=_handlers(case, known, date_of(now)),
        violated=list(dict.fromkeys(text for one in penal for text in one.violated)),
        punished=list(dict.fromkeys(text for one in penal for text in one.punished)),
        weighing=[text.rstrip("。") for text in computed.reasons] if computed is not None else [],
        benchmark=found.benchmark is not None if found is not None else None,
        organ=owner.organ,
        contact="　".join(text for text in (issuer.address, issuer.phone) if text) if issuer is not None else "",
        court=terms.court if terms is not None else "",
        payment=with_code(terms.payment if terms is not None else "", printed_code(case, target)),
        reconsideration=issuer.government.name if issuer is not None and issuer.government is not None else "",
        titles=titles_of(known),
        papers=[
            (row.number, row.title, row.day)
            for row in reversed(documents.documents_of(owner.record))
            if row.state == State.ISSUED
        ],
    )


def printed_code(case: Case, target: Target) -> str:
    """Return the payment code in force of what is spoken of; empty where there is none, or several are."""
    rows = PaymentCode.objects.filter(due__case=case, voided_at__isnull=True)
    if target.party:
        rows = rows.filter(due__party=target.party)
    if target.cause:
        rows = rows.filter(due__cause=target.cause)
    codes = list(rows.values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else ""


def identities_of(parties: Iterable[CaseParty]) -> dict[str, list[tuple[str, str]]]:
    """Return by party what a document says of who it is."""
    return {one.handle: _identity(one) for one in parties}


def _identity(party: CaseParty) -> list[tuple[str, str]]:
    number = "公民身份号码" if party.natural else "统一社会信用代码"
    sealed = (
        (number, party.identity_sealed), ("住址" if party.natural else "住所", party.address_sealed),
        ("联系电话", party.phone_sealed), ("特征", party.features_sealed if party.unidentified else ""),
    )  # fmt: skip
    named = [("姓名" if party.natural else "名称", party.name)]
    return named + [(label, unseal(text)) for label, text in sealed if text]


def _handlers(case: Case, known: Known, on: date) -> list[tuple[str, str]]:
    named = [each.officer for each in known.facts.assignments if each.role is Role.HANDLER]
    people = {handle: key for key, handle in known.people.items()}
    mine = [(handle, people[handle]) for handle in dict.fromkeys(named) if handle in people]
    cards = agencies.card_numbers([key for _, key in mine], case.domain, on)
    return [(handle, cards.get(key, "")) for handle, key in mine]


def _weighed(case: Case, known: Known, target: Target, now: datetime) -> Weighed | None:
    """Return the discretion in the charge that is spoken of; of a decided one as on the day of the decision."""
    if not target.cause:
        return None
    over = decided(known.facts).get((target.party, target.cause))
    found = known.weighed or weighed(case, known.facts, over.at.date() if over is not None else date_of(now))
    return found.get((target.party, target.cause))


def suggested(outlook: Outlook, made: Iterable[str], on: date) -> list[tuple[Form, Target]]:
    """
    Return the forms that the next steps need, with whom they concern; those made already come last.

    `made` are the codes of the forms of which the case has a document. What the case waits for stands before what may
    be done besides.
    """
    there = set(made)
    offered = {offer.step: offer.target for offer in reversed(outlook.steps)}
    found = []
    for form in forms_on(on):
        stage = min((one for one in steps_of(form) if one in offered), key=lambda one: one in ASIDE, default=None)
        if stage is not None:
            rank = (form.code in there, stage in ASIDE)
            found.append((rank, form, Target(offered[stage].party, offered[stage].cause)))
    found.sort(key=lambda each: each[0])
    return [(form, target) for _, form, target in found[:MOST_SUGGESTED]]
