"""Template tags; ``tongpan`` is a builtin of every template."""
