"""The catalogue of document forms: how many, on what they stand, and that none carries an old mistake."""

import re
from collections import Counter
from datetime import date

import pytest
from tests.documents.samples import values_of
from tools.article_digests import TEXTS, is_recorded
from tools.form_articles import RECORD, NoPlace, cited_by, place_of, recorded, render

from tongpan.documents.domain import forms
from tongpan.documents.domain.body import LINE, nodes
from tongpan.documents.domain.choices import Layout
from tongpan.law.procedure.steps import Step
from tongpan.law.statutes import statutes

TODAY = date(2026, 11, 27)
ALL = forms.catalogue()
FORMS = [pytest.param(form, id=form.code) for form in ALL]
WITHOUT = {22, 25, 26}
"""rows without a form of their own: 22 is 28, 30 and 36; 25 and 26 are plans"""
ON_THE_SPOT = "on_spot_penalty_decision"
"""handed over on the spot, signed by the officers (行政处罚法 52 ¶2): it does not wait for the organ's seal"""

OLD = {
    "听证三日": r"(?:三|3)\s*(?:个工作)?日内[^。]*听证",
    "起诉三个月": r"(?:三|3)\s*个月[^。]*(?:起诉|诉讼)",
    "向上一级主管部门复议": r"上一级[^。]*(?:主管)?部门[^。]*复议",
    "旧条文：先行登记保存": r"行政处罚法》?第三十七条",
    "旧条文：告知": r"行政处罚法》?第三十[一二]条[^。]*告知",
    "旧条文：加处罚款": r"行政处罚法》?第五十一条[^。]*加处",
}


class TestTheCatalogue:
    def test_m144_has_at_least_fifty_forms(self):
        assert len(forms.forms_on(TODAY)) >= 50

    def test_m144_has_a_form_for_every_row_that_is_one(self):
        assert {form.row for form in ALL} == set(range(1, 105)) - WITHOUT

    def test_m144_says_of_each_since_when_it_is_used(self):
        assert [form.code for form in ALL if not form.in_force(TODAY) or form.in_force(date(2011, 12, 31))] == []

    def test_m145_knows_each_form_by_one_code_and_edition(self):
        assert Counter((form.code, form.edition) for form in ALL).most_common(1)[0][1] == 1

    def test_m145_knows_no_form_beside_the_catalogue(self):
        assert forms.form_of("love_letter", on=TODAY) is None

    def test_gives_each_kind_a_word_of_its_own_in_the_number(self):
        shared = {sign: codes for sign, codes in _codes_by_sign().items() if len(codes) > 1}

        assert shared == {}

    def test_numbers_what_goes_out_as_a_letter(self):
        assert [form.code for form in ALL if form.layout is Layout.LETTER and form.outward and not form.sign] == []

    def test_asks_for_a_seal_on_every_letter(self):
        assert [form.code for form in ALL if form.layout is Layout.LETTER and not form.sealed] == [ON_THE_SPOT]

    def test_has_a_place_for_the_seal_where_it_asks_for_one(self):
        placed = {form.code for form in ALL if "@" in form.body.splitlines()}

        assert {form.code for form in ALL if form.sealed} | {ON_THE_SPOT} == placed

    def test_names_fields_in_few_words(self):
        assert [(form.code, one.name) for form in ALL for one in form.fields if not 0 < len(one.label) <= 20] == []

    @pytest.mark.parametrize("form", FORMS)
    def test_names_real_steps(self, form):
        assert set(form.stages) <= set(Step.__members__)


def _codes_by_sign():
    found = {}
    for form in ALL:
        if form.sign:
            found.setdefault(form.sign, set()).add(form.code)
    return found


