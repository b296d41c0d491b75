"""全程音像记录: acts that must be recorded from beginning to end, and whether footage of them is linked."""

from collections.abc import Collection, Mapping
from datetime import datetime

from tongpan.cases.domain.scenes import Span, scenes_of, verdict_on_scene
from tongpan.law.facts import CaseFacts
from tongpan.law.penalty.recording import TapeDuty
from tongpan.law.verdict import Breach

NOTHING: Mapping[str, str] = {}


def untaped(
    facts: CaseFacts, spans: Collection[Span], linked: Mapping[str, Collection[Span]] | None = None,
    explained: Mapping[str, Mapping[str, str]] | None = None,
) -> list[tuple[datetime, Breach]]:  # fmt: skip
    """
    Return each act that must be recorded throughout and of which footage is missing or breaks off, with its moment.

    What the situation decides (现场执法、听证 …) is not told here: the page of footage shows it.

    Law: 国办发〔2018〕118号（八）.
    """
    found = []
    for scene in scenes_of(facts):
        if scene.duty is TapeDuty.WHOLE:
            mine = (linked or {}).get(scene.key, ())
            verdict = verdict_on_scene(scene, spans, mine, (explained or {}).get(scene.key, NOTHING))
            found += [(scene.at, breach) for breach in verdict]
    return found
