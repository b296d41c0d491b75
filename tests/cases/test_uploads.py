"""大文件分段传：断线、断电、传错位置、传坏一段，都接得上；别人的、过期的、超长的说得清。"""

import base64
import hashlib
import os
from datetime import timedelta

import pytest
from tests import cast
from tests.cases.proof import MOVIE, PDF, TUS, a_file, address, announce, begun, lies, push, stands
from tests.cases.stage import ENTERED

from tongpan.cases import actions
from tongpan.evidence.actions import sweep
from tongpan.evidence.models import EvidenceFile, Upload
from tongpan.evidence.steps import uploading
from tongpan.kernel import originals
from tongpan.kernel.errors import Conflict
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.TONGPAN_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def case(stage):
    return begun(stage)


@pytest.fixture
def client(stage, enter):
    return enter(stage.officer)


def checksum(content, name="sha256"):
    return {"HTTP_UPLOAD_CHECKSUM": f"{name} {base64.b64encode(hashlib.new(name, content).digest()).decode()}"}


class Line:
    """A line that breaks after so many bytes."""

    def __init__(self, content, at):
        self.content, self.left = content, at

    def __iter__(self):
        yield self.content[: self.left]
        raise OSError("the line broke")


def test_a_file_goes_up_in_pieces_and_is_evidence(stage, case, client):
    made = announce(client, case, len(MOVIE))
    place = made["Location"]
    assert (made.status_code, made["Tus-Resumable"]) == (201, "1.0.0")
    assert "Upload-Expires" in made

    assert push(client, place, MOVIE[:900], 0)["Upload-Offset"] == "900"
    assert stands(client, place) == 900
    assert push(client, place, MOVIE[900:], 900, **checksum(MOVIE[900:])).status_code == 204
    upload = Upload.objects.get()
    assert (upload.sha256, upload.media_type) == (hashlib.sha256(MOVIE).hexdigest(), "video/mp4")
    assert stands(client, place) == len(MOVIE)

    stage.wait(minutes=1)
    given = {"case_id": case.pk, "target": stage.target(case), "actor": stage.officer, "now": stage.now}
    actions.gather(**given, entered=ENTERED[Step.GATHER], uploads=[upload.pk])
    assert EvidenceFile.objects.get().name == "执法记录.mp4"
    assert client.head(place, **TUS).status_code == 404  # it waits no longer


def test_a_line_that_breaks_costs_only_what_had_not_come(stage, case, client):
    place = announce(client, case, len(MOVIE))["Location"]
    upload = Upload.objects.get()
    given = {"case_id": case.pk, "upload_id": upload.pk, "actor": stage.officer, "now": stage.now}
    here = actions.continue_upload(**given, piece=actions.Piece(0, len(MOVIE), Line(MOVIE, 700)))

    assert (here, stands(client, place)) == (700, 700)
    broken = actions.Piece(700, len(MOVIE) - 700, Line(MOVIE[700:], 50), checksum(MOVIE[700:])["HTTP_UPLOAD_CHECKSUM"])
    with pytest.raises(actions.ChecksumMismatch):
        actions.continue_upload(**given, piece=broken)
    assert stands(client, place) == 700  # a piece with a checksum counts whole or not at all
    assert push(client, place, MOVIE[700:], 700).status_code == 204
    assert Upload.objects.get().whole


def test_what_a_killed_server_left_is_what_it_goes_on_from(stage, case, client):
    place = announce(client, case, len(MOVIE))["Location"]
    with originals.arrival(Upload.objects.get().pk).open("ab") as file:  # written, and nobody was told
        file.write(MOVIE[:1234])
        os.fsync(file.fileno())

    assert stands(client, place) == 1234
    assert push(client, place, MOVIE, 0).status_code == 409
    push(client, place, MOVIE[1234:], 1234)
    assert Upload.objects.get().sha256 == hashlib.sha256(MOVIE).hexdigest()


def test_killed_after_the_last_byte_the_file_is_counted_when_it_is_used(stage, case, client):
    announce(client, case, len(MOVIE))
    upload = Upload.objects.get()
    originals.arrival(upload.pk).write_bytes(MOVIE)
    stage.wait(minutes=1)
    given = {"case_id": case.pk, "target": stage.target(case), "actor": stage.officer, "now": stage.now}
    actions.gather(**given, entered=ENTERED[Step.GATHER], uploads=[upload.pk])

    assert EvidenceFile.objects.get().sha256 == hashlib.sha256(MOVIE).hexdigest()


