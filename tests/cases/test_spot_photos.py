"""当场拍照：决定之前就收下，原样保存，成为证据的原件；换一屏、断了线都还在。"""

import io
import json

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from tests import cast
from tests.cases.spots import a_spot, decide, on_the_spot
from tests.cases.test_summary_pages import FACTS, WHO, begin, body, url

from tongpan.cases import actions
from tongpan.cases.domain.spot import PHOTOS
from tongpan.cases.models import CaseHandling, SpotDraft
from tongpan.cases.queries import summary as spots
from tongpan.cases.steps import spotphotos
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence import queries as evidence
from tongpan.evidence.models import EvidenceItem, Upload
from tongpan.kernel import originals
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import Handling
from tongpan.powers.models import HandlingRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def spot_stage(stage):
    cache.clear()
    return on_the_spot(stage)


def a_picture(name="现场.jpg", colour="#90a4ae", gps=True):
    """Return a photograph as a phone makes it, with the moment and the position in it."""
    image, exif = Image.new("RGB", (64, 48), colour), Image.Exif()
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 57.0, 30.0), 3: "E", 4: (118.0, 52.0, 12.0)})
        exif.get_ifd(0x8769)[0x9003] = "2026:03:02 08:58:10"
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    return ContentFile(target.getvalue(), name)


def bring(stage, token, *files, actor=None):
    return [actions.bring_photo(token=token, file=file, actor=actor or stage.officer, now=stage.now) for file in files]


class TestBringing:
    def test_keeps_the_original_under_both_digests(self, spot_stage):
        file = a_picture()

        (row,) = bring(spot_stage, uuid7(), file)

        file.seek(0)
        wanted = originals.digests_of([file.read()])
        assert (row.sha256, row.sm3, row.length) == (wanted.sha256, wanted.sm3, wanted.size)

    def test_takes_nothing_that_only_calls_itself_a_picture(self, spot_stage):
        with pytest.raises(Invalid):
            bring(spot_stage, uuid7(), ContentFile(b"MZ\x90\0 not a picture", "现场.jpg"))

        assert not Upload.objects.exists()

    def test_takes_no_film(self, spot_stage):
        film = ContentFile(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 64, "现场.mp4")

        with pytest.raises(Invalid) as refused:
            bring(spot_stage, uuid7(), film)

        assert refused.value.code == "case.spot.no_photo"
        assert not Upload.objects.exists()

    def test_somebody_elses_draft_takes_none(self, spot_stage):
        token = uuid7()
        bring(spot_stage, token, a_picture())

        with pytest.raises(NotFound):
            bring(spot_stage, token, a_picture(), actor=spot_stage.second)

    def test_there_are_not_too_many(self, spot_stage, monkeypatch):
        monkeypatch.setattr(spotphotos, "MOST_PHOTOS", 1)
        token = uuid7()
        bring(spot_stage, token, a_picture())

        with pytest.raises(Conflict) as refused:
            bring(spot_stage, token, a_picture())

        assert refused.value.code == "case.spot.photos"

    def test_a_draft_that_is_thrown_away_takes_its_pictures_along(self, spot_stage):
        token = uuid7()
        bring(spot_stage, token, a_picture())

        actions.drop_spot(token=token, actor=spot_stage.officer)

        assert not Upload.objects.exists()


class TestDeciding:
    def test_pictures_become_the_originals_of_their_piece_of_evidence(self, spot_stage):
        token = uuid7()
        rows = bring(spot_stage, token, a_picture(), a_picture("二.jpg", "#eceff1"))
        spot = a_spot(spot_stage, photos=tuple(row.pk for row in rows))

        case = decide(spot_stage, token, spot=spot)

        item = evidence.items_of(record_of(case))["证据1"]
        files = [one for one in item.files.all() if one.derived_from_id is None]
        assert item.title == PHOTOS
        assert [one.sha256 for one in files] == [row.sha256 for row in rows]
        assert (files[0].lon, files[0].lat) == (pytest.approx(118.87), pytest.approx(28.9583333))
        assert item.custody.get().act == "TAKEN"

    def test_what_is_shown_has_lost_what_the_camera_noted(self, spot_stage):
        token = uuid7()
        (row,) = bring(spot_stage, token, a_picture())

        before = actions.photo_shown(token=token, upload_id=row.pk, actor=spot_stage.officer)

        assert not Image.open(io.BytesIO(before)).getexif()

    def test_every_piece_of_evidence_has_its_page(self, spot_stage):
        case = decide(spot_stage)

        assert EvidenceItem.objects.filter(record_id=case.pk).count() == 2

    def test_a_picture_is_part_of_what_the_party_was_told(self, spot_stage):
        spot = a_spot(spot_stage)

        assert spot.substance != a_spot(spot_stage, photos=(uuid7(),)).substance

    def test_a_picture_that_is_not_there_stops_it(self, spot_stage):
        with pytest.raises(NotFound):
            decide(spot_stage, photos=(uuid7(),))

        assert not EvidenceItem.objects.exists()

    def test_sent_twice_it_is_decided_once_and_the_pictures_are_used_once(self, spot_stage):
        token = uuid7()
        (row,) = bring(spot_stage, token, a_picture())
        spot = a_spot(spot_stage, photos=(row.pk,))

        first = decide(spot_stage, token, spot=spot)

        assert decide(spot_stage, token, spot=spot).pk == first.pk
        assert EvidenceItem.objects.filter(record_id=first.pk, title=PHOTOS).count() == 1


