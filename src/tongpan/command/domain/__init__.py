"""What we decided about desks, as pure values."""
