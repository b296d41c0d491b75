"""区划、网格与几何: immutable places with dated ancestry."""
