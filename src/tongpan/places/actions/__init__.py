"""What may be done to places. Each opens the one durable transaction."""

from tongpan.places.actions.keeping import add_grid, link_code, recode_place, redraw_place, rename_place
from tongpan.places.actions.loading import load_list

__all__ = ["add_grid", "link_code", "load_list", "recode_place", "redraw_place", "rename_place"]
