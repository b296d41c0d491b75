"""The catalogue of matters stands on law that exists, is in force, and says what the catalogue says it says."""

import copy
import random
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tools.article_digests import TEXTS, Texts, facts_from, read_texts

from tongpan.law.articles import article_facts, recorded_facts
from tongpan.law.catalogue_check import DOMAINS, Problem, check_catalogue, read_catalogue
from tongpan.law.statutes import Currency, StatuteLevel, UnknownStatute, in_force, replaced_by, statute, statutes

CHECKED_ON = date(2026, 11, 22)
CATALOGUE = Path(__file__).parents[2] / "src" / "tongpan" / "powers" / "catalogue"
MATTERS = read_catalogue(CATALOGUE)
BY_CODE = {matter["code"]: matter for matter in MATTERS}

ECOLOGICAL_CODE = "中华人民共和国生态环境法典"
REPEALED_BY_THE_CODE = [
    "环境保护法",
    "环境影响评价法",
    "海洋环境保护法",
    "大气污染防治法",
    "水污染防治法",
    "土壤污染防治法",
    "固体废物污染环境防治法",
    "噪声污染防治法",
    "放射性污染防治法",
    "清洁生产促进法",
]

needs_texts = pytest.mark.skipif(
    not (TEXTS / "national.jsonl").exists(),
    reason="../shared/law/texts is not at hand: only the recorded facts were used",
)


