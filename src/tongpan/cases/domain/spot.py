"""
当场处罚: what two officers found, told and heard on the spot, before it is decided.

Every answer is None until somebody gives it: no legal step is taken for done. Moments are those at which an answer was
kept, so that what is told before the decision was told before the decision.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from tongpan.law.facts import Penalty
from tongpan.law.labelled import Labelled
from tongpan.law.money import FEN_A_YUAN, Money, yuan
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.period import SHANGHAI


class Answered(Labelled):
    """What the party did when it was told of its rights (陈述申辩)."""

    WAIVED = "WAIVED", "明确表示不陈述、不申辩"
    STATED = "STATED", "作了陈述、申辩"
    SILENT = "SILENT", "不表态"


TYPICAL: Final[tuple[tuple[str, EvidenceKind], ...]] = (
    ("现场照片", EvidenceKind.RECORDING),
    ("执法记录仪录像", EvidenceKind.RECORDING),
    ("当事人的陈述", EvidenceKind.STATEMENT),
    ("证人证言", EvidenceKind.TESTIMONY),
    ("现场检查记录", EvidenceKind.SITE_RECORD),
    ("当事人身份证件复印件或者照片", EvidenceKind.DOCUMENT),
)
"""evidence that is usual on the spot, by title and kind (行政处罚法 46)"""
KIND_OF: Final = dict(TYPICAL)
PHOTOS: Final = TYPICAL[0][0]
"""the piece of evidence that pictures taken on the spot are"""


def with_photos(entries: tuple[str, ...], photos: tuple[UUID, ...]) -> tuple[str, ...]:
    """Return the evidence with the piece that pictures are, where there are any."""
    return (PHOTOS, *entries) if photos and PHOTOS not in entries else entries


def evidence_of(entry: str) -> tuple[EvidenceKind, str]:
    """Return kind and title of one piece: a usual one by its title, another as ``KIND:title``."""
    if entry in KIND_OF:
        return KIND_OF[entry], entry
    head, _, title = entry.partition(":")
    return (EvidenceKind(head), title) if head in set(EvidenceKind) else (EvidenceKind.SITE_RECORD, entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One decision on the spot as it is typed."""

    # where and what
    matter: str = ""
    matter_name: str = ""
    town_id: UUID | None = None
    place: str = ""
    lead_id: UUID | None = None
    act_at: datetime | None = None

    # who
    kind: PartyKind | None = None
    identified: bool | None = None
    name: str = ""
    identity: str = ""
    phone: str = ""
    address: str = ""
    born_on: date | None = None
    lucid: bool | None = None
    described: str = ""
    """what is known of one whose identity cannot be verified"""
    second_id: UUID | None = None
    shown_at: datetime | None = None
    """when both showed their cards"""

    # what happened
    typical: tuple[str, ...] = ()
    """what was tapped of the matter's own words"""
    extra: str = ""
    """what was written beside it"""
    evidence: tuple[str, ...] = ()
    """titles"""
    photos: tuple[UUID, ...] = ()
    """pictures that were brought and are part of the evidence, by their uploads"""
    object_class: str = ""
    """which class of object it is, by the county's policy (M152)"""
    refused: bool | None = None
    """whether the party refuses to correct, where the matter asks for it"""
    verified_at: datetime | None = None
    """when the evidence was found true"""
    certain: bool | None = None
    crime: bool | None = None
    minor: bool | None = None
    corrected: bool | None = None
    correction: str = ""
    """what shows that it was corrected"""
    harm: Harm | None = None
    first: bool | None = None
    no_fault: bool | None = None
    fined: bool | None = None
    """whether the party was fined for this very act before"""
    vulnerable: bool | None = None
    mitigating: tuple[Circumstance, ...] | None = None
    """None: nobody looked; empty: none is there"""

    # how much
    kinds: tuple[PenaltyKind, ...] = ()
    fine: Money | None = None
    range_no: int | None = None
    """which of the matter's ranges applies, where there are several"""
    conditions: tuple[str, ...] = ()
    """conditions of the benchmark's tiers that were found"""
    range_basis: str = ""
    lowest: Money | None = None
    highest: Money | None = None
    """the range as typed from `range_basis`, where the catalogue has none"""
    lightened: bool | None = None
    correcting: str = ""
    """NOW: ordered to correct at once; DONE: corrected already (行政处罚法 28)"""
    why: str = ""
    hard_later: bool | None = None
    asks_on_spot: bool | None = None

    # what was told and heard
    told_at: datetime | None = None
    told_digest: str = ""
    told: Penalty | None = None
    answered: Answered | None = None
    answered_at: datetime | None = None
    said: str = ""
    considered: str = ""
    spoken: Penalty | None = None
    """the penalty that stood when the party defended itself: none may be heavier for that"""

    @property
    def narrative(self) -> str:
        """The facts in one paragraph, as they are told to the party and stand in the decision."""
        when = f"{self.act_at:%Y年%-m月%-d日%-H时%-M分}，" if self.act_at is not None else ""
        shown = f"，具体表现为{'、'.join(self.typical)}" if self.typical else ""
        more = self.extra.strip().rstrip("。")
        return f"{when}当事人在{self.place}有“{self.matter_name}”的行为{shown}。" + (f"{more}。" if more else "")

    @property
    def proposed(self) -> Penalty | None:
        """The penalty that is proposed, None while nothing is chosen."""
        return Penalty(self.kinds, self.fine if PenaltyKind.FINE in self.kinds else None) if self.kinds else None

    @property
    def act_on(self) -> date | None:
        """The day of the act."""
        return self.act_at.date() if self.act_at is not None else None

    @property
    def substance(self) -> str:
        """A digest of who, what, where and why: what was told must still be this when it is decided."""
        return digest_of(self, SUBSTANCE)

    @property
    def whole(self) -> str:
        """A digest of everything: what the second officer confirms."""
        return digest_of(self, tuple(each.name for each in fields(Spot)))

    @property
    def told_still(self) -> bool:
        """Whether the party was told what stands here now."""
        return self.told_at is not None and self.told_digest == self.substance


