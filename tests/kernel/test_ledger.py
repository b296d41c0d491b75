"""The ledger as those who write and read it see it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from tongpan.kernel import ledger
from tongpan.kernel.ledger import SubjectRef


def a_subject() -> SubjectRef:
    return SubjectRef("tests.lead", uuid4())


def write(subject: SubjectRef, now: datetime, times: int = 1, **facts: object) -> None:
    with transaction.atomic():
        for n in range(times):
            ledger.record("lead.touched", subject=subject, actor="officer:li", at=now, n=n, **facts)


@pytest.mark.django_db
class TestRecord:
    def test_numbers_each_subject_from_one_without_a_gap(self, now):
        one, two = a_subject(), a_subject()

        write(one, now, 3)
        write(two, now)
        write(one, now)

        assert [item.seq for item in ledger.history(one)] == [1, 2, 3, 4]
        assert [item.seq for item in ledger.history(two)] == [1]

    def test_costs_two_statements_for_a_new_and_for_a_known_subject(self, now, django_assert_num_queries):
        subject = a_subject()

        with transaction.atomic():
            with django_assert_num_queries(2):
                ledger.record("lead.created", subject=subject, actor=None, at=now)
            with django_assert_num_queries(2):
                ledger.record("lead.closed", subject=subject, actor=None, at=now)

    def test_gives_back_the_facts_in_plain_form(self, now):
        subject, other = a_subject(), uuid4()

        write(subject, now, on=date(2026, 11, 22), other=other, sum=Decimal("1.50"), at_=now, many={"b", "a"})

        (item,) = ledger.history(subject)
        assert item.facts == {
            "n": 0, "on": "2026-11-22", "other": str(other), "sum": "1.50", "at_": now.isoformat(), "many": ["a", "b"],
        }  # fmt: skip
        assert (item.action, item.actor, item.at) == ("lead.touched", "officer:li", now)
