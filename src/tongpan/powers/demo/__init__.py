"""
The demo's lists: what the departments hold by statute, what each district handed down and how, after the four reports.

The documents are invented and say so (演示). Matters and provisions are real.
"""

from collections.abc import Sequence
from datetime import datetime

from tongpan.kernel import clock
from tongpan.places.models import Place
from tongpan.powers.actions.catalogue import load_catalogue
from tongpan.powers.catalogue import shipped_matters
from tongpan.powers.demo import handed, statute, story
from tongpan.powers.demo.stage import Stage, stage_of
from tongpan.powers.models import Grant
from tongpan.powers.policies import system_actor

DISTRICTS = ("330802", "140106", "320281", "370102")


def load(counties: Sequence[str] = DISTRICTS, *, at: datetime | None = None) -> dict[str, int]:
    """
    Load the catalogue and the lists of some demo districts whose bodies are there; return how many of each were made.

    Loading again creates nothing.
    """
    moment = at or clock.now()
    loaded = load_catalogue(matters=shipped_matters(), actor=system_actor("system:demo"), now=moment)
    made = {"matters": loaded.created, "grants": 0}
    for code in counties:
        county = Place.objects.filter(code=code).defer("geometry").first()
        if county is None or Grant.objects.filter(body__district=county, body__synthetic=True).exists():
            continue
        stage = stage_of(county, moment)
        if stage is not None:
            made["grants"] += _load_district(stage)
    return made


def _load_district(stage: Stage) -> int:
    count = stage.write(statute.own_powers(stage))
    count += stage.write(handed.handed_down(stage))
    story.tell(stage)
    return count
