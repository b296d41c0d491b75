"""Commands of the shared floor."""
