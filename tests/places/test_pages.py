import json

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from tests.places.conftest import TODAY
from tongpan.places import demo, queries
from tongpan.places.models import Place
from tongpan.places.queries import profile

BOX = {"type": "Polygon", "coordinates": [[[118.7, 28.9], [118.71, 28.9], [118.71, 28.91], [118.7, 28.9]]]}


@pytest.fixture
def reader(client, db):
    client.force_login(get_user_model().objects.create_user("reader", cast.PASSWORD))
    return client


@pytest.fixture
def manager(client, kecheng):
    client.force_login(cast.system_manager_zhu(kecheng).user)
    return client


@pytest.fixture
def town(kecheng) -> Place:
    return queries.by_code("330802101")


def url(name, place, **query):
    return reverse(f"places:{name}", args=[place.pk], query=query or None)


class TestReading:
    def test_the_home_page_lists_towns_with_counts(self, reader, whole_kecheng):
        page = reader.get(reverse("places:home")).content.decode()

        assert "航埠镇" in page
        assert "18 个乡镇（街道），291 个村（社区），662 个网格" in page
        assert "data-map-url" in page

    def test_with_nothing_loaded_the_page_says_how(self, reader):
        assert "tongpan places load" in reader.get(reverse("places:home")).content.decode()

    def test_a_place_page_has_map_list_and_superiors(self, reader, town):
        page = reader.get(url("place", town)).content.decode()

        assert "浙江省衢州市柯城区航埠镇" in page
        assert "示意（合成）" in page
        assert url("outline", town) in page
        assert all(village.name in page for village in queries.villages_of(town)[:5])
        assert "更名" not in page

    def test_every_level_opens_within_thirty_statements(self, reader, town, django_assert_max_num_queries):
        village = queries.villages_of(town)[0]
        for place in (town.county.parent, town.county, town, village, queries.children(village)[0]):
            with django_assert_max_num_queries(30):
                assert reader.get(url("place", place)).status_code == 200

    def test_long_lists_are_paged_by_key(self, reader, kecheng):
        rows = [
            Place(level="GRID", code=f"330802101201{n:03d}", name=f"格{n}", county=kecheng, parent=kecheng)
            for n in range(700, 820)
        ]
        Place.objects.bulk_create(rows)
        Place.objects.filter(level="TOWN", county=kecheng).update(valid_to=TODAY)
        town = Place.objects.create(level="TOWN", code="330802199", name="大镇", county=kecheng, parent=kecheng)
        Place.objects.filter(name__startswith="格").update(parent=town)

        first = reader.get(url("place", town))

        assert "格799" in first.content.decode()
        assert "格800" not in first.content.decode()
        more = next(part for part in first.content.decode().split('"') if part.startswith("?after="))
        assert "格800" in reader.get(url("place", town) + more).content.decode()

    def test_search_finds_by_name_and_code(self, reader, kecheng):
        for words in ("航埠镇", "330802101"):
            assert "航埠镇" in reader.get(reverse("places:search"), {"q": words}).content.decode()
        assert "没有找到相符的地点" in reader.get(reverse("places:search"), {"q": "<b>没有</b>"}).content.decode()

    def test_html_in_a_name_is_shown_as_text(self, reader, town):
        Place.objects.filter(pk=town.pk).update(name="<script>alert(1)</script>")

        assert "<script>alert(1)" not in reader.get(url("place", town)).content.decode()

    def test_the_outline_is_geojson_and_cached(self, reader, town):
        answer = reader.get(url("outline", town))

        assert answer["Content-Type"] == "application/geo+json"
        assert json.loads(answer.content)["features"][0]["properties"]["name"] == "航埠镇"
        again = reader.get(url("outline", town), headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304

    def test_an_unknown_place_is_not_found(self, reader):
        assert reader.get("/places/00000000-0000-7000-8000-000000000000/").status_code == 404

    def test_who_is_not_signed_in_is_sent_to_the_door(self, client, db):
        assert client.get(reverse("places:home")).status_code == 302


class TestProfile:
    def test_m089_the_profile_of_a_grid_shows_what_the_features_know(self, reader, town, monkeypatch):
        """M089: objects, cameras, open events and risks come from the features that own them, onto one page."""
        monkeypatch.setattr(profile, "_providers", {})
        profile.register(
            "leads", lambda place_id, level, on: [profile.Figure("未办结线索", "3", href="/leads/?open=1")]
        )
        profile.register("patrols", lambda place_id, level, on: [profile.Figure("监控", "12", note="其中 2 路离线")])
        grid = queries.children(queries.villages_of(town)[0])[0]

        page = reader.get(url("place", grid)).content.decode()

        for words in (
            "网格概况",
            "未办结线索",
            "/leads/?open=1",
            "监控",
            "其中 2 路离线",
            "示意网格，合成",
            "平方公里",
        ):
            assert words in page


class TestKeeping:
    def test_a_manager_renames_by_form(self, manager, town):
        sent = {"name": "航埠新镇", "on": "2026-11-01", "instrument": "柯政发〔2026〕1号"}

        answer = manager.post(url("rename", town), sent)

        assert answer.status_code == 302
        page = manager.get(url("history", town)).content.decode()
        assert "航埠新镇" in page
        assert "2026年11月1日" in page
        assert "柯政发〔2026〕1号" in page

    def test_a_refusal_keeps_what_was_typed(self, manager, town):
        answer = manager.post(url("rename", town), {"name": "航埠镇", "on": "2026-11-01", "instrument": "某文件"})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "与现名称相同" in page
        assert "某文件" in page

    def test_a_manager_moves_a_village_and_history_leads_on(self, manager, town):
        village = queries.villages_of(town)[0]
        sent = {"code": "330802100777", "parent_code": "330802100", "on": "2026-11-01", "instrument": "调整批复"}

        assert manager.post(url("recode", village), sent).status_code == 302

        assert "330802100777" in manager.get(url("history", village)).content.decode()
        assert "已停用" in manager.get(url("place", village)).content.decode()

    def test_a_manager_draws_an_outline_from_a_file(self, manager, town):
        file = SimpleUploadedFile("x.geojson", json.dumps({"type": "Feature", "geometry": BOX}).encode())

        answer = manager.post(url("redraw", town), {"geometry": file, "on": "2026-11-01", "instrument": "勘界"})

        assert answer.status_code == 302
        assert not Place.objects.get(pk=town.pk).synthetic

    @pytest.mark.parametrize(
        "content", [b"not json", b"[]", b'{"type": "FeatureCollection", "features": []}', b"\xff\xfe"]
    )
    def test_a_file_that_is_no_outline_is_told(self, manager, town, content):
        file = SimpleUploadedFile("x.geojson", content)

        answer = manager.post(url("redraw", town), {"geometry": file, "on": "2026-11-01", "instrument": "勘界"})

        assert answer.status_code == 422
        assert "请" in answer.content.decode()

    def test_a_manager_links_the_code_of_another_system_once(self, manager, town):
        sent = {"scheme": "CIVIL_AFFAIRS", "code": "330802101000", "on": ""}

        assert manager.post(url("link_code", town), sent).status_code == 302
        assert "330802101000" in manager.get(url("place", town)).content.decode()
        assert queries.by_external_code("CIVIL_AFFAIRS", "330802101000") == town
        again = manager.post(url("link_code", queries.by_code("330802100")), sent)
        assert again.status_code == 422
        assert "已登记为“航埠镇”" in again.content.decode()

    def test_a_manager_opens_a_grid(self, manager, town):
        village = queries.villages_of(town)[0]
        sent = {"serial": "901", "name": "集市网格", "on": "2026-11-01", "instrument": "网格调整方案"}

        assert manager.post(url("add_grid", village), sent).status_code == 302
        assert queries.by_code(f"{village.code}901").geometry is None

    @pytest.mark.parametrize("name", ["rename", "recode", "redraw", "add_grid", "link_code"])
    def test_others_may_not(self, reader, town, name):
        place = queries.villages_of(town)[0]

        assert reader.get(url(name, place)).status_code == 403
        assert reader.post(url(name, place), {"name": "x"}).status_code == 403

    def test_the_manager_of_another_county_may_not(self, client, kecheng, town):
        demo.load(["140106"])
        client.force_login(cast.system_manager_zhu(queries.by_code("140106")).user)

        assert client.post(url("rename", town), {"name": "x", "on": "2026-11-01", "instrument": "y"}).status_code == 403


class TestApi:
    def test_a_point_is_located(self, reader, town):
        grid = queries.children(queries.villages_of(town)[0])[0]

        answer = reader.get("/api/v1/places/locate", {"lon": grid.lon, "lat": grid.lat}).json()

        assert answer["grid"]["code"] == grid.code
        assert "合成" in answer["grid"]["name"]
        assert (answer["town"]["name"], answer["county"]["code"]) == ("航埠镇", "330802")

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            pytest.param({"lon": 116.4, "lat": 39.9}, 404, id="不在任何范围内"),
            pytest.param({"lon": 28.9, "lat": 118.8}, 422, id="经纬度颠倒"),
            pytest.param({"lon": "abc", "lat": 1}, 422, id="不是数字"),
            pytest.param({"lon": 118.8, "lat": 28.9, "datum": "XY"}, 422, id="没有这种坐标系"),
        ],
    )
    def test_a_point_that_cannot_be_located(self, reader, kecheng, query, status):
        assert reader.get("/api/v1/places/locate", query).status_code == status

    def test_a_place_and_its_children(self, reader, town):
        answer = reader.get("/api/v1/places/330802101").json()
        below = reader.get("/api/v1/places/330802101/children").json()

        assert (answer["full_name"], answer["parent_code"]) == ("浙江省衢州市柯城区航埠镇", "330802")
        assert len(below["items"]) == queries.villages_of(town).count()
        assert below["next"] is None

    def test_an_unknown_code_is_a_problem(self, reader, kecheng):
        answer = reader.get("/api/v1/places/330802999")

        assert answer.status_code == 404
        assert "请核对代码" in json.dumps(answer.json(), ensure_ascii=False)

    def test_signed_in_readers_only(self, client, db):
        assert client.get("/api/v1/places/330802").status_code in {302, 401}