class TestCitations:
    @pytest.mark.parametrize("form", FORMS)
    def test_exist(self, form):
        assert [problem for text in cited_by(form) for problem in _problems(text)] == []

    @pytest.mark.parametrize("form", FORMS)
    def test_are_older_than_the_form(self, form):
        late = [t for t in cited_by(form) if statutes()[place_of(t).statute].in_force_from > form.valid_from]

        assert late == []

    @pytest.mark.parametrize("form", [one for one in FORMS if one.values[0].grade == "A"])
    def test_stand_under_every_form_that_the_law_demands(self, form):
        assert form.basis

    @pytest.mark.parametrize(
        "text",
        [
            "行政处罚法第九十九条",
            "行政处罚法第五十九条第三款",
            "行政处罚法第五十九条第一款第七项",
            "三项制度指导意见（二十九）",
        ],
    )
    def test_of_what_does_not_exist_are_told(self, text):
        assert _problems(text)

    @pytest.mark.parametrize("text", ["某市办法第一条", "行政处罚法", "第五十九条"])
    def test_without_an_instrument_are_told(self, text):
        with pytest.raises(NoPlace):
            place_of(text)

    @pytest.mark.skipif(not TEXTS.is_dir(), reason="../shared/law/texts is not at hand")
    def test_are_what_the_texts_say(self):
        assert is_recorded(RECORD, render(TEXTS))


def _problems(text):
    place = place_of(text)
    if not statutes()[place.statute].in_force(TODAY):
        return [f"{text}：不是现行有效"]
    items = recorded().get((place.statute, place.article))
    if items is None:
        return [f"{text}：没有核对过这一条，请用 tools/form_articles.py 登记"]
    if place.paragraph is not None and place.paragraph > len(items):
        return [f"{text}：该条只有{len(items)}款"]
    counts = items if place.paragraph is None else items[place.paragraph - 1 : place.paragraph]
    return [f"{text}：没有这一项"] if place.item is not None and not any(place.item <= n for n in counts) else []


class TestTheText:
    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("mistake", OLD)
    def test_carries_no_old_mistake(self, form, mistake):
        words = form.body + "".join(one.label + one.help for one in form.fields)

        assert not re.search(OLD[mistake], words)

    @pytest.mark.parametrize("form", [one for one in FORMS if one.values[0].layout is Layout.LETTER])
    def test_of_a_letter_has_no_hole_once_what_must_stand_there_does(self, form):
        given = {"organ": "某镇人民政府", "number": "1号", "day": "2026年11月28日", "title": form.title}

        assert LINE not in str(nodes(form.body, values_of(form, only_required=True) | given))

    @pytest.mark.parametrize("code", ["hearing_right_notice", "waiver_statement"])
    def test_gives_five_workdays_to_ask_for_a_hearing(self, code):
        assert "五个工作日内" in forms.form_of(code, on=TODAY).body

    def test_leaves_redress_to_what_the_record_computes(self):
        typed = [form.code for form in ALL if "提起行政诉讼" in form.body and "remedies" in _names(form)]

        assert typed == []
        assert all(one.fixed or one.known for form in ALL for one in form.fields if one.name == "remedies")

    def test_of_a_decision_on_the_spot_offers_no_suit_by_itself(self):
        form = forms.form_of(ON_THE_SPOT, on=TODAY)

        assert "诉讼" not in form.body
        assert "法院" not in form.body

    def test_names_the_party_from_the_record(self):
        given = [one for form in ALL for one in form.fields if one.name in ("party", "identity", "penalty")]

        assert all(one.fixed or (one.known and one.name == "identity") for one in given)

    @pytest.mark.parametrize("form", [one for one in FORMS if "{shown}" in one.values[0].body])
    def test_of_a_record_shows_the_card_asks_for_recusal_and_is_signed(self, form):
        assert "{recusal_answer}" in form.body
        assert re.search(r"^~ ", form.body, re.MULTILINE)
        assert "如实" in form.body or form.code == "hearing_record"

    @pytest.mark.parametrize(
        "code", ["inquiry_record", "scene_record", "inspection_record", "survey_record", "seizure_scene_record"]
    )
    def test_of_a_record_is_read_over_before_it_is_signed(self, code):
        assert "宣读" in forms.form_of(code, on=TODAY).body


def _names(form):
    return {one.name for one in form.fields}
