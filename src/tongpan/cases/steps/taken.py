"""A step in the middle of being taken: what its records are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Step, Target


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that the law and the post let pass; `after` is not stored yet."""

    case: Case
    step: Step
    target: Target
    known: Known
    after: CaseFacts
    at: datetime
    actor: Actor
    now: datetime
    entered: Mapping[str, Any]
