"""
Invariants (不变式): the 81 things that must hold at every moment of every case.

`register.toml` holds them as data, `predicates` those that can be seen in the history of a case, `register` joins them.
"""

from tongpan.law.invariants.register import invariants, procedural
from tongpan.law.invariants.terms import Answer, Invariant, Moment, Predicate, Proof, Prospect

__all__ = ["Answer", "Invariant", "Moment", "Predicate", "Proof", "Prospect", "invariants", "procedural"]
