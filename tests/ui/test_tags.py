"""Template tags and components: what they write, and that they escape what comes in."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from tongpan.ui import icons, masking, statuses
from tongpan.ui.forms import FilesField
from tongpan.ui.stepsbar import five_steps


def draw(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


def draw_at(path: str, text: str, **context: object) -> str:
    request = RequestFactory().get(path)
    return Template(text).render(RequestContext(request, context))


class TestStatus:
    def test_is_a_word_an_icon_and_a_tone(self):
        html = draw("{% status 'TRIAGE' %}")

        assert "待研判" in html
        assert "#help-circle" in html
        assert "chip-warn" in html

    def test_nobody_registered_shows_its_own_label(self):
        assert "办理中" in draw("{% status value %}", value=SimpleNamespace(label="办理中"))

    def test_a_feature_can_register_its_own(self):
        statuses.register({"SAMPLE_ONLY": statuses.Look("样品", "point", "good")})

        assert "样品" in draw("{% status 'SAMPLE_ONLY' %}")

    def test_an_ordinary_priority_is_not_marked(self):
        assert draw("{% priority 'NORMAL' %}") == ""
        assert "突发" in draw("{% priority 'EMERGENCY' %}")


class TestEscaping:
    ATTACK = "<script>alert(1)</script>"

    @pytest.mark.parametrize(
        "text",
        [
            "{% chip x %}",
            "{% status x %}",
            "{% person x x x %}",
            "{% empty x x %}",
            "{% notice x %}",
            "{% stat x x %}",
            "{% timeline items %}",
            "{% facts pairs %}",
            "{% json_data x 'd' %}",
            "{% explanation why %}",
        ],
    )
    def test_what_comes_in_as_data_never_becomes_markup(self, text):
        x = self.ATTACK
        context = {"x": x, "items": [{"at": None, "title": x, "text": x}], "pairs": [(x, x)], "why": {"conclusion": x}}

        assert "<script>alert" not in draw(text, **context)


class TestPager:
    def test_keeps_the_filters_and_leads_on(self):
        page = SimpleNamespace(items=[1, 2], next="tok")

        html = draw_at("/x/?status=ROUTED&after=old", "{% pager page %}", page=page)

        assert "?status=ROUTED&amp;after=tok" in html
        assert "回到第一页" in html

    def test_says_when_everything_is_shown(self):
        html = draw_at("/x/", "{% pager page %}", page=SimpleNamespace(items=[1], next=None))

        assert "共 1 条" in html


class TestFilters:
    class Form(forms.Form):
        q = forms.CharField(label="关键词")
        town = forms.ChoiceField(label="镇街", choices=[("", "全部"), ("1", "河湾镇")])

    def test_count_what_is_on_and_can_be_cleared(self):
        form = self.Form({"q": "", "town": "1"})

        html = draw_at("/x/?q=&town=1", "{% filters form %}", form=form)

        assert 'class="tab-count">1<' in html
        assert 'href="/x/"' in html
        assert " required" not in html


class TestField:
    class Form(forms.Form):
        title = forms.CharField(label="标题", help_text="一句话")
        photos = FilesField(label="照片", required=False)

    def test_is_wired_for_assistive_technology(self):
        form = self.Form({"title": ""})

        html = draw("{% field form.title %}", form=form)

        assert '<label for="id_title">标题' in html
        assert 'aria-invalid="true"' in html
        assert 'aria-describedby="id_title_helptext id_title_error"' in html
        assert 'id="id_title_error"' in html

    @pytest.mark.parametrize(
        ("name", "words"), [("title", "请填写"), ("kind", "请选择"), ("file", "请选择"), ("own", "写明原因")]
    )
    def test_an_empty_one_says_what_to_do(self, name, words):
        class Asking(forms.Form):
            title = forms.CharField()
            kind = forms.ChoiceField(choices=[("a", "甲")])
            file = forms.FileField()
            own = forms.CharField(error_messages={"required": "写明原因"})

        html = draw("{% field bound %}", bound=Asking({})[name])

        assert f"</svg>{words}</li>" in html

    def test_a_whole_form_is_drawn_the_same_way(self):
        form = self.Form({"title": ""})
        form.add_error(None, "别人刚刚改过")

        html = draw("{{ form }}", form=form)

        assert 'class="field field-text field-wrong"' in html
        assert "别人刚刚改过" in html

    def test_an_optional_field_says_so(self):
        assert "可不填" in draw("{% upload form.photos %}", form=self.Form())


class TestRefusal:
    def test_reason_first_then_the_way_forward(self):
        html = draw("{% refusal problem '可以提出争议' %}", problem="不能退回")

        assert html.index("不能退回") < html.index("怎么办") < html.index("可以提出争议")


def test_m090_the_five_steps_are_shown_with_what_was_left_out():
    at = datetime(2026, 11, 22, tzinfo=UTC)
    lead = SimpleNamespace(collected_at=at, dispatched_at=None, handled_at=at, answered_at=None, archived_at=None)

    steps = five_steps(lead)

    assert [step.label for step in steps] == ["问题收集", "分流交办", "调查处置", "结果反馈", "结案归档"]
    assert [step.state for step in steps] == ["done", "skipped", "done", "current", "todo"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13857001234", "138****1234"),
        ("0570-8765432", "057*-***5432"),
        ("12345", "123*5"),
        ("138****1234", "138****1234"),
        ("", ""),
    ],
)
def test_a_telephone_number_hides_its_middle(number, shown):
    assert masking.phone(number) == shown


def test_an_unknown_icon_is_a_dot():
    assert icons.known("no-such-icon") == "point"


def test_figures_stand_beside_the_drawing_as_a_table():
    spec = {"labels": ["周一"], "series": [{"name": "收到", "values": [3]}]}

    html = draw("{% chart spec 'c' %}", spec=spec)

    assert '<td class="number">3</td>' in html
    assert 'data-chart="c"' in html
