"""What other parts of the system may react to, and what people are told of outside the pages."""

from dataclasses import dataclass
from typing import ClassVar

from tongpan.kernel.outbox import Event


@dataclass(frozen=True, slots=True)
class OrderMade(Event):
    """A team got an order."""

    name: ClassVar[str] = "dispatch.order_made"
    order_id: str


@dataclass(frozen=True, slots=True)
class OrderUnsigned(Event):
    """An order was neither signed nor returned in time."""

    name: ClassVar[str] = "dispatch.order_unsigned"
    order_id: str


@dataclass(frozen=True, slots=True)
class LeadUrged(Event):
    """Somebody was reminded or supervised."""

    name: ClassVar[str] = "dispatch.lead_urged"
    urge_id: str


@dataclass(frozen=True, slots=True)
class JointConvened(Event):
    """Bodies were invited to act together."""

    name: ClassVar[str] = "dispatch.joint_convened"
    operation_id: str


@dataclass(frozen=True, slots=True)
class TransferSent(Event):
    """A lead was handed to another body."""

    name: ClassVar[str] = "dispatch.transfer_sent"
    transfer_id: str
