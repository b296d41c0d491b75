"""What people fill in about dispatch."""
