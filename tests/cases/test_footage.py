"""录像对上场景：系统只提示，承办人点一下才关联；从标记处打开；别人看不到。"""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.cases.acts import SECOND, act
from tests.cases.proof import address, begun, gathered
from tests.cases.spots import decide, on_the_spot
from tests.evidence.dock import a_film, a_recorder, digest, shown

from tongpan.agencies.actions import recorders
from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions, queries
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.models import Case
from tongpan.cases.queries.footage import filmed, record_of
from tongpan.evidence import actions as dock
from tongpan.evidence.domain.choices import Unfilmed
from tongpan.evidence.models import FootageLink, Recording, RetentionTerm
from tongpan.evidence.queries import kept_footage, unfilmed_of
from tongpan.evidence.queries.footage import DUE
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.stores import footage_store
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]
SCENE = "evidence:0"


@pytest.fixture
def case(stage):
    """本案询问过当事人，就在 stage.now。"""
    made = begun(stage)
    gathered(stage, made, kind="STATEMENT", entered={"title": "询问笔录"})
    return made


@pytest.fixture
def recorder(stage, case):
    return a_recorder(stage, carried_by=stage.officer)


def recorded(stage, folder, minutes=(-10, 10), device="T6-0417", name="1.mp4", content=None):
    """Let the dock bring a film of a device, by its minutes around now."""
    content = content or a_film(name)
    (folder / name).write_bytes(content)
    start, end = (stage.now + timedelta(minutes=each) for each in minutes)
    later = stage.now + timedelta(hours=5)
    row = {"device": device, "start": shown(start), "end": shown(end), "path": name, "digest": digest(content)}
    report = dock.import_footage(
        rows=[(2, row)], folder=folder, district_id=stage.town.county.pk, actor=stage.head, now=later
    )
    assert report.created == 1, report.rejected
    return Recording.objects.get(sha256=digest(content))


def proposed(stage, case):
    case = Case.objects.select_related("district").get(pk=case.pk)
    known = queries.known(case, date_of(stage.now))
    return {one.scene.key: one.proposals for one in filmed(case, known, propose=True)}


def link(stage, case, row, **changes):
    given = {"case_id": case.pk, "scene": SCENE, "recording_id": row.pk, "actor": stage.officer, "now": stage.now}
    return actions.link_footage(**(given | changes))


class TestProposals:
    def test_what_somebody_there_carried_then_is_proposed_and_nothing_is_linked(self, stage, case, recorder, tmp_path):
        row = recorded(stage, tmp_path)

        (one,) = proposed(stage, case)[SCENE]

        assert (one.shot.recording.pk, one.carried_by) == (row.pk, stage.officer.name)
        assert not FootageLink.objects.exists()

    @pytest.mark.parametrize(
        ("minutes", "count"),
        [
            pytest.param((-90, -59), 1, id="前一小时内"),
            pytest.param((-90, -61), 1, id="时钟没有核对放宽一刻钟"),
            pytest.param((-120, -80), 0, id="太早"),
            pytest.param((80, 100), 0, id="太晚"),
        ],
    )
    def test_the_window_decides(self, stage, case, recorder, tmp_path, minutes, count):
        recorded(stage, tmp_path, minutes)

        assert len(proposed(stage, case)[SCENE]) == count

    def test_a_clock_that_is_off_is_corrected(self, stage, case, recorder, tmp_path):
        recorded(stage, tmp_path, (110, 130))
        assert proposed(stage, case)[SCENE] == []

        recorders.check_recorder_clock(
            recorder_id=recorder.pk, checked_at=stage.now, ahead_seconds=2 * 3600, actor=stage.head, now=stage.now
        )

        (one,) = proposed(stage, case)[SCENE]
        assert one.shot.start == stage.now.replace(microsecond=0) - timedelta(minutes=10)
        assert "快 120 分" in one.shot.clock_words

    def test_what_somebody_else_carried_is_not(self, stage, case, tmp_path):
        outsider = cast.actor(cast.an_officer("孙二", stage.town.agency, Post.OFFICER, team=stage.town.team))
        a_recorder(stage, carried_by=outsider)
        recorded(stage, tmp_path)

        assert proposed(stage, case)[SCENE] == []

    def test_what_was_recorded_after_it_was_brought_back_is_not(self, stage, case, recorder, tmp_path):
        recorders.return_recorder(
            recorder_id=recorder.pk, until_at=stage.now - timedelta(minutes=30), actor=stage.head, now=stage.now
        )
        recorded(stage, tmp_path)

        assert proposed(stage, case)[SCENE] == []

    def test_a_decision_on_the_spot_has_its_scene(self, stage, tmp_path):
        case = decide(on_the_spot(stage))

        assert "decisions:0" in proposed(stage, case)


