"""Benchmarks: reproducible, each figure with the machine, the data size and the limit it is held to."""
