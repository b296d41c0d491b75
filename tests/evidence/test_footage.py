"""执法录像：按清单导入，坏行不拖累好行，重来不重复；到期才处置，关联案件的永不处置。"""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from tests import cast
from tests.evidence.dock import a_film, a_recorder, digest, shown

from tongpan.agencies.domain.posts import Post
from tongpan.evidence import actions
from tongpan.evidence.domain.manifest import Entry
from tongpan.evidence.models import Recording, RetentionTerm
from tongpan.evidence.queries import retention_on
from tongpan.evidence.steps import footage
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.stores import footage_store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def recorder(stage):
    return a_recorder(stage)


def a_row(stage, name="1.mp4", minutes=0, **changes):
    start = stage.now - timedelta(hours=2) + timedelta(minutes=minutes)
    return {
        "device": "T6-0417", "start": shown(start), "end": shown(start + timedelta(minutes=20)), "path": name,
    } | changes  # fmt: skip


def bring(stage, folder, *rows, **changes):
    given = {"folder": folder, "district_id": stage.town.county.pk, "actor": stage.head, "now": stage.now}
    return actions.import_footage(rows=enumerate(rows, 2), **(given | changes))


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


class TestImport:
    def test_the_original_is_kept_as_it_came_and_the_docks_file_stays(self, stage, recorder, tmp_path):
        path = put(tmp_path, "1.mp4", a_film())

        report = bring(stage, tmp_path, a_row(stage, digest=digest(a_film())))

        row = Recording.objects.get()
        assert (report.created, report.rejected) == (1, [])
        assert b"".join(footage_store().read(row.sha256)) == a_film() == path.read_bytes()
        assert (row.body_id, row.team_id, len(row.sm3)) == (stage.town.agency.pk, stage.town.team.pk, 64)
        assert [each.action for each in ledger.history(row)] == ["footage.brought"]

    def test_brought_again_nothing_is_doubled(self, stage, recorder, tmp_path):
        put(tmp_path, "1.mp4", a_film())
        bring(stage, tmp_path, a_row(stage))

        report = bring(stage, tmp_path, a_row(stage), a_row(stage, digest=digest(a_film())))

        assert (report.created, report.known, Recording.objects.count()) == (0, 2, 1)

    def test_a_list_that_was_cut_short_goes_on(self, stage, recorder, tmp_path, monkeypatch):
        for number in (1, 2):
            put(tmp_path, f"{number}.mp4", a_film(str(number)))
        rows = [a_row(stage, f"{number}.mp4", minutes=30 * number) for number in (1, 2)]
        keep = footage.keep_content

        def killed(pieces, name, *more):
            if name == "2.mp4":
                raise KeyboardInterrupt
            return keep(pieces, name, *more)

        monkeypatch.setattr(footage, "keep_content", killed)
        with pytest.raises(KeyboardInterrupt):
            bring(stage, tmp_path, *rows)
        monkeypatch.setattr(footage, "keep_content", keep)

        report = bring(stage, tmp_path, *rows)

        assert (report.known, report.created) == (1, 1)

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            pytest.param({"device": "X-1"}, "没有编号为“X-1”", id="没有登记的设备"),
            pytest.param({"path": "没有.mp4"}, "没有文件", id="文件不在"),
            pytest.param({"path": "../外面.mp4"}, "不在清单所在的文件夹里", id="文件夹之外"),
            pytest.param({"path": "字.mp4"}, "内容", id="不是录像"),
            pytest.param({"path": "图.png"}, "不是录像", id="是图片"),
            pytest.param({"digest": "0" * 64}, "不一致", id="摘要不符"),
            pytest.param({"start": "?"}, "看不懂", id="时间不对"),
        ],
    )
    def test_a_bad_row_is_told_with_its_line_and_stops_nothing(self, stage, recorder, tmp_path, change, said):
        put(tmp_path, "1.mp4", a_film())
        put(tmp_path.parent, "外面.mp4", a_film())
        put(tmp_path, "字.mp4", "只是文字".encode())
        put(tmp_path, "图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 32)

        report = bring(stage, tmp_path, a_row(stage, minutes=-60) | change, a_row(stage))

        assert report.created == 1
        (bad,) = report.rejected
        assert bad["line"] == 2
        assert said in bad["reason"]

    def test_another_content_of_the_same_moment_is_never_taken_for_the_first(self, stage, recorder, tmp_path):
        put(tmp_path, "1.mp4", a_film())
        put(tmp_path, "2.mp4", a_film("改过"))
        bring(stage, tmp_path, a_row(stage))

        report = bring(stage, tmp_path, a_row(stage, "2.mp4"))

        assert "内容却不同" in report.rejected[0]["reason"]
        assert Recording.objects.get().sha256 == digest(a_film())

    def test_what_lay_at_the_dock_gets_its_content_later(self, stage, recorder, tmp_path):
        row = a_row(stage, "", uri="采集站/0417/1", digest=digest(a_film()))
        bring(stage, tmp_path, row)
        assert not Recording.objects.get().here
        put(tmp_path, "1.mp4", a_film())

        report = bring(stage, tmp_path, a_row(stage, digest=digest(a_film())))

        assert report.completed == 1
        assert Recording.objects.get().here

    def test_a_rehearsal_keeps_nothing(self, stage, recorder, tmp_path):
        put(tmp_path, "1.mp4", a_film())

        report = bring(stage, tmp_path, a_row(stage), rehearsal=True)

        assert report.created == 1
        assert not Recording.objects.exists()

    def test_who_keeps_no_footage_brings_none(self, stage, recorder, tmp_path):
        with pytest.raises(Forbidden):
            bring(stage, tmp_path, a_row(stage), actor=stage.officer)

    def test_nobody_brings_footage_of_another_towns_recorder(self, stage, recorder, tmp_path):
        put(tmp_path, "1.mp4", a_film())
        elsewhere = cast.actor(cast.dispatcher_zheng())

        report = bring(stage, tmp_path, a_row(stage), actor=elsewhere)

        assert report.created == 0
        assert "保管人员" in report.rejected[0]["reason"]


class TestCommand:
    def test_a_folder_is_brought_in_by_its_list(self, stage, recorder, tmp_path, monkeypatch):
        put(tmp_path, "1.mp4", a_film())
        lines = [a_row(stage), a_row(stage, "没有.mp4", minutes=40)]
        (tmp_path / "manifest.jsonl").write_text("\n".join(json.dumps(one) for one in lines), "utf-8")
        out = io.StringIO()

        call_command("footage_import", str(tmp_path), "--json", stdout=out)

        told = json.loads(out.getvalue())
        assert (told["created"], [bad["line"] for bad in told["rejected"]]) == (1, [2])
        assert Recording.objects.get().brought_by == "system:dock"

    def test_a_folder_without_a_list_is_told(self, stage, tmp_path):
        with pytest.raises(CommandError, match="没有清单"):
            call_command("footage_import", str(tmp_path))


def registered(stage, **changes):
    start = stage.now - timedelta(hours=2)
    entry = {"device": "T6-0417", "start": start, "end": start + timedelta(minutes=20), "digest": digest(a_film()),
             "uri": "采集站/1"}  # fmt: skip
    return actions.register_recording(entry=Entry(**(entry | changes)), actor=stage.head, now=stage.now)


@pytest.mark.usefixtures("moment")
class TestApi:
    def sent(self, stage, **changes):
        start = stage.now - timedelta(hours=2)
        return {
            "device": "T6-0417", "started_at": start.isoformat(), "uri": "采集站/0417/1",
            "ended_at": (start + timedelta(minutes=20)).isoformat(), "sha256": digest(a_film()),
        } | changes  # fmt: skip

    def post(self, client, path, body):
        return client.post(f"/api/v1/evidence/{path}", json.dumps(body), content_type="application/json")

    def test_sent_twice_it_is_one_recording(self, stage, recorder, enter):
        client = enter(stage.head)

        first = self.post(client, "footage", self.sent(stage))
        again = self.post(client, "footage", self.sent(stage))

        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json()["id"] == again.json()["id"]
        other = self.post(client, "footage", self.sent(stage, sha256="0" * 64))
        assert (other.status_code, other.json()["code"]) == (409, "footage.other_content")

    def test_the_content_must_be_the_one_that_was_told(self, stage, recorder, enter):
        client = enter(stage.head)
        one = self.post(client, "footage", self.sent(stage)).json()
        path = f"/api/v1/evidence/footage/{one['id']}/content"

        wrong = client.post(path, {"file": ContentFile(a_film("别的"), "1.mp4")})
        right = client.post(path, {"file": ContentFile(a_film(), "1.mp4")})

        assert (wrong.status_code, right.status_code) == (422, 200)
        assert right.json()["here"]

    def test_bad_input_is_told(self, stage, recorder, enter):
        client = enter(stage.head)

        assert self.post(client, "footage", self.sent(stage, sha256="x")).status_code == 422
        assert self.post(client, "footage", self.sent(stage, device="X")).json()["code"] == "footage.recorder"
        assert self.post(enter(stage.officer), "footage", self.sent(stage)).status_code == 403


def set_term(stage, **changes):
    given = {
        "valid_from": date_of(stage.now), "days": 180, "instrument": "柯综执〔2026〕3号",
        "actor": cast.actor(cast.chief_chen()), "now": stage.now,
    }  # fmt: skip
    return actions.set_retention(**(given | changes))


class TestTerm:
    """全区的期限由定全区规矩的人登记，一个镇的负责人不能替全区定，也不能倒填。"""

    def test_is_the_chief_dispatchers_and_holds_for_the_county(self, stage):
        row = set_term(stage)

        assert retention_on(stage.head.district_id, date_of(stage.now)) == row

    def test_no_head_sets_it_for_the_county_and_is_told_who_does(self, stage):
        with pytest.raises(Forbidden, match="总调度长") as refused:
            set_term(stage, actor=stage.head, days=1)

        assert refused.value.code == "footage.term"
        assert not RetentionTerm.objects.exists()

    def test_it_never_begins_before_today(self, stage):
        with pytest.raises(Invalid, match="不能早于今天") as refused:
            set_term(stage, valid_from=date_of(stage.now) - timedelta(days=1))

        assert "valid_from" in refused.value.fields
        assert not RetentionTerm.objects.exists()


class TestKeeping:
    @pytest.fixture
    def old(self, stage, recorder):
        row, _ = registered(stage)
        stage.wait(days=400)
        return row

    @pytest.fixture
    def term(self, stage):
        return set_term(stage)

    def let_go(self, stage, *rows, actor=None, why="保存期满"):
        return actions.dispose_footage(
            recording_ids=[row.pk for row in rows], why=why, actor=actor or stage.head, now=stage.now
        )

    def test_without_a_term_of_the_county_nothing_is_let_go_of(self, stage, old):
        with pytest.raises(Conflict) as refused:
            self.let_go(stage, old)

        assert refused.value.code == "footage.kept"

    def test_its_content_goes_and_its_digests_and_the_decision_stay(self, stage, recorder, term, tmp_path):
        put(tmp_path, "1.mp4", a_film())
        bring(stage, tmp_path, a_row(stage))
        row = Recording.objects.get()
        stage.wait(days=400)

        self.let_go(stage, row)

        row.refresh_from_db()
        assert (row.sha256, row.disposed_why, row.here) == (digest(a_film()), "保存期满", False)
        with pytest.raises(NotFound):
            footage_store().size(row.sha256)
        assert [each.action for each in ledger.history(row)] == ["footage.brought", "footage.disposed"]

    def test_before_its_term_is_over_it_stays(self, stage, recorder, term):
        row, _ = registered(stage)
        stage.wait(days=100)

        with pytest.raises(Conflict):
            self.let_go(stage, row)

    def test_what_is_linked_to_a_case_is_never_let_go_of(self, stage, old, term):
        case = stage.open()
        footage.link(
            SubjectRef(case._meta.label_lower, case.pk), old, scene="evidence:0", said="询问", start=old.started_at,
            end=old.ended_at, actor=stage.officer, now=stage.now,
        )  # fmt: skip

        with pytest.raises(Conflict):
            self.let_go(stage, old)

        assert Recording.objects.get().disposed_at is None

    def test_what_is_held_stays_until_it_is_let_go(self, stage, old, term):
        actions.hold_footage(recording_id=old.pk, why="投诉未结", actor=stage.head, now=stage.now)
        with pytest.raises(Conflict):
            self.let_go(stage, old)
        actions.hold_footage(recording_id=old.pk, why="", actor=stage.head, now=stage.now)

        assert self.let_go(stage, old) == 1

    def test_a_keeper_who_is_no_head_decides_nothing(self, stage, old, term):
        keeper = cast.actor(cast.an_officer("许文静", stage.town.agency, Post.TOWN_DISPATCHER))

        with pytest.raises(Forbidden) as refused:
            self.let_go(stage, old, actor=keeper)

        assert refused.value.code == "footage.disposer"

    def test_who_carried_it_does_not_decide_on_it(self, stage, term):
        a_recorder(stage, carried_by=stage.head)
        row, _ = registered(stage)
        stage.wait(days=400)

        with pytest.raises(Forbidden) as refused:
            self.let_go(stage, row)

        assert refused.value.code == "footage.own"

    def test_a_decision_needs_its_reason(self, stage, old, term):
        with pytest.raises(Invalid):
            self.let_go(stage, old, why=" ")

    def test_what_was_disposed_of_is_linked_no_more(self, stage, old, term):
        self.let_go(stage, old)
        old.refresh_from_db()
        case = stage.open()

        with pytest.raises(Conflict):
            footage.link(
                SubjectRef(case._meta.label_lower, case.pk), old, scene="evidence:0", said="询问",
                start=old.started_at, end=old.ended_at, actor=stage.officer, now=stage.now,
            )  # fmt: skip


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_the_keeper_sees_when_and_of_whom_and_never_what_is_seen(self, stage, recorder, enter):
        row, _ = registered(stage)
        client = enter(stage.head)

        listed = client.get(reverse("evidence:footage")).content.decode()
        one = client.get(reverse("evidence:recording", args=[row.pk])).content.decode()

        assert "T6-0417" in listed
        assert "时钟没有核对" in listed
        assert row.sha256 in one
        assert "<video" not in one

    def test_a_term_is_entered_and_what_is_due_is_decided(self, stage, recorder, enter):
        row, _ = registered(stage)
        stage.wait(days=400)
        address, term = reverse("evidence:retention"), {"do": "term", "days": "180", "instrument": "柯综执〔2026〕3号"}
        term["valid_from"] = f"{stage.now:%Y-%m-%d}"
        chief = enter(cast.actor(cast.chief_chen()))
        assert address in chief.get(reverse("cases:limits")).content.decode()
        page = chief.get(address).content.decode()
        assert "登记期限" in page
        assert f'href="{reverse("evidence:footage")}"' not in page
        assert chief.post(address, term).status_code == 302
        client = enter(stage.head)
        assert client.post(address, term).status_code == 403

        refused = client.post(address, {"do": "dispose", "chosen": str(row.pk), "why": ""})
        done = client.post(address, {"do": "dispose", "chosen": str(row.pk), "why": "保存期满"})

        assert (refused.status_code, done.status_code) == (422, 302)
        assert "checked" in refused.content.decode()
        assert Recording.objects.get().disposed_at is not None

    def test_an_officer_keeps_no_list(self, stage, enter):
        assert enter(stage.officer).get(reverse("evidence:footage")).status_code == 403
