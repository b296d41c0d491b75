"""What is read of dispatch."""

from tongpan.dispatch.queries.assigning import Desk, Options, desk_of, open_orders, options_for
from tongpan.dispatch.queries.figures import RefusedCount, refused_between, speed_between
from tongpan.dispatch.queries.links import transfer_behind
from tongpan.dispatch.queries.orders import Filters, listed, my_orders, narrowed, order_for, orders_of_lead
from tongpan.dispatch.queries.recipients import names_of
from tongpan.dispatch.queries.waiting import (
    Counts,
    counts,
    disputes,
    invitations,
    joints,
    nobody_competent,
    overdue,
    transfers,
    unsigned,
    urges,
    urges_of_lead,
)

__all__ = [
    "Counts",
    "Desk",
    "Filters",
    "Options",
    "RefusedCount",
    "counts",
    "desk_of",
    "disputes",
    "invitations",
    "joints",
    "listed",
    "my_orders",
    "names_of",
    "narrowed",
    "nobody_competent",
    "open_orders",
    "options_for",
    "order_for",
    "orders_of_lead",
    "overdue",
    "refused_between",
    "speed_between",
    "transfer_behind",
    "transfers",
    "unsigned",
    "urges",
    "urges_of_lead",
]
