"""全程音像记录: acts that must be recorded from beginning to end, and whether footage of them is linked."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Enforcing
from tongpan.law.penalty.recording import Act, Tape, check_tape
from tongpan.law.verdict import Breach

SEIZURES: Final = frozenset({MeasureKind.SEALING, MeasureKind.SEIZING})


def untaped(facts: CaseFacts, spans: Collection[tuple[datetime, datetime]]) -> list[tuple[datetime, Breach]]:
    """
    Return each act that must be recorded throughout and of which no footage is linked, with its moment.

    Footage is linked by its device and its span of time: one that holds the moment of the act is footage of it. What
    the situation decides (现场执法、听证 …) is not asked: whether it was considered stands in no row.

    Law: 国办发〔2018〕118号（八）.
    """
    found = []
    for act, moment in _acts(facts):
        made = any(start <= moment <= end for start, end in spans)
        found += [(moment, breach) for breach in check_tape(Tape(act, made))]
    return found


def _acts(facts: CaseFacts) -> Iterable[tuple[Act, datetime]]:
    yield from ((Act.SEIZURE, one.at) for one in facts.measures if one.kind in SEIZURES)
    for one in facts.enforcements:
        if one.way is Enforcing.DEMOLITION and one.performed_at is not None:
            yield Act.DEMOLITION, one.performed_at
