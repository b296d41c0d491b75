"""Commands of the places, and how they read files."""
