"""What we decided about dispatch, as pure values."""
