"""Pages of the desks and overviews."""
