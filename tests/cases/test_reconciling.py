"""财务对账：缴款码、对账单、重复缴款、代缴；参与办案的人不对自己的账。"""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import cast
from tests.cases.finance import HEADER, a_cashier, bring, code_of, due_of, line_of, own_codes, row, served, states
from tests.cases.spots import decide, on_the_spot
from tests.cases.stage import START
from tests.cases.test_api import Caller
from tests.cases.watch import deliver

from tongpan.agencies.domain.posts import AgencyKind, Post, StaffKind
from tongpan.cases import actions, queries
from tongpan.cases.domain.documenting import performance_text
from tongpan.cases.domain.money import CodeSource, check_digit, own_code
from tongpan.cases.models import BankStatement, CaseOfficer, PaymentCode, PaymentDue, StatementLine
from tongpan.cases.queries import documenting
from tongpan.cases.queries import summary as spots
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.money import yuan
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.fixture
def cashier(stage):
    return a_cashier(stage)


@pytest.fixture
def coded(stage, cashier):
    """A fine of 2,000 yuan with a code of the organ's own; the statement comes a week later."""
    own_codes(stage, cashier)
    case = served(stage)
    stage.wait(days=7)
    return case


class TestCodes:
    @pytest.mark.parametrize(("digits", "digit"), [("7992739871", "3"), ("0", "0"), ("33080226000001", "3")])
    def test_the_check_digit_tells_slips(self, digits, digit):
        assert check_digit(digits) == digit

    def test_a_series_that_is_used_up_says_so(self):
        assert own_code("330802", 2026, 1, 6) == "330802260000013"
        with pytest.raises(Invalid, match="已经用完"):
            own_code("330802", 2026, 1_000_000, 6)

    def test_the_decision_brings_it_and_what_is_owed(self, stage, coded):
        due = due_of(coded)

        assert code_of(coded) == "330802260000013"
        assert (due.due_fen, due.paid_fen, due.left_fen, due.state) == (200_000, 0, 200_000, "OPEN")
        assert f"{due.pay_by:%m-%d}" == "03-25"

    def test_without_a_series_a_code_of_the_province_is_entered_and_told_apart(self, stage):
        case = served(stage)
        assert not PaymentCode.objects.exists()
        code = actions.enter_payment_code(
            case_id=case.pk, target=stage.target(case), code=" 3308 0226 1234-5678 ", actor=stage.officer, now=stage.now
        )
        assert (code.code, code.source) == ("3308022612345678", CodeSource.OUTSIDE)
        with pytest.raises(Conflict, match="已经有缴款码"):
            actions.enter_payment_code(
                case_id=case.pk, target=stage.target(case), code="9999", actor=stage.officer, now=stage.now
            )

    def test_a_code_is_used_once_in_a_county_also_after_it_was_voided(self, stage):
        first, second = served(stage), served(stage)
        given = {"target": stage.target(first), "actor": stage.officer, "now": stage.now}
        actions.enter_payment_code(case_id=first.pk, code="ABC123", **given)
        actions.void_payment_code(case_id=first.pk, reason="抄错", **given)
        with pytest.raises(Invalid, match="已经用过"):
            actions.enter_payment_code(case_id=second.pk, code="abc123", **given)
        actions.enter_payment_code(case_id=second.pk, code="ABC124", **given)

    @pytest.mark.parametrize("code", ["", "12", "缴款码", "1" * 41, "12 34!"])
    def test_what_is_no_code_is_refused(self, stage, code):
        case = served(stage)
        with pytest.raises(Invalid, match="数字和字母"):
            actions.enter_payment_code(
                case_id=case.pk, target=stage.target(case), code=code, actor=stage.officer, now=stage.now
            )

    def test_a_head_and_a_stranger_enter_none(self, stage):
        case = served(stage)
        for actor in (stage.head, stage.reviewer):
            with pytest.raises(Forbidden, match="承办人或者本机关的财务人员"):
                actions.enter_payment_code(
                    case_id=case.pk, target=stage.target(case), code="ABC123", actor=actor, now=stage.now
                )
        assert not PaymentCode.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"prefix": "柯城"}, "prefix"), ({"width": 3}, "width"), ({"instrument": " "}, "instrument")],
    )
    def test_a_rule_is_whole(self, stage, cashier, changes, field):
        with pytest.raises(Invalid) as refused:
            own_codes(stage, cashier, **changes)
        assert set(refused.value.fields) == {field}

    def test_only_who_keeps_the_money_sets_a_rule(self, stage):
        with pytest.raises(Forbidden, match="财务人员"):
            own_codes(stage, stage.head)


