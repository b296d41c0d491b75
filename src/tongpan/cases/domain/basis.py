"""On which article a step stands: by whom it is done, and until when."""

from functools import cache

from tongpan.law.facts.words import Track
from tongpan.law.procedure import Step
from tongpan.law.procedure.schedule import StepPost, schedule


@cache
def _lines() -> dict[Step, StepPost]:
    return {line.step: line for track in (Track.SUMMARY, Track.ORDINARY) for line in schedule(track)}


def basis_of(step: Step) -> str:
    """Return the articles that say who takes a step and by when, or an empty text."""
    line = _lines().get(step)
    if line is None:
        return ""
    texts = [str(line.basis), *(str(limit.citation) for limit in line.limits if limit.citation is not None)]
    return "；".join(dict.fromkeys(texts))
