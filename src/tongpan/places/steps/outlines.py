"""Put an outline on a place: text, box and label point together."""

from shapely.geometry.base import BaseGeometry

from tongpan.places.domain.geometry import label_point, write_outline
from tongpan.places.models import Place

OUTLINE_FIELDS = (
    "geometry", "min_lon", "min_lat", "max_lon", "max_lat", "lon", "lat", "synthetic", "outline_source",
)  # fmt: skip


def put_outline(place: Place, shape: BaseGeometry, *, source: str, synthetic: bool = False) -> None:
    """Set the outline fields of a place; the caller saves them."""
    place.geometry = write_outline(shape)
    place.min_lon, place.min_lat, place.max_lon, place.max_lat = shape.bounds
    place.lon, place.lat = label_point(shape)
    place.synthetic = synthetic
    place.outline_source = source