class TestBooking:
    def test_code_sum_and_payer_fit_and_it_is_booked_as_the_bank_dates_it(self, stage, cashier, coded):
        statement = bring(stage, cashier, row("S1", code_of(coded), "浙财 001"))

        assert states(statement) == {2: "BOOKED"}
        (paid,) = stage.facts(coded).payments
        assert (paid.amount, paid.receipt, f"{paid.at:%m-%d %H:%M}") == (yuan(2000), "浙财 001", "03-10 15:20")
        due = due_of(coded)
        assert (due.left_fen, due.paid_fen, due.state, due.pay_by) == (0, 200_000, "CLEAR", None)

    def test_the_same_file_and_an_overlapping_one_book_nothing_twice(self, stage, cashier, coded):
        first = bring(stage, cashier, row("S1", code_of(coded), amount="500"))
        again = bring(stage, cashier, row("S1", code_of(coded), amount="500"))
        other = bring(stage, cashier, row("S1", code_of(coded), amount="500"), row("S2", code_of(coded), amount="300"))

        assert (again.pk, other.known) == (first.pk, 1)
        assert [each.amount for each in stage.facts(coded).payments] == [yuan(500), yuan(300)]
        assert due_of(coded).left_fen == 120_000

    def test_a_row_that_cannot_be_read_stops_no_other(self, stage, cashier, coded):
        statement = bring(
            stage, cashier, row("S1", amount="很多"), row("", ""), row("S2", paid_at="2027-01-01"),
            row("S3", paid_at="昨天"), row("S4", amount="0"), row("S5", code_of(coded)),
        )  # fmt: skip

        assert states(statement) == {2: "BAD", 3: "BAD", 4: "BAD", 5: "BAD", 6: "BAD", 7: "BOOKED"}
        assert "看不懂金额" in line_of(statement, 2).reason

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            pytest.param("流水号,缴款码\nS1,1".encode(), "没有这些列：金额、缴款时间", id="缺列"),
            pytest.param("金额,缴款时间\n1,2026-03-10".encode(), "流水号或者票据号", id="没有唯一的号"),
            pytest.param(b"", "空的", id="空文件"),
            pytest.param(b"%PDF-1.4\x00\x00", "不认识的文件格式", id="不是表格"),
            pytest.param("流水号,金额,缴款时间\n".encode(), "没有明细", id="只有表头"),
        ],
    )
    def test_what_is_no_statement_is_refused_and_leaves_nothing(self, stage, cashier, content, words):
        with pytest.raises(Invalid, match=words):
            actions.bring_statement(content=content, name="x.csv", actor=cashier, now=stage.now)
        assert not BankStatement.objects.exists()

    @pytest.mark.parametrize(
        ("given", "state", "reason"),
        [
            pytest.param({"payer": "李四"}, "ASKED", "不是同一人", id="代缴"),
            pytest.param({"amount": "2000.01"}, "DOUBLE", "多于应缴的2,000元", id="多缴"),
            pytest.param({"code": "NOSUCH", "payer": "李四"}, "UNMATCHED", "没有对上缴款码", id="没有这个码"),
            pytest.param({"code": ""}, "ASKED", "没有缴款码", id="没有码，金额和人相符"),
            pytest.param({"code": "", "amount": "1999"}, "UNMATCHED", "没有对上缴款码", id="没有码，金额不符"),
        ],
    )
    def test_what_fits_less_well_waits_for_a_person(self, stage, cashier, coded, given, state, reason):
        values = {"code": code_of(coded)} | given
        statement = bring(stage, cashier, row("S1", **values))

        assert states(statement) == {2: state}
        assert reason in line_of(statement).reason
        assert stage.facts(coded).payments == ()

    def test_a_second_payment_is_listed_as_double(self, stage, cashier, coded):
        statement = bring(stage, cashier, row("S1", code_of(coded)), row("S2", code_of(coded)))

        assert states(statement) == {2: "BOOKED", 3: "DOUBLE"}
        assert len(stage.facts(coded).payments) == 1

    def test_a_receipt_that_the_handler_wrote_down_is_recognised(self, stage, cashier, coded):
        stage.take(coded, Step.PAY, amount="2000", receipt="浙财 001")
        statement = bring(stage, cashier, row("S1", code_of(coded), "浙财 001"), row("S2", "", "浙财 001", amount="20"))

        assert states(statement) == {2: "NOTED", 3: "ASKED"}
        assert "金额是2,000元" in line_of(statement, 3).reason
        assert len(stage.facts(coded).payments) == 1

    def test_before_service_the_law_says_no_and_the_line_waits(self, stage, cashier):
        own_codes(stage, cashier)
        case = stage.take(stage.found(stage.open()), *(Step(each) for each in (
            "FILE", "SHOW_IDENTITY", "GATHER", "VERIFY", "REPORT", "NOTIFY", "WAIVE")))  # fmt: skip
        stage.wait(days=8).take(case, Step.DECIDE)
        statement = bring(stage, cashier, row("S1", code_of(case), paid_at="2026-03-10"))

        assert states(statement) == {2: "ASKED"}
        assert "现在不需要" in line_of(statement).reason

    def test_who_has_a_part_in_the_case_does_not_reconcile_it(self, stage, cashier, coded):
        CaseOfficer.objects.create(case=coded, officer_id=cashier.officer_id, handle="孙会计")
        statement = bring(stage, cashier, row("S1", code_of(coded)))

        assert states(statement) == {2: "ASKED"}
        assert "参与了案件" in line_of(statement).reason
        with pytest.raises(Forbidden, match="其他财务人员"):
            actions.confirm_line(
                line_id=line_of(statement).pk, due_id=due_of(coded).pk, why="核对过", actor=cashier, now=stage.now
            )
        assert stage.facts(coded).payments == ()

    def test_many_lines_go_on_in_the_background_where_they_stood(self, stage, cashier, coded, monkeypatch):
        monkeypatch.setattr("tongpan.cases.actions.statements.AT_ONCE", 2)
        monkeypatch.setattr("tongpan.cases.actions.statements.match_some.__kwdefaults__", {"most": 2})
        statement = bring(
            stage, cashier, *(row(f"S{n}", code_of(coded), amount="100") for n in range(1, 6))
        )  # fmt: skip
        assert sorted(states(statement).values()) == ["BOOKED", "BOOKED", "WAITING", "WAITING", "WAITING"]

        for _ in range(3):
            deliver(stage.now)
        assert set(states(statement).values()) == {"BOOKED"}
        assert due_of(coded).left_fen == 150_000


