"""How a form is answered: the reasons stand beside what they concern, and the status tells."""

import pytest
from django import forms
from django.test import RequestFactory

from tongpan.kernel.errors import Conflict, Invalid, NotFound, Refusal
from tongpan.ui.submitting import MALFORMED, posted, refused, try_to


class TownForm(forms.Form):
    town = forms.CharField()
    reason = forms.CharField(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


RENAMED = {"place": "town", "point": "town"}


@pytest.fixture
def request_(rf: RequestFactory):
    return rf.post("/", {"town": "航埠镇"})


def shown(form: forms.Form) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in form.errors.items()}


class TestTryTo:
    def test_is_done(self, request_):
        done: list[str] = []

        status = try_to(request_, TownForm(request_.POST), lambda data: done.append(data["town"]))

        assert (status, done) == (0, ["航埠镇"])

    def test_nothing_is_done_with_a_malformed_form(self, rf):
        request = rf.post("/", {})
        form = TownForm(posted(request))

        assert try_to(request, form, lambda data: pytest.fail("the form lacks its town")) == MALFORMED
        assert "town" in form.errors

    def test_a_refusal_stands_on_the_form_with_its_status(self, request_):
        form = TownForm(request_.POST)

        def run(data: object) -> None:
            raise Conflict("他人刚刚办过，请刷新后查看")

        assert try_to(request_, form, run) == 409
        assert shown(form) == {"__all__": ["他人刚刚办过，请刷新后查看"]}

    def test_what_the_actor_may_not_know_of_is_a_page_of_its_own(self, request_):
        def run(data: object) -> None:
            raise NotFound("没有找到")

        with pytest.raises(NotFound):
            try_to(request_, TownForm(request_.POST), run)


class TestPosted:
    def test_a_page_only_looked_at_sends_nothing(self, rf):
        assert posted(rf.get("/?town=1")) is None
        assert posted(rf.post("/")) is not None


BESIDE = Invalid("没有这个镇街，请重新选择", fields={"town": "请重新选择"})
HIDDEN = Invalid("版本不对", fields={"version": "版本不对"})
SOME = Invalid("镇街和地图都不对", fields={"town": "镇街不对", "map": "地图不对"})
SAID = Invalid("请写明原因", fields={"reason": "请写明原因"})
TWICE = Invalid("位置不对", fields={"place": "请选择镇街", "point": "请选择镇街"})
BARE = Refusal("文件太大")


@pytest.mark.parametrize(
    ("refusal", "manner", "expected"),
    [
        pytest.param(BESIDE, {}, {"town": ["请重新选择"]}, id="栏目旁"),
        pytest.param(BESIDE, {"whole": True}, {"town": ["请重新选择"], "__all__": [str(BESIDE)]}, id="栏目旁和上方"),
        pytest.param(SAID, {"whole": True}, {"reason": [str(SAID)]}, id="栏目旁已说全"),
        pytest.param(HIDDEN, {}, {"__all__": [str(HIDDEN)]}, id="看不见的栏目"),
        pytest.param(HIDDEN, {"whole": True}, {"__all__": [str(HIDDEN)]}, id="看不见的栏目，已说全"),
        pytest.param(SOME, {}, {"town": ["镇街不对"], "__all__": [str(SOME)]}, id="一栏没有"),
        pytest.param(TWICE, {"renamed": RENAMED}, {"town": ["请选择镇街"]}, id="两栏合一"),
        pytest.param(TWICE, {}, {"__all__": [str(TWICE)]}, id="不改名"),
        pytest.param(BARE, {"beside": "town"}, {"town": [str(BARE)]}, id="指定栏目"),
    ],
)
def test_reasons_stand_where_they_belong(request_, refusal, manner, expected):
    form = TownForm(request_.POST)

    status = refused(request_, form, refusal, **manner)

    assert status == refusal.status
    assert shown(form) == expected
