"""Numbers: unique, leased in blocks, void with a reason."""

import threading
from datetime import datetime

import pytest
from django.db import connection, transaction

from tongpan.kernel import clock, numbering
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.models import NumberBlock, NumberSeries


@pytest.mark.django_db
class TestTaking:
    def test_goes_up_by_one_from_one_and_asks_the_database_once_a_block(self, now, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            numbers = [numbering.take("XS330802", 2026, at=now) for _ in range(numbering.BLOCK)]

        assert numbers == list(range(1, numbering.BLOCK + 1))

    def test_each_series_and_year_has_its_own_numbers(self, now):
        next_year = datetime(2027, 1, 1, tzinfo=clock.SHANGHAI)

        assert numbering.take("XS330802", 2026, at=now) == 1
        assert numbering.take("XS330803", 2026, at=now) == 1
        assert numbering.take("XS330802", 2027, at=next_year) == 1

    def test_many_come_in_a_row_from_behind_the_leased_block(self, now):
        numbering.take("XS330802", 2026, at=now)

        taken = numbering.take_many("XS330802", 2026, 300, at=now)

        assert list(taken) == list(range(numbering.BLOCK + 1, numbering.BLOCK + 301))
        assert numbering.take("XS330802", 2026, at=now) == 2
        assert list(numbering.take_many("XS330802", 2026, 0, at=now)) == []

    def test_a_block_expires_with_its_year(self, now):
        numbering.take("XS330802", 2026, at=now)
        later = datetime(2027, 1, 2, tzinfo=clock.SHANGHAI)

        assert numbering.take("XS330802", 2026, at=later) == numbering.BLOCK + 1, "not from the expired block"
        assert NumberBlock.objects.first().expires_on.isoformat() == "2026-12-31"

    def test_never_gives_again_what_a_lost_process_held(self, now):
        numbering.take("XS330802", 2026, at=now)
        numbering.forget_blocks()

        assert numbering.take("XS330802", 2026, at=now) == numbering.BLOCK + 1


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_is_not_taken_inside_an_action_that_may_be_rolled_back(self, now):
        with pytest.raises(RuntimeError), transaction.atomic():
            numbering.take("XS330802", 2026, at=now)

    def test_many_at_once_never_get_the_same_number(self, now):
        if connection.vendor != "postgresql":
            pytest.skip("many writers at once: PostgreSQL")
        taken: list[int] = []

        def work() -> None:
            for _ in range(50):
                taken.append(numbering.take("XS330802", 2026, at=now))
                taken.extend(numbering.take_many("XS330802", 2026, 3, at=now))
            connection.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(taken) == len(set(taken)) == 4 * 50 * 4


@pytest.mark.django_db
class TestVoiding:
    def test_keeps_number_and_reason(self, now):
        numbering.lease("文〔2026〕", 2026, 50, holder="纸质文书本 7 号", at=now)

        numbering.void("文〔2026〕", 2026, range(3, 6), reason="文书本遗失", actor="officer:li", at=now)

        assert [numbering.is_void("文〔2026〕", 2026, n) for n in (2, 3, 5, 6)] == [False, True, True, False]

    def test_wants_a_reason_a_number_that_exists_and_only_once(self, now):
        numbering.lease("文", 2026, 5, holder="平板", at=now)

        with pytest.raises(Invalid):
            numbering.void("文", 2026, range(1, 2), reason=" ", actor="officer:li", at=now)
        with pytest.raises(Invalid):
            numbering.void("文", 2026, range(5, 7), reason="遗失", actor="officer:li", at=now)
        numbering.void("文", 2026, range(1, 2), reason="遗失", actor="officer:li", at=now)
        with pytest.raises(Conflict):
            numbering.void("文", 2026, range(1, 3), reason="遗失", actor="officer:li", at=now)

    def test_the_counter_is_one_row(self, now):
        numbering.take_many("文", 2026, 7, at=now)
        assert NumberSeries.objects.get().last == 7