class TestTurningOrdinary:
    def test_pictures_go_along_as_evidence(self, spot_stage):
        token = uuid7()
        (row,) = bring(spot_stage, token, a_picture())
        spot = a_spot(spot_stage, photos=(row.pk,))
        actions.keep_spot(token=token, spot=spot, actor=spot_stage.officer, now=spot_stage.now)

        case = actions.turn_ordinary(token=token, actor=spot_stage.officer, now=spot_stage.now)

        assert evidence.pictures_of(record_of(case))[0].sha256 == row.sha256

    def test_pictures_that_are_no_evidence_yet_wait_in_the_case(self, spot_stage):
        token = uuid7()
        (row,) = bring(spot_stage, token, a_picture())
        spot = a_spot(spot_stage, photos=(row.pk,), evidence=(), verified_at=None)
        actions.keep_spot(token=token, spot=spot, actor=spot_stage.officer, now=spot_stage.now)

        case = actions.turn_ordinary(token=token, actor=spot_stage.officer, now=spot_stage.now)

        waiting = Upload.objects.get(pk=row.pk)
        assert (waiting.record_id, waiting.used_at) == (case.pk, None)


@pytest.mark.usefixtures("moment")
class TestScreen:
    @pytest.fixture
    def client_of(self, spot_stage, enter):
        return enter(spot_stage.officer)

    @pytest.fixture
    def draft(self, client_of, spot_stage):
        made = begin(client_of, spot_stage)
        client_of.post(url("spot_who", made.pk), WHO | {"second": str(spot_stage.second.officer_id)})
        return made

    def test_camera_and_album_need_no_script(self, client_of, draft):
        shown = body(client_of.get(url("spot_facts", draft.pk)))

        assert 'enctype="multipart/form-data"' in shown
        assert 'name="camera" accept="image/*" capture="environment"' in shown
        assert 'name="album" accept="image/*" multiple' in shown

    def test_pictures_are_kept_and_the_screen_stays(self, client_of, draft):
        sent = FACTS | {"evidence": [], "extra": "三张桌子", "camera": a_picture(), "photos_only": "1"}

        response = client_of.post(url("spot_facts", draft.pk), sent)

        kept = spots.spot_of(SpotDraft.objects.get(pk=draft.pk))
        assert response.status_code == 302
        assert kept.extra == "三张桌子"
        assert (len(kept.photos), kept.evidence) == (1, (PHOTOS,))
        assert reverse("cases:spot_photo", args=[draft.pk, kept.photos[0]]) in body(
            client_of.get(url("spot_facts", draft.pk))
        )

    def test_a_screen_that_is_refused_keeps_its_pictures(self, client_of, draft):
        response = client_of.post(url("spot_facts", draft.pk), FACTS | {"certain": "", "album": [a_picture()]})

        assert response.status_code == 422
        assert len(spots.spot_of(SpotDraft.objects.get(pk=draft.pk)).photos) == 1

    def test_what_is_no_picture_is_said_beside_the_pictures(self, client_of, draft):
        response = client_of.post(
            url("spot_facts", draft.pk), FACTS | {"album": [ContentFile(b"hello there", "x.txt")]}
        )

        assert response.status_code == 422
        assert "不是照片，没有保存" in body(response)

    def test_unticked_it_is_no_evidence(self, client_of, draft):
        client_of.post(url("spot_facts", draft.pk), FACTS | {"album": [a_picture()]})

        client_of.post(url("spot_facts", draft.pk), FACTS | {"evidence": ["当事人的陈述"]})

        kept = spots.spot_of(SpotDraft.objects.get(pk=draft.pk))
        assert (kept.photos, kept.evidence) == ((), ("当事人的陈述",))

    def test_nobody_else_sees_it(self, client_of, draft, spot_stage, enter):
        client_of.post(url("spot_facts", draft.pk), FACTS | {"album": [a_picture()]})
        photo = spots.spot_of(SpotDraft.objects.get(pk=draft.pk)).photos[0]

        assert client_of.get(url("spot_photo", draft.pk, photo)).headers["Content-Type"] == "image/jpeg"
        assert enter(spot_stage.second).get(url("spot_photo", draft.pk, photo)).status_code == 404


@pytest.mark.usefixtures("moment")
class TestApi:
    def test_pictures_come_before_the_decision(self, spot_stage, enter):
        client, token = enter(spot_stage.officer), uuid7()

        made = client.post(f"/api/v1/cases/on-the-spot/{token}/photos", {"files": [a_picture()]})

        assert made.status_code == 201
        (one,) = json.loads(made.content)
        assert client.delete(f"/api/v1/cases/on-the-spot/{token}/photos/{one['id']}").status_code == 204
        assert not Upload.objects.exists()


class TestObjectClass:
    def test_m152_the_class_asked_on_the_spot_is_kept_with_the_advice(self, spot_stage):
        HandlingRule.objects.create(
            territory=spot_stage.town.county, object_class="流动摊贩", handling=Handling.values[0],
            advice="先教育疏导", title="分类分区处理办法（试行）", valid_from=cast.LONG_AGO, entered_by="甲",
            confirmed_by="乙", confirmed_at=spot_stage.now, recorded_at=spot_stage.now,
        )  # fmt: skip

        case = decide(spot_stage, object_class="流动摊贩")

        assert CaseHandling.objects.get(case=case).object_class == "流动摊贩"
