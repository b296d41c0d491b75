"""当场处罚的页面和接口：一屏一问，填过的都在；没有一步是预先勾好的；重按不会罚两次。"""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.spots import a_spot, decide, on_the_spot
from tests.leads.stage import expired_food

from tongpan.cases import actions
from tongpan.cases.models import Case, DecisionPaper, SpotDraft
from tongpan.cases.queries import summary as spots
from tongpan.kernel.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
MOST = 30


@pytest.fixture
def spot_stage(stage):
    cache.clear()
    return on_the_spot(stage)


@pytest.fixture
def client_of(spot_stage, enter):
    return enter(spot_stage.officer)


def url(name, *args, **query):
    return reverse(f"cases:{name}", args=args, query=query or None)


def body(response):
    return response.content.decode()


WHO = {
    "kind": "CITIZEN", "identified": "yes", "name": "钱大有", "identity": "330802198001011234", "lucid": "yes",
    "shown": "on",
}  # fmt: skip
FACTS = {
    "act_at": "2026-03-02T09:00", "place": "中心街 12 号门前", "typical": ["占道经营"], "evidence": ["现场照片"],
    "verified": "on", "certain": "yes", "crime": "no", "harm": "SLIGHT", "minor": "no", "corrected": "no",
    "first": "no", "no_fault": "no", "fined": "no", "mitigating": ["NONE"],
}  # fmt: skip
PENALTY = {"kinds": "FINE", "fine": "100", "correcting": "NOW"}
TOLD = {"content_told": "on", "rights_told": "on", "answered": "WAIVED"}


def begin(client, stage):
    """Choose the matter; return the draft."""
    response = client.post(
        url("spot"), {"matter": stage.matter.code, "town": str(stage.town.town.pk), "token": str(uuid7())}
    )
    assert response.status_code == 302
    return SpotDraft.objects.get()


def walk(client, stage, until="confirm"):
    """Fill the screens one after the other, each minutes after the other; return the draft."""
    draft = begin(client, stage)
    who = WHO | {"second": str(stage.second.officer_id)}
    for name, data in (("who", who), ("facts", FACTS), ("penalty", PENALTY), ("told", TOLD)):
        if name == until:
            return draft
        stage.now += timedelta(seconds=15)
        response = client.post(url(f"spot_{name}", draft.pk), data)
        assert response.status_code == 302, body(response)
    return draft


