"""What departments hold by statute, in every town of their county."""

from collections.abc import Iterator
from datetime import date

from tongpan.powers.demo.stage import Stage
from tongpan.powers.domain.kinds import Mode, Power
from tongpan.powers.domain.wording import MEASURES, place_text
from tongpan.powers.models import Matter
from tongpan.powers.steps import NewGrant

SINCE = date(2021, 7, 15)
_MEASURES = {"SEAL", "SEIZE"}


def own_powers(stage: Stage) -> Iterator[NewGrant]:
    """Yield penalties and inspections for every matter, measures and enforcement where the statute gives them."""
    for matter in stage.matters:
        body = stage.department(matter)
        if body is None:
            continue
        for power, basis in _powers(matter):
            yield NewGrant(
                matter_id=matter.pk,
                body_id=body.pk,
                territory_id=stage.county.pk,
                mode=Mode.OWN,
                power=power,
                valid_from=stage.since(matter, SINCE),
                basis=basis,
            )


def _powers(matter: Matter) -> Iterator[tuple[Power, str]]:
    yield Power.PENALTY, ""
    yield Power.INSPECTION, ""
    yield from coercive_powers(matter)


def coercive_powers(matter: Matter) -> Iterator[tuple[Power, str]]:
    """Yield the coercive powers that a matter's own provisions give, each with its provision."""
    given: dict[Power, list[str]] = {}
    for item in matter.measures:
        power = Power.MEASURE if item["kind"] in _MEASURES else Power.ENFORCEMENT
        given.setdefault(power, []).append(f"《{item['statute']}》{place_text(item)}（{MEASURES[item['kind']]}）")
    for power, basis in given.items():
        yield power, "；".join(basis)