class TestSettling:
    def asked(self, stage, cashier, coded):
        return line_of(bring(stage, cashier, row("S1", code_of(coded), payer="李四")))

    def test_a_person_confirms_and_says_why(self, stage, cashier, coded):
        line = self.asked(stage, cashier, coded)
        with pytest.raises(Invalid, match="凭什么"):
            actions.confirm_line(line_id=line.pk, due_id=due_of(coded).pk, why=" ", actor=cashier, now=stage.now)
        actions.confirm_line(
            line_id=line.pk, due_id=due_of(coded).pk, why="电话核实由其配偶代缴", actor=cashier, now=stage.now
        )

        line.refresh_from_db()
        assert (line.state, line.reason) == ("BOOKED", "电话核实由其配偶代缴")
        assert due_of(coded).left_fen == 0
        with pytest.raises(Conflict, match="不用再处理"):
            actions.set_line_aside(line_id=line.pk, why="别的款", actor=cashier, now=stage.now)

    def test_more_than_is_owed_is_not_confirmed(self, stage, cashier, coded):
        line = line_of(bring(stage, cashier, row("S1", code_of(coded), amount="2500")))
        with pytest.raises(Unlawful, match="还应缴2,000元"):
            actions.confirm_line(line_id=line.pk, due_id=due_of(coded).pk, why="核对过", actor=cashier, now=stage.now)

    def test_a_double_one_goes_back_to_the_payer_with_a_voucher(self, stage, cashier, coded):
        line = line_of(bring(stage, cashier, row("S1", code_of(coded)), row("S2", code_of(coded))), 3)
        with pytest.raises(Invalid, match="退付凭证号"):
            actions.return_line(line_id=line.pk, voucher=" ", why="", actor=cashier, now=stage.now)
        actions.return_line(line_id=line.pk, voucher="TF-01", why="", actor=cashier, now=stage.now)

        line.refresh_from_db()
        assert (line.state, line.voucher) == ("RETURNED", "TF-01")
        assert due_of(coded).paid_fen == 200_000

    def test_nobody_of_another_organ_sees_or_settles_it(self, stage, cashier, coded):
        line = self.asked(stage, cashier, coded)
        elsewhere = cast.an_agency("石梁镇人民政府", cast.another_town(), AgencyKind.TOWN_GOVERNMENT)
        stranger = cast.actor(cast.an_officer("他乡会计", elsewhere, Post.CASHIER, staff_kind=StaffKind.CLERK))
        with pytest.raises(NotFound):
            actions.confirm_line(line_id=line.pk, due_id=due_of(coded).pk, why="核对", actor=stranger, now=stage.now)
        with pytest.raises(Forbidden):
            actions.set_line_aside(line_id=line.pk, why="核对", actor=stage.officer, now=stage.now)
        assert StatementLine.objects.get(pk=line.pk).state == "ASKED"


