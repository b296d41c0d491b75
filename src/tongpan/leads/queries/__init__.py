"""What is read of leads."""
