"""What the actions of dispatch share."""
