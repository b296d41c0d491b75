"""年中启用：文号接着纸质的往下编，只往上，不重号；只有本机关的负责人登记。"""

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.papers import make
from tests.cases.spots import decide, on_the_spot
from tests.cases.test_api import Caller

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions
from tongpan.cases.actions import PaperNumber
from tongpan.documents.models import DocumentSeries
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moment")]
REGISTER = "2026年文号登记簿第 3 页"


def go_on(stage, actor=None, **changes):
    given = {"sign": "罚决", "year": 2026, "last": 37, "shown_by": REGISTER} | changes
    return actions.continue_numbers(given=PaperNumber(**given), actor=actor or stage.head, now=stage.now)


def another_head(stage):
    other = cast.a_town_government(cast.a_town("石梁镇", "330802108"))
    return cast.actor(cast.an_officer("邻镇", other, Post.HEAD, username=cast._once("ljzz")))


class TestGoingOn:
    def test_the_next_paper_bears_the_next_number(self, stage, decided, terms):
        assert go_on(stage) == 0

        assert make(stage, decided).number == "航埠执罚决〔2026〕38号"
        entry = ledger.history(terms)[-1]
        assert entry.action == "case.numbers_continued"
        told = ("mark", "sign", "year", "before", "last", "shown_by")
        assert [entry.facts[name] for name in told] == ["航埠执", "罚决", 2026, 0, 37, REGISTER]

    def test_so_does_a_decision_on_the_spot(self, stage):
        go_on(on_the_spot(stage), sign="当罚", last=120)
        assert decide(stage).papers.get().number.endswith("当罚〔2026〕121号")

    def test_each_kind_and_year_goes_its_own_way(self, stage, decided):
        go_on(stage, sign="当罚")
        go_on(stage, year=2025)
        assert make(stage, decided).number == "航埠执罚决〔2026〕1号"

    def test_it_may_be_raised_again_above_what_is_used(self, stage, decided):
        make(stage, decided)
        assert go_on(stage, last=2) == 1
        assert go_on(stage, last=5) == 2
        assert make(stage, decided, facts="又一份").number.endswith("6号")

    @pytest.mark.parametrize("last", [36, 37])
    def test_never_down_nor_to_where_it_stands(self, stage, terms, last):
        go_on(stage)
        with pytest.raises(Conflict, match="已经用到37号") as refused:
            go_on(stage, last=last)
        assert refused.value.code == "documents.series.down"
        assert DocumentSeries.objects.get().last == 37

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("sign", {"sign": "没有"}), ("year", {"year": 2027}), ("year", {"year": 2024}), ("last", {"last": 0}),
            ("last", {"last": 100_000}), ("shown_by", {"shown_by": " "}),
        ],
    )  # fmt: skip
    def test_names_what_is_wrong(self, stage, terms, field, changes):
        with pytest.raises(Invalid) as refused:
            go_on(stage, **changes)
        assert set(refused.value.fields) == {field}
        assert not DocumentSeries.objects.exists()

    def test_first_the_mark_then_the_numbers(self, stage):
        with pytest.raises(Conflict) as refused:
            go_on(stage)
        assert refused.value.code == "documents.series.mark"

    def test_whoever_leads_nothing_sets_none(self, stage, terms, keeper):
        for actor in (stage.officer, stage.reviewer, keeper, cast.actor(cast.supervisor_sun())):
            with pytest.raises(Forbidden):
                go_on(stage, actor)

    def test_the_head_of_another_organ_does_not_touch_ours(self, stage, terms):
        with pytest.raises(Forbidden) as refused:
            go_on(stage, another_head(stage), body_id=stage.town.agency.pk)
        assert refused.value.code == "documents.series.other"


class TestPage:
    def test_shows_what_is_used_and_goes_on(self, stage, decided, enter):
        make(stage, decided)
        client, where = enter(stage.head), reverse("cases:numbers")
        assert where in client.get(reverse("cases:spot_terms")).content.decode()
        assert "1号" in client.get(where).content.decode()

        given = {"sign": "罚决", "year": "2026", "last": "37", "shown_by": REGISTER}
        assert client.post(where, given).status_code == 302
        again = client.post(where, given)

        assert again.status_code == 409
        assert "只能往上接续" in again.content.decode()
        assert REGISTER in again.content.decode()
        assert "37号" in client.get(where).content.decode()

    def test_is_not_for_an_officer(self, stage, terms, enter):
        assert enter(stage.officer).get(reverse("cases:numbers")).status_code == 403


class TestApi:
    def test_registers_terms_then_numbers(self, stage):
        head = Caller(stage, stage.head)
        assert head.get("/paper-terms").status_code == 404
        given = {"mark": "航埠执", "court": "衢州市柯城区人民法院", "payment": "专户"}
        answer = head.client.put("/api/v1/cases/paper-terms", given, content_type="application/json")
        assert answer.status_code == 200, answer.content
        assert head.get("/paper-terms").json() == given | {"body_id": str(stage.town.agency.pk)}

        answer = head.post("/number-series", {"sign": "罚决", "year": 2026, "last": 37, "shown_by": REGISTER})

        assert (answer.status_code, answer.json()["last"]) == (201, 37)
        used = {one["sign"]: one["last"] for one in head.get("/number-series").json()}
        assert (used["罚决"], used["当罚"]) == (37, 0)
        down = head.post("/number-series", {"sign": "罚决", "year": 2026, "last": 3, "shown_by": REGISTER})
        assert (down.status_code, down.json()["code"]) == (409, "documents.series.down")

    def test_an_officer_neither_reads_nor_sets(self, stage, terms):
        officer = Caller(stage, stage.officer)
        given = {"mark": "a", "court": "b人民法院", "payment": "c"}
        put = officer.client.put("/api/v1/cases/paper-terms", given, content_type="application/json")
        number = officer.post("/number-series", {"sign": "罚决", "year": 2026, "last": 37, "shown_by": REGISTER})
        assert [put.status_code, number.status_code] == [403, 403]
        assert [officer.get(path).status_code for path in ("/paper-terms", "/number-series")] == [403, 403]
