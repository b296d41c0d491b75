"""What the JSON face of cases takes and gives."""
