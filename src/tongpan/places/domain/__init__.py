"""What we decided about places: codes, coordinates, geometry, names. No database here."""
