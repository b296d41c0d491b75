"""疑似重复：同镇街、没有并件的才比；别处再多、并件再多，也挤不掉本镇街的那一件。"""

import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.leads import stage

from tongpan.kernel import clock
from tongpan.leads import migrations
from tongpan.leads.domain.choices import Status
from tongpan.leads.migrations import _traits_0006 as frozen
from tongpan.leads.models import Lead, SimilarityBand
from tongpan.leads.steps import duplicates
from tongpan.leads.steps.duplicates import CANDIDATES_A_LEAD

pytestmark = pytest.mark.django_db
NOW = cast.NOW + timedelta(hours=1)
PINNED = (
    2153118305761921618, 5678176603632895354, 2049824820695791147, 2327963473573359097, 3513940301958321303,
    7177964581455783391,
)  # fmt: skip


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


class TestMigration:
    """迁移 0006 重算特征：以它写成时的算法为准，以后算法怎么改，旧库升级都一样。"""

    def test_it_depends_on_nothing_that_may_change(self):
        folder = Path(migrations.__file__).parent
        told = "".join(folder.joinpath(name).read_text() for name in ("0006_fewer_pages.py", "_traits_0006.py"))

        found = set(re.findall(r"^(?:from|import) (tongpan\S+)", told, re.MULTILINE))
        assert found == {"tongpan.kernel", "tongpan.kernel.ids", "tongpan.leads.migrations._traits_0006"}

    def test_the_traits_it_finds_are_these(self):
        county, village, matter = (UUID(int=number) for number in (1, 2, 3))
        told = (county, "占道", "<b>摊贩</b>占道 经营&amp;扰民，Ａ座楼下", None, village, matter)

        assert frozen.traits(*told) == PINNED
        assert frozen.traits(county, "", "", None, village, matter) == PINNED[-1:]
        assert frozen.traits(county, "", "", None, None, matter) == ()

    def test_it_finds_the_traits_of_every_lead_that_is_compared(self, town, monkeypatch):
        lead = stage.reported(town).lead
        monkeypatch.setattr(clock, "now", lambda: NOW)
        migration = import_module("tongpan.leads.migrations.0006_fewer_pages")

        found = {band for band, key in migration._rows(Lead) if key == lead.pk}
        place = (lead.district_id, lead.title, lead.text, lead.town_id, lead.village_id, lead.matter_id)
        assert found == set(frozen.traits(*place))
