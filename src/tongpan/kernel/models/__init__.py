"""Tables of the shared floor."""

from tongpan.kernel.models.edge import ApiToken, Delivery, RefusedAttempt
from tongpan.kernel.models.holidays import HolidayNotice
from tongpan.kernel.models.ledger import LedgerEntry, LedgerHead, LedgerLink, SubjectKey
from tongpan.kernel.models.numbers import NumberBlock, NumberSeries, VoidNumber
from tongpan.kernel.models.participant import Participant
from tongpan.kernel.models.search import SearchDocument
from tongpan.kernel.models.timelimit import TimeLimit
from tongpan.kernel.models.user import User
from tongpan.kernel.models.work import Heartbeat, OutboxMessage, OutboxReceipt, ScheduledJob

__all__ = [
    "ApiToken",
    "Delivery",
    "Heartbeat",
    "HolidayNotice",
    "LedgerEntry",
    "LedgerHead",
    "LedgerLink",
    "NumberBlock",
    "NumberSeries",
    "OutboxMessage",
    "OutboxReceipt",
    "Participant",
    "RefusedAttempt",
    "ScheduledJob",
    "SearchDocument",
    "SubjectKey",
    "TimeLimit",
    "User",
    "VoidNumber",
]
