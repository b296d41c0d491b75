"""Settings: base runs with no environment; dev, test and prod are short deltas."""
