"""The register of invariants (不变式总表): 81 rows of data, each procedure row with its predicate."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from tongpan.law import titles
from tongpan.law.citation import Citation
from tongpan.law.invariants.predicates import bounding, deciding, ending, forcing, inquiry, staff
from tongpan.law.invariants.terms import Invariant, Predicate, Proof

_MODULES: Final = (staff, inquiry, deciding, ending, bounding, forcing)


@cache
def invariants() -> Mapping[int, Invariant]:
    """
    Return all invariants by number.

    Law: each row cites its own.
    """
    text = resources.files("tongpan.law").joinpath("invariants", "register.toml").read_text(encoding="utf-8")
    return MappingProxyType({row["number"]: _read(row) for row in tomllib.loads(text)["invariant"]})


def procedural() -> tuple[Invariant, ...]:
    """
    Return the invariants that walking through the procedure proves.

    Law: each row cites its own.
    """
    return tuple(each for each in invariants().values() if each.proof is Proof.PROCEDURE)


def predicate_of(number: int) -> Predicate | None:
    """
    Return the predicate of one invariant, None where it has none.

    Law: each row cites its own.
    """
    name = f"inv_{number:02d}"
    return next((getattr(module, name) for module in _MODULES if hasattr(module, name)), None)


def _read(row: Mapping[str, Any]) -> Invariant:
    proof = Proof(row["proof"])
    return Invariant(
        number=row["number"],
        english=row["english"],
        chinese=row["chinese"],
        scope=row["scope"],
        grade=row["grade"],
        proof=proof,
        basis=tuple(_citation(each) for each in row["cite"]),
        capability=row.get("capability", ""),
        predicate=predicate_of(row["number"]) if proof is Proof.PROCEDURE else None,
    )


def _citation(words: str) -> Citation:
    """Read "APL 45 2": the instrument, the article (a number, or a heading as printed), the paragraph."""
    name, article, *paragraph = words.split()
    number = int(article) if article.isdecimal() else article
    return Citation(getattr(titles, name), number, int(paragraph[0]) if paragraph else None)
