"""Pages of bodies, teams, people and duty."""
