"""疑似重复：同镇街、没有并件的才比；别处再多、并件再多，也挤不掉本镇街的那一件。"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.leads import stage

from tongpan.leads.domain.choices import Status
from tongpan.leads.models import Lead, SimilarityBand
from tongpan.leads.steps import duplicates
from tongpan.leads.steps.duplicates import CANDIDATES_A_LEAD

pytestmark = pytest.mark.django_db
NOW = cast.NOW + timedelta(hours=1)


@pytest.fixture
def town():
    return stage.a_working_town()


def crowded(town, place, changes=lambda _: {}):
    """Return a lead that waits, after which many came that share more of its traits, all of them at another place."""
    mine = stage.reported(town).lead
    bands = list(SimilarityBand.objects.filter(lead=mine).values_list("band", flat=True))
    SimilarityBand.objects.filter(lead=mine, band__in=bands[1:]).delete()
    many = [stage.reported(town, text=f"完全不同的另一件事{number}").lead for number in range(CANDIDATES_A_LEAD + 2)]
    for at, lead in enumerate(many):
        for turn in (0, 1):
            SimilarityBand.objects.create(band=bands[1 + (at + turn) % (len(bands) - 1)], lead_id=lead.pk)
    Lead.objects.filter(pk__in=[lead.pk for lead in many]).update(town=place, **changes(mine))
    return mine


def again(number=0):
    """Return a lead just as the first one, that is not stored."""
    lead = Lead.objects.order_by("pk").first()
    lead.pk = stage.uuid7()
    lead.text += "。" * number
    return lead


class TestWhatIsInTheWay:
    @pytest.mark.parametrize("merged", [False, True], ids=["另一镇街的", "已并件的"])
    @pytest.mark.parametrize("together", [1, 2], ids=["一件", "一个文件"])
    def test_m101_what_cannot_be_the_same_takes_no_place_among_the_candidates(self, town, merged, together):
        place = town.town if merged else cast.another_town(town.county)
        mine = crowded(town, place, lambda main: {"status": Status.MERGED, "merged_into": main} if merged else {})

        _, hints = duplicates.suggest([again(number) for number in range(together)], NOW)

        assert mine.pk in {hint.other_id for hint in hints}

    def test_m101_a_report_reads_no_whole_table(self, town):
        """只按索引取：每个特征段至多八件，再按主键取这几件。"""
        crowded(town, cast.another_town(town.county))
        one, *several = (again(number) for number in range(3))
        with CaptureQueriesContext(connection) as seen:
            duplicates.suggest([one], NOW)
            duplicates.suggest(several, NOW)

        assert len(seen) == 1 + 3
        if connection.vendor != "sqlite":
            return
        tables = {Lead._meta.db_table, "l", SimilarityBand._meta.db_table}
        for query in seen:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plan = [row[-1] for row in cursor.fetchall()]
            assert not [step for step in plan if step.startswith("SCAN") and step.split()[1] in tables], plan
