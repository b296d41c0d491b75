"""What the API answers."""

from datetime import date
from uuid import UUID

from ninja import Schema


class BodyOut(Schema):
    """A body that may act, or could."""

    id: UUID
    name: str
    phone: str = ""


class HolderOut(Schema):
    """One body that may act as well."""

    body: BodyOut
    name_to_act_in: str
    mode: str
    basis: str
    grant_id: UUID


class WhoOut(Schema):
    """Who may act; when nobody may, why, and who could."""

    competent: bool
    reason: str
    why: str = ""
    citation: str = ""
    body: BodyOut | None = None
    name_to_act_in: str = ""
    mode: str = ""
    basis: str = ""
    grant_id: UUID | None = None
    team_id: UUID | None = None
    team: str = ""
    reconsideration: str = ""
    cautions: list[str] = []
    others: list[HolderOut] = []
    could: list[BodyOut] = []


class MatterOut(Schema):
    """One matter of the catalogue."""

    id: UUID
    code: str
    name: str
    domain: str
    town_fit: bool
    summary_fit: bool
    kinds: list[str]
    plain: list[str]
    checked_on: date | None


class MattersOut(Schema):
    """A page of matters."""

    items: list[MatterOut]
    next: str | None


class GrantOut(Schema):
    """One line of a power list."""

    id: UUID
    line: UUID
    matter_id: UUID
    matter_code: str
    matter: str
    body_id: UUID
    body: str
    territory_id: UUID
    territory: str
    power: str
    mode: str
    basis: str
    document: str
    document_number: str
    published_on: date | None
    valid_from: date
    valid_to: date | None


class GrantsOut(Schema):
    """A page of a power list."""

    items: list[GrantOut]
    next: str | None


class CardOut(Schema):
    """One credential."""

    number: str
    issuer: str
    fields: str
    until: date | None
    in_force: bool


class ActingOut(Schema):
    """In whose name, in which fields, on how many matters."""

    body: str
    fields: list[tuple[str, int]]


class MemberOut(Schema):
    """One person of a team."""

    officer_id: UUID
    name: str
    home: str
    posts: str
    squads: str
    staff_kind: str
    cards: list[CardOut]
    acting: list[ActingOut]
    why_not: str


class OneTeamOut(Schema):
    """A team and everybody in it, by home body."""

    members: list[MemberOut]
    homes: list[tuple[str, int]]


class LackingOut(Schema):
    """One matter that cannot be handled well."""

    code: str
    name: str
    state: str


class FieldGapOut(Schema):
    """One field of a team's list: how many matters, which are lacking, whom to ask."""

    domain: str
    label: str
    total: int
    lacking: list[LackingOut]
    specialists: list[UUID]
