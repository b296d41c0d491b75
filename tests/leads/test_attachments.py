"""Files of leads: checked by content, stripped, kept once, and shown only to whoever may see the lead."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests import cast
from tests.leads import stage
from tests.leads.browser import at, photo, signed_in, words

from tongpan.kernel import ledger, storage
from tongpan.kernel.errors import Forbidden, Invalid, TooLarge
from tongpan.leads.actions.attachments import attach_files, keep_files
from tongpan.leads.domain.report import Where
from tongpan.leads.models import Attachment, Lead

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]


def attached(town, actor, *files, lead=None) -> Attachment:
    lead = lead or stage.a_lead(town)
    return attach_files(lead_id=lead.pk, files=keep_files(files), actor=actor, now=cast.NOW)[0]


class TestKeeping:
    def test_reads_the_position_and_then_strips_it(self, town, wu):
        row = attached(town, cast.actor(wu), photo(position=(118.78, 28.94)))

        with storage.open_file(row.sha256) as file:
            assert not Image.open(io.BytesIO(file.read())).getexif()
        assert (row.lon, row.lat) == (pytest.approx(118.78, abs=1e-4), pytest.approx(28.94, abs=1e-4))

    def test_the_position_is_a_suggestion_and_never_moves_the_lead(self, town, wu):
        lead = stage.a_lead(town)
        attached(town, cast.actor(wu), photo(position=(118.78, 28.94)), lead=lead)

        page = words(signed_in(wu).get(at("lead", lead.pk)))

        lead.refresh_from_db()
        assert lead.lon is None
        assert "照片里带着位置" in page
        assert f"{at('place', lead.pk)}?lon=118.7800" in page

    def test_a_lead_with_a_point_of_its_own_gets_no_suggestion(self, town, wu):
        lead = stage.a_lead(town, where=Where(town_id=town.town.pk, lon=118.79, lat=28.95))
        attached(town, cast.actor(wu), photo(position=(118.78, 28.94)), lead=lead)

        assert "照片里带着位置" not in words(signed_in(wu).get(at("lead", lead.pk)))

    def test_the_same_file_hangs_once_and_is_in_the_history(self, town, wu):
        lead = stage.a_lead(town)
        attached(town, cast.actor(wu), photo(), lead=lead)

        again = attach_files(lead_id=lead.pk, files=keep_files([photo()]), actor=cast.actor(wu), now=cast.NOW)

        assert again == []
        assert [item.action for item in ledger.history(lead)] == ["lead.created", "lead.attached"]

    def test_too_many_or_too_large_are_refused_before_anything_is_kept(self, settings):
        with pytest.raises(TooLarge, match="一次最多 9 个"):
            keep_files([photo() for _ in range(10)])
        settings.TONGPAN_UPLOAD_LIMIT_BYTES = 10
        with pytest.raises(TooLarge) as refused:
            keep_files([photo("大.jpg")])
        assert refused.value.status == 413
        assert "大.jpg" in str(refused.value)

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(b"<html><script>alert(1)</script>", id="网页"),
            pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", id="会动的图"),
            pytest.param(b"MZ" + b"\0" * 99, id="程序"),
            pytest.param(b"\xff\xd8\xff\xe0broken", id="坏照片"),
        ],
    )
    def test_what_a_file_is_decides_not_what_it_is_called(self, content):
        with pytest.raises(Invalid, match=r"照片\.jpg"):
            keep_files([SimpleUploadedFile("照片.jpg", content, content_type="image/jpeg")])

    def test_a_filed_lead_takes_no_more(self, town, wu):
        lead = stage.a_lead(town)
        Lead.objects.filter(pk=lead.pk).update(status="ARCHIVED")

        with pytest.raises(Forbidden, match="重新打开"):
            attached(town, cast.actor(wu), photo(), lead=lead)

    def test_the_page_adds_files_and_says_so(self, town, wu):
        lead = stage.a_lead(town)

        page = signed_in(wu).post(at("add_files", lead.pk), {"files": [photo()], "stage": "RESULT"}, follow=True)

        assert "已加 1 个附件" in words(page)
        assert Attachment.objects.get().stage == "RESULT"

    def test_the_page_refuses_a_large_one_with_413(self, town, wu, settings):
        settings.TONGPAN_UPLOAD_LIMIT_BYTES = 10

        answer = signed_in(wu).post(at("add_files", stage.a_lead(town).pk), {"files": [photo()]})

        assert answer.status_code == 413
        assert "压缩" in words(answer)


class TestShowing:
    def test_is_sent_safely(self, town, wu):
        row = attached(town, cast.actor(wu), photo("<b>名.html"))

        answer = signed_in(wu).get(at("attachment", row.pk))

        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("inline; filename=")
        assert "html" not in answer["Content-Disposition"]
        assert "private" in answer["Cache-Control"]
        assert answer.getvalue()[:3] == b"\xff\xd8\xff"

    def test_a_paper_is_handed_over_not_shown(self, town, wu):
        row = attached(town, cast.actor(wu), SimpleUploadedFile("a.pdf", b"%PDF-1.4 x", content_type="text/html"))

        answer = signed_in(wu).get(at("attachment", row.pk))

        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Type"] == "application/pdf"
        answer.close()

    def test_is_unknown_to_whoever_may_not_see_the_lead(self, town, wu, client):
        row = attached(town, cast.actor(wu), photo())

        assert signed_in(cast.dispatcher_zheng()).get(at("attachment", row.pk)).status_code == 404
        assert client.get(at("attachment", row.pk)).status_code == 302

    def test_nobody_hangs_files_on_another_towns_lead(self, town):
        lead = stage.a_lead(town)

        answer = signed_in(cast.dispatcher_zheng()).post(at("add_files", lead.pk), {"files": [photo()]})

        assert answer.status_code == 404
        assert not Attachment.objects.exists()

    def test_a_file_that_is_gone_is_said_to_be(self, town, wu):
        row = attached(town, cast.actor(wu), photo())
        storage.path_of(row.sha256).unlink()

        assert signed_in(wu).get(at("attachment", row.pk)).status_code == 404
