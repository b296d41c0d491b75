"""录像内容与处置：处置了的不会再回来；说在库里的，就真的在库里。"""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from tests import cast
from tests.evidence.dock import a_film, a_recorder, digest, shown

from tongpan.evidence import actions
from tongpan.evidence.models import Recording
from tongpan.evidence.steps import footage
from tongpan.kernel import locks
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, NotFound
from tongpan.kernel.stores import footage_store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def line(stage, folder):
    """采集站清单上的一行：一段录像，文件在手。"""
    a_recorder(stage)
    (folder / "1.mp4").write_bytes(a_film())
    start = stage.now - timedelta(hours=2)
    return {"device": "T6-0417", "start": shown(start), "end": shown(start + timedelta(minutes=20)), "path": "1.mp4"}


@pytest.fixture
def due(stage, folder, line):
    """一段到期的录像。"""
    bring(stage, folder, line)
    stage.wait(days=400)
    actions.set_retention(
        valid_from=date_of(stage.now), days=180, instrument="柯综执〔2026〕3号", actor=cast.actor(cast.chief_chen()),
        now=stage.now,
    )  # fmt: skip
    return Recording.objects.get()


def bring(stage, folder, line):
    return actions.import_footage(
        rows=[(2, line)], folder=folder, district_id=stage.town.county.pk, actor=stage.head, now=stage.now
    )


def let_go(stage, row):
    actions.dispose_footage(recording_ids=[row.pk], why="保存期满", actor=stage.head, now=stage.now)


def is_stored(content=None):
    try:
        footage_store().size(digest(content or a_film()))
    except NotFound:
        return False
    return True


def meanwhile(monkeypatch, happens):
    """Let something happen once, after a content came whole and before it is written down."""
    keep = footage.keep_content

    def kept(*given):
        content = keep(*given)
        monkeypatch.setattr(footage, "keep_content", keep)
        happens()
        return content

    monkeypatch.setattr(footage, "keep_content", kept)


class TestDisposed:
    def test_it_does_not_come_back_with_its_list(self, stage, folder, due, line):
        let_go(stage, due)
        assert not is_stored()

        report = bring(stage, folder, line)

        assert (report.known, report.rejected) == (1, [])
        assert not is_stored()

    def test_nobody_adds_its_content_again_and_is_told_why(self, stage, due):
        let_go(stage, due)

        with pytest.raises(Conflict, match="已经决定处置") as refused:
            actions.bring_content(
                recording_id=due.pk, file=ContentFile(a_film(), "1.mp4"), actor=stage.head, now=stage.now
            )

        assert refused.value.code == "footage.disposed"
        assert not is_stored()

    def test_nor_while_it_is_being_disposed_of(self, stage, due, monkeypatch):
        meanwhile(monkeypatch, lambda: let_go(stage, due))

        with pytest.raises(Conflict):
            actions.bring_content(
                recording_id=due.pk, file=ContentFile(a_film(), "1.mp4"), actor=stage.head, now=stage.now
            )

        assert not is_stored()

    def test_another_content_of_its_moment_is_refused_and_not_kept(self, stage, folder, due, line):
        let_go(stage, due)
        (folder / "1.mp4").write_bytes(a_film("改过"))

        report = bring(stage, folder, line)

        assert "内容却不同" in report.rejected[0]["reason"]
        assert not is_stored(a_film("改过"))


class TestTwin:
    """两段录像内容一样，库里只有一份。"""

    @pytest.fixture
    def twin(self, stage, line):
        start = stage.now - timedelta(hours=1)
        return line | {"start": shown(start), "end": shown(start + timedelta(minutes=20))}

    def test_is_not_said_to_be_here_where_its_content_went_with_the_other(self, stage, folder, due, twin, monkeypatch):
        meanwhile(monkeypatch, lambda: let_go(stage, due))

        report = bring(stage, folder, twin)

        assert "再导入一次" in report.rejected[0]["reason"]
        assert Recording.objects.get().pk == due.pk
        assert bring(stage, folder, twin).created == 1
        assert is_stored()

    def test_keeps_the_content_of_both(self, stage, folder, due, twin):
        bring(stage, folder, twin)

        let_go(stage, due)

        assert is_stored()

    def test_whoever_writes_down_or_lets_go_holds_the_content(self, stage, folder, due, twin, monkeypatch):
        held = []
        monkeypatch.setattr(locks, "hold", lambda name: held.append((name, connection.in_atomic_block)))

        bring(stage, folder, twin)
        let_go(stage, due)

        assert held == [(f"footage:{digest(a_film())}", True)] * 2
