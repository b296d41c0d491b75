"""What is read of dispatch."""