def codes_of(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


@cache
def the_texts() -> Texts:
    return read_texts(TEXTS)


def a_matter(name_part: str, scope: str = "national") -> dict:
    """A copy of the one matter with these words in its name, to be spoilt."""
    [found] = [matter for matter in MATTERS if name_part in matter["name"] and matter["scope"] == scope]
    return copy.deepcopy(found)


class TestTheCatalogue:
    def test_has_nothing_wrong_with_it(self):
        assert [str(problem) for problem in check_catalogue(MATTERS, on=CHECKED_ON)] == []

    def test_is_wide_enough(self):
        cited = {place["statute"] for matter in MATTERS for place in [*matter["violated"], *matter["penalty"]]}

        assert len(MATTERS) >= 150
        assert {matter["domain"] for matter in MATTERS} == DOMAINS
        assert len(cited) >= 25
        assert sum(matter["town_fit"] for matter in MATTERS) >= 40

    def test_numbers_its_codes_within_each_domain(self):
        for domain, count in Counter(matter["domain"] for matter in MATTERS).items():
            codes = [matter["code"] for matter in MATTERS if matter["domain"] == domain]
            assert codes == [f"{domain}-{number:03d}" for number in range(1, count + 1)]

    def test_has_local_matters_only_under_places_whose_law_was_read(self):
        assert {matter["scope"] for matter in MATTERS} == {"national", "33", "3308", "37", "3701", "3708", "31"}

    def test_rests_on_nothing_below_a_rule(self):
        levels = {statute(place["statute"]).level for matter in MATTERS for place in matter["penalty"]}

        assert levels <= set(StatuteLevel)

    def test_keeps_ecology_on_the_code_alone(self):
        cited = {
            place["statute"]
            for matter in MATTERS
            if matter["domain"] == "ecology"
            for place in [*matter["violated"], *matter["penalty"]]
        }

        assert cited == {ECOLOGICAL_CODE}

    def test_says_where_a_basis_is_in_doubt(self):
        for matter in MATTERS:
            for place in matter["penalty"]:
                basis = statute(place["statute"])
                assert basis.currency is not Currency.DOUBTFUL or basis.note


class TestTheStatuteTable:
    @pytest.mark.parametrize("short_title", REPEALED_BY_THE_CODE)
    def test_ends_the_ten_acts_on_the_day_the_code_began(self, short_title):
        title = f"中华人民共和国{short_title}"

        assert in_force(title, date(2026, 8, 14))
        assert not in_force(title, date(2026, 8, 15))
        assert replaced_by(title) == ECOLOGICAL_CODE

    def test_starts_the_code_on_that_day(self):
        assert not in_force(ECOLOGICAL_CODE, date(2026, 8, 14))
        assert in_force(ECOLOGICAL_CODE, date(2026, 8, 15))

    @pytest.mark.parametrize("title", ["信访条例", "个体工商户条例", "中华人民共和国档案法实施办法"])
    def test_knows_older_repeals_that_the_texts_do_not_mark(self, title):
        assert not in_force(title, CHECKED_ON)
        assert replaced_by(title) is not None

    @pytest.mark.parametrize("name", ["行政处罚法", "行政强制法", "行政复议法", "行政诉讼法", "民事诉讼法"])
    def test_has_the_procedural_laws(self, name):
        assert in_force(f"中华人民共和国{name}", CHECKED_ON)

    def test_refuses_a_title_it_does_not_have(self):
        with pytest.raises(UnknownStatute):
            statute("没有这部法")

    def test_leads_from_each_replaced_instrument_to_a_known_one(self):
        for known in statutes().values():
            assert known.in_force_to is None or known.in_force_from < known.in_force_to
            assert known.replaced_by is None or known.replaced_by in statutes()


class TestTheCheckFails:
    """Spoil one thing at a time: the check must name it."""

    def test_on_an_article_that_does_not_punish_this(self):
        matter = a_matter("露天烧烤食品")
        matter["penalty"][0]["article"] = 1131

        assert "figure.absent" in codes_of(check_catalogue([matter], on=CHECKED_ON))

    def test_on_an_article_nobody_has_read(self):
        matter = a_matter("露天烧烤食品")
        matter["penalty"][0]["article"] = 9999

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) >= {"article.unknown", "figure.absent"}

    def test_on_a_paragraph_the_article_does_not_have(self):
        matter = a_matter("露天烧烤食品")
        matter["penalty"][0]["paragraph"] = 4

        assert "article.place" in codes_of(check_catalogue([matter], on=CHECKED_ON))

    def test_on_an_item_the_article_does_not_have(self):
        matter = a_matter("擅自挖掘城市道路")
        matter["violated"][0]["item"] = 8

        assert "article.place" in codes_of(check_catalogue([matter], on=CHECKED_ON))

    def test_on_a_figure_of_another_paragraph(self):
        matter = a_matter("餐饮服务业经营者未安装")
        matter["penalty"][0]["paragraph"] = 3

        assert "figure.absent" in codes_of(check_catalogue([matter], on=CHECKED_ON))

    def test_on_a_figure_that_the_article_does_not_name(self):
        matter = a_matter("露天烧烤食品")
        matter["fines"][0] |= {"figures": ["六百元", "五千元"], "min": 600}

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"figure.absent"}

    def test_on_a_number_that_is_not_the_figure(self):
        matter = a_matter("露天烧烤食品")
        matter["fines"][0]["max"] = 50_000

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"figure.value"}

    def test_on_bounds_the_wrong_way_round(self):
        matter = a_matter("露天烧烤食品")
        matter["fines"][0] |= {"min": 5000, "max": 500}

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"figure.order"}

    def test_on_a_multiple_given_as_an_amount(self):
        matter = a_matter("临时建筑物、构筑物超过批准期限不拆除")
        matter["fines"][0] |= {"basis": "amount", "min": 0, "max": 1}

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"figure.unreadable"}

    def test_on_an_amount_where_the_text_names_none(self):
        matter = a_matter("损坏城市树木花草")
        matter["fines"][0]["max"] = 1000

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"figure.unspecified"}

    def test_on_a_kind_of_penalty_that_the_article_does_not_name(self):
        matter = a_matter("露天烧烤食品")
        matter["kinds"].append("REVOKE_LICENSE")

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"kind.absent"}

    @pytest.mark.parametrize("short_title", REPEALED_BY_THE_CODE)
    def test_on_a_repealed_basis(self, short_title):
        matter = a_matter("露天烧烤食品")
        matter["penalty"][0]["statute"] = f"中华人民共和国{short_title}"

        assert "basis.not_in_force" in codes_of(check_catalogue([matter], on=CHECKED_ON))

    def test_on_a_basis_that_was_not_yet_in_force(self):
        matter = a_matter("露天烧烤食品")

        assert "basis.not_in_force" in codes_of(check_catalogue([matter], on=date(2026, 8, 14)))

    def test_on_a_basis_of_another_province(self):
        matter = a_matter("乱倒生活垃圾", scope="33")
        matter["scope"] = "37"

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"basis.area"}

    def test_on_a_basis_the_table_does_not_have(self):
        matter = a_matter("露天烧烤食品")
        matter["violated"][0]["statute"] = "某市城市管理暂行办法"

        assert "basis.unknown" in codes_of(check_catalogue([matter], on=CHECKED_ON))

    def test_on_a_summary_procedure_that_the_amount_rules_out(self):
        matter = a_matter("露天烧烤食品")
        matter["fines"] = [matter["fines"][1]]
        matter["summary_fit"] = True

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"summary.impossible"}

    def test_on_one_code_used_twice(self):
        matter = a_matter("露天烧烤食品")

        assert codes_of(check_catalogue([matter, matter], on=CHECKED_ON)) == {"code.repeated"}

    @pytest.mark.parametrize("field", ["violated", "penalty", "kinds"])
    def test_on_a_matter_without_provision_or_penalty(self, field):
        matter = a_matter("露天烧烤食品") | {field: []}

        assert "form.empty" in codes_of(check_catalogue([matter], on=CHECKED_ON))

    @pytest.mark.parametrize("field", ["min", "max"])
    def test_on_a_fine_without_a_bound(self, field):
        matter = a_matter("露天烧烤食品")
        del matter["fines"][0][field]

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"figure.missing"}

    def test_on_a_fine_without_figures(self):
        matter = a_matter("露天烧烤食品")
        matter["fines"][0]["figures"] = []

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"figure.missing"}

    def test_and_says_which_matter_and_why(self):
        matter = a_matter("露天烧烤食品")
        del matter["valid_from"]

        (problem,) = check_catalogue([matter], on=CHECKED_ON)

        assert str(problem) == f"{matter['code']}：缺少字段：valid_from（form.missing）"

    @pytest.mark.parametrize(
        ("field", "value"), [("domain", "parking"), ("kinds", ["BEATING"]), ("correction", "later"), ("plain", [])]
    )
    def test_on_a_word_outside_the_vocabulary(self, field, value):
        matter = a_matter("露天烧烤食品") | {field: value}

        assert {code.split(".")[0] for code in codes_of(check_catalogue([matter], on=CHECKED_ON))} == {"form"}

    def test_on_a_missing_field_without_breaking(self):
        matter = a_matter("露天烧烤食品")
        del matter["valid_from"]

        assert codes_of(check_catalogue([matter], on=CHECKED_ON)) == {"form.missing"}

    def test_on_any_single_figure_of_the_catalogue_that_is_changed(self):
        changed = random.Random(20261122)
        for matter in changed.sample([matter for matter in MATTERS if any(f["figures"] for f in matter["fines"])], 60):
            spoilt = copy.deepcopy(matter)
            fine = changed.choice([fine for fine in spoilt["fines"] if fine["figures"]])
            fine["figures"][0] = "七百七十七元"

            assert "figure.absent" in codes_of(check_catalogue([spoilt], on=CHECKED_ON)), matter["code"]


