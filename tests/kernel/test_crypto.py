"""Personal data: sealed, found again, masked."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tongpan.kernel import crypto, ledger
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.models import SubjectKey

OLD, NEW = "11" * 32, "33" * 32


class TestSealing:
    def test_opens_what_it_sealed_and_never_seals_twice_alike(self):
        one, two = crypto.seal("张三 13800001234"), crypto.seal("张三 13800001234")

        assert one != two
        assert "张三" not in one
        assert crypto.unseal(one) == crypto.unseal(two) == "张三 13800001234"

    def test_leaves_an_empty_text_empty(self):
        assert crypto.seal("") == crypto.unseal("") == ""

    def test_says_so_when_a_text_was_altered(self):
        sealed = crypto.seal("张三")
        altered = sealed[:-6] + ("AAAA" if sealed[-6:-2] != "AAAA" else "BBBB") + sealed[-2:]

        with pytest.raises(crypto.Unreadable):
            crypto.unseal(altered)

    def test_opens_old_texts_after_a_new_key_came_first(self, settings):
        settings.TONGPAN_DATA_KEYS = {"old": OLD}
        sealed = crypto.seal("张三")
        settings.TONGPAN_DATA_KEYS = {"new": NEW, "old": OLD}

        assert crypto.unseal(sealed) == "张三"
        assert crypto.needs_rewrap(sealed)
        assert crypto.seal("张三").startswith("new:")

    def test_says_so_when_the_key_is_gone(self, settings):
        sealed = crypto.seal("张三")
        settings.TONGPAN_DATA_KEYS = {"new": NEW}

        with pytest.raises(crypto.Unreadable, match="no key"):
            crypto.unseal(sealed)


class TestBlindIndex:
    @pytest.mark.parametrize(
        "other", ["138-0000-1234", "１３８００００１２３４", " 138 0000 1234 ", "138\u30000000·1234"]
    )
    def test_is_the_same_however_it_was_written(self, other):
        assert crypto.blind_index(other, "phone") == crypto.blind_index("13800001234", "phone")

    def test_differs_by_purpose_by_content_and_by_key(self, settings):
        one = crypto.blind_index("13800001234", "phone")
        assert len(one) == 64
        assert one != crypto.blind_index("13800001234", "id")
        assert one != crypto.blind_index("13800001235", "phone")
        settings.TONGPAN_INDEX_KEY = "44" * 32
        assert one != crypto.blind_index("13800001234", "phone")

    def test_of_nothing_is_nothing(self):
        assert crypto.blind_index("  ", "phone") == ""

    def test_takes_an_x_of_either_size_for_the_same(self):
        assert crypto.blind_index("33010219900101123x", "id") == crypto.blind_index("33010219900101123X", "id")


class TestMasks:
    @pytest.mark.parametrize(
        ("name", "masked"),
        [("张三", "张*"), ("张三丰", "张**"), ("欧阳修", "欧阳*"), ("欧阳", "欧*"), ("张", "*"), ("", "")],
    )
    def test_a_name_keeps_its_surname(self, name, masked):
        assert crypto.mask_name(name) == masked

    def test_a_phone_and_an_identity_number(self):
        assert crypto.mask_phone("13800001234") == "138****1234"
        assert crypto.mask_phone("12345") == "*****"
        assert crypto.mask_id_number("330102199001011234") == "3301************34"

    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            pytest.param("电话13800001234，速办", "电话138****1234，速办", id="手机"),
            pytest.param("固话0570-8231234", "固话057*****1234", id="固话"),
            pytest.param("身份证33010219900101123X。", "身份证3301************3X。", id="身份证"),
            pytest.param("单号202611220001380000123456", "单号202611220001380000123456", id="长编号不是电话"),
            pytest.param("罚款5000元，编号330802001", "罚款5000元，编号330802001", id="短数字不动"),
        ],
    )
    def test_free_text(self, text, masked):
        assert crypto.mask_personal(text) == masked

    @given(st.text(max_size=60))
    def test_free_text_without_digits_is_left_alone(self, text):
        if not any(char.isdigit() for char in text):
            assert crypto.mask_personal(text) == text


@pytest.mark.django_db
class TestRewrapping:
    def test_seals_subject_keys_under_the_newest_key_and_the_old_one_may_go(self, settings, now, capsys):
        settings.TONGPAN_DATA_KEYS = {"old": OLD}
        subject = SubjectRef("tests.lead", uuid7())
        with transaction.atomic():
            ledger.record("lead.created", subject=subject, actor=None, at=now, name="张三")
        settings.TONGPAN_DATA_KEYS = {"new": NEW, "old": OLD}

        call_command("keys_rewrap", json=True)
        settings.TONGPAN_DATA_KEYS = {"new": NEW}

        report = json.loads(capsys.readouterr().out)
        assert report["key_id"] == "new"
        assert report["rewrapped"]["kernel.SubjectKey.wrapped"] == 1
        assert ledger.history(subject)[0].facts == {"name": "张三"}
        assert ledger.verify().ok

    def test_does_nothing_the_second_time_and_says_which_key_is_missing(self, settings, now):
        settings.TONGPAN_DATA_KEYS = {"old": OLD}
        with transaction.atomic():
            ledger.record("lead.created", subject=SubjectRef("tests.lead", uuid7()), actor=None, at=now)
        before = SubjectKey.objects.get().wrapped
        call_command("keys_rewrap")
        assert SubjectKey.objects.get().wrapped == before

        settings.TONGPAN_DATA_KEYS = {"new": NEW}
        with pytest.raises(CommandError, match="Nothing is lost"):
            call_command("keys_rewrap")
