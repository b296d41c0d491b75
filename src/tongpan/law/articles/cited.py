"""Every citation of the package (援引总目): what the rules stand on, gathered for the guard that keeps it honest."""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module
from types import ModuleType
from typing import Any

from tongpan.law.citation import Citation
from tongpan.law.limits import citations as citations_of_limits

PACKAGE = "tongpan.law"
DEEPEST = 8


def every_citation() -> tuple[Citation, ...]:
    """Return every citation that the register of limits or a constant of any module of the package holds, once."""
    found = dict.fromkeys(citations_of_limits())
    for module in modules():
        for value in vars(module).values():
            found.update(dict.fromkeys(citations_in(value)))
    return tuple(found)


def modules() -> Iterator[ModuleType]:
    """Give every module of the package."""
    package = import_module(PACKAGE)
    for entry in pkgutil.walk_packages(package.__path__, f"{PACKAGE}."):
        if not entry.name.endswith(".__main__"):
            yield import_module(entry.name)


def citations_in(value: Any, depth: int = 0) -> Iterator[Citation]:
    """Give the citations inside a constant: in tuples, mappings, data classes and the members of enumerations."""
    if isinstance(value, Citation):
        yield value
    elif depth < DEEPEST:
        for inner in _parts(value):
            yield from citations_in(inner, depth + 1)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, tuple | list | set | frozenset):
        yield from value
    elif isinstance(value, type):
        if issubclass(value, Enum):
            yield from (member.value for member in value)
    elif is_dataclass(value):
        yield from (getattr(value, field.name, None) for field in fields(value))
