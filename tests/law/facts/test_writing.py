"""写出的事实，读回来一字不差；不知道的不写。"""

import json

import pytest

from tongpan.law.facts import Notice, Party, Payment, read_facts, read_row, write_facts, write_row
from tongpan.law.model.probing import probes
from tongpan.law.model.starting import DAY_ONE, SMALL
from tongpan.law.money import Money, yuan
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.refusal import LawRefused

COHERENT = [(name, facts) for name, facts, _ in probes()]


@pytest.mark.parametrize(("name", "facts"), [pytest.param(*row, id=row[0]) for row in COHERENT])
def test_every_row_comes_back(name, facts):
    document = json.loads(json.dumps(write_facts(facts), ensure_ascii=False))
    for table, rows in document.items():
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, dict):
                assert write_row(read_row(table, row)) == row


def test_a_whole_case_comes_back():
    facts = COHERENT[0][1]

    assert read_facts(json.loads(json.dumps(write_facts(facts)))) == facts


@pytest.mark.parametrize(
    ("row", "written"),
    [
        pytest.param(Party("甲", PartyKind.CITIZEN), {"id": "甲", "kind": "CITIZEN"}, id="不知道的不写"),
        pytest.param(
            Party("甲", PartyKind.CITIZEN, lucid=False),
            {"id": "甲", "kind": "CITIZEN", "lucid": False},
            id="否也是知道",
        ),
        pytest.param(
            Payment("甲", "占道", DAY_ONE, Money(1205)),
            {"party": "甲", "cause": "占道", "at": "2026-03-02T09:00:00+08:00", "amount": "12.05"},
            id="金额到分，时刻带时区",
        ),
        pytest.param(
            Notice("甲", "占道", DAY_ONE, SMALL, evidence=("证据1",)),
            {
                "party": "甲",
                "cause": "占道",
                "at": "2026-03-02T09:00:00+08:00",
                "penalty": {"kinds": ["FINE"], "fine": "2000.00"},
                "evidence": ["证据1"],
            },
            id="行中有行",
        ),
    ],
)
def test_is_written_as_it_is_read(row, written):
    assert write_row(row) == written


def test_sums_come_back_to_the_fen():
    row = Payment("甲", "占道", DAY_ONE, yuan("1234567.89"))

    assert read_row("payments", write_row(row)) == row


@pytest.mark.parametrize(
    ("table", "document", "code"),
    [
        pytest.param("noties", {}, "facts.key.unknown", id="没有这张表"),
        pytest.param("province", {}, "facts.key.unknown", id="不是表"),
        pytest.param("notices", [], "facts.row.type", id="不是一行"),
        pytest.param("closing", {"at": "2026-03-02"}, "facts.key.missing", id="缺少的"),
    ],
)
def test_what_is_no_row_is_refused(table, document, code):
    with pytest.raises(LawRefused) as refused:
        read_row(table, document)

    assert refused.value.code == code
