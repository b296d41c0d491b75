"""案件事实的读取：严格，拒绝时说明位置和理由。"""

import copy
import json
from datetime import date, datetime

import pytest

from tongpan.law.facts import read_facts
from tongpan.law.limits import Regime
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused

CASE = {
    "province": "330106",
    "parties": [{"id": "甲", "kind": "CITIZEN", "born_on": "1980-02-29", "lucid": True}],
    "causes": [{"id": "占道", "name": "占道经营"}],
    "charges": [
        {
            "party": "甲",
            "cause": "占道",
            "act_on": "2026-02-27",
            "discovered_on": "2026-03-02",
            "regime": "HURD",
            "proposed": {"kinds": ["FINE"], "fine": "1.5万元"},
        }
    ],
    "officers": [{"id": "张", "certified_from": "2022-01-01", "certified_until": "2030-01-01"}],
    "assignments": [{"role": "HANDLER", "officer": "张", "since": "2026-03-02"}],
    "clue": {"at": "2026-03-02T09:30"},
}


def changed(path, value):
    """A copy of the case with one value put in, by a path such as charges.0.act_on."""
    case = copy.deepcopy(CASE)
    *way, last = path.split(".")
    place = case
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return case


def refusal_of(document):
    with pytest.raises(LawRefused) as refusal:
        read_facts(document)
    return refusal.value


def prolonged(days):
    return changed("prolongations", [{"at": "2026-05-20", "days": days, "grantor": "HEAD"}])


class TestBounds:
    @pytest.mark.parametrize(("days", "taken"), [(0, False), (1, True), (2000, True), (2001, False), (True, False)])
    def test_of_whole_numbers(self, days, taken):
        if taken:
            assert read_facts(prolonged(days)).prolongations[0].days == days
        else:
            refusal = refusal_of(prolonged(days))
            assert (refusal.code, refusal.field) == ("facts.number.invalid", "prolongations[0].days")
            assert "1至2000的整数" in refusal.message

    @pytest.mark.parametrize(
        ("born_on", "taken"),
        [("1899-12-31", False), ("1900-01-01", True), ("2200-12-31", True), ("2201-01-01", False)],
    )
    def test_of_years(self, born_on, taken):
        case = changed("officers.0", {"id": "张", "certified_from": born_on})
        case["officers"][0] |= {"certified_until": None}

        if taken:
            assert read_facts(case).officers[0].certified_from == date.fromisoformat(born_on)
        else:
            assert refusal_of(case).message == f"officers[0].certified_from：{born_on[:4]}年不像是本案的日期，请核对"

    @pytest.mark.parametrize(("length", "shown"), [(59, 59), (60, 60), (61, 60), (500, 60)])
    def test_of_what_is_quoted(self, length, shown):
        assert refusal_of({**CASE, "x" * length: 1}).message == f"（最外层）：不认识的字段“{'x' * shown}”"
        said = refusal_of(changed("charges.0.regime", "X" * length)).message
        assert said.startswith(f"charges[0].regime：不认识“{'X' * shown}”，可选：")


class TestReads:
    def test_takes_rows_with_days_moments_and_sums(self):
        facts = read_facts(CASE)

        (charge,) = facts.charges
        assert charge.act_on == date(2026, 2, 27)
        assert charge.regime is Regime.HURD
        assert charge.proposed is not None
        assert charge.proposed.kinds == (PenaltyKind.FINE,)
        assert charge.proposed.fine == yuan(15_000)
        assert facts.clue is not None
        assert facts.clue.at == datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
        assert facts.assignments[0].since == datetime(2026, 3, 2, tzinfo=SHANGHAI)

    @pytest.mark.parametrize(
        ("written", "fen"),
        [
            pytest.param(200, 20_000, id="整数元"),
            pytest.param("12.50", 1_250, id="带角分"),
            pytest.param("3,000元", 300_000, id="千分位"),
            pytest.param("1.5万元", 1_500_000, id="万元"),
        ],
    )
    def test_reads_sums(self, written, fen):
        facts = read_facts(changed("charges.0.proposed.fine", written))

        assert facts.charges[0].proposed.fine.fen == fen

    def test_reads_whole_numbers(self):
        row = {"at": "2026-05-20", "days": 30, "grantor": "HEAD"}

        assert read_facts(changed("prolongations", [row])).prolongations[0].days == 30

    def test_keeps_what_is_unknown_unknown(self):
        facts = read_facts(changed("parties.0", {"id": "甲", "kind": "CITIZEN"}))

        assert facts.parties[0].born_on is None
        assert facts.parties[0].lucid is None
        assert facts.charges[0].crime is None
        assert facts.charges[0].earlier_fines is None

    def test_takes_null_for_unknown(self):
        assert read_facts(changed("parties.0.born_on", None)).parties[0].born_on is None

    @pytest.mark.parametrize(
        ("written", "hour"),
        [
            pytest.param("2026-03-02T01:30:00Z", 9, id="世界时"),
            pytest.param("2026-03-02T10:30:00+09:00", 9, id="东九区"),
            pytest.param("2026-03-02 09:30", 9, id="空格"),
            pytest.param("2026-03-02", 0, id="只写日期从零时起"),
        ],
    )
    def test_reads_moments_in_chinese_time(self, written, hour):
        facts = read_facts(changed("clue.at", written))

        assert facts.clue.at.hour == hour
        assert facts.clue.at.tzinfo is SHANGHAI


