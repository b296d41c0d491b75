"""
Competence (职权判断): who may act, in whose name, and why, decided from plain values.

The legal effect of each way of holding each of the four powers is one table, `EFFECTS`; the rest is dates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tongpan.law.citation import Citation
from tongpan.powers.domain.holding import (
    ASSIGNMENT,
    DELEGATION,
    EFFECTS,
    NO_BASIS,
    OWN_POWER,
    PUBLICATION,
    TOWN_KINDS,
    Body,
    Held,
    Name,
    Negative,
)
from tongpan.powers.domain.kinds import Ended, Mode, Power

# The town's own power first, then what was handed to it, then the field's concentrated organ, then the department.
_ORDER = {Mode.ASSIGNED: 0, Mode.CONCENTRATED: 1, Mode.DELEGATED: 2, Mode.POSTED: 3, Mode.OWN: 4}


class Why(StrEnum):
    """Why a grant does not serve on the day asked."""

    NO_GRANT = "NO_GRANT"
    NOT_YET = "NOT_YET"
    EXPIRED = "EXPIRED"
    RECALLED = "RECALLED"
    NOT_PUBLISHED = "NOT_PUBLISHED"
    NEGATIVE_LIST = "NEGATIVE_LIST"
    TOWN_NOT_COVERED = "TOWN_NOT_COVERED"
    NO_TERM = "NO_TERM"
    NO_BASIS = "NO_BASIS"
    NO_PRINCIPAL = "NO_PRINCIPAL"
    WRONG_BODY = "WRONG_BODY"
    NOT_TRANSFERABLE = "NOT_TRANSFERABLE"
    BODY_GONE = "BODY_GONE"


@dataclass(frozen=True, slots=True)
class Holder:
    """One body that may act, and how."""

    body: Body
    name_to_act_in: str
    mode: Mode
    basis: str
    grant_id: UUID
    reconsideration: str
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Competence:
    """Who may act. `body` acts in `name_to_act_in`; `others` could as well."""

    body: Body
    name_to_act_in: str
    mode: Mode
    basis: str
    reason: str
    grant_id: UUID
    reconsideration: str
    cautions: tuple[str, ...] = ()
    others: tuple[Holder, ...] = ()
    domain: str = ""
    in_town: bool = True
    team_id: UUID | None = None
    team_name: str = ""

    def __bool__(self) -> bool:
        return True

    @property
    def body_id(self) -> UUID:
        """The id of the body that acts."""
        return self.body.id

    @property
    def body_name(self) -> str:
        """The name of the body that acts; what stands on the document is `name_to_act_in`."""
        return self.body.name

    @property
    def own_town(self) -> bool:
        """Whether the town itself acts (街镇职责), not a department."""
        return self.body.kind in TOWN_KINDS

    @property
    def bodies(self) -> tuple[UUID, ...]:
        """All bodies that may act, the chosen one first."""
        return (self.body.id, *(other.body.id for other in self.others))


@dataclass(frozen=True, slots=True)
class NoCompetence:
    """Nobody asked for may act: why, since when, on which article, and who could."""

    why: Why
    reason: str
    citation: Citation | None = None
    on: date | None = None
    could: tuple[Body, ...] = ()

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Defect:
    """What stops one grant."""

    why: Why
    text: str
    citation: Citation | None = None
    on: date | None = None


def known(rows: Iterable[Held], known_at: datetime | None) -> list[Held]:
    """Return the rows as they were known at a moment; None means now."""
    if known_at is None:
        return [row for row in rows if row.superseded_at is None]
    return [
        row
        for row in rows
        if row.recorded_at <= known_at and (row.superseded_at is None or row.superseded_at > known_at)
    ]


def negative_on(entries: Iterable[Negative], on: date, known_at: datetime | None) -> Negative | None:
    """Return the entry of the negative list that stands on a day, as known at a moment."""
    for entry in entries:
        told = (
            entry.superseded_at is None
            if known_at is None
            else (entry.recorded_at <= known_at and (entry.superseded_at is None or entry.superseded_at > known_at))
        )
        if told and entry.valid_from <= on and (entry.valid_to is None or on < entry.valid_to):
            return entry
    return None


def _span_defect(held: Held, on: date) -> Defect | None:
    if on < held.valid_from:
        return Defect(
            Why.NOT_YET, f"{held.body.name}的职权自{held.valid_from:%Y年%-m月%-d日}起生效", None, held.valid_from
        )
    if held.valid_to is None or on < held.valid_to:
        return None
    if held.ended == Ended.RECALLED:
        text = f"{held.body.name}的职权已于{held.valid_to:%Y年%-m月%-d日}收回"
        return Defect(Why.RECALLED, text, NO_BASIS, held.valid_to)
    word = "委托期限" if held.mode is Mode.DELEGATED else "职权"
    text = f"{held.body.name}的{word}已于{held.valid_to:%Y年%-m月%-d日}届满"
    return Defect(Why.EXPIRED, text, DELEGATION if held.mode is Mode.DELEGATED else NO_BASIS, held.valid_to)


def _publication_defect(held: Held, on: date) -> Defect | None:
    if held.mode in (Mode.OWN, Mode.POSTED):
        return None
    published = held.document.published_on if held.document else None
    if published is not None and published <= on:
        return None
    if held.mode is Mode.DELEGATED:
        text = f"{held.principal.name if held.principal else '委托机关'}与{held.body.name}的委托书未由双方向社会公布"
        return Defect(Why.NOT_PUBLISHED, text, DELEGATION, published)
    return Defect(Why.NOT_PUBLISHED, f"交由{held.body.name}行使的决定尚未向社会公布", PUBLICATION, published)


def _body_defect(held: Held, on: date) -> Defect | None:
    gone = held.body.valid_to
    if gone is None or on < gone:
        return None
    return Defect(Why.BODY_GONE, f"{held.body.name}已于{gone:%Y年%-m月%-d日}撤销或职权变更", OWN_POWER, gone)


def _form_defect(held: Held) -> Defect | None:
    effect = EFFECTS[held.mode, held.power]
    if not effect.lawful:
        return Defect(Why.NOT_TRANSFERABLE, effect.refusal, effect.citation)
    if held.mode in (Mode.DELEGATED, Mode.POSTED) and held.principal is None:
        return Defect(
            Why.NO_PRINCIPAL, f"{held.body.name}的{held.mode.label}没有登记{_giver(held.mode)}", effect.citation
        )
    if held.mode is Mode.DELEGATED and held.valid_to is None:
        return Defect(Why.NO_TERM, "委托书没有载明期限", DELEGATION)
    if held.mode is Mode.ASSIGNED and held.body.kind not in TOWN_KINDS:
        return Defect(Why.WRONG_BODY, f"赋权只能交由乡镇人民政府、街道办事处，{held.body.name}不是", ASSIGNMENT)
    if effect.needs_basis and not held.basis.strip():
        text = f"{held.mode.label}取得的{held.power.label}权须另有明确依据，{held.body.name}没有登记"
        return Defect(Why.NO_BASIS, text, effect.citation)
    return None


def _giver(mode: Mode) -> str:
    return "委托机关" if mode is Mode.DELEGATED else "派出机关"


def defect_of(held: Held, on: date, negative: Negative | None) -> Defect | None:
    """
    Return what stops one grant on a day, or None.

    Law: APL 17, 18, 20, 24, 38; Coercion Law 13, 17.
    """
    if negative is not None and held.mode in (Mode.ASSIGNED, Mode.DELEGATED) and held.body.kind in TOWN_KINDS:
        text = f"该事项列入不宜下放负面清单：{negative.reason}"
        return Defect(Why.NEGATIVE_LIST, text, ASSIGNMENT, negative.valid_from)
    return _form_defect(held) or _span_defect(held, on) or _body_defect(held, on) or _publication_defect(held, on)


def acting_name(held: Held) -> str:
    """Return the name in which the body acts; never a team's."""
    name = EFFECTS[held.mode, held.power].name
    if name is Name.BODY or held.principal is None:
        return held.body.name
    return held.principal.name