class TestRecount:
    def test_what_was_decided_before_is_written_by_a_recount_without_new_codes(self, stage, cashier, coded):
        PaymentCode.objects.all().delete()
        PaymentDue.objects.all().delete()
        actions.recount_all(now=stage.now)

        assert due_of(coded).left_fen == 200_000
        assert not PaymentCode.objects.exists()


class TestPages:
    def test_the_desk_shows_sums_masked_and_by_code(self, stage, cashier, coded, enter):
        page = enter(cashier).get(reverse("cases:money"), {"q": code_of(coded)})

        assert page.status_code == 200
        text = page.content.decode()
        assert code_of(coded) in text
        assert "钱大有" not in text
        assert "本机关自编" in text

    @pytest.mark.parametrize("name", ["money", "money_lines", "money_statements", "money_rules"])
    def test_nobody_else_opens_the_desk(self, stage, enter, name):
        for actor in (stage.officer, stage.head):
            assert enter(actor).get(reverse(f"cases:{name}")).status_code == 403

    def test_from_the_file_to_the_confirmed_line(self, stage, cashier, coded, enter):
        client = enter(cashier)
        content = "\n".join([HEADER, row("S1", code_of(coded), payer="李四")]).encode("gb18030")
        brought = client.post(
            reverse("cases:money_statements"), {"file": SimpleUploadedFile("三月.csv", content)}, follow=True
        )
        assert "待确认" in brought.content.decode()
        line = StatementLine.objects.get()
        page = reverse("cases:money_line", args=[line.pk])
        assert coded.number in client.get(page).content.decode()
        refused = client.post(page, {"do": "confirm", "due": str(due_of(coded).pk), "why": ""})
        assert refused.status_code == 422
        client.post(page, {"do": "confirm", "due": str(due_of(coded).pk), "why": "其父代缴"})

        assert due_of(coded).left_fen == 0
        shown = client.get(reverse("cases:money_due", args=[due_of(coded).pk])).content.decode()
        assert "已缴清" in shown

    def test_a_file_that_is_none_says_why_and_stays_on_the_page(self, stage, cashier, enter):
        page = enter(cashier).post(
            reverse("cases:money_statements"), {"file": SimpleUploadedFile("x.csv", "甲,乙\n1,2".encode())}
        )
        assert page.status_code == 422
        assert "没有这些列" in page.content.decode()

    def test_the_lists_are_taken_out(self, stage, cashier, coded, enter):
        statement = bring(stage, cashier, row("S1", code_of(coded)))
        client = enter(cashier)
        table = b"".join(client.post(reverse("cases:money_export"), {"form": "csv"}).streaming_content).decode()
        lines = b"".join(
            client.post(reverse("cases:money_statement_export", args=[statement.pk]), {"form": "csv"}).streaming_content
        ).decode()

        assert coded.number in table
        assert "2000.00" in table
        assert "已入账" in lines
        assert "钱大有" not in table + lines

    def test_the_handler_enters_a_code_and_it_stands_on_the_case(self, stage, enter):
        case = served(stage)
        client = enter(stage.officer)
        address = reverse("cases:payment_code", args=[case.pk]) + f"?party=甲&cause={stage.matter.code}"
        assert client.get(address).status_code == 200
        client.post(address, {"code": "3308 0226 0001"})

        assert "330802260001" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
        assert client.post(address, {"reason": "抄错"}).status_code == 302
        assert not PaymentCode.objects.filter(voided_at__isnull=True).exists()

    def test_a_rule_is_set_by_page(self, stage, cashier, enter):
        client = enter(cashier)
        given = {"source": "OWN", "digits": "3", "width": "6", "instrument": "通知", "valid_from": "2026-03-02"}
        wrong = client.post(reverse("cases:money_rules"), given)
        assert wrong.status_code == 422
        assert "前缀是" in wrong.content.decode()
        assert client.post(reverse("cases:money_rules"), given | {"digits": "330802"}).status_code == 302

    def test_the_desk_costs_few_statements(self, stage, cashier, coded, enter, django_assert_max_num_queries):
        for _ in range(3):
            stage.now = START
            served(stage)
        client = enter(cashier)
        client.get(reverse("cases:money"))
        with django_assert_max_num_queries(30):
            client.get(reverse("cases:money"))


