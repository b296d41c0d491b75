"""Cases to start from (起点): small, complete facts that each scenario of the checker varies."""

from dataclasses import replace
from datetime import date, datetime

from tongpan.law.facts import (
    Assignment,
    Authority,
    CaseFacts,
    Cause,
    Charge,
    Clue,
    Evidence,
    Filing,
    Identity,
    Notice,
    Officer,
    Party,
    Penalty,
    Report,
)
from tongpan.law.facts.words import Power, Role
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.period import SHANGHAI
from tongpan.law.statutes import StatuteLevel
from tongpan.law.titles import PLANNING_LAW

DAY_ONE = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
"""a Monday; no scenario leaves the published calendar while its limits still matter"""
LARGE = Penalty((PenaltyKind.FINE,), fine=yuan(200_000))
SMALL = Penalty((PenaltyKind.FINE,), fine=yuan(2000))
ON_SPOT = Penalty((PenaltyKind.FINE,), fine=yuan(100))


def a_charge(party: str = "甲", cause: str = "占道经营", **values: object) -> Charge:
    """
    Return a charge on which everything is known.

    Law: none; a case to check with.
    """
    known = Charge(
        party=party,
        cause=cause,
        act_on=date(2026, 2, 27),
        discovered_on=date(2026, 3, 2),
        five_years=False,
        law=PLANNING_LAW,
        complex=False,
        weighty=False,
        minor=False,
        corrected=False,
        consequences=Harm.SLIGHT,
        first=False,
        no_fault=False,
        crime=False,
        proven=True,
        earlier_fines=(),
        asks_on_spot=False,
        hard_later=False,
        danger=False,
        good_reason=False,
        public_place=False,
        unable=False,
        hardship=False,
        proposed=SMALL,
    )
    return replace(known, **values)  # type: ignore[arg-type]


def a_party(name: str = "甲", **values: object) -> Party:
    """
    Return an adult of sound mind.

    Law: none; a case to check with.
    """
    known = Party(name, PartyKind.CITIZEN, born_on=date(1980, 1, 1), lucid=True, electronic=True, untraceable=False)
    return replace(known, **values)  # type: ignore[arg-type]


def an_authority(power: Power, **values: object) -> Authority:
    """
    Return a power that the organ holds by a law.

    Law: none; a case to check with.
    """
    known = Authority(
        power=power,
        right=Basis.OWN,
        since=date(2022, 1, 1),
        level=StatuteLevel.LAW,
        statute=PLANNING_LAW,
        article=68,
        published_on=date(2022, 1, 1),
    )
    return replace(known, **values)  # type: ignore[arg-type]


OFFICERS = (
    Officer("张", date(2022, 1, 1), date(2030, 1, 1), qualified=True, first_time=True),
    Officer("王", date(2022, 1, 1), date(2030, 1, 1), qualified=False, first_time=True),
    Officer("李", date(2022, 1, 1), date(2030, 1, 1), qualified=True, first_time=True),
    Officer("陈", date(2022, 1, 1), date(2030, 1, 1), qualified=False, first_time=True),
    Officer("周", date(2022, 1, 1), date(2030, 1, 1), qualified=False, first_time=True),
    Officer("吴", date(2022, 1, 1), date(2030, 1, 1), qualified=False, first_time=True),
)
POSTS = (
    Assignment(Role.HANDLER, "张", DAY_ONE),
    Assignment(Role.HANDLER, "王", DAY_ONE),
    Assignment(Role.REVIEWER, "李", DAY_ONE),
    Assignment(Role.CHAIR, "陈", DAY_ONE),
    Assignment(Role.APPROVER, "吴", DAY_ONE),
    Assignment(Role.DECIDER, "周", DAY_ONE),
    Assignment(Role.PRINCIPAL, "周", DAY_ONE),
)


def a_clue(charge: Charge | None = None, party: Party | None = None, **values: object) -> CaseFacts:
    """
    Return a case that has just begun: a clue, staff and powers, nothing done.

    Law: none; a case to check with.
    """
    mine = charge or a_charge()
    known = CaseFacts(
        parties=(party or a_party(mine.party),),
        causes=(Cause(mine.cause, mine.cause),),
        charges=(mine,),
        province="440106",
        authorities=(an_authority(Power.PENALTY),),
        officers=OFFICERS,
        assignments=POSTS,
        clue=Clue(DAY_ONE, True, True, True, True),
    )
    return replace(known, **values)  # type: ignore[arg-type]


def investigated(facts: CaseFacts) -> CaseFacts:
    """
    Return the case filed, investigated and reported on, every piece of evidence verified.

    Law: none; a case to check with.
    """
    at = DAY_ONE
    charges = facts.charges
    return replace(
        facts,
        filing=Filing(at, "周"),
        identities=tuple(Identity(each.id, at, ("张", "王")) for each in facts.parties),
        evidence=tuple(
            Evidence(
                id=f"证据{number}",
                party=each.party,
                cause=each.cause,
                at=at,
                kind=EvidenceKind.SITE_RECORD,
                officers=("张", "王"),
                lawful=True,
                verified_at=at,
            )
            for number, each in enumerate(charges, 1)
        ),
        reports=tuple(Report(each.party, each.cause, at) for each in charges),
    )


def noticed(facts: CaseFacts, **values: object) -> CaseFacts:
    """
    Return the case with the party told of what is proposed.

    Law: none; a case to check with.
    """
    rows = tuple(
        replace(
            Notice(
                party=each.party,
                cause=each.cause,
                at=DAY_ONE,
                penalty=each.proposed or SMALL,
                served_at=DAY_ONE,
                reply_by=date(2026, 3, 6),
                evidence=tuple(e.id for e in facts.evidence if (e.party, e.cause) == (each.party, each.cause)),
                law=each.law,
            ),
            **values,  # type: ignore[arg-type]
        )
        for each in facts.charges
    )
    return replace(facts, notices=rows)
