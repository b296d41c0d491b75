"""Search: exact over Chinese text, newest first, within a territory, on both databases."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tongpan.kernel import search
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import SearchDocument
from tongpan.kernel.search import Document, query
from tongpan.kernel.search.bigrams import normalise, tokens

pytestmark = pytest.mark.django_db

TEXTS = [
    "人民路夜市占道经营，油烟很大",
    "占据道路；经营不善",
    "油烟扰民，多次反映",
    "道口经常占用，营业到半夜",
    "车牌浙ＡＢ１２３停在人行道",
    "𰻝面馆夜间噪声",
    "烟",
]


@pytest.fixture
def leads(now: datetime) -> list[UUID]:
    """One record for each text, an hour apart, the last the newest; the town changes in turns."""
    ids = [uuid7() for _ in TEXTS]
    search.index_many(
        Document("leads.lead", one, text, DISTRICT, TOWNS[n % 2], now + timedelta(hours=n))
        for n, (one, text) in enumerate(zip(ids, TEXTS, strict=True))
    )
    return ids


DISTRICT = uuid7()
TOWNS = [uuid7(), uuid7()]


def found(words: str, limit: int = 50, **rest: object) -> list[UUID]:
    return search.search("leads.lead", words, limit, **({"everything": True} | rest))


class TestSearching:
    @pytest.mark.parametrize(
        ("words", "hits"),
        [
            pytest.param("占道经营", [0], id="四个字要连在一起"),
            pytest.param("占道", [0], id="两个字"),
            pytest.param("油烟", [2, 0], id="新的在前"),
            pytest.param("油烟 夜市", [0], id="两个词都要有"),
            pytest.param("烟", [6, 2, 0], id="一个字也找得到"),
            pytest.param("业", [3], id="句中的一个字"),
            pytest.param("大", [0], id="一段的最后一个字"),
            pytest.param("浙ab123", [4], id="全角与大小写不论"),
            pytest.param("B12", [4], id="词中的一段"),
            pytest.param("𰻝面", [5], id="生僻字"),
            pytest.param("经营不善", [1], id="标点之后"),
            pytest.param("道路经营", [], id="标点隔开的不算相连"),
            pytest.param("没有的词", [], id="没有"),
            pytest.param('\' OR "1"="1 % _ * NEAR(', [], id="符号没有特别的意思"),
            pytest.param("  ，。", [], id="只有标点"),
        ],
    )
    def test_finds_exactly_what_contains_the_words(self, leads, words, hits):
        assert found(words) == [leads[n] for n in hits]

    @pytest.mark.parametrize("walk", [1, 2, 3, 20_000])
    def test_gives_the_same_however_far_it_walks_first(self, leads, walk, monkeypatch, django_assert_num_queries):
        monkeypatch.setattr(query, "WALK", walk)

        with django_assert_num_queries(1):
            assert found("油烟") == [leads[2], leads[0]]
        assert found("烟", limit=2) == [leads[6], leads[2]]
        assert found("烟", towns=[TOWNS[0]], everything=False) == [leads[6], leads[2], leads[0]]
        assert found("业", towns=[TOWNS[0]], everything=False) == []

    def test_keeps_to_the_territory_and_shows_nobody_anything(self, leads):
        assert found("油烟", everything=False) == []
        assert found("占", towns=[TOWNS[0]], everything=False) == [leads[0]]
        assert found("占", towns=[TOWNS[1]], everything=False) == [leads[3], leads[1]]
        assert found("占", districts=[DISTRICT], everything=False) == [leads[3], leads[1], leads[0]]
        assert found("占", districts=[uuid7()], towns=[TOWNS[0]], everything=False) == [leads[0]]

    def test_keeps_to_its_kind_of_record(self, leads, now):
        search.index("cases.case", uuid7(), "油烟", district_id=DISTRICT, town_id=TOWNS[0], at=now)

        assert found("油烟") == [leads[2], leads[0]]

    def test_goes_on_behind_the_last_one_seen(self, leads, now):
        assert found("烟", limit=1) == [leads[6]]
        assert found("烟", limit=1, before=leads[6]) == [leads[2]]
        assert found("烟", before=leads[0]) == []
        assert found("烟", before=uuid7()) == []
        assert found("烟", before=now + timedelta(hours=2)) == [leads[0]]


class TestIndexing:
    def test_a_changed_record_is_found_by_its_new_text_only(self, leads, now):
        search.index("leads.lead", leads[0], "改为噪声扰民", district_id=DISTRICT, town_id=TOWNS[0], at=now)

        assert found("占道经营") == []
        assert found("噪声扰民") == [leads[0]]
        assert SearchDocument.objects.count() == len(TEXTS)

    def test_the_same_record_twice_in_one_batch_counts_once(self, now):
        one = uuid7()
        search.index_many(Document("leads.lead", one, text, None, None, now) for text in ("旧的文字", "新的文字"))

        assert found("文字") == [one]
        assert found("旧的") == []

    def test_records_of_the_same_moment_do_not_get_into_each_others_way(self, now):
        ids = [UUID(int=n << 80) for n in range(1, 40)]
        for one in ids:
            search.index("leads.lead", one, "同一时刻", district_id=None, town_id=None, at=now)
        more = [UUID(int=n << 80) for n in range(40, 80)]
        search.index_many(Document("leads.lead", one, "同一时刻", None, None, now) for one in more)

        assert set(found("同一时刻", limit=100)) == {*ids, *more}

    def test_a_forgotten_record_is_gone(self, leads):
        search.forget("leads.lead", leads[0])

        assert found("占道经营") == []
        assert found("油烟") == [leads[2]]

    def test_text_is_cut_into_pairs_and_the_last_character(self):
        assert tokens(normalise("占道，Ａ1！")) == ["占道", "道", "a1", "1"]
