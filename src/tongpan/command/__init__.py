"""指挥: desks and overviews. Reads everything, owns nothing."""
