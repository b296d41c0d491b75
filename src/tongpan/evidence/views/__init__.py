"""Pages of who keeps property."""
