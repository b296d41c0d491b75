"""决定书: what stands on it, handing it over, and what each organ registers for it once."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain import spotpaper
from tongpan.cases.models import Case, DecisionPaper, PaperTerms
from tongpan.cases.queries import summary as spots
from tongpan.cases.steps import storing
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role, Track
from tongpan.law.penalty.summary_form import SpotDecision, check_form
from tongpan.law.procedure import Target

HANDED: Final = frozenset({"summary_form.not_handed", "summary_form.handed.unknown", "summary_form.signed.unknown"})
"""what is asked when the paper is handed over, not before it is there"""


def check_paper(words: dict[str, Any], facts: CaseFacts, *, sealed: bool) -> None:
    """Let a paper pass on which all stands that the law asks for (APL 52 ¶2)."""
    form = SpotDecision(
        entries=spotpaper.entries(words, sealed=sealed),
        fined=bool(words["fine"]),
        reconsideration_first=True,
        handed_over=None,
    )
    missing = tuple(each for each in check_form(form, facts.charges[0].regime) if each.code not in HANDED)
    if missing:
        raise Unlawful(missing)


def hand_over(
    *, case_id: UUID, actor: Actor, now: datetime, signed: bool, note: str = "", sealed: bool | None = None
) -> Case:
    """
    Record that the paper was handed to the party on the spot (当场交付), and whether the party signed for it.

    :raises Unlawful: if a refusal to sign is not noted, or the seal is asked for and not there
    :raises Conflict: if it was handed over before, or nothing was decided on the spot
    :raises Forbidden: if the actor does not handle the case
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        known = queries.known(case, date_of(now))
        if Role.HANDLER not in policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden("交付由本案的承办人登记")
        facts, paper = known.facts, spots.paper_of(case)
        if paper is None or not facts.decisions or facts.decisions[-1].track is not Track.SUMMARY:
            raise Conflict("本案没有当场作出的处罚决定", code="case.spot.none")
        if facts.decisions[-1].handed_over:
            raise Conflict("已经登记过交付", code="case.spot.handed")
        regime = facts.charges[0].regime
        words = spots.words_of(paper)
        form = SpotDecision(
            entries=spotpaper.entries(words, sealed=bool(sealed) or not spotpaper.seal_due(regime)),
            fined=bool(words["fine"]),
            reconsideration_first=True,
            handed_over=True,
            signed_for=signed,
            refusal_noted=bool(note.strip()),
        )
        if breaches := tuple(each for each in check_form(form, regime) if each.blocks):
            raise Unlawful(breaches)
        rows = (*facts.decisions[:-1], replace(facts.decisions[-1], handed_over=True))
        said = "当事人签收" if signed else f"当事人拒绝签收：{note.strip()}"
        storing.store(
            case, facts, replace(facts, decisions=rows), entry="case.handed_over", actor=actor, now=now,
            target=Target(paper.party, paper.cause), step="HAND_OVER_PAPER", detail={"handed": said},
        )  # fmt: skip
        DecisionPaper.objects.filter(pk=paper.pk).update(handed_at=now, signed=signed, handed_note=note.strip()[:300])
        return case


def set_paper_terms(*, mark: str, court: str, payment: str, actor: Actor, now: datetime) -> PaperTerms:
    """
    Register what the actor's organ prints on its decisions: its sign, the court, how a fine is paid.

    :raises Forbidden: if the actor leads no team or organ
    :raises Invalid: if something is missing or names no court
    """
    policies.require_terms(actor)
    wrong = {
        name: f"请填写{label}"
        for name, label, text in (
            ("mark", "机关代字", mark), ("court", "人民法院的全称", court), ("payment", "缴款途径", payment)
        )
        if not text.strip()
    }  # fmt: skip
    if "court" not in wrong and not court.strip().endswith("人民法院"):
        wrong["court"] = "请写人民法院的全称，以“人民法院”结尾"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        body_id = spots.body_of(actor)
        words = {"mark": mark.strip()[:30], "court": court.strip()[:80], "payment": payment.strip()[:300]}
        terms, _ = PaperTerms.objects.update_or_create(
            body_id=body_id, defaults={**words, "set_at": now, "set_by": actor.label}
        )
        ledger.record("case.paper_terms_set", subject=terms, actor=actor.label, at=now, **words)
        return terms
