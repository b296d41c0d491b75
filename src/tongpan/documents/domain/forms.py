"""
文书格式: the catalogue of forms, dated; each says what must stand on it, who signs, and by what provision.

Sources: the documents that the statutes name, with the entries they demand; the layout is ours.
"""

import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

from tongpan.documents.domain.body import Value, names_in
from tongpan.documents.domain.choices import FieldKind, Layout, Reach
from tongpan.law.remedies.routes import Act

GIVEN: Final = frozenset({"number", "organ", "day", "title"})
"""what every document has of itself"""
REDRESS: Final = "remedies"
VOCABULARY: Final = "fields.toml"
MOST_TEXT: Final = 300
MOST_AREA: Final = 20_000
MOST_ROWS: Final = 500


class BadCatalogue(ValueError):
    """The catalogue contradicts itself."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a form: what it is called, how it is entered, and the provision that demands it."""

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    fixed: bool = False
    """it comes from what is recorded and is never typed here"""
    known: bool = False
    """it comes from what is recorded where that knows it, and is typed only where it does not"""
    basis: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form, as it is used from a day on."""

    code: str
    row: int
    """its row in the catalogue of documents"""
    title: str
    group: str
    layout: Layout
    reach: Reach = Reach.RECORD
    outward: bool = False
    sign: str = ""
    """the word of its kind in the number (文号), as 罚决; empty where it bears none"""
    act: str = ""
    """what kind of act it is, where it tells of redress (`law.remedies.routes.Act`)"""
    sealed: bool = False
    signers: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    valid_from: date
    valid_to: date | None = None
    """exclusive"""
    edition: int = 1
    grade: str = "C"
    purpose: str = ""
    stages: tuple[str, ...] = ()
    """steps of the procedure to which it belongs"""
    body: str = ""
    fields: tuple[Field, ...] = field(default=())

    def given_by_record(self, given: Mapping[str, Value]) -> frozenset[str]:
        """Return the names of the fields that are not typed, by what the record gives."""
        return frozenset(one.name for one in self.fields if one.fixed or (one.known and given.get(one.name)))

    def missing(self, values: Mapping[str, Value]) -> dict[str, str]:
        """Return by name what must stand on it and does not, with the provision that demands it."""
        return {
            one.name: (f"案卷里还没有{one.label}，先办理相应的步骤" if one.fixed else f"请填写{one.label}")
            + (f"（{one.basis}）" if one.basis else "")
            for one in self.fields
            if one.required and not values.get(one.name)
        }

    def in_force(self, on: date) -> bool:
        """Tell whether it is used on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def clean(form: Form, given: Mapping[str, Any]) -> tuple[dict[str, Value], dict[str, str]]:
    """Return the values of a form in their shapes, and by name what is wrong with what was given."""
    values: dict[str, Value] = {}
    wrong: dict[str, str] = {}
    for one in form.fields:
        raw = given.get(one.name)
        if raw in (None, "", [], ()):
            continue
        try:
            values[one.name] = _shaped(one, raw)
        except ValueError as error:
            wrong[one.name] = str(error)
    return values, wrong


def _shaped(one: Field, raw: Any) -> Value:
    if one.kind in (FieldKind.LIST, FieldKind.TABLE):
        items = _lines(raw)
        if len(items) > MOST_ROWS:
            raise ValueError(f"{one.label}至多 {MOST_ROWS} 行；更多的请附清单")
        if one.kind is FieldKind.LIST:
            return [_text(one, item if isinstance(item, str) else "　".join(map(str, item))) for item in items]
        rows = [_cells(item) for item in items]
        return [[_text(one, cell) for cell in row] for row in rows]
    return _text(one, raw, MOST_AREA if one.kind is FieldKind.AREA else MOST_TEXT)


def _cells(item: Any) -> list[str]:
    return [cell.strip() for cell in item.replace("｜", "|").split("|")] if isinstance(item, str) else list(item)


def _lines(raw: Any) -> list[Any]:
    if isinstance(raw, str):
        return [line.strip() for line in raw.splitlines() if line.strip()]
    if isinstance(raw, list | tuple):
        return list(raw)
    raise ValueError("应当逐行填写")