def basis_text(held: Held) -> str:
    """Return the basis in one line: the article of the way of holding, the document, and the stated basis."""
    parts = [str(EFFECTS[held.mode, held.power].citation)]
    if held.document is not None:
        parts.append(str(held.document))
    if held.basis:
        parts.append(held.basis)
    return "；".join(parts)


def reconsideration_of(held: Held) -> str:
    """
    Return where the party may ask for reconsideration.

    Law: ARL 19, 24: of the body in whose name the act was done.
    """
    actor = held.principal if EFFECTS[held.mode, held.power].name is not Name.BODY and held.principal else held.body
    return actor.government


def cautions_of(held: Held) -> tuple[str, ...]:
    """Return what a lawyer should look at before relying on a grant that is otherwise in order."""
    notes = []
    if held.mode is Mode.ASSIGNED and held.grantor is not None and held.grantor.kind == "CITY_DEPARTMENT":
        notes.append(
            "划出机关是市级部门；行政处罚法第二十四条说的是县级人民政府部门的处罚权，请核对此项移交的方式与依据"
        )
    if held.mode is Mode.ASSIGNED and held.power in (Power.INSPECTION, Power.MEASURE, Power.ENFORCEMENT):
        notes.append(
            f"行政处罚法第二十四条只规定交由行使行政处罚权；{held.power.label}权依所列依据单独行使，须经法制审核确认"
        )
    if held.mode is Mode.CONCENTRATED and held.power is Power.MEASURE:
        notes.append("限于法律、法规规定的与行政处罚权有关的行政强制措施")
    return tuple(notes)


