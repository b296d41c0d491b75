"""What we decided about documents; no database."""
