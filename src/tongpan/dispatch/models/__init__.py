"""Tables of dispatch."""

from tongpan.dispatch.models.assignment import Assignment, Return, Urge
from tongpan.dispatch.models.disputes import Dispute, JointMember, JointOperation, Transfer

__all__ = ["Assignment", "Dispute", "JointMember", "JointOperation", "Return", "Transfer", "Urge"]