class TestLinking:
    def test_a_link_has_its_window_and_stands_in_the_history_of_the_case(self, stage, case, recorder, tmp_path):
        row = recorded(stage, tmp_path)

        made = link(stage, case, row)

        assert (made.until_at - made.from_at) == timedelta(minutes=20)
        assert ledger.history(case)[-1].action == "footage.linked"

    def test_only_who_handles_the_case_links(self, stage, case, recorder, tmp_path):
        row = recorded(stage, tmp_path)

        with pytest.raises(Forbidden):
            link(stage, case, row, actor=stage.head)

        assert not FootageLink.objects.exists()

    def test_nothing_of_another_organ_that_nobody_of_the_case_carried(self, stage, case, tmp_path):
        row = self.of_another_organ(stage, tmp_path)

        with pytest.raises(NotFound):
            link(stage, case, row)

    def of_another_organ(self, stage, tmp_path):
        recorder = a_recorder(stage)
        row = recorded(stage, tmp_path)
        body = cast.an_agency("另一机关", stage.town.county)
        Recording.objects.filter(recorder=recorder).update(body=body)
        return row

    def test_once(self, stage, case, recorder, tmp_path):
        row = recorded(stage, tmp_path)
        link(stage, case, row)

        with pytest.raises(Conflict) as refused:
            link(stage, case, row)

        assert refused.value.code == "footage.linked"

    @pytest.mark.parametrize("scene", ["evidence:9", "measures:0", "", "x"])
    def test_a_scene_must_be_there(self, stage, case, recorder, tmp_path, scene):
        row = recorded(stage, tmp_path)

        with pytest.raises(NotFound):
            link(stage, case, row, scene=scene)

    def test_a_stretch_lies_within_the_recording(self, stage, case, recorder, tmp_path):
        row = recorded(stage, tmp_path)

        with pytest.raises(Invalid):
            link(stage, case, row, from_at=stage.now - timedelta(hours=1))

    def test_ended_it_stays_on_record_and_may_be_made_again(self, stage, case, recorder, tmp_path):
        row = recorded(stage, tmp_path)
        made = link(stage, case, row)

        with pytest.raises(Invalid):
            actions.unlink_footage(case_id=case.pk, link_id=made.pk, why="", actor=stage.officer, now=stage.now)
        actions.unlink_footage(case_id=case.pk, link_id=made.pk, why="点错了", actor=stage.officer, now=stage.now)
        link(stage, case, row)

        assert FootageLink.objects.count() == 2
        assert [each.action for each in ledger.history(case)][-2:] == ["footage.unlinked", "footage.linked"]

    def test_a_mark_lies_within_the_recording(self, stage, case, recorder, tmp_path):
        made = link(stage, case, recorded(stage, tmp_path))
        at = {"case_id": case.pk, "link_id": made.pk, "actor": stage.officer, "now": stage.now}

        actions.mark_footage(**at, seconds=95, note="当事人拒签")
        with pytest.raises(Invalid):
            actions.mark_footage(**at, seconds=4000, note="之后")


