"""What may be done with leads: one action, one transaction, one ledger entry a record."""

from tongpan.leads.actions.duplicates import dismiss_hint, merge_lead
from tongpan.leads.actions.fast_lane import settle_on_the_spot
from tongpan.leads.actions.feedback import answer_nobody, answer_reporter, archive_lead, reopen_lead
from tongpan.leads.actions.report import Receipt, report_lead
from tongpan.leads.actions.reveal import Revealed, reveal_reporter
from tongpan.leads.actions.triage import reroute, settle_at_desk

__all__ = [
    "Receipt",
    "Revealed",
    "answer_nobody",
    "answer_reporter",
    "archive_lead",
    "dismiss_hint",
    "merge_lead",
    "reopen_lead",
    "report_lead",
    "reroute",
    "reveal_reporter",
    "settle_at_desk",
    "settle_on_the_spot",
]
