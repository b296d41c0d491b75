"""Who may be named to a post of a case: first those of its town, then the county's pool; and who is still lacking."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.cases import policies
from tongpan.cases.domain.posts import CANDIDATES, OF_THE_ORGAN
from tongpan.cases.domain.staffing import Gap, Person, gaps
from tongpan.cases.models import Case
from tongpan.cases.queries.facts import Known
from tongpan.law.facts.words import Role
from tongpan.powers.queries import Mode

POOLED: Final = frozenset({Role.REVIEWER, Role.CHAIR})
"""posts for which the whole county stands in: reviewers are few (处罚法 58)"""
MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be named. `near`: of the case's town, or of the county itself; `able`: the papers fit."""

    officer_id: UUID
    name: str
    about: str
    near: bool
    able: bool


def candidates(
    role: Role, *, district_id: UUID, town_id: UUID | None, on: date, domain: str = "", organs: Collection[UUID] = ()
) -> list[Candidate]:
    """
    Return who may be named to a post, those at hand first; of handlers with a card in the field of the case.

    Of heads, only those of the organs whose case it is (处罚法 57), where they are known.
    """
    pooled, of_organ = role in POOLED, role in OF_THE_ORGAN and bool(organs)
    if of_organ:  # by the organ, wherever its heads sit: a team may handle what lies in another town
        found = agencies.people_of_bodies(CANDIDATES[role], organs, on)
    else:
        found = agencies.people_in_posts(
            CANDIDATES[role], district_id=district_id, town_id=town_id, on=on, everywhere=pooled
        )
    asked = role is Role.REVIEWER or (role is Role.HANDLER and domain)
    cards = agencies.certified([one.officer_id for one in found], domain, on) if asked else {}
    people = []
    for one in found:
        near = one.of_town or not one.place or not pooled
        about, able = [one.post if near else f"{one.place} {one.post}"], True
        if role is Role.HANDLER and one.home:
            about.append(one.home)
        if (card := cards.get(one.officer_id)) is not None:
            able, told = _able(role, card, on)
            about.append(told)
        people.append(Candidate(one.officer_id, one.name, "，".join(text for text in about if text), near, able))
    return sorted(people, key=lambda one: (not one.near, not one.able))


def _able(role: Role, card: agencies.Certified, on: date) -> tuple[bool, str]:
    """Return whether somebody's papers fit a post, and what they say."""
    if role is Role.REVIEWER:
        return card.qualified is True or card.first_time is False, QUALIFIED[card.qualified]
    holds = person_of(card).certified(on)
    shown = f"执法证：{card.fields}" if card.fields else "没有有效的执法证"
    return holds, shown if holds else f"{shown}；本领域没有有效的执法证件"


def person_of(card: agencies.Certified) -> Person:
    """Return what the rule on staffing asks of a person."""
    return Person(card.name, card.since, card.until, card.auxiliary, card.qualified, card.first_time)


QUALIFIED: Final = {True: "有法律职业资格", False: "没有法律职业资格", None: "法律职业资格没有登记"}


def organs_of(case: Case) -> frozenset[UUID]:
    """
    Return the bodies whose heads approve and decide in a case.

    The one that handles it; of an entrusted power the principal too (处罚法 20), in whose name it is used; a squad that
    is posted acts in the name of its department, whose heads alone decide.
    """
    principal = case.grant.principal_id if case.mode in (Mode.DELEGATED, Mode.POSTED) else None
    if principal is None:
        return frozenset({case.body_id})
    return frozenset({principal}) if case.mode == Mode.POSTED else frozenset({case.body_id, principal})


def lacking(known: Known, on: date, organs: Collection[UUID]) -> list[Gap]:
    """
    Return which posts of the way ahead have nobody apart and able; empty when everybody is there. Asks no table.

    Of heads only who is one of the organ on that day counts: who left, or came from another organ, is lacking.

    Law: APL 42 ¶1 (two with cards), 57, 58, 64(4): who handles neither reviews, decides nor chairs.
    """
    cards = {each.id: each for each in known.facts.officers}
    people = [
        Person(name, card.certified_from, card.certified_until, card.auxiliary, card.qualified, card.first_time)
        for name, card in cards.items()
    ]
    heads = known.heads(organs)
    named = {
        role: [name for name in policies.holders(known.facts, role) if role not in OF_THE_ORGAN or name in heads]
        for role in Role
    }
    return gaps(named, people, _aside(known), on)


def whom_to_ask(found: Iterable[Gap], case: Case, known: Known, on: date) -> list[Gap]:
    """Return the gaps with who could be named to each: at most two statements for each."""
    return [_with_names(gap, case, known, on) for gap in found]


def _aside(known: Known) -> frozenset[str]:
    return frozenset(each.officer for each in known.facts.recusals if each.granted)


def _with_names(gap: Gap, case: Case, known: Known, on: date) -> Gap:
    """Name who could be asked: not who handles the case."""
    handlers = {key for key, name in known.people.items() if name in policies.holders(known.facts, Role.HANDLER)}
    named = {key for key, name in known.people.items() if name in policies.holders(known.facts, gap.role)}
    able = [
        one
        for one in candidates(
            gap.role,
            district_id=case.district_id,
            town_id=case.town_id,
            on=on,
            domain=case.domain,
            organs=organs_of(case),
        )
        if one.able and one.officer_id not in handlers | named
    ]
    return gap.naming(_said(able))


def _said(able: Iterable[Candidate]) -> str:
    people = list(able)
    names = "、".join(f"{one.name}（{one.about}）" for one in people[:MOST_NAMED])
    if not people:
        return "在册的人里没有合适的：请报县区统筹，或者请系统管理员补登记岗位和证件"
    return f"可以请：{names}{'等' if len(people) > MOST_NAMED else ''}"