class TestEvidence:
    @pytest.mark.parametrize("written", [str.lower, str.upper], ids=["小写", "大写"])
    def test_what_was_gathered_as_evidence_is_kept_though_its_link_ends(self, stage, case, recorder, tmp_path, written):
        row = recorded(stage, tmp_path)
        made = link(stage, case, row)
        beside = {"device_number": "T6-0417", "footage_digest": written(row.sha256)}
        gathered(stage, case, kind="RECORDING", entered={"title": "执法记录仪录像"}, fields=beside)
        actions.unlink_footage(case_id=case.pk, link_id=made.pk, why="已取证", actor=stage.officer, now=stage.now)
        RetentionTerm.objects.create(
            district=stage.town.county, valid_from=date_of(stage.now), days=180, instrument="柯综执〔2026〕3号",
            set_at=stage.now, set_by="总调度长",
        )  # fmt: skip
        stage.wait(days=400)

        with pytest.raises(Conflict, match="取为证据") as refused:
            dock.dispose_footage(recording_ids=[row.pk], why="保存期满", actor=stage.head, now=stage.now)

        assert refused.value.code == "footage.kept"
        assert kept_footage(stage.head, stage.now, show=DUE).items == []
        assert b"".join(footage_store().read(row.sha256)) == a_film("1.mp4")


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_linked_by_one_click_without_a_script(self, stage, case, recorder, tmp_path, enter):
        row = recorded(stage, tmp_path)
        client, page = enter(stage.officer), address("footage", case.pk)

        before = client.get(page).content.decode()
        done = client.post(page, {"do": "link", "scene": SCENE, "recording": str(row.pk)})

        made = FootageLink.objects.get()
        assert "可能是这一段" in before
        assert "当事人" in before
        assert done.status_code == 302
        assert address("recording", case.pk, made.pk) in client.get(page).content.decode()
        assert "1 个场景，1 个已关联" in client.get(address("case", case.pk)).content.decode()

    def test_the_viewer_opens_at_the_moment_of_the_scene_and_at_a_mark(self, stage, case, recorder, tmp_path, enter):
        made = link(stage, case, recorded(stage, tmp_path))
        client, page = enter(stage.officer), address("recording", case.pk, made.pk)

        marked = client.post(page, {"do": "mark", "at": "1:35", "note": "当事人拒签"})

        assert marked["Location"].endswith("?t=95")
        assert "content/#t=600" in client.get(page).content.decode()
        assert "content/#t=95" in client.get(page, {"t": "95"}).content.decode()
        assert "content/#t=600" in client.get(page, {"t": "<script>"}).content.decode()

    def test_it_is_gathered_as_evidence_with_what_is_known(self, stage, case, recorder, tmp_path, enter):
        row = recorded(stage, tmp_path)
        made = link(stage, case, row)
        client = enter(stage.officer)
        target = stage.target(case)
        query = {"step": "GATHER", "party": target.party, "cause": target.cause, "footage": made.pk}

        page = client.get(address("recording", case.pk, made.pk)).content.decode()
        form = client.get(address("step", case.pk, **query)).content.decode()

        assert f"footage={made.pk}" in page
        assert 'value="T6-0417"' in form
        assert row.sha256 in form
        query["footage"] = "x"
        assert client.get(address("step", case.pk, **query)).status_code == 404

    def test_its_content_comes_in_ranges_to_those_of_the_case_alone(self, stage, case, recorder, tmp_path, enter):
        made = link(stage, case, recorded(stage, tmp_path))
        place = address("recording_content", case.pk, made.pk)
        supervisor = cast.actor(cast.supervisor_sun(stage.town.county))
        stranger = cast.actor(cast.an_officer("孙二", stage.town.agency, Post.OFFICER, username=cast._once("sune")))

        part = enter(stage.officer).get(place, HTTP_RANGE="bytes=0-7")

        assert (part.status_code, b"".join(part.streaming_content)) == (206, a_film("1.mp4")[:8])
        assert enter(supervisor).get(place).status_code == 403
        assert enter(stranger).get(place).status_code in (403, 404)

    def test_what_lies_at_the_dock_is_said_and_linked_all_the_same(self, stage, case, recorder, enter):
        start = stage.now - timedelta(minutes=5)
        entry = dock.import_footage(
            rows=[(2, {"device": "T6-0417", "start": shown(start), "end": shown(start + timedelta(minutes=9)),
                       "uri": "https://dock.example/1", "digest": "ab" * 32})],
            folder=None, district_id=stage.town.county.pk, actor=stage.head, now=stage.now + timedelta(hours=1),
        )  # fmt: skip
        made = link(stage, case, Recording.objects.get())

        page = enter(stage.officer).get(address("recording", case.pk, made.pk)).content.decode()

        assert entry.created == 1
        assert "录像在采集站" in page
        assert 'href="https://dock.example/1"' in page
        assert enter(stage.officer).get(address("recording_content", case.pk, made.pk)).status_code == 404

    def test_a_reason_is_kept_and_a_missing_one_is_asked_for(self, stage, case, enter):
        client, page = enter(stage.officer), address("footage", case.pk)

        refused = client.post(page, {"do": "explain", "scene": SCENE, "kind": "NONE", "why": ""})
        done = client.post(page, {"do": "explain", "scene": SCENE, "kind": "NONE", "why": "文字记录已能全面反映"})

        assert (refused.status_code, done.status_code) == (422, 302)
        assert "文字记录已能全面反映" in client.get(page).content.decode()

    def test_who_does_not_handle_it_sees_no_proposals_and_links_nothing(self, stage, case, recorder, tmp_path, enter):
        row = recorded(stage, tmp_path)
        client, page = enter(stage.head), address("footage", case.pk)

        assert "可能是这一段" not in client.get(page).content.decode()
        refused = client.post(page, {"do": "link", "scene": SCENE, "recording": str(row.pk)})
        assert refused.status_code == 403
        assert not FootageLink.objects.exists()

    def test_other_footage_of_the_organ_is_found_by_day(self, stage, case, tmp_path, enter):
        a_recorder(stage)
        recorded(stage, tmp_path)

        found = enter(stage.officer).get(address("footage", case.pk), {"day": f"{stage.now:%Y-%m-%d}"})

        assert "T6-0417" in found.content.decode()

    def test_it_takes_few_statements(self, stage, case, recorder, tmp_path, enter):
        recorded(stage, tmp_path)
        client = enter(stage.officer)
        client.get(address("footage", case.pk))

        with CaptureQueriesContext(connection) as asked:
            client.get(address("footage", case.pk))

        assert len(asked) <= 30

    def test_by_call(self, stage, case, recorder, tmp_path, enter):
        row, client = recorded(stage, tmp_path), enter(stage.officer)
        base = f"/api/v1/cases/{case.pk}/footage"

        def post(path, **body):
            return client.post(f"{base}{path}", json.dumps(body), content_type="application/json")

        (scene,) = client.get(base).json()
        assert scene["proposals"][0]["recording_id"] == str(row.pk)
        made = post("", scene=SCENE, recording_id=str(row.pk))
        assert made.status_code == 201
        assert post(f"/{made.json()['id']}/marks", seconds=5, note="开始").status_code == 201
        assert post("/explained", scene=SCENE, kind="BROKEN", why="换电池").status_code == 201
        assert client.get(base).json()[0]["links"][0]["marks"] == [{"seconds": 5, "note": "开始"}]
        assert post(f"/{made.json()['id']}/unlink", why="点错了").status_code == 204
        assert post("", scene="x", recording_id=str(row.pk)).status_code == 404


class TestJoining:
    def test_what_was_linked_goes_along_under_the_scene_there(self, stage, tmp_path):
        stays = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY, Step.GATHER)
        goes = stage.take(stage.open(parties=[SECOND]), Step.SHOW_IDENTITY, Step.GATHER)
        a_recorder(stage, carried_by=stage.officer)
        made = link(stage, goes, recorded(stage, tmp_path))
        actions.explain_footage(
            case_id=goes.pk, scene=SCENE, kind=Unfilmed.BROKEN, why="换电池", actor=stage.officer, now=stage.now
        )

        act(stage, goes, CaseAct.JOIN, into=stays.number, why="同一地点同一事项")

        made.refresh_from_db()
        assert (made.record_id, made.scene) == (stays.pk, "evidence:1")
        assert ("evidence:1", "BROKEN") in unfilmed_of(record_of(stays))