def _text(one: Field, raw: Any, most: int = MOST_AREA) -> str:
    text = raw.strip() if isinstance(raw, str) else raw
    if not isinstance(text, str) or "\0" in text or len(text) > most:
        raise ValueError(f"{one.label}应当是文字，至多 {most} 字")
    return text


@cache
def catalogue() -> tuple[Form, ...]:
    """
    Return every form ever in use, in the order of the catalogue.

    :raises BadCatalogue: if a form uses a name that it does not declare, or two editions hold on one day
    """
    folder = resources.files("tongpan.documents") / "catalogue"
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    texts = {one.name: one.read_text(encoding="utf-8") for one in files}
    common = vocabulary(texts.pop(VOCABULARY))
    found = [form for text in texts.values() for form in read(text, common)]
    _check(found)
    return tuple(sorted(found, key=lambda form: (form.row, form.code, form.valid_from)))


def vocabulary(text: str) -> dict[str, dict[str, Any]]:
    """Return the values that many forms share, by name."""
    return {one["name"]: one for one in tomllib.loads(text).get("field", ())}


def read(text: str, common: Mapping[str, Mapping[str, Any]]) -> Iterator[Form]:
    """
    Read forms from a file of the catalogue.

    A field is a name of the vocabulary, followed by ``!`` where it must stand there; such a name under ``use`` with
    what differs; or one of the form's own.

    :raises BadCatalogue: if a form uses a name that it does not declare, or declares one that it does not use
    """
    for raw in tomllib.loads(text).get("form", ()):
        fields = tuple(_field(one, common, raw["code"]) for one in raw.pop("fields", ()))
        for name in ("signers", "basis", "stages"):
            raw[name] = tuple(raw.get(name, ()))
        raw["layout"], raw["reach"] = Layout(raw["layout"]), Reach(raw.get("reach", Reach.RECORD))
        form = Form(**raw, fields=fields)
        names = {one.name for one in fields}
        if (REDRESS in names) != (form.act in Act.__members__):
            raise BadCatalogue(f"{form.code}: what tells of redress says what kind of act it is, and nothing else does")
        if unknown := names_in(form.body) - names - GIVEN:
            raise BadCatalogue(f"{form.code}: uses {sorted(unknown)}, which it does not declare")
        if unused := names - names_in(form.body):
            raise BadCatalogue(f"{form.code}: declares {sorted(unused)} and does not print it")
        yield form


def _field(one: str | dict[str, Any], common: Mapping[str, Mapping[str, Any]], code: str) -> Field:
    given: dict[str, Any] = dict(one) if isinstance(one, dict) else {"use": one.rstrip("!"), "required": one[-1] == "!"}
    name: str | None = given.pop("use", None)
    if name is not None and name not in common:
        raise BadCatalogue(f"{code}: the vocabulary has no {name}")
    whole = {**(common[name] if name is not None else {}), **given}
    return Field(**{**whole, "kind": FieldKind(whole.get("kind", FieldKind.TEXT))})


def _check(forms: Iterable[Form]) -> None:
    by_code: dict[str, list[Form]] = {}
    for form in forms:
        by_code.setdefault(form.code, []).append(form)
    for code, editions in by_code.items():
        editions.sort(key=lambda form: form.valid_from)
        for earlier, later in itertools.pairwise(editions):
            if earlier.valid_to is None or earlier.valid_to > later.valid_from:
                raise BadCatalogue(f"{code}: two editions hold on {later.valid_from}")


def forms_on(on: date) -> tuple[Form, ...]:
    """Return the forms in use on a day."""
    return tuple(form for form in catalogue() if form.in_force(on))


def form_of(code: str, edition: int | None = None, *, on: date | None = None) -> Form | None:
    """Return a form by its code: the edition that is named, or the one in use on a day."""
    for form in catalogue():
        if form.code == code and (edition == form.edition if edition is not None else on and form.in_force(on)):
            return form
    return None


def signs_on(on: date) -> dict[str, tuple[str, ...]]:
    """Return the kinds of numbers (文号类别) in use on a day, each with the documents that bear it."""
    found: dict[str, tuple[str, ...]] = {}
    for form in forms_on(on):
        if form.sign:
            found[form.sign] = (*found.get(form.sign, ()), form.title)
    return found
