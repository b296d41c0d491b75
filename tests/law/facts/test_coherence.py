"""事实自相矛盾的，不予判断；只是违法的，留给规则。"""

import pytest
from tests.law.facts.test_reading import CASE, changed, refusal_of

from tongpan.law.facts import read_facts

KEY = {"party": "甲", "cause": "占道"}
FINE = {"kinds": ["FINE"], "fine": 500}


class TestIds:
    @pytest.mark.parametrize(
        ("path", "value", "code"),
        [
            pytest.param("charges.0.party", "乙", "facts.id.unknown", id="没有的当事人"),
            pytest.param("charges.0.cause", "噪声", "facts.id.unknown", id="没有的案由"),
            pytest.param("assignments.0.officer", "李", "facts.id.unknown", id="没有的人员"),
            pytest.param("parties", CASE["parties"] * 2, "facts.id.invalid", id="当事人重复"),
            pytest.param("charges", CASE["charges"] * 2, "facts.id.invalid", id="同一案由重复"),
            pytest.param("identities", [{"party": "甲", "at": "2026-03-02", "officers": ["赵"]}], "facts.id.unknown",
                         id="出示证件的人没有登记"),
            pytest.param("measures", [{**KEY, "thing": "货车", "kind": "SEIZING", "at": "2026-03-02"}],
                         "facts.id.unknown", id="没有的财物"),
            pytest.param("filing", {"at": "2026-03-02", "approver": "周"}, "facts.id.unknown", id="没有的审批人"),
        ],
    )  # fmt: skip
    def test_must_be_known_and_single(self, path, value, code):
        assert refusal_of(changed(path, value)).code == code

    def test_a_charge_must_stand_before_its_rows(self):
        case = changed("causes", [*CASE["causes"], {"id": "噪声", "name": "噪声扰民"}])
        case["reports"] = [{"party": "甲", "cause": "噪声", "at": "2026-03-03"}]

        assert refusal_of(case).code == "facts.charge.unknown"


class TestOrders:
    @pytest.mark.parametrize(
        ("path", "value", "field"),
        [
            pytest.param("charges.0.act_until", "2026-02-01", "charges[0].act_until", id="终了早于发生"),
            pytest.param("charges.0.discovered_on", "2026-02-01", "charges[0].discovered_on", id="发现早于发生"),
            pytest.param("officers.0.certified_until", "2020-01-01", "officers[0].certified_until", id="证件"),
            pytest.param("parties.0.born_on", "2026-02-28", "charges[0].act_on", id="行为早于出生"),
            pytest.param("notices", [{**KEY, "at": "2026-03-03", "penalty": FINE, "served_at": "2026-03-02"}],
                         "notices[0].served_at", id="送达早于告知"),
            pytest.param("pauses", [{"ground": "TESTING", "start": "2026-03-09", "end": "2026-03-08"}],
                         "pauses[0].end", id="中止"),
            pytest.param("services", [{**KEY, "paper": "DECISION", "at": "2026-03-02", "mode": "DIRECT"}],
                         "services[0].at", id="没有决定而送达"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused(self, path, value, field):
        refusal = refusal_of(changed(path, value))

        assert (refusal.code, refusal.field) == ("facts.order.impossible", field)

    @pytest.mark.parametrize(
        ("decisions", "reason"),
        [
            pytest.param([], "没有可以送达的决定", id="没有决定"),
            pytest.param(["2026-03-05"], "送达早于作出决定", id="决定在后"),
        ],
    )
    def test_a_decision_is_served_after_it_is_made(self, decisions, reason):
        made = [{**KEY, "at": at, "track": "ORDINARY", "decider": "张"} for at in decisions]
        case = changed("decisions", made)
        case["services"] = [{**KEY, "paper": "DECISION", "at": "2026-03-04", "mode": "DIRECT"}]

        refusal = refusal_of(case)
        assert (refusal.field, refusal.message) == ("services[0].at", f"services[0].at：{reason}")

    def test_what_is_only_unlawful_is_read(self):
        case = changed(
            "decisions", [{**KEY, "at": "2026-03-05", "track": "ORDINARY", "decider": "张", "penalty": FINE}]
        )

        assert read_facts(case).notices == ()

    def test_the_same_moment_is_no_contradiction(self):
        case = changed("notices", [{**KEY, "at": "2026-03-03", "penalty": FINE, "served_at": "2026-03-03"}])

        assert read_facts(case).notices[0].served_at == read_facts(case).notices[0].at


class TestMoments:
    def test_are_compared_to_the_minute(self):
        case = changed("measures", [])
        case["enforcements"] = [
            {**KEY, "way": "COURT", "decided_at": "2026-03-05T10:00", "ended_at": "2026-03-05T09:00"}
        ]

        assert refusal_of(case).code == "facts.order.impossible"


class TestServices:
    @pytest.mark.parametrize(
        ("paper", "at"),
        [
            pytest.param("DECISION", "2026-03-06", id="决定之后送达决定"),
            pytest.param("DECISION", "2026-03-05", id="当场决定，当场交付"),
            pytest.param("NOTICE", "2026-03-04", id="告知书在决定之前送达"),
        ],
    )
    def test_of_another_paper_need_no_decision(self, paper, at):
        case = changed("decisions", [{**KEY, "at": "2026-03-05", "track": "ORDINARY", "decider": "张"}])
        case["services"] = [{**KEY, "paper": paper, "at": at, "mode": "DIRECT"}]

        (service,) = read_facts(case).services
        assert (service.paper, service.at.date().isoformat()) == (paper, at)


class TestRegimes:
    @pytest.mark.parametrize(
        ("regime", "province"),
        [
            pytest.param("ZJP", "330106", id="浙江的办法在浙江"),
            pytest.param("ZJP", None, id="没有写明在哪里"),
            pytest.param("HURD", "440106", id="部门规章在各省"),
            pytest.param(None, "440106", id="没有专门的程序规定"),
        ],
    )
    def test_bind_in_their_own_area(self, regime, province):
        case = changed("charges.0.regime", regime)

        assert read_facts({**case, "province": province}).charges[0].regime == regime

    def test_of_another_province_are_refused(self):
        refusal = refusal_of({**changed("charges.0.regime", "ZJP"), "province": "440106"})

        assert (refusal.code, refusal.field) == ("facts.regime.elsewhere", "charges[0].regime")
        assert "《浙江省行政程序办法》不适用于行政区划440106" in refusal.message
