"""分案: what of a case goes into one of its own, what goes along with it, and what both hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tongpan.cases.domain.choices import party_handle
from tongpan.cases.domain.joining import MOVED, Placed, carried
from tongpan.law.facts import CaseFacts, Evidence, remaining
from tongpan.law.facts.rounds import Key

GOES: Final = (
    *(each for each in MOVED if each != "recusals"),
    "notices", "statements", "hearing_requests", "hearing_notices", "hearings", "services", "enforcements",
)  # fmt: skip
"""
what goes with a charge, its service under way too; it is reviewed and deliberated on anew, for what is decided is what
was reviewed
"""
WHOLE: Final = ("clue", "filing", "assignments", "recusals", "prolongations", "pauses", "answers")
"""what both cases hold: when it was filed and so until when it is decided, who is named, what was settled"""
SEPARATOR: Final = "/"
NOTHING: Final = CaseFacts(parties=(), causes=(), charges=())


def chosen(text: str, facts: CaseFacts) -> tuple[Key, ...] | None:
    """Return the charges that were chosen, a line each; None where one of them is no charge that is left here."""
    left = {word_of((each.party, each.cause)): (each.party, each.cause) for each in remaining(facts).charges}
    words = [each.strip() for each in text.splitlines() if each.strip()]
    return tuple(dict.fromkeys(left[each] for each in words)) if set(words) <= left.keys() else None


def chosen_evidence(text: str, facts: CaseFacts, keys: Collection[Key]) -> tuple[Evidence, ...] | None:
    """
    Return the evidence of what stays that the new case uses too, a line each; None where one is no piece of this case.

    What belongs to the charges that go goes anyway.
    """
    there = {each.id: each for each in shareable(facts)}
    words = [each.strip() for each in text.splitlines() if each.strip()]
    if not set(words) <= there.keys():
        return None
    return tuple(there[each] for each in dict.fromkeys(words) if (there[each].party, there[each].cause) not in keys)


def shareable(facts: CaseFacts) -> list[Evidence]:
    """Return the evidence of what is handled here, without what was set aside."""
    return [each for each in remaining(facts).evidence if each.excluded_at is None]


def word_of(key: Key) -> str:
    """Return how a charge is named where it is chosen."""
    return SEPARATOR.join(key)


def parted(
    facts: CaseFacts, keys: Sequence[Key], shared: Sequence[Evidence], people: Collection[str]
) -> tuple[CaseFacts, dict[str, str], dict[Placed, Placed], list[tuple[str, str]]]:
    """
    Return the facts of the new case; the names of its parties; where each row went; and each piece that both use.

    A party bears the first free name of the new case, a piece of evidence its next number. What is shared stands in
    the new case once for each charge; of another party's piece nobody was told the result yet (APL 44).

    :raises LawRefused: if a row no longer fits its table
    """
    wanted = set(keys)
    who = [each.id for each in facts.parties if each.id in {party for party, _ in wanted}]
    names = {old: party_handle(number) for number, old in enumerate(who)}
    causes = {cause for _, cause in wanted}

    def goes(table: str, row: Any) -> bool:
        if table in ("parties", "causes"):
            return row.id in (names if table == "parties" else causes)
        cause = getattr(row, "cause", None)
        return row.party in names if cause is None else (row.party, cause) in wanted

    own = {handle: handle for handle in people}
    made, places = carried(NOTHING, facts, GOES, names, own, goes)
    pieces = [(row.id, f"{made.evidence[at].id}") for row, at in _went(facts, places)]
    evidence = list(made.evidence)
    for row in shared:
        for party, cause in keys:
            ref = f"证据{len(evidence) + 1}"
            told = row.told_at if row.party == party else None
            evidence.append(replace(row, id=ref, party=names[party], cause=cause, told_at=told))
            pieces.append((row.id, ref))
    there = dict(pieces)
    services = tuple(replace(each, exhibit=there.get(each.exhibit, "")) for each in made.services)  # if it came along
    whole: Mapping[str, Any] = {table: getattr(facts, table) for table in WHOLE}
    return replace(made, evidence=tuple(evidence), services=services, **whole), names, places, pieces


def _went(facts: CaseFacts, places: Mapping[Placed, Placed]) -> list[tuple[Evidence, int]]:
    return [(row, places["evidence", at][1]) for at, row in enumerate(facts.evidence) if ("evidence", at) in places]