class TestRefuses:
    @pytest.mark.parametrize(
        ("path", "value", "code", "field"),
        [
            pytest.param("charges.0.act_on", "2026-02-30", "facts.date.unreadable", "charges[0].act_on", id="无此日"),
            pytest.param("charges.0.act_on", "20260227", "facts.date.unreadable", "charges[0].act_on", id="连写"),
            pytest.param("charges.0.act_on", "2026-W01-1", "facts.date.unreadable", "charges[0].act_on", id="周历"),
            pytest.param("charges.0.act_on", "1026-02-27", "facts.date.implausible", "charges[0].act_on", id="年份"),
            pytest.param("charges.0.act_on", 20260227, "facts.text.type", "charges[0].act_on", id="数字日期"),
            pytest.param("clue.at", "2026-03-02T25:00", "facts.moment.unreadable", "clue.at", id="没有这个时刻"),
            pytest.param("clue.at", "0001-01-01T00:00+23:00", "facts.date.implausible", "clue.at", id="太早的时刻"),
            pytest.param("charges.0.regime", "XX", "facts.word.unknown", "charges[0].regime", id="不认识的程序规定"),
            pytest.param("parties.0.kind", "FIRM", "facts.word.unknown", "parties[0].kind", id="不认识的种类"),
            pytest.param("parties.0.kind", ["CITIZEN"], "facts.text.type", "parties[0].kind", id="种类不是文字"),
            pytest.param("parties.0.lucid", "yes", "facts.flag.type", "parties[0].lucid", id="不是真假"),
            pytest.param("parties.0.id", None, "facts.key.missing", "parties[0]", id="没有编号"),
            pytest.param("parties.0.id", "", "facts.id.invalid", "parties[0]", id="空编号"),
            pytest.param("parties.0.id", "甲" * 2001, "facts.text.invalid", "parties[0].id", id="过长"),
            pytest.param("parties.0.id", "甲\x00", "facts.text.invalid", "parties[0].id", id="空字符"),
            pytest.param("parties", {}, "facts.list.type", "parties", id="不是列表"),
            pytest.param("parties.0", [], "facts.row.type", "parties[0]", id="不是对象"),
            pytest.param("colour", "红", "facts.key.unknown", "", id="不认识的字段"),
            pytest.param("charges.0.color", "红", "facts.key.unknown", "charges[0]", id="行里不认识的字段"),
            pytest.param("charges.0.proposed.fine", 1.5, "money.type", "charges[0].proposed.fine", id="浮点金额"),
            pytest.param("charges.0.proposed.fine", "-1", "money.negative", "charges[0].proposed.fine", id="负金额"),
            pytest.param("charges.0.proposed.fine", "0.001", "money.too_fine", "charges[0].proposed.fine", id="厘"),
            pytest.param("charges.0.proposed.fine", "许多", "money.unreadable", "charges[0].proposed.fine", id="乱写"),
            pytest.param("charges.0.proposed.fine", [1], "facts.money.type", "charges[0].proposed.fine", id="列表"),
            pytest.param("prolongations", [{"at": "2026-03-02", "days": 0, "grantor": "HEAD"}],
                         "facts.number.invalid", "prolongations[0].days", id="延长零日"),
        ],
    )  # fmt: skip
    def test_says_where_and_why(self, path, value, code, field):
        refusal = refusal_of(changed(path, value))

        assert (refusal.code, refusal.field) == (code, field)
        assert (field or "最外层") in refusal.message

    @pytest.mark.parametrize("document", [None, [], "x", 3, True], ids=str)
    def test_wants_an_object(self, document):
        assert refusal_of(document).code == "facts.row.type"

    def test_wants_no_endless_list(self):
        assert refusal_of(changed("officers", CASE["officers"] * 2001)).code == "facts.list.long"

    def test_lists_the_words_it_knows(self):
        assert "住房和城乡建设行政处罚程序规定" in refusal_of(changed("charges.0.regime", "住建")).message

    def test_reads_what_json_gives(self):
        assert read_facts(json.loads(json.dumps(CASE))).parties[0].id == "甲"
