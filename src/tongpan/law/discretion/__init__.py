"""
Discretion (行政处罚裁量): from facts to the band in which a fine may lie, with its reasons.

`ranges` is what the statute allows, `bounds` how far 从轻 and 从重 reach under each instrument, `benchmarks` the tiers
that an agency published, `band` the computation, `deviation` what leaving a benchmark takes.
"""
