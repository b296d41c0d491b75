"""What actions on places share. Each asserts that a transaction is open and opens none."""

from tongpan.places.steps.editing import draw, recode, rename, succeed
from tongpan.places.steps.loading import Listing, Row, Tally, load_rows
from tongpan.places.steps.stamping import touch

__all__ = ["Listing", "Row", "Tally", "draw", "load_rows", "recode", "rename", "succeed", "touch"]