class TestFlow:
    def test_m146_from_the_tile_to_the_number(self, spot_stage, client_of):
        assert spot_stage.matter.name in body(client_of.get(url("spot")))
        draft = walk(client_of, spot_stage)
        page = body(client_of.get(url("spot_confirm", draft.pk)))
        assert "王强确认" in page
        assert "罚款人民币100元" in page

        response = client_of.post(url("spot_confirm", draft.pk), {"password": cast.PASSWORD})
        case = Case.objects.get()
        assert response.url == url("spot_decided", case.pk)
        assert client_of.post(url("spot_confirm", draft.pk), {"password": cast.PASSWORD}).url == response.url
        assert Case.objects.count() == 1
        assert "航埠执当罚〔2026〕1号" in body(client_of.get(url("spot_paper", case.pk)))
        assert case.number in body(client_of.get(url("list", track="SUMMARY")))
        assert case.number not in body(client_of.get(url("list", track="ORDINARY")))

        decided = client_of.post(url("spot_decided", case.pk), {"signed": "yes"}, follow=True)
        assert "当事人签收" in body(decided)
        assert "登记当场收缴" in body(decided)

    def test_no_legal_step_is_ticked_beforehand(self, spot_stage, client_of):
        draft = walk(client_of, spot_stage, until="told")
        fresh = begin_again(client_of, spot_stage)
        pages = [url("spot_who", fresh.pk), url("spot_facts", fresh.pk), url("spot_told", draft.pk)]
        for address in pages:
            assert " checked" not in body(client_of.get(address)), address

    def test_what_was_typed_stays_also_where_something_is_missing(self, spot_stage, client_of):
        draft = begin(client_of, spot_stage)
        response = client_of.post(url("spot_who", draft.pk), {"kind": "CITIZEN", "name": "钱大有"})

        assert response.status_code == 422
        assert "请选一个" in body(response)
        assert "钱大有" in body(client_of.get(url("spot_who", draft.pk)))
        assert "没办完的" in body(client_of.get(url("spot")))

    def test_a_fine_above_the_ceiling_is_said_before_the_party_is_told(self, spot_stage, client_of):
        draft = walk(client_of, spot_stage, until="penalty")
        response = client_of.post(url("spot_penalty", draft.pk), PENALTY | {"fine": "300"})

        assert response.status_code == 422
        assert "超过对公民当场处罚的限额200元" in body(response)
        assert "行政处罚法第五十一条" in body(response)
        assert url("spot_ordinary", draft.pk) in body(response)

    def test_days_and_sums_that_cannot_be_are_said_where_they_stand(self, spot_stage, client_of):
        draft = begin(client_of, spot_stage)
        who = WHO | {"second": str(spot_stage.second.officer_id), "identity": "330802203001011234"}
        assert "出生日期不能晚于今天" in body(client_of.post(url("spot_who", draft.pk), who))
        client_of.post(url("spot_who", draft.pk), who | {"identity": "330802202512011234"})
        late = client_of.post(url("spot_facts", draft.pk), FACTS | {"act_at": "2026-03-02T23:00"})
        assert "不能晚于现在" in body(late)
        assert client_of.get(url("spot_penalty", draft.pk)).status_code == 200
        early = client_of.post(url("spot_facts", draft.pk), FACTS | {"act_at": "2020-03-02T23:00"}, follow=True)
        assert early.status_code == 200
        refused = client_of.post(url("spot_penalty", draft.pk), PENALTY)
        assert refused.status_code == 422
        assert "出生日期晚于违法行为" in body(refused)

    def test_a_typed_range_runs_upwards(self, stage, enter):
        cache.clear()
        on_the_spot(stage, fines=[])
        client = enter(stage.officer)
        draft = walk(client, stage, until="penalty")
        typed = {"range_basis": "某某条例第四十条", "lowest": "200", "highest": "50"}
        response = client.post(url("spot_penalty", draft.pk), PENALTY | typed)

        assert response.status_code == 422
        assert "不低于最低数额" in body(response)
        assert client.get(url("spot_penalty", draft.pk)).status_code == 200
        assert client.post(url("spot_penalty", draft.pk), PENALTY | typed | {"highest": "500"}).status_code == 422
        assert client.post(url("spot_penalty", draft.pk), PENALTY | typed | {"lowest": "50", "highest": "200"}).url

    def test_a_defence_needs_its_words_and_what_was_made_of_them(self, spot_stage, client_of):
        draft = walk(client_of, spot_stage, until="told")
        response = client_of.post(url("spot_told", draft.pk), TOLD | {"answered": "STATED"})
        silent = client_of.post(url("spot_told", draft.pk), TOLD | {"answered": "SILENT"}, follow=True)

        assert response.status_code == 422
        assert "请写明怎么考虑的" in body(response)
        assert "不能把沉默当作放弃" in body(silent)

    def test_a_wrong_password_is_said_and_never_shown_again(self, spot_stage, client_of):
        draft = walk(client_of, spot_stage)
        response = client_of.post(url("spot_confirm", draft.pk), {"password": "guess-me"})

        assert response.status_code == 422
        assert "密码（或者动态码）不对" in body(response)
        assert "guess-me" not in body(response)
        assert not Case.objects.exists()

    def test_who_cannot_be_identified_leads_to_the_ordinary_procedure(self, spot_stage, client_of):
        draft = begin(client_of, spot_stage)
        data = WHO | {
            "identified": "no",
            "name": "",
            "described": "男，三轮车",
            "second": str(spot_stage.second.officer_id),
        }
        page = client_of.post(url("spot_who", draft.pk), data, follow=True)
        assert "请公安机关协助" in body(page)

        done = client_of.post(url("spot_ordinary", draft.pk))
        assert done.url == url("case", Case.objects.get().pk)

    def test_each_page_asks_little_of_the_database(self, spot_stage, client_of):
        draft = walk(client_of, spot_stage)
        case = decide(spot_stage)
        pages = [url(f"spot_{name}", draft.pk) for name in ("who", "facts", "penalty", "told", "confirm")]
        pages += [url("spot"), url("spot_decided", case.pk), url("spot_paper", case.pk)]
        for address in pages:
            with CaptureQueriesContext(connection) as seen:
                assert client_of.get(address).status_code == 200
            assert len(seen) <= MOST, (address, len(seen))


def begin_again(client, stage):
    client.post(url("spot"), {"matter": stage.matter.code, "town": str(stage.town.town.pk), "token": str(uuid7())})
    return SpotDraft.objects.order_by("-made_at", "-pk").first()


