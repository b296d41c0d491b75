"""事项目录核对：手写的小事项，一处写错，就说出那一处；写在界限上的不误报。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.articles import ArticleFacts, ParagraphFacts
from tongpan.law.catalogue_check import Problem, check_catalogue, read_catalogue
from tongpan.law.statutes import Currency, Statute, StatuteLevel, UnknownStatute

TODAY = date(2026, 11, 22)
TITLE = "中华人民共和国某法"
LAW = Statute(
    title=TITLE,
    short_title="某法",
    level=StatuteLevel.LAW,
    area="national",
    version=date(2020, 1, 1),
    in_force_from=date(2020, 7, 1),
    in_force_to=None,
    replaced_by=None,
    last_checked=TODAY,
    currency=Currency.CONFIRMED,
    text_title=TITLE,
    note="",
)
LOCAL = replace(LAW, title="某省条例", short_title="某省条例", area="33", in_force_from=date(2021, 5, 1))
OLD = replace(
    LAW, title="旧法", short_title="旧法", in_force_from=date(2010, 1, 1), in_force_to=TODAY, replaced_by="某法"
)
STATUTES = {each.title: each for each in (LAW, LOCAL, OLD)}

FIGURES = ("二百元", "二百零一元", "五千元", "一倍", "三倍", "百分之五", "百分之五十", "三千元", "三千零一元")
FINES = ParagraphFacts(FIGURES, ("罚款", "警告"), 0)
LISTED = ParagraphFacts((), (), 2)
GOODS = ParagraphFacts(("一万元",), ("没收",), 0)
ARTICLES = {
    (TITLE, 10): ArticleFacts(TITLE, LAW.version, 10, "", (LISTED,)),
    (TITLE, 60): ArticleFacts(TITLE, LAW.version, 60, "", (FINES, GOODS)),
    ("某省条例", 60): ArticleFacts("某省条例", LOCAL.version, 60, "", (FINES,)),
    ("旧法", 60): ArticleFacts("旧法", OLD.version, 60, "", (FINES,)),
}

FINE = {"subject": "any", "basis": "amount", "min": 200, "max": 5000, "figures": ["二百元", "五千元"]}
MATTER = {
    "code": "market-001",
    "name": "占道经营",
    "domain": "market",
    "scope": "national",
    "violated": [{"statute": TITLE, "article": 10, "item": 1}],
    "penalty": [{"statute": TITLE, "article": 60, "paragraph": 1}],
    "kinds": ["FINE"],
    "fines": [FINE],
    "correction": "with_penalty",
    "town_fit": True,
    "town_reason": "常见",
    "summary_fit": False,
    "plain": ["摆摊", "占道"],
    "keywords": ["占道", "摆摊", "经营", "道路"],
    "valid_from": date(2020, 7, 1),
    "checked_on": TODAY,
}


def statute_of(title):
    try:
        return STATUTES[title]
    except KeyError:
        raise UnknownStatute(f"法律法规目录中没有：{title}") from None


def problems(*matters):
    return check_catalogue(matters, TODAY, statute_of, lambda title, article: ARTICLES.get((title, article)))


def of_one(**changes):
    return [(each.code, each.message) for each in problems({**MATTER, **changes})]


def codes(**changes):
    return [code for code, _ in of_one(**changes)]


def fined(**changes):
    return codes(fines=[{**FINE, **changes}])


def words(count):
    return [f"词{number}" for number in range(count)]


class TestCodes:
    def test_one_matter_of_each_code_is_in_order(self):
        assert problems(MATTER, {**MATTER, "code": "market-002"}) == ()

    @pytest.mark.parametrize("times", [2, 3])
    def test_a_code_used_again_is_said_once(self, times):
        assert problems(*[MATTER] * times) == (Problem("code.repeated", "market-001", "事项编码重复"),)


class TestForm:
    @pytest.mark.parametrize("field", sorted(set(MATTER)))
    def test_every_field_must_be_there(self, field):
        matter = {name: value for name, value in MATTER.items() if name != field}

        assert [(each.code, each.message) for each in problems(matter)] == [("form.missing", f"缺少字段：{field}")]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"domain": "parking"}, "domain 不认识：parking"),
            ({"kinds": ["FINE", "BEATING"]}, "kinds 不认识：BEATING"),
            ({"correction": "later"}, "correction 不认识：later"),
            ({"fines": [FINE | {"subject": "robot"}]}, "fines.subject 不认识：robot"),
            ({"fines": [FINE | {"basis": "mood"}]}, "fines.basis 不认识：mood"),
            ({"measures": [{"kind": "TOW", "statute": TITLE, "article": 60}]}, "measures.kind 不认识：TOW"),
        ],
    )
    def test_a_word_must_be_of_the_vocabulary(self, changes, said):
        assert of_one(**changes) == [("form.unknown", said)]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({"violated": []}, ["form.empty"], id="没有违反的条款"),
            pytest.param({"penalty": []}, ["form.empty"], id="没有处罚的条款"),
            pytest.param({"kinds": [], "fines": []}, ["form.empty"], id="没有处罚种类"),
        ],
    )
    def test_provision_penalty_and_kind_must_be_named(self, changes, expected):
        assert codes(**changes) == expected

    @pytest.mark.parametrize(
        ("keywords", "plain", "expected"),
        [
            pytest.param(4, 2, [], id="四个关键词、二种说法"),
            pytest.param(12, 6, [], id="十二个关键词、六种说法"),
            pytest.param(3, 2, ["form.words"], id="三个关键词"),
            pytest.param(13, 2, ["form.words"], id="十三个关键词"),
            pytest.param(4, 1, ["form.words"], id="一种说法"),
            pytest.param(4, 7, ["form.words"], id="七种说法"),
        ],
    )
    def test_words_to_find_it_by_are_neither_few_nor_many(self, keywords, plain, expected):
        assert codes(keywords=words(keywords), plain=words(plain)) == expected

    @pytest.mark.parametrize(
        ("kinds", "fines", "expected"),
        [
            pytest.param(["FINE"], [FINE], [], id="罚款有幅度"),
            pytest.param(["WARNING"], [], [], id="警告没有幅度"),
            pytest.param(["FINE"], [], ["form.fines"], id="罚款没有幅度"),
            pytest.param(["WARNING"], [FINE], ["form.fines"], id="有幅度却没有罚款"),
        ],
    )
    def test_a_fine_has_its_range(self, kinds, fines, expected):
        assert codes(kinds=kinds, fines=fines) == expected

    def test_what_is_wrong_in_form_is_not_asked_further(self):
        assert codes(domain="parking", penalty=[{"statute": "没有这部法", "article": 1}]) == ["form.unknown"]


class TestBases:
    def penalty(self, statute, **changes):
        return of_one(penalty=[{"statute": statute, "article": 60, "paragraph": 1}], **changes)

    def test_a_basis_replaced_is_told_with_what_replaced_it(self):
        said = f"《旧法》在{TODAY}不是有效依据，已由《某法》替代"

        assert self.penalty("旧法", valid_from=date(2010, 1, 1)) == [("basis.not_in_force", said)]

    @pytest.mark.parametrize(
        ("scope", "expected"), [("33", []), ("330106", []), ("37", ["basis.area"]), ("national", ["basis.area"])]
    )
    def test_a_local_basis_holds_in_its_place(self, scope, expected):
        assert [code for code, _ in self.penalty("某省条例", scope=scope, valid_from=date(2021, 5, 1))] == expected

    def test_the_matter_holds_from_its_latest_basis_for_the_penalty(self):
        both = [{"statute": each, "article": 60, "paragraph": 1} for each in (TITLE, "某省条例")]

        assert codes(penalty=both, scope="33", valid_from=date(2021, 5, 1)) == []
        said = "依据自2021-05-01起有效，事项写的是2020-07-01"
        assert of_one(penalty=both, scope="33") == [("basis.valid_from", said)]

    def test_an_unknown_instrument_is_named(self):
        found = of_one(violated=[{"statute": "某市办法", "article": 10}])

        assert ("basis.unknown", "法律法规目录中没有：某市办法") in found


NO_PLACE = ("article.place", f"《{TITLE}》第10条没有所引的款、项")


class TestPlaces:
    @pytest.mark.parametrize(
        ("place", "expected"),
        [
            pytest.param({"article": 10}, [], id="整条"),
            pytest.param({"article": 10, "item": 2}, [], id="最后一项"),
            pytest.param({"article": 10, "paragraph": 1, "item": 2}, [], id="唯一一款的最后一项"),
            pytest.param({"article": 10, "item": 3}, [NO_PLACE], id="没有这一项"),
            pytest.param({"article": 10, "paragraph": 2}, [NO_PLACE], id="没有这一款"),
            pytest.param({"article": 11}, [("article.unknown", f"没有《{TITLE}》第11条的核对记录")], id="没有核对过"),
        ],
    )
    def test_the_place_cited_must_exist(self, place, expected):
        assert of_one(violated=[{"statute": TITLE, **place}]) == expected


class TestFigures:
    def test_a_figure_must_stand_in_the_paragraph_cited(self):
        fine = FINE | {"figures": ["二百元", "一万元"], "max": 10_000}

        assert of_one(fines=[fine]) == [("figure.absent", "「一万元」不在所引处罚条款中")]

    @pytest.mark.parametrize("field", ["min", "max", "figures"])
    def test_both_bounds_and_the_figures_must_be_written(self, field):
        fine = {name: value for name, value in FINE.items() if name != field} | (
            {"figures": []} if field == "figures" else {}
        )

        assert codes(fines=[fine]) == ["figure.missing"]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="数字与条文一致"),
            pytest.param({"min": 0, "figures": ["五千元"]}, [], id="五千元以下"),
            pytest.param({"min": 5000, "figures": ["五千元"]}, [], id="上下限相同"),
            pytest.param({"min": 5000, "max": 200}, ["figure.order"], id="上下限颠倒"),
            pytest.param({"min": 100}, ["figure.value"], id="下限不是条文的数"),
            pytest.param({"max": 50_000}, ["figure.value"], id="上限不是条文的数"),
            pytest.param({"min": 0}, ["figure.value"], id="条文有下限，写成没有"),
            pytest.param({"figures": ["三倍"]}, ["figure.unreadable"], id="倍数写成金额"),
        ],
    )
    def test_a_sum_is_the_one_of_the_article(self, changes, expected):
        assert fined(**changes) == expected

    @pytest.mark.parametrize(
        ("basis", "figures", "low", "high", "expected"),
        [
            ("multiple_of_income", ["一倍", "三倍"], 1, 3, []),
            ("multiple_of_value", ["一倍", "三倍"], 1, 3, []),
            ("multiple_of_income", ["三倍"], 0, 3, []),
            ("multiple_of_income", ["一倍", "三倍"], 0, 3, ["figure.value"]),
            ("multiple_of_value", ["百分之五十", "三倍"], "0.5", 3, []),
            ("multiple_of_value", ["百分之五十", "三倍"], 50, 3, ["figure.order", "figure.value"]),
            ("multiple_of_income", ["五千元"], 0, 5000, ["figure.unreadable"]),
            ("percent", ["百分之五", "百分之五十"], 5, 50, []),
            ("percent", ["百分之五", "百分之五十"], "0.05", "0.5", ["figure.value"]),
            ("percent", ["一倍"], 0, 1, ["figure.unreadable"]),
        ],
    )
    def test_a_multiple_or_percentage_is_in_its_own_unit(self, basis, figures, low, high, expected):
        prefix = "percent" if basis == "percent" else "multiple"
        bounds = {f"{prefix}_min": low, f"{prefix}_max": high}

        assert codes(fines=[{"subject": "any", "basis": basis, "figures": figures, **bounds}]) == expected

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({}, []),
            ({"max": 1000}, ["figure.unspecified"]),
            ({"figures": ["五千元"]}, ["figure.unspecified"]),
        ],
    )
    def test_where_the_text_names_none_none_is_written(self, changes, expected):
        assert codes(fines=[{"subject": "any", "basis": "unspecified", "figures": [], **changes}]) == expected


class TestKinds:
    @pytest.mark.parametrize(
        ("kinds", "paragraph", "expected"),
        [
            pytest.param(["FINE", "WARNING"], 1, [], id="罚款、警告在第一款"),
            pytest.param(["FINE", "CONFISCATE_GOODS"], 1, ["所引处罚条款中没有「没收」"], id="没收不在第一款"),
            pytest.param(["FINE", "CONFISCATE_GOODS"], None, [], id="引整条，没收在第二款"),
            pytest.param(["FINE", "REVOKE_LICENSE"], None, ["所引处罚条款中没有「吊销」"], id="条文没有吊销"),
            pytest.param(["FINE", "OTHER"], 1, [], id="其他种类没有固定用语"),
        ],
    )
    def test_a_kind_must_stand_in_the_article(self, kinds, paragraph, expected):
        place = {"statute": TITLE, "article": 60} | ({"paragraph": paragraph} if paragraph else {})

        found = of_one(kinds=kinds, penalty=[place])

        assert found == [("kind.absent", said) for said in expected]


class TestSummary:
    """Law: APL 51: on the spot up to 200 yuan for a citizen, 3000 yuan for an organization, or a warning."""

    @pytest.mark.parametrize(
        ("subject", "lowest", "expected"),
        [
            pytest.param("individual", 200, [], id="个人二百元"),
            pytest.param("individual", 201, ["summary.impossible"], id="个人二百零一元"),
            pytest.param("individual", 3000, ["summary.impossible"], id="个人三千元"),
            pytest.param("organisation", 3000, [], id="单位三千元"),
            pytest.param("organisation", 3001, ["summary.impossible"], id="单位三千零一元"),
            pytest.param("organisation", 5000, ["summary.impossible"], id="单位五千元"),
            pytest.param("any", 3000, [], id="不分个人单位三千元"),
            pytest.param("any", 3001, ["summary.impossible"], id="不分个人单位三千零一元"),
            pytest.param("any", 5000, ["summary.impossible"], id="不分个人单位五千元"),
            pytest.param("person_in_charge", 200, [], id="直接负责的主管人员也是公民"),
            pytest.param("person_in_charge", 201, ["summary.impossible"], id="主管人员二百零一元"),
            pytest.param("person_in_charge", 3000, ["summary.impossible"], id="主管人员三千元"),
        ],
    )
    def test_is_ruled_out_by_the_lowest_fine(self, subject, lowest, expected):
        said = {200: "二百元", 201: "二百零一元", 3000: "三千元", 3001: "三千零一元", 5000: "五千元"}
        figures = list(dict.fromkeys([said[lowest], "五千元"]))
        fine = FINE | {"subject": subject, "min": lowest, "figures": figures}

        assert codes(fines=[fine], summary_fit=True) == expected
        assert codes(fines=[fine], summary_fit=False) == []

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({"kinds": ["FINE", "WARNING"]}, [], id="也可以警告"),
            pytest.param({"fines": [FINE | {"min": 5000, "figures": ["五千元"]}, FINE]}, [], id="另有较低的一档"),
            pytest.param(
                {"fines": [{"subject": "any", "basis": "unspecified", "figures": []}]}, [], id="条文没有定数额"
            ),
            pytest.param({}, ["summary.impossible"], id="只有高的一档"),
        ],
    )
    def test_is_open_where_something_lighter_may_be_given(self, changes, expected):
        dear = FINE | {"min": 5000, "figures": ["五千元"]}

        assert codes(**({"fines": [dear], "summary_fit": True} | changes)) == expected


def test_a_folder_is_read_by_file_name_and_each_matter_has_the_domain_of_its_file(tmp_path):
    (tmp_path / "b.toml").write_text('domain = "water"\n[[matter]]\ncode = "water-001"\n', encoding="utf-8")
    (tmp_path / "a.toml").write_text('domain = "land"\n[[matter]]\ncode = "land-001"\n', encoding="utf-8")
    (tmp_path / "NOTES.md").write_text("说明", encoding="utf-8")

    assert read_catalogue(tmp_path) == [
        {"domain": "land", "code": "land-001"},
        {"domain": "water", "code": "water-001"},
    ]
