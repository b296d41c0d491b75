"""The five-step loop of M090 as a table: every status × every move is decided, and a refusal says the way forward."""

from itertools import product

import pytest

from tongpan.leads.domain.choices import Outcome, Status
from tongpan.leads.domain.lifecycle import STEPS, Move, allowed, refusal
from tongpan.leads.domain.records import missing_for_archive
from tongpan.leads.models import Lead

OPEN_MOVES = {
    Status.TRIAGE: {"ROUTE", "NEED_PLACE", "SEND_TO_TRIAGE", "ASSIGN", "SETTLE", "MERGE"},
    Status.PLACE_PENDING: {"ROUTE", "NEED_PLACE", "SEND_TO_TRIAGE", "ASSIGN", "SETTLE", "MERGE"},
    Status.ROUTED: {"ROUTE", "NEED_PLACE", "SEND_TO_TRIAGE", "ASSIGN", "SETTLE", "MERGE"},
    Status.ASSIGNED: {"SEND_TO_TRIAGE", "ASSIGN", "SIGN", "RETURN", "HANDLE", "MERGE"},
    Status.HANDLING: {"SEND_TO_TRIAGE", "ASSIGN", "RETURN", "HANDLE", "MERGE"},
    Status.HANDLED: {"ANSWER", "REOPEN"},
    Status.ANSWERED: {"ARCHIVE", "REOPEN"},
    Status.ARCHIVED: {"REOPEN"},
    Status.MERGED: set(),
}


class TestTheTable:
    @pytest.mark.parametrize(("status", "move"), list(product(Status, Move)))
    def test_m090_opens_exactly_these_moves(self, status, move):
        assert allowed(status, move) == (move.value in OPEN_MOVES[status])

    @pytest.mark.parametrize(("status", "move"), [pair for pair in product(Status, Move) if not allowed(*pair)])
    def test_says_why_a_move_is_closed(self, status, move):
        assert len(refusal(status, move)) >= 8

    def test_every_move_is_in_the_table(self):
        assert set(STEPS) == set(Move)

    def test_every_step_of_the_loop_has_one_stamp(self):
        stamps = {step.stamp for step in STEPS.values() if step.stamp}

        assert stamps == {"dispatched_at", "handled_at", "answered_at", "archived_at"}


class TestFiling:
    def test_m094_names_everything_that_is_missing(self):
        assert missing_for_archive(Lead()) == [
            "办理结果",
            "办理情况",
            "分流交办的时间（或略过的理由）",
            "调查处置的时间（或略过的理由）",
            "结果反馈的时间（或略过的理由）",
        ]

    def test_a_skipped_step_counts_when_its_reason_is_kept(self):
        lead = Lead(outcome=Outcome.CONSULTATION, outcome_note="已答复", skipped={"dispatched_at": "咨询"})

        assert missing_for_archive(lead) == ["调查处置的时间（或略过的理由）", "结果反馈的时间（或略过的理由）"]