class TestWho:
    def test_the_second_reads_and_confirms_on_the_own_phone(self, spot_stage, enter):
        draft = walk(enter(spot_stage.officer), spot_stage)
        client = enter(spot_stage.second)
        assert "等您确认" in body(client.get(url("spot")))
        assert "钱大有" in body(client.get(url("spot_second", draft.pk)))
        digest = spots.spot_of(SpotDraft.objects.get()).whole
        assert client.post(url("spot_second", draft.pk), {"digest": digest}).status_code == 302

        client = enter(spot_stage.officer)
        assert "已经确认" in body(client.get(url("spot_confirm", draft.pk)))
        assert client.post(url("spot_confirm", draft.pk), {}).status_code == 302
        assert DecisionPaper.objects.count() == 1

    def test_drafts_and_papers_of_others_are_not_there(self, spot_stage, enter):
        draft = walk(enter(spot_stage.officer), spot_stage, until="facts")
        case = decide(spot_stage)
        stranger = enter(cast.actor(cast.officer_wang()))
        assert stranger.get(url("spot_who", draft.pk)).status_code == 404
        assert stranger.get(url("spot_second", draft.pk)).status_code == 404
        assert stranger.get(url("spot_paper", case.pk)).status_code == 404
        supervisor = enter(cast.actor(cast.supervisor_sun()))
        assert supervisor.get(url("spot_paper", case.pk)).status_code in (403, 404)

    def test_auxiliaries_are_told_why_not(self, spot_stage, enter):
        assert enter(cast.actor(cast.auxiliary_jiang(spot_stage.town))).get(url("spot")).status_code == 403

    def test_a_matter_off_the_list_is_refused_at_the_tile(self, spot_stage, client_of):
        other = expired_food()
        response = client_of.post(url("spot"), {"matter": other.code, "town": str(spot_stage.town.town.pk)})

        assert response.status_code == 422
        assert not SpotDraft.objects.exists()

    def test_only_the_head_registers_what_is_printed(self, spot_stage, enter):
        assert enter(spot_stage.officer).get(url("spot_terms")).status_code == 403
        client = enter(spot_stage.head)
        assert url("spot_terms") in body(client.get(url("list")))
        response = client.post(url("spot_terms"), {"mark": "航埠执", "court": "柯城法院", "payment": "农行"})
        assert response.status_code == 422
        assert "以“人民法院”结尾" in body(response)


class TestApi:
    def payload(self, stage, **changes):
        at = stage.now.isoformat()
        data = {
            "token": str(uuid7()), "matter": stage.matter.code, "town_id": str(stage.town.town.pk), "place": "中心街",
            "act_at": at, "kind": "CITIZEN", "identified": True, "name": "钱大有", "born_on": "1980-01-01",
            "lucid": True, "second_id": str(stage.second.officer_id), "second_password": cast.PASSWORD, "shown_at": at,
            "evidence": ["现场照片", "DATA:手机截图"], "verified_at": at, "certain": True, "crime": False,
            "minor": False, "corrected": False, "harm": "SLIGHT", "first": False, "no_fault": False,
            "fined": False, "mitigating": [],
            "proposed": {"kinds": ["FINE"], "fine": "100"}, "correcting": "NOW", "told_at": at, "answered": "WAIVED",
            "answered_at": at,
        }  # fmt: skip
        return data | changes

    def send(self, client, data):
        return client.post(reverse("api:on_the_spot"), json.dumps(data), content_type="application/json")

    def test_decides_once_by_the_same_action(self, spot_stage, client_of):
        data = self.payload(spot_stage)
        first, again = self.send(client_of, data), self.send(client_of, data)

        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json()["document"] == again.json()["document"] == "航埠执当罚〔2026〕1号"
        case_id = first.json()["id"]
        handed = client_of.post(
            reverse("api:hand_over", args=[case_id]), json.dumps({"signed": True}), content_type="application/json"
        )
        assert handed.json()["standing"] == "SERVED"

    def test_refuses_with_the_article(self, spot_stage, client_of):
        response = self.send(client_of, self.payload(spot_stage, proposed={"kinds": ["FINE"], "fine": "500"}))

        assert response.status_code == 422
        assert "第五十一条" in str(response.json())
        unreadable = self.send(client_of, self.payload(spot_stage, proposed={"kinds": ["FINE"], "fine": "许多"}))
        assert unreadable.status_code == 422


def test_nobody_confirms_what_has_changed(spot_stage, enter):
    token = uuid7()
    actions.keep_spot(token=token, spot=a_spot(spot_stage), actor=spot_stage.officer, now=spot_stage.now)
    response = enter(spot_stage.second).post(url("spot_second", token), {"digest": "old"})

    assert response.status_code == 409
    assert "请看过新的内容" in body(response)