def _holder(held: Held) -> Holder:
    return Holder(
        held.body,
        acting_name(held),
        held.mode,
        basis_text(held),
        held.grant_id,
        reconsideration_of(held),
        cautions_of(held),
    )


def _rank(held: Held) -> tuple[bool, int, date, str]:
    own_town = held.mode is Mode.OWN and held.in_town and held.body.kind in TOWN_KINDS
    return (not held.in_town, -1 if own_town else _ORDER[held.mode], held.valid_from, str(held.grant_id))


def _reason(held: Held, others: Sequence[Held], negative: Negative | None) -> str:
    how = {
        Mode.OWN: "法律法规规定由其行使",
        Mode.ASSIGNED: "由省级决定交由其行使，以自己的名义",
        Mode.DELEGATED: f"受{held.principal.name if held.principal else ''}委托，以委托机关的名义",
        Mode.POSTED: f"为派驻队伍，以{held.principal.name if held.principal else ''}的名义",
        Mode.CONCENTRATED: "行使相对集中处罚权，以自己的名义",
    }[held.mode]
    text = f"{held.body.name}{how}（{held.mode.label}）"
    if negative is not None:
        text += f"；该事项列入不宜下放负面清单（{negative.reason}），不由乡镇、街道行使"
    if others:
        names = "、".join(dict.fromkeys(other.body.name for other in others))
        text += f"；{names}也有管辖权，由最先立案的机关办理（行政处罚法第二十五条）"
    return text


def decide(
    rows: Iterable[Held],
    negatives: Iterable[Negative],
    *,
    power: Power,
    on: date,
    known_at: datetime | None = None,
    body_id: UUID | None = None,
) -> Competence | NoCompetence:
    """
    Decide who may act on a day, from the grants that cover the town; with `body_id`, whether that body may.

    Law: APL 17, 18, 20, 24, 25, 38; Coercion Law 13, 17; ARL 19, 24.
    """
    negative = negative_on(negatives, on, known_at)
    asked = [row for row in known(rows, known_at) if row.power is power]
    defects = [(row, defect_of(row, on, negative)) for row in asked]
    sound = sorted((row for row, defect in defects if defect is None), key=_rank)
    chosen = next((row for row in sound if body_id is None or row.body.id == body_id), None)
    if chosen is None:
        mine = [(row, defect) for row, defect in defects if defect and (body_id is None or row.body.id == body_id)]
        return _refusal(mine, negative, tuple(dict.fromkeys(row.body for row in sound)), power)
    others = [row for row in sound if row is not chosen]
    first = _holder(chosen)
    return Competence(
        body=first.body,
        name_to_act_in=first.name_to_act_in,
        mode=first.mode,
        basis=first.basis,
        reason=_reason(chosen, [row for row in others if row.body.id != chosen.body.id], negative),
        grant_id=first.grant_id,
        reconsideration=first.reconsideration,
        cautions=first.cautions,
        others=tuple(_holder(row) for row in others),
        domain=chosen.domain,
        in_town=chosen.in_town,
    )


# Among several defects the one that tells most: what was taken back, then what ran out, and so on.
_TELLING = (
    Why.NEGATIVE_LIST,
    Why.RECALLED,
    Why.EXPIRED,
    Why.BODY_GONE,
    Why.NOT_PUBLISHED,
    Why.NOT_TRANSFERABLE,
    Why.NO_TERM,
    Why.NO_BASIS,
    Why.NO_PRINCIPAL,
    Why.WRONG_BODY,
    Why.NOT_YET,
)


def _refusal(
    defects: list[tuple[Held, Defect]], negative: Negative | None, could: tuple[Body, ...], power: Power
) -> NoCompetence:
    if defects:
        ordered = sorted(defects, key=lambda pair: (_TELLING.index(pair[1].why), -(pair[1].on or date.min).toordinal()))
        defect = ordered[0][1]
        return NoCompetence(defect.why, defect.text, defect.citation, defect.on, could)
    if negative is not None:
        text = f"该事项列入不宜下放负面清单：{negative.reason}"
        return NoCompetence(Why.NEGATIVE_LIST, text, ASSIGNMENT, negative.valid_from, could)
    return NoCompetence(Why.NO_GRANT, f"清单上没有该事项的{power.label}权；清单以外无权力", NO_BASIS, None, could)