class TestRecordedFacts:
    def test_name_nothing_that_no_matter_cites(self):
        cited = {
            (place["statute"], place["article"])
            for matter in MATTERS
            for role in ("violated", "penalty", "measures")
            for place in matter.get(role, ())
        }

        assert set(recorded_facts()) == cited

    def test_carry_the_version_of_the_table(self):
        assert all(facts.version == statute(facts.statute).version for facts in recorded_facts().values())

    def test_tell_the_paragraphs_of_a_known_article(self):
        facts = article_facts("中华人民共和国消防法", 60)

        assert facts is not None
        assert [paragraph.items for paragraph in facts.paragraphs] == [7, 0, 0]
        assert facts.figures_at(2) == ("五百元",)
        assert facts.has(1, 7)
        assert not facts.has(1, 8)
        assert not facts.has(4, None)


@needs_texts
class TestAgainstTheTexts:
    """Where the reference texts are at hand, the recorded facts are what the texts say."""

    def test_facts_and_digests_are_those_of_the_texts(self):
        read = facts_from(the_texts(), sorted(recorded_facts()))

        assert {(facts.statute, facts.article): facts for facts in read} == dict(recorded_facts())

    def test_each_figure_stands_literally_in_its_article(self):
        texts = the_texts()

        for matter in MATTERS:
            said = "".join(
                "".join(texts[statute(place["statute"]).text_title, place["article"]].split())
                for place in matter["penalty"]
            )
            for fine in matter["fines"]:
                assert all(figure in said for figure in fine["figures"]), matter["code"]