class TestApi:
    def test_the_desk_over_the_wire(self, stage, cashier, coded):
        caller = Caller(stage, cashier)
        (one,) = caller.get("/money/dues").json()["items"]
        assert (one["code"], one["left"], one["name"]) == (code_of(coded), "2000.00", "钱**")
        line = TestSettling().asked(stage, cashier, coded)
        (told,) = caller.get("/money/lines").json()["items"]
        assert (told["state"], told["payer"]) == ("ASKED", "李*")
        done = caller.post(f"/money/lines/{line.pk}/confirm", {"due_id": one["id"], "why": "其妻代缴"})
        assert done.json()["state"] == "BOOKED"
        assert caller.get(f"/money/statements/{line.statement_id}").json()["states"] == {"BOOKED": 1}

    def test_codes_rules_lines_and_who_may_not(self, stage, cashier):
        case = served(stage)
        officer = Caller(stage, stage.officer)
        where = {"party": "甲", "cause": stage.matter.code}
        assert officer.post(f"/{case.pk}/payment-code", where | {"code": "ABC123"}).status_code == 201
        assert officer.post(f"/{case.pk}/payment-code/void", where | {"reason": "抄错"}).json()["voided_at"]
        assert officer.get("/money/dues").status_code == 403
        given = {"source": "OUTSIDE", "instrument": "省厅通知", "valid_from": "2026-03-20"}
        assert Caller(stage, cashier).post("/money/rules", given).status_code == 201
        statement = bring(
            stage, cashier, row("S1", payer="李四", paid_at="2026-03-09"), row("S2", paid_at="2026-03-09")
        )
        for number, (what, more) in {2: ("aside", {}), 3: ("return", {"voucher": "T1"})}.items():
            path = f"/money/lines/{line_of(statement, number).pk}/{what}"
            assert Caller(stage, cashier).post(path, {"why": "水电费"} | more).status_code == 200


class TestPrinted:
    def test_the_decision_prints_the_code_beside_the_way_of_paying(self, stage, coded, terms):
        known = queries.known(coded, date_of(stage.now))
        told = documenting.told_of(coded, known, stage.target(coded), stage.now)

        assert told.payment == f"罚款专户，账号见缴款书；缴款码{code_of(coded)}"
        assert f"缴款码{code_of(coded)}" in performance_text(told.payment)

    def test_on_the_spot_it_stands_on_the_paper_that_is_handed_over(self, stage, cashier):
        cache.clear()
        own_codes(stage, cashier)
        case = decide(on_the_spot(stage))

        assert code_of(case) in spots.words_of(spots.paper_of(case))["payment"]
        assert due_of(case).left_fen == 10_000
