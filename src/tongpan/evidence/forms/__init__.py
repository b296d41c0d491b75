"""Forms of who keeps property."""