SUBSTANCE: Final = (
    "matter", "town_id", "place", "act_at", "kind", "name", "identity", "born_on", "typical", "extra", "evidence",
    "photos", "why", "range_no", "range_basis",
)  # fmt: skip
TOLD: Final[Mapping[str, Any]] = {
    "told_at": None, "told_digest": "", "told": None, "answered": None, "answered_at": None, "said": "",
    "considered": "",
}  # fmt: skip
"""what is forgotten when it must be told anew"""


def untold(spot: Spot) -> Spot:
    """Return it with the telling undone: it no longer is what the party heard."""
    return changed(spot, TOLD)


def changed(spot: Spot, values: Mapping[str, Any]) -> Spot:
    """Return it with some fields written anew, by name."""
    return replace(spot, **values)


def digest_of(spot: Spot, names: tuple[str, ...]) -> str:
    """Return the SHA-256 of some fields, as hexadecimal digits."""
    kept = {name: value for name, value in write(spot).items() if name in names}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def write(spot: Spot) -> dict[str, Any]:
    """Return it as a JSON object; what is not answered is left out."""
    found = {}
    for each in fields(spot):
        value = getattr(spot, each.name)
        if value is not None and value != "" and not (value == () and each.name != "mitigating"):
            found[each.name] = _written(value)
    return found


def _written(value: Any) -> Any:
    if isinstance(value, Penalty):
        return {"kinds": _written(value.kinds), "fine": _written(value.fine)}
    if isinstance(value, Money):
        whole, cents = divmod(value.fen, FEN_A_YUAN)
        return f"{whole}.{cents:02d}"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    return str(value) if isinstance(value, UUID) else value


def _penalty(value: Any) -> Penalty:
    fine = value.get("fine")
    return Penalty(tuple(map(PenaltyKind, value["kinds"])), None if fine is None else yuan(fine))


_READERS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("town_id", "lead_id", "second_id"), UUID),
    **dict.fromkeys(("act_at", "shown_at", "verified_at", "told_at", "answered_at"), datetime.fromisoformat),
    **dict.fromkeys(("fine", "lowest", "highest"), yuan),
    **dict.fromkeys(("typical", "evidence", "conditions"), tuple),
    "photos": lambda value: tuple(map(UUID, value)),
    **dict.fromkeys(("told", "spoken"), _penalty),
    "born_on": date.fromisoformat,
    "kind": PartyKind,
    "harm": Harm,
    "answered": Answered,
    "kinds": lambda value: tuple(map(PenaltyKind, value)),
    "mitigating": lambda value: tuple(map(Circumstance, value)),
}


def read(document: Mapping[str, Any]) -> Spot:
    """Return what a JSON object tells; fields of an older program are passed over."""
    names = {each.name for each in fields(Spot)}
    return Spot(
        **{
            name: _READERS[name](value) if name in _READERS else value
            for name, value in document.items()
            if name in names
        }
    )


def given(values: Mapping[str, Any], matter_name: str) -> Spot:
    """
    Return what another system sends at once: answers by the names of the fields, penalties as kinds and a sum in yuan.

    Whoever sends the moment of telling says that the party was told what stands here.

    :raises LawRefused: if a sum cannot be read
    """
    plain = {name: _taken(value) for name, value in values.items() if name not in ("proposed", "told")}
    proposed, told = values["proposed"], values.get("told")
    sums = {name: yuan(plain[name]) if plain.get(name) else None for name in ("lowest", "highest")}
    plain["evidence"] = with_photos(plain.get("evidence") or (), plain.get("photos") or ())
    spot = replace(
        changed(Spot(matter_name=matter_name), plain | sums),
        kinds=tuple(kind for kind in PenaltyKind if kind in proposed["kinds"]),
        fine=yuan(proposed["fine"]) if proposed.get("fine") else None,
    )
    if spot.told_at is None:
        return spot
    spot = replace(spot, told=_penalty(told) if told else spot.proposed, told_digest=spot.substance)
    return replace(spot, spoken=spot.told) if spot.answered is Answered.STATED else spot


def _taken(value: Any) -> Any:
    """A list as it is kept, a moment in Chinese time."""
    if isinstance(value, list):
        return tuple(value)
    return value.astimezone(SHANGHAI) if isinstance(value, datetime) else value
