"""财务只管任财务人员的那个机关的钱，兼任别的岗位不带来别的账；对账单上的人一律遮名，单位不遮。"""

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.finance import a_cashier, bring, due_of, own_codes, row, served

from tongpan.agencies.domain.posts import AgencyKind, Post, StaffKind
from tongpan.agencies.models import Appointment
from tongpan.cases import actions
from tongpan.cases.domain.choices import NAME_PURPOSE
from tongpan.cases.models import CaseParty, StatementLine
from tongpan.cases.queries import money
from tongpan.cases.queries.money import DueFilters
from tongpan.cases.queries.moneyrows import payer_of
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import blind_index, seal
from tongpan.kernel.errors import NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


class TestReach:
    @pytest.fixture
    def elsewhere(self, stage):
        return cast.an_agency("石梁镇人民政府", cast.another_town(stage.town.county), AgencyKind.TOWN_GOVERNMENT)

    @pytest.fixture
    def both(self, stage, elsewhere):
        """Liaison of the case's organ for long, and cashier of another."""
        officer = cast.an_officer(
            "两头兼", stage.town.agency, Post.LIAISON, staff_kind=StaffKind.CLERK, username="liangtou"
        )
        Appointment.objects.create(
            officer=officer, post=Post.CASHIER, establishment=officer.establishment, agency=elsewhere,
            district=elsewhere.district, town=elsewhere.town, valid_from=cast.LONG_AGO,
        )  # fmt: skip
        return cast.actor(officer)

    def test_a_cashier_keeps_the_money_of_no_other_organ_where_another_post_reaches(self, stage, both):
        own_codes(stage, a_cashier(stage))
        due = due_of(served(stage))
        assert stage.town.agency.pk in both.scope.bodies

        assert money.dues(both, DueFilters(), date_of(stage.now)).items == []
        with pytest.raises(NotFound):
            money.due_for(both, due.pk)
        with pytest.raises(NotFound):
            actions.refund(due_id=due.pk, amount="1", voucher="TF-1", why="", at=stage.now, actor=both, now=stage.now)

    def test_nor_opens_the_code_of_it(self, stage, both, enter):
        case = served(stage)
        actions.enter_payment_code(
            case_id=case.pk, target=stage.target(case), code="ABC123", actor=stage.officer, now=stage.now
        )
        page = reverse("cases:payment_code", args=[case.pk]) + f"?party=甲&cause={stage.matter.code}"
        assert enter(both).get(page).status_code == 404

    def test_what_is_brought_and_set_is_of_the_organ_of_the_post(self, stage, both, elsewhere):
        assert own_codes(stage, both, prefix="330899").body_id == elsewhere.pk
        assert bring(stage, both, row("S1", paid_at="2026-03-01")).body_id == elsewhere.pk


class TestPayers:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            pytest.param("钱大有", "钱**", id="常见姓名"),
            pytest.param("买买提·阿不都拉", "买*******", id="少数民族姓名"),
            pytest.param("阿依古丽买买提", "阿******", id="不带间隔号的长姓名"),
            pytest.param("John Smith", "J*********", id="外国人姓名"),
            pytest.param("王大校", "王**", id="短的一律遮"),
            pytest.param("柯城货运有限公司", "柯城货运有限公司", id="公司"),
            pytest.param("航埠镇大有五金店（个体工商户）", "航埠镇大有五金店（个体工商户）", id="带括号的店"),
            pytest.param("", "", id="没有写"),
        ],
    )
    def test_a_person_is_masked_however_long_the_name(self, name, shown):
        assert payer_of(StatementLine(payer_sealed=seal(name))) == shown

    def test_the_party_that_is_an_organization_is_shown_and_who_pays_for_it_is_not(self, stage):
        cashier, name = a_cashier(stage), "大有不锈钢门窗加工"
        own_codes(stage, cashier)
        case = served(stage)
        CaseParty.objects.filter(case=case).update(
            natural=False, name_sealed=seal(name), name_index=blind_index(name, NAME_PURPOSE)
        )
        stage.wait(days=7)
        statement = bring(stage, cashier, row("S1", payer=name), row("S2", payer="买买提·阿不都拉"))
        StatementLine.objects.filter(statement=statement).update(due=due_of(case))

        shown = [payer_of(one) for one in money.lines(cashier, statement_id=statement.pk).items]
        assert sorted(shown) == ["买*******", name]
