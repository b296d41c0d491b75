"""期限总表：五十八行期限的数据、条文与计算。"""

import json
import re
import unicodedata
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from tongpan.law.calendar import national
from tongpan.law.citation import chinese_number
from tongpan.law.limits import (
    Effect,
    LimitRefused,
    Regime,
    citations,
    compute_limit,
    find_provision,
    limit_if_any,
    rule,
    rules,
)
from tongpan.law.period import SHANGHAI, Authority, Exclusion, Extension, Ground, Kind, Unit

CALENDAR = national()
TEXTS = Path(__file__).parents[3] / "shared" / "law" / "texts"
NOT_AT_HAND = {
    "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释",
    "上海市行政处罚听证程序规定",
    "内蒙古自治区行政执法公示执法全过程记录重大执法决定法制审核办法",
    "深圳市行政执法监督码管理规定",
}
"""Instruments read elsewhere; the reference collection does not hold them."""

CITATIONS = list(citations())


def on(year, month, day):
    return date(year, month, day)


def at(*moment):
    return datetime(*moment, tzinfo=SHANGHAI)


def granted(authority, quantity, unit=Unit.DAY, granted_on=None):
    return Extension(quantity, unit, authority, granted_on)


@cache
def articles():
    """Every article of the collection by title and heading, figures in half width."""
    found = {}
    for name in ("local_regulations", "department_rules", "administrative_regulations", "national"):
        for line in (TEXTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            found[entry["law"], entry["article"]] = unicodedata.normalize("NFKC", entry["text"])
    return found


@cache
def whole_texts():
    """The procedure rules, kept as whole texts, by their title as it is spoken."""
    found = {}
    for path in (TEXTS / "procedure_rules").glob("*.md"):
        text = unicodedata.normalize("NFKC", path.read_text(encoding="utf-8"))
        found[re.sub(r"\s", "", text.splitlines()[0].lstrip("# "))] = text
    return found


def text_of(citation):
    """Return the cited article, or for an instrument without articles its heading's paragraph."""
    if isinstance(citation.article, str):
        whole = next(text for title, text in whole_texts().items() if title.endswith(citation.statute))
        heading = unicodedata.normalize("NFKC", citation.article)
        return next(line for line in whole.splitlines() if line.startswith(heading) and "公开" in line)
    heading = f"第{chinese_number(citation.article)}条"
    if (citation.statute, heading) in articles():
        return articles()[citation.statute, heading]
    whole = whole_texts()[citation.statute]
    return re.search(rf"^\s*{heading}\s([\s\S]*?)(?=^\s*第[一二三四五六七八九十百]+条\s|\Z)", whole, re.M)[1]


def place_in(text, paragraph, item):
    """Cut an article down to one paragraph with its items, or to one item."""
    paragraphs = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("(") and paragraphs:
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
    chosen = "\n".join(paragraphs) if paragraph is None else paragraphs[paragraph - 1]
    if item is None:
        return chosen
    return next(line for line in chosen.splitlines() if line.startswith(f"({chinese_number(item)})"))


class TestRegister:
    def test_holds_all_fifty_eight_rows(self):
        assert {entry.row for entry in rules().values()} == {f"DL-{number:02d}" for number in range(1, 59)}

    @pytest.mark.parametrize("entry", rules().values(), ids=lambda entry: f"{entry.id} {entry.trigger}→{entry.end}")
    def test_every_provision_cites_and_no_two_claim_the_same_ground(self, entry):
        grounds = [(each.regime, each.area) for each in entry.provisions]

        assert len(set(grounds)) == len(grounds)
        assert all(each.citation.statute for each in entry.provisions)
        assert all(each.citation.figures or each.grade != "A" for each in entry.provisions)

    @pytest.mark.parametrize(
        "citation",
        [each for each in CITATIONS if each.statute not in NOT_AT_HAND],
        ids=lambda each: f"{each}{'、'.join(each.figures)}",
    )
    def test_figures_stand_in_the_cited_place(self, citation):
        if not TEXTS.exists():
            pytest.skip("没有条文汇编可供核对")

        text = place_in(text_of(citation), citation.paragraph, citation.item)

        missing = [each for each in citation.figures if unicodedata.normalize("NFKC", each) not in text]
        assert missing == [], text

    @pytest.mark.parametrize("entry", rules().values(), ids=lambda entry: f"{entry.id} {entry.trigger}→{entry.end}")
    def test_every_number_is_among_the_cited_figures(self, entry):
        for provision in entry.provisions:
            figures = "".join(figure for each in provision.citations for figure in each.figures)
            numbers = [provision.quantity, *(each.quantity for each in provision.extensions)]
            for number in filter(None, numbers):
                spoken = {chinese_number(number), str(number), *(["两"] if number == 2 else [])}
                assert provision.grade == "B" or any(word in figures for word in spoken), provision.citation

    def test_working_days_stand_in_the_text_or_in_the_clause_that_defines_days(self):
        silent = [
            (entry.id, provision.regime)
            for entry in rules().values()
            for provision in entry.provisions
            if provision.unit is Unit.WORKDAY
            and not any("工作日" in figure for each in provision.citations for figure in each.figures)
        ]

        assert silent == []

    def test_a_derived_unit_is_graded_as_derived(self):
        derived = {entry.id for entry in rules().values() for each in entry.provisions if each.grade == "D"}

        assert derived == {"DL-14", "DL-22", "DL-34.1", "DL-35", "DL-36.1", "DL-36.2", "DL-36.3", "DL-37.2"}

    @pytest.mark.parametrize(
        ("kind", "rows"),
        [
            pytest.param(
                Kind.RIGHT_UNTIL,
                {"DL-11", "DL-12", "DL-23", "DL-38", "DL-39", "DL-40", "DL-43", "DL-54", "DL-56"},
                id="当事人权利",
            ),
            pytest.param(Kind.NOT_BEFORE, {"DL-13", "DL-14", "DL-18", "DL-24", "DL-26", "DL-27", "DL-30"}, id="等待期"),
        ],
    )
    def test_kinds_follow_the_reading(self, kind, rows):
        assert {entry.row for entry in rules().values() if entry.provisions[0].kind is kind} == rows

    def test_effects_and_grounds_have_chinese_names(self):
        assert all(effect.label for effect in Effect)
        assert all(ground.label for ground in Ground)
        assert all(authority.label for authority in Authority)


class TestComputeLimit:
    @pytest.mark.parametrize(
        ("rule_id", "regime", "province", "trigger", "due_on"),
        [
            pytest.param("DL-01", "SAMR", None, on(2026, 9, 14), on(2026, 10, 10), id="市监核查十五个工作日"),
            pytest.param("DL-01", "HURD", None, on(2026, 9, 14), on(2026, 10, 10), id="住建核查十五日是工作日"),
            pytest.param("DL-01", "AGR", None, on(2026, 9, 14), on(2026, 9, 22), id="农业核查七日是工作日且调休计入"),
            pytest.param("DL-03", None, None, on(2026, 9, 28), on(2026, 10, 13), id="先行登记保存七日是工作日"),
            pytest.param("DL-06", None, None, on(2026, 9, 1), on(2026, 10, 1), id="查封三十日以不顺延的末日为准"),
            pytest.param("DL-09", None, None, on(2026, 1, 5), on(2026, 4, 5), id="办案九十日逢清明不依赖顺延"),
            pytest.param("DL-12", None, None, on(2025, 12, 29), on(2026, 1, 6), id="听证申请五个工作日跨元旦"),
            pytest.param("DL-11", "AGR", None, on(2026, 3, 2), on(2026, 3, 5), id="农业陈述申辩三日"),
            pytest.param("DL-11", None, "330106", on(2026, 3, 2), on(2026, 3, 5), id="浙江未选规程适用省办法三日"),
            pytest.param("DL-11", "HURD", "330106", on(2026, 3, 2), on(2026, 3, 9), id="浙江住建案件适用部门规章五日"),
            pytest.param("DL-13", None, None, on(2026, 9, 17), on(2026, 9, 29), id="听证通知七个完整工作日后方可"),
            pytest.param("DL-14", "SAMR", None, on(2026, 3, 2), on(2026, 3, 6), id="市监听证公告三个工作日"),
            pytest.param("DL-14", "SAMR", "310115", on(2026, 3, 2), on(2026, 3, 12), id="上海市监听证公告从长"),
            pytest.param("DL-18", None, None, on(2026, 3, 2), on(2026, 4, 2), id="公告三十日满之次日视为送达"),
            pytest.param("DL-18", "AGR", None, on(2026, 3, 2), on(2026, 5, 7), id="农业公告六十日末日逢劳动节"),
            pytest.param("DL-18", "ZJP", None, on(2026, 3, 2), on(2026, 4, 2), id="浙江公告十日让位于法律"),
            pytest.param("DL-19", "SAMR", None, on(2026, 3, 2), on(2026, 3, 30), id="市监公示二十个工作日"),
            pytest.param("DL-22", "TRA", None, on(2026, 3, 5), on(2026, 3, 10), id="交通当场处罚备案五日按自然日"),
            pytest.param("DL-22", "AGR", None, on(2026, 3, 5), on(2026, 3, 9), id="农业当场处罚二日是工作日"),
            pytest.param("DL-23", None, None, on(2026, 9, 18), on(2026, 10, 8), id="缴款十五日末日逢国庆顺延"),
            pytest.param("DL-24", None, None, on(2026, 10, 8), on(2026, 10, 9), id="届满次日起加处罚款"),
            pytest.param("DL-26", None, None, on(2026, 3, 2), on(2026, 4, 2), id="加处超过三十日"),
            pytest.param("DL-27", None, None, on(2026, 9, 18), on(2026, 10, 10), id="催告送达十个工作日后"),
            pytest.param("DL-28", None, None, on(2025, 11, 30), on(2026, 2, 28), id="申请法院执行三个月至二月末"),
            pytest.param("DL-32", None, None, on(2023, 10, 1), on(2026, 10, 1), id="中止执行满三年不顺延"),
            pytest.param("DL-33", None, None, on(2024, 10, 4), on(2026, 10, 3), id="追责二年自当日起不顺延"),
            pytest.param("DL-33.2", None, None, on(2020, 2, 29), on(2025, 2, 28), id="追责五年自闰日起"),
            pytest.param("DL-34.1", None, None, on(2026, 9, 30), on(2026, 10, 3), id="移送决定三日按自然日"),
            pytest.param("DL-38", None, None, on(2026, 8, 5), on(2026, 10, 8), id="复议六十日末日逢国庆顺延"),
            pytest.param("DL-39", None, None, on(2026, 4, 5), on(2026, 10, 8), id="起诉六个月末日逢国庆顺延"),
            pytest.param("DL-41.2", None, None, on(2026, 9, 28), on(2026, 10, 10), id="简易复议答复五个工作日"),
            pytest.param("DL-45", None, None, on(2025, 12, 31), on(2026, 2, 28), id="履职两个月至二月末"),
            pytest.param("DL-52", None, None, on(2025, 12, 31), on(2026, 1, 31), id="年度数据一月三十一日前"),
            pytest.param("DL-52", None, None, on(2026, 12, 31), on(2027, 1, 31), id="固定日期不依赖节假日安排"),
            pytest.param("DL-10", None, "150102", on(2026, 3, 2), on(2026, 3, 9), id="内蒙古法制审核五个工作日"),
            pytest.param("DL-54.1", None, "440303", on(2026, 3, 2), on(2026, 3, 16), id="广东评查异议十个工作日"),
            pytest.param("DL-58", None, "440303", on(2026, 3, 2), on(2026, 3, 12), id="深圳补录十个自然日"),
        ],
    )
    def test_counts_as_the_text_that_binds_says(self, rule_id, regime, province, trigger, due_on):
        assert compute_limit(rule_id, trigger, CALENDAR, regime, province).due_on == due_on

    @pytest.mark.parametrize(
        ("rule_id", "regime", "province"),
        [
            pytest.param("DL-04", "SAMR", None, id="紧急先行登记保存"),
            pytest.param("DL-05", None, None, id="紧急强制措施"),
            pytest.param("DL-08", "TRA", None, id="财物移交"),
            pytest.param("DL-34.2", None, None, id="批准移送后"),
            pytest.param("DL-48", None, "15", id="内蒙古音像上传"),
        ],
    )
    def test_twenty_four_hours_run_on(self, rule_id, regime, province):
        limit = compute_limit(rule_id, at(2026, 10, 1, 22, 15), CALENDAR, regime, province)

        assert limit.due_at == at(2026, 10, 2, 22, 15)

    @pytest.mark.parametrize(
        ("rule_id", "wording"),
        [
            pytest.param("DL-01", "及时", id="及时立案"),
            pytest.param("DL-31", "立即", id="代履行后立即通知"),
            pytest.param("DL-11", "充分听取意见", id="陈述申辩国家没有规定天数"),
        ],
    )
    def test_a_duty_without_a_number_has_no_day(self, rule_id, wording):
        limit = compute_limit(rule_id, on(2026, 3, 2), CALENDAR)

        assert limit.due_on is None
        assert limit.awaiting_year is None
        assert f"“{wording}”，法律没有规定天数" in limit.explanation

    def test_a_waiting_period_carries_both_its_days(self):
        limit = compute_limit("DL-27", on(2026, 9, 18), CALENDAR)

        assert (limit.last_waiting_on, limit.first_permitted_on) == (on(2026, 10, 9), on(2026, 10, 10))

    def test_the_surcharge_row_carries_its_rate_and_cap(self):
        assert dict(rule("DL-24").national.parameters) == {"daily_percent": 3, "cap_percent": 100}

    def test_a_supervisor_may_set_the_adjustable_number(self):
        limit = compute_limit("DL-53", on(2026, 3, 2), CALENDAR, province="33", quantity=10)

        assert limit.due_on == on(2026, 3, 12)

    def test_the_explanation_names_the_article_of_the_text_that_binds(self):
        limit = compute_limit("DL-01", on(2026, 3, 2), CALENDAR, Regime.HURD)

        assert "（住房和城乡建设行政处罚程序规定第十五条第一款）" in limit.explanation

    def test_an_unpublished_year_is_awaited(self):
        limit = compute_limit("DL-09", on(2026, 11, 22), CALENDAR)

        assert (limit.due_on, limit.awaiting_year, limit.act_by) == (None, 2027, on(2027, 2, 20))


class TestExtensionsAndExclusions:
    @pytest.mark.parametrize(
        ("regime", "extensions", "due_on"),
        [
            pytest.param("TRA", [granted(Authority.HEAD, 30)], on(2026, 5, 5), id="交通延长三十日"),
            pytest.param(
                "HURD",
                [granted(Authority.HEAD, 30), granted(Authority.COLLECTIVE, 60)],
                on(2026, 7, 4),
                id="住建至多一百八十日",
            ),
            pytest.param(
                "SAMR",
                [granted(Authority.HEAD, 30), granted(Authority.COLLECTIVE, 45)],
                on(2026, 6, 19),
                id="市监合理期限",
            ),
            pytest.param(
                "AGR",
                [granted(Authority.HEAD, 20), granted(Authority.SUPERIOR, 30)],
                on(2026, 5, 25),
                id="农业上一级决定",
            ),
        ],
    )
    def test_the_chain_of_each_regime(self, regime, extensions, due_on):
        assert compute_limit("DL-09", on(2026, 1, 5), CALENDAR, regime, extensions=extensions).due_on == due_on

    @pytest.mark.parametrize(
        ("regime", "extensions", "code"),
        [
            pytest.param(None, [granted(Authority.HEAD, 30)], "limits.extension.too_many", id="行政处罚法没有延长"),
            pytest.param("ZJP", [granted(Authority.HEAD, 30)], "limits.extension.too_many", id="浙江办法没有延长"),
            pytest.param("TRA", [granted(Authority.HEAD, 31)], "limits.extension.too_long", id="超过三十日"),
            pytest.param("TRA", [granted(Authority.SUPERIOR, 30)], "limits.extension.authority", id="批准主体不对"),
            pytest.param(
                "HURD",
                [granted(Authority.HEAD, 30), granted(Authority.COLLECTIVE, 61)],
                "limits.extension.too_long",
                id="再次延长超过六十日",
            ),
            pytest.param("TRA", [granted(Authority.HEAD, 30, Unit.WORKDAY)], "limits.extension.unit", id="单位不对"),
            pytest.param(
                "TRA",
                [granted(Authority.HEAD, 30, granted_on=on(2026, 4, 6))],
                "limits.extension.late",
                id="届满后才批准",
            ),
        ],
    )
    def test_refuses_an_extension_the_text_does_not_give(self, regime, extensions, code):
        with pytest.raises(LimitRefused) as refusal:
            compute_limit("DL-09", on(2026, 1, 5), CALENDAR, regime, extensions=extensions)

        assert refusal.value.code == code

    @pytest.mark.parametrize(
        ("regime", "ground", "named"),
        [
            pytest.param(None, Ground.HEARING, False, id="行政处罚法没有列出听证"),
            pytest.param("SAMR", Ground.ANNOUNCEMENT, True, id="市监列出公告"),
            pytest.param("HURD", Ground.ANNOUNCEMENT, False, id="住建没有列出公告"),
            pytest.param("HURD", Ground.SUSPENSION, True, id="住建列出中止"),
            pytest.param("AGR", Ground.RECOGNITION, False, id="农业没有列出辨认鉴别"),
            pytest.param("TRA", Ground.HEARING, False, id="交通没有列出任何事由"),
            pytest.param("ZJP", Ground.EXPERT_REVIEW, True, id="浙江列出专家评审"),
            pytest.param("ZJP", Ground.SUSPENSION, False, id="浙江没有列出中止"),
        ],
    )
    def test_leaves_out_only_the_grounds_the_regime_names(self, regime, ground, named):
        pause = Exclusion(ground, on(2026, 2, 1), on(2026, 2, 10))

        if named:
            limit = compute_limit("DL-09", on(2026, 1, 5), CALENDAR, regime, exclusions=[pause])
            assert limit.due_on == on(2026, 4, 15)
        else:
            with pytest.raises(LimitRefused, match="不扣除"):
                compute_limit("DL-09", on(2026, 1, 5), CALENDAR, regime, exclusions=[pause])


class TestRefusals:
    @pytest.mark.parametrize(
        ("rule_id", "more", "code"),
        [
            pytest.param("DL-99", {}, "limits.rule.unknown", id="没有这一行"),
            pytest.param("DL-02", {}, "limits.rule.ambiguous", id="没有指明哪一段"),
            pytest.param("DL-09", {"regime": "XYZ"}, "limits.regime.unknown", id="没有这个规程"),
            pytest.param("DL-09", {"regime": "ZJP", "province": "37"}, "limits.regime.elsewhere", id="浙江办法不出省"),
            pytest.param("DL-09", {"province": "浙江"}, "limits.province.invalid", id="不是区划代码"),
            pytest.param("DL-48", {}, "limits.provision.missing", id="仅内蒙古有规定"),
            pytest.param("DL-15.1", {"regime": "HURD"}, "limits.provision.missing", id="仅市监有规定"),
            pytest.param("DL-09", {"quantity": 60}, "limits.quantity.fixed", id="法定数量不能改"),
            pytest.param("DL-53", {"province": "33", "quantity": 0}, "limits.facts.invalid", id="数量应当大于零"),
            pytest.param("DL-05", {}, "limits.facts.invalid", id="小时期限需要时刻"),
            pytest.param(
                "DL-31",
                {"extensions": [granted(Authority.HEAD, 1)]},
                "limits.extension.too_many",
                id="没有天数不能延长",
            ),
        ],
    )
    def test_says_why_in_chinese(self, rule_id, more, code):
        with pytest.raises(LimitRefused) as refusal:
            compute_limit(rule_id, on(2026, 3, 2), CALENDAR, **more)

        assert refusal.value.code == code
        assert re.search(r"[\u4e00-\u9fff]", str(refusal.value))

    def test_names_where_a_local_rule_is_found(self):
        with pytest.raises(LimitRefused, match="内蒙古自治区"):
            find_provision(rule("DL-48"))


class TestLimitIfAny:
    def test_is_none_where_no_text_sets_one(self):
        assert limit_if_any("DL-14", date(2026, 3, 2), CALENDAR) is None

    def test_is_the_regimes_where_it_sets_one(self):
        limit = limit_if_any("DL-14", date(2026, 3, 2), CALENDAR, Regime.SAMR)

        assert limit is not None
        assert limit.due_on == date(2026, 3, 6)

    def test_does_not_hide_a_wrong_question(self):
        with pytest.raises(LimitRefused) as refusal:
            limit_if_any("DL-11", date(2026, 3, 2), CALENDAR, Regime.ZJP, "31")

        assert refusal.value.code == "limits.regime.elsewhere"
        assert "《浙江省行政程序办法》不适用于行政区划31" in refusal.value.message
