"""Who may act, in whose name: way of holding × power × day, from plain values alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from tongpan.kernel.clock import SHANGHAI
from tongpan.powers.domain import competence, holding
from tongpan.powers.domain.competence import Competence, NoCompetence, Why
from tongpan.powers.domain.holding import Body, Document, Held, Negative
from tongpan.powers.domain.kinds import Ended, Mode, Power

TOWN = Body(uuid4(), "航埠镇人民政府", "TOWN_GOVERNMENT", "柯城区人民政府")
STREET = Body(uuid4(), "文庙街道办事处", "STREET_OFFICE", "迎泽区人民政府")
BUREAU = Body(uuid4(), "柯城区市场监督管理局", "DEPARTMENT", "柯城区人民政府")
URBAN = Body(uuid4(), "柯城区综合行政执法局", "DEPARTMENT", "柯城区人民政府")
CITY = Body(uuid4(), "太原市城市管理局", "CITY_DEPARTMENT", "太原市人民政府")

RECORDED = datetime(2024, 1, 1, 9, tzinfo=SHANGHAI)
FROM, TO = date(2024, 3, 1), date(2026, 3, 1)
ON = date(2025, 6, 1)
PAPER = Document("事项清单", "柯政发〔2024〕1号", FROM)


def held(mode: Mode, power: Power = Power.PENALTY, body: Body = TOWN, **changes: object) -> Held:
    """A grant that is in order, unless the changes say otherwise."""
    row = Held(
        grant_id=uuid4(),
        line=uuid4(),
        body=body,
        power=power,
        mode=mode,
        valid_from=FROM,
        recorded_at=RECORDED,
        valid_to=TO,
        basis="省政府决定附表第12项",
        document=PAPER,
        principal=BUREAU if mode in (Mode.DELEGATED, Mode.POSTED) else None,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def decide(*rows: Held, power: Power = Power.PENALTY, on: date = ON, negatives: tuple[Negative, ...] = (), **rest):
    return competence.decide(rows, negatives, power=power, on=on, **rest)


# (way, power) → the name on the document, or why not
NAMES = {
    (Mode.OWN, Power.PENALTY): "航埠镇人民政府",
    (Mode.OWN, Power.INSPECTION): "航埠镇人民政府",
    (Mode.OWN, Power.MEASURE): "航埠镇人民政府",
    (Mode.OWN, Power.ENFORCEMENT): "航埠镇人民政府",
    (Mode.ASSIGNED, Power.PENALTY): "航埠镇人民政府",
    (Mode.ASSIGNED, Power.INSPECTION): "航埠镇人民政府",
    (Mode.ASSIGNED, Power.MEASURE): "航埠镇人民政府",
    (Mode.ASSIGNED, Power.ENFORCEMENT): "航埠镇人民政府",
    (Mode.DELEGATED, Power.PENALTY): "柯城区市场监督管理局",
    (Mode.DELEGATED, Power.INSPECTION): "柯城区市场监督管理局",
    (Mode.DELEGATED, Power.MEASURE): Why.NOT_TRANSFERABLE,
    (Mode.DELEGATED, Power.ENFORCEMENT): Why.NOT_TRANSFERABLE,
    (Mode.POSTED, Power.PENALTY): "柯城区市场监督管理局",
    (Mode.POSTED, Power.INSPECTION): "柯城区市场监督管理局",
    (Mode.POSTED, Power.MEASURE): "柯城区市场监督管理局",
    (Mode.POSTED, Power.ENFORCEMENT): "柯城区市场监督管理局",
    (Mode.CONCENTRATED, Power.PENALTY): "航埠镇人民政府",
    (Mode.CONCENTRATED, Power.INSPECTION): "航埠镇人民政府",
    (Mode.CONCENTRATED, Power.MEASURE): "航埠镇人民政府",
    (Mode.CONCENTRATED, Power.ENFORCEMENT): "航埠镇人民政府",
}
NEEDS_BASIS = {pair for pair in NAMES if pair[1] is not Power.PENALTY and NAMES[pair] is not Why.NOT_TRANSFERABLE} - {
    (Mode.OWN, Power.INSPECTION),
    (Mode.POSTED, Power.INSPECTION),
    (Mode.CONCENTRATED, Power.MEASURE),
}


class TestInWhoseName:
    @pytest.mark.parametrize(("mode", "power"), list(NAMES), ids=lambda item: str(item.label))
    def test_name_follows_from_the_way_of_holding(self, mode, power):
        answer = decide(held(mode, power), power=power)

        expected = NAMES[mode, power]
        if isinstance(expected, Why):
            assert isinstance(answer, NoCompetence)
            assert answer.why is expected
        else:
            assert isinstance(answer, Competence)
            assert answer.name_to_act_in == expected
            assert answer.body == TOWN

    def test_every_pair_of_way_and_power_is_decided(self):
        pairs = {(mode, power) for mode in Mode for power in Power}

        assert set(holding.EFFECTS) == pairs == set(NAMES)

    @pytest.mark.parametrize(("mode", "power"), sorted(NEEDS_BASIS), ids=lambda item: str(item.label))
    def test_m060_power_beyond_penalties_needs_a_basis_of_its_own(self, mode, power):
        answer = decide(held(mode, power, basis=""), power=power)

        assert isinstance(answer, NoCompetence)
        assert answer.why is Why.NO_BASIS

    @pytest.mark.parametrize("power", [item for item in Power if item is not Power.PENALTY])
    def test_m060_a_penalty_grant_gives_no_other_power(self, power):
        answer = decide(held(Mode.ASSIGNED, Power.PENALTY), power=power)

        assert isinstance(answer, NoCompetence)
        assert answer.why is Why.NO_GRANT

    def test_reconsideration_goes_to_the_government_of_the_name_that_acts(self):
        delegated = decide(held(Mode.DELEGATED, principal=CITY))

        assert delegated.reconsideration == "太原市人民政府"
        assert decide(held(Mode.ASSIGNED, body=STREET)).reconsideration == "迎泽区人民政府"

    def test_assignment_by_a_city_department_is_flagged_not_refused(self):
        answer = decide(held(Mode.ASSIGNED, body=STREET, grantor=CITY))

        assert answer.name_to_act_in == "文庙街道办事处"
        assert "第二十四条" in answer.cautions[0]

    def test_assigned_measure_asks_for_a_lawyers_confirmation(self):
        answer = decide(held(Mode.ASSIGNED, Power.MEASURE), power=Power.MEASURE)

        assert "法制审核确认" in answer.cautions[0]


class TestDays:
    @pytest.mark.parametrize(
        ("on", "why"),
        [
            pytest.param(FROM - timedelta(days=1), Why.NOT_YET, id="生效前一日"),
            pytest.param(FROM, None, id="生效当日"),
            pytest.param(TO - timedelta(days=1), None, id="届满前一日"),
            pytest.param(TO, Why.EXPIRED, id="届满当日不含"),
        ],
    )
    @pytest.mark.parametrize("mode", list(Mode), ids=lambda mode: str(mode.label))
    def test_span_is_from_the_first_day_to_the_last_exclusive(self, mode, on, why):
        answer = decide(held(mode), on=on)

        assert (answer.why if isinstance(answer, NoCompetence) else None) is why

    def test_recall_is_told_apart_from_expiry_and_names_its_day(self):
        answer = decide(held(Mode.ASSIGNED, ended=Ended.RECALLED), on=TO)

        assert answer.why is Why.RECALLED
        assert "2026年3月1日收回" in answer.reason

    def test_expired_delegation_cites_article_20(self):
        answer = decide(held(Mode.DELEGATED), on=TO)

        assert "委托期限" in answer.reason
        assert answer.citation.article == 20

    def test_body_that_was_abolished_does_not_act(self):
        gone = replace(TOWN, valid_to=ON)

        assert decide(held(Mode.ASSIGNED, body=gone)).why is Why.BODY_GONE

    def test_correction_leaves_what_was_known_before_to_be_asked(self):
        corrected_at = datetime(2025, 1, 1, tzinfo=SHANGHAI)
        wrong = held(Mode.ASSIGNED, superseded_at=corrected_at)
        right = replace(wrong, valid_from=date(2025, 9, 1), superseded_at=None, recorded_at=corrected_at)

        before = decide(wrong, right, known_at=corrected_at - timedelta(seconds=1))
        after = decide(wrong, right)

        assert isinstance(before, Competence)
        assert after.why is Why.NOT_YET

    def test_nothing_was_known_before_it_was_recorded(self):
        answer = decide(held(Mode.ASSIGNED), known_at=RECORDED - timedelta(seconds=1))

        assert answer.why is Why.NO_GRANT


class TestPublicationAndForm:
    @pytest.mark.parametrize("mode", [Mode.ASSIGNED, Mode.DELEGATED, Mode.CONCENTRATED], ids=lambda m: str(m.label))
    @pytest.mark.parametrize(
        ("published", "lawful"),
        [
            pytest.param(None, False, id="未公布"),
            pytest.param(ON + timedelta(days=1), False, id="次日才公布"),
            pytest.param(ON, True, id="当日公布"),
        ],
    )
    def test_unpublished_grants_have_no_effect(self, mode, published, lawful):
        answer = decide(held(mode, document=replace(PAPER, published_on=published)))

        assert bool(answer) is lawful
        assert lawful or answer.why is Why.NOT_PUBLISHED

    @pytest.mark.parametrize("mode", [Mode.OWN, Mode.POSTED], ids=lambda mode: str(mode.label))
    def test_own_statute_needs_no_document(self, mode):
        assert decide(held(mode, document=None))

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            pytest.param(held(Mode.DELEGATED, valid_to=None), Why.NO_TERM, id="委托书无期限"),
            pytest.param(held(Mode.DELEGATED, principal=None), Why.NO_PRINCIPAL, id="委托无委托机关"),
            pytest.param(held(Mode.POSTED, principal=None), Why.NO_PRINCIPAL, id="派驻无派出机关"),
            pytest.param(held(Mode.ASSIGNED, body=BUREAU), Why.WRONG_BODY, id="赋权给了部门"),
        ],
    )
    def test_form_defects_refuse(self, row, why):
        assert decide(row).why is why

    def test_m065_negative_list_stops_what_was_handed_to_a_town_but_not_the_department(self):
        negative = Negative("涉及生命公共安全", "", FROM, RECORDED)
        department = held(Mode.OWN, body=BUREAU, in_town=False)

        alone = decide(held(Mode.ASSIGNED), negatives=(negative,))
        both = decide(held(Mode.ASSIGNED), department, negatives=(negative,))

        assert alone.why is Why.NEGATIVE_LIST
        assert both.body == BUREAU
        assert "负面清单" in both.reason

    @pytest.mark.parametrize(
        ("on", "stopped"),
        [
            pytest.param(FROM, False, id="列入前"),
            pytest.param(date(2025, 1, 1), True, id="列入当日"),
            pytest.param(date(2025, 7, 1), False, id="移出当日"),
        ],
    )
    def test_m065_negative_entries_have_days_too(self, on, stopped):
        negative = Negative("涉及国计民生", "", date(2025, 1, 1), RECORDED, date(2025, 7, 1))

        answer = decide(held(Mode.ASSIGNED), negatives=(negative,), on=on)

        assert isinstance(answer, NoCompetence) is stopped


class TestSeveralHolders:
    def test_town_goes_before_concentrated_organ_before_department(self):
        rows = [
            held(Mode.OWN, body=BUREAU, in_town=False),
            held(Mode.CONCENTRATED, body=URBAN, in_town=False),
            held(Mode.ASSIGNED),
        ]

        answer = decide(*rows)

        assert [answer.body, *(other.body for other in answer.others)] == [TOWN, URBAN, BUREAU]
        assert "最先立案" in answer.reason

    def test_m051_town_power_by_statute_goes_before_what_was_assigned(self):
        own = held(Mode.OWN, body=STREET)

        answer = decide(held(Mode.ASSIGNED, body=STREET), own)

        assert answer.grant_id == own.grant_id
        assert answer.mode is Mode.OWN

    def test_asking_for_one_body_names_who_could_instead(self):
        answer = decide(held(Mode.OWN, body=BUREAU, in_town=False), body_id=TOWN.id)

        assert answer.why is Why.NO_GRANT
        assert answer.could == (BUREAU,)

    def test_most_telling_reason_is_given(self):
        recalled = held(Mode.ASSIGNED, ended=Ended.RECALLED)
        not_yet = held(Mode.ASSIGNED, valid_from=date(2027, 1, 1), valid_to=None)

        assert decide(recalled, not_yet, on=TO).why is Why.RECALLED

    def test_list_is_closed(self):
        assert "清单以外无权力" in decide().reason
