"""
The procedure invariants as predicates over the history of a case.

They are written from the statutes and know nothing of the gates: they compare rows and moments, and count days by the
calendar alone. Each answers True, False, or None where it says nothing.
"""