def test_a_file_of_four_gigabytes_over_a_broken_line_resumes(stage, case, client):
    """The bytes in the middle are a hole in the file: what counts is that sizes and offsets are not cut off."""
    size = 4 * 1024**3 + 5
    place = announce(client, case, size)["Location"]
    upload = Upload.objects.get()
    push(client, place, MOVIE, 0)
    os.truncate(originals.arrival(upload.pk), size - 5)

    assert stands(client, place) == size - 5
    assert push(client, place, b"x" * 5, size).status_code == 409
    assert push(client, place, b"x" * 6, size - 5).status_code == 413
    broken = actions.Piece(size - 5, 5, Line(b"hello", 2))
    given = {"case_id": case.pk, "upload_id": upload.pk, "actor": stage.officer, "now": stage.now}
    assert actions.continue_upload(**given, piece=broken) == size - 3
    assert stands(client, place) == size - 3


def test_a_piece_that_cannot_be_is_refused_and_nothing_moves(case, client):
    place = announce(client, case, len(MOVIE))["Location"]
    for change, status in (
        ({"HTTP_UPLOAD_OFFSET": "5"}, 409),
        (checksum(b"other"), 460),
        ({"HTTP_UPLOAD_CHECKSUM": "crc32 AAAA"}, 422),
        ({"content_type": "application/octet-stream"}, 415),
        ({"HTTP_TUS_RESUMABLE": "0.2.2"}, 412),
        ({"HTTP_UPLOAD_OFFSET": "第五"}, 422),
    ):
        given = TUS | {"content_type": "application/offset+octet-stream", "HTTP_UPLOAD_OFFSET": "0"} | change
        answer = client.patch(place, MOVIE[:100], **given)
        assert answer.status_code == status
        assert answer["Tus-Resumable"] == "1.0.0"
        assert answer.json()["detail"]
        assert stands(client, place) == 0


def test_what_is_not_what_it_says_is_thrown_away_when_it_is_whole(case, client, folder):
    place = announce(client, case, len(PDF), "录像.mp4")["Location"]
    answer = push(client, place, PDF, 0)

    assert (answer.status_code, answer.json()["code"]) == (422, "evidence.file.disguised")
    assert lies(folder) == []
    assert client.head(place, **TUS).status_code == 404


def test_too_large_and_nameless_is_said_before_a_byte_is_sent(settings, case, client):
    settings.TONGPAN_EVIDENCE_BYTES = 1000
    assert announce(client, case, 1001).status_code == 413
    assert announce(client, case, 10, "").status_code == 422
    assert not Upload.objects.exists()


def test_is_taken_back_by_its_owner_alone(stage, case, client, enter, folder):
    place = announce(client, case, 10)["Location"]
    for other in (stage.second, cast.actor(cast.officer_wang())):
        stranger = enter(other)
        assert stranger.head(place, **TUS).status_code == 404
        assert push(stranger, place, b"x", 0).status_code == 404
        assert stranger.delete(place, **TUS).status_code == 404
    assert announce(enter(stage.reviewer), case, 10).status_code == 403

    owner = enter(stage.officer)
    # some proxies let neither PATCH nor DELETE through
    assert owner.post(place, **TUS, HTTP_X_HTTP_METHOD_OVERRIDE="DELETE").status_code == 204
    assert lies(folder) == []


def test_options_tells_what_is_spoken(case, client):
    answer = client.options(address("uploads", case.pk))

    assert answer["Tus-Extension"] == "creation,termination,expiration,checksum"
    assert answer["Tus-Version"] == "1.0.0"


def test_two_connections_do_not_write_one_file(case, client):
    place = announce(client, case, len(MOVIE))["Location"]
    with originals.writing(Upload.objects.get().pk):
        assert push(client, place, MOVIE[:10], 0).status_code == 423
    assert push(client, place, MOVIE[:10], 0).status_code == 204


def test_what_is_never_used_goes_and_what_is_kept_stays(stage, case, client, folder):
    place = announce(client, case, 10)["Location"]
    old = Upload.objects.get()
    lone = originals.arrival(case.pk)
    lone.write_bytes(b"left by nobody")
    os.utime(lone, (0, 0))
    stage.wait(days=8)
    fresh = actions.bring_file(case_id=case.pk, file=a_file(), actor=stage.officer, now=stage.now)

    assert client.head(place, **TUS).status_code == 410
    assert sweep(stage.now) == 2
    assert lies(folder) == [f"{fresh.pk.hex}.part"]
    assert not Upload.objects.filter(pk=old.pk).exists()


def test_an_unfinished_file_is_no_evidence(stage, case, client):
    place = announce(client, case, len(MOVIE))["Location"]
    push(client, place, MOVIE[:100], 0)
    stage.wait(minutes=1)
    with pytest.raises(Conflict) as refused:
        actions.gather(
            case_id=case.pk, target=stage.target(case), actor=stage.officer, now=stage.now,
            entered=ENTERED[Step.GATHER], uploads=[Upload.objects.get().pk],
        )  # fmt: skip

    assert "还没有传完" in str(refused.value)
    assert uploading.offset_of(Upload.objects.get()) == 100
    assert timedelta(days=7) == uploading.KEPT_FOR
