"""分案：下落不明的人不拖住其余的；两案都看得到来历，期限不重新起算，证据共用，保管记录写明。"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.cases.acts import SECOND, act
from tests.cases.stage import ENTERED, KNOWN
from tests.cases.test_api import Caller
from tests.cases.test_outside import question
from tests.cases.test_property import a_line, registered

from tongpan.cases import actions, queries
from tongpan.cases.actions import NewCharge
from tongpan.cases.domain.acts import CaseAct, in_question
from tongpan.cases.models import Case, CaseLimit, ChargeWeighing
from tongpan.cases.steps.agreeing import disagreements
from tongpan.evidence.models import CustodyEntry, EvidenceItem, PropertyItem
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db
WHY = {"ground": "MISSING", "why": "乙下落不明，甲的事实已经查清"}


def two_parties(stage, **values):
    """Return a filed case of two parties, of each of whom a piece of evidence was taken."""
    case = stage.take(stage.found(stage.open(), **values), Step.FILE)
    actions.add_party(
        case_id=case.pk, party=SECOND, charge=NewCharge(act_on=date(2026, 2, 27)), actor=stage.officer, now=stage.now
    )
    for party in ("甲", "乙"):
        for step in (Step.SHOW_IDENTITY, Step.GATHER):
            of(stage, case, step, party)
    return fresh(case)


def of(stage, case, step, party="甲", **entered):
    """Take a step on one party."""
    stage.wait(minutes=1)
    return actions.take_step(
        case_id=case.pk, step=step, target=stage.target(case, party), actor=stage.who(step), now=stage.now,
        entered=ENTERED.get(step, {}) | entered,
    )  # fmt: skip


def fresh(case):
    return Case.objects.select_related("district").get(pk=case.pk)


def word(stage, party="乙"):
    return f"{party}/{stage.matter.code}"


def parted(stage, case, **entered):
    """Split the second party off; return the new case."""
    stage.wait(minutes=1)
    act(stage, case, CaseAct.SPLIT, **({"charges": word(stage)} | WHY | entered))
    return fresh(Case.objects.get(split_from=case))


class TestSplitting:
    def test_who_cannot_be_found_no_longer_holds_up_the_other(self, stage):
        case = two_parties(stage)
        new = parted(stage, case)
        for step in (Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE):
            of(stage, case, step)
        stage.wait(days=8)
        for step in (Step.DECIDE, Step.SERVE):
            of(stage, case, step)
        stage.take(case, Step.PAY)
        stage.take(case, Step.CLOSE)

        assert fresh(case).standing == "CLOSED"
        assert fresh(new).standing == "INQUIRY"
        assert new.number != case.number
        assert disagreements(fresh(case)) == []
        assert disagreements(fresh(new)) == []

    def test_the_new_case_holds_what_went_under_names_of_its_own_and_both_tell_it(self, stage):
        case = two_parties(stage)
        new = parted(stage, case)
        here, there = stage.facts(case), stage.facts(new)

        assert [(each.party, each.cause) for each in there.charges] == [("甲", stage.matter.code)]
        assert new.parties.get().name == "柯城货运公司"
        assert [each.id for each in there.evidence] == ["证据1"]
        assert [each.party for each in there.identities] == ["甲"]
        assert [each.party for each in here.evidence] == ["甲", "乙"]  # what stood there can be read there
        assert [(each.party, each.into) for each in here.splits] == [("乙", new.number)]
        assert {each.role for each in there.assignments} == {each.role for each in here.assignments}
        assert ledger.history(case)[-1].facts["into"] == new.number
        assert next(one for one in ledger.history(new) if one.action == "case.split_off").facts["from"] == case.number

    def test_no_time_begins_anew(self, stage):
        case = two_parties(stage)
        before = CaseLimit.objects.get(case=case, rule="DL-09", party="乙").act_by
        stage.wait(days=20)
        new = parted(stage, case)

        assert stage.facts(new).filing == stage.facts(case).filing
        assert CaseLimit.objects.get(case=new, rule="DL-09").act_by == before
        assert not CaseLimit.objects.filter(case=case, party="乙").exists()

    def test_evidence_is_used_by_both_and_each_chain_of_custody_says_so(self, stage):
        case = two_parties(stage)
        new = parted(stage, case, shared="证据1")
        there = stage.facts(new).evidence

        assert [(each.id, each.party) for each in there] == [("证据1", "甲"), ("证据2", "甲")]
        assert EvidenceItem.objects.filter(record_id=case.pk).count() == 2
        items = EvidenceItem.objects.filter(record_id=new.pk)
        assert sorted(items.values_list("ref", flat=True)) == ["证据1", "证据2"]
        told = CustodyEntry.objects.filter(item__in=items, act="RECEIVED").values_list("note", flat=True)
        assert all(case.number in note for note in told)
        lent = CustodyEntry.objects.filter(item__record_id=case.pk, act="COPIED").values_list("whom", flat=True)
        assert list(lent) == [new.number, new.number]

    def test_property_of_who_went_goes_along_and_that_of_the_other_stays(self, stage):
        case = two_parties(stage)
        registered(stage, case, a_line(party="甲"), a_line(party="乙"))
        new = parted(stage, case)

        assert PropertyItem.objects.get(record_id=case.pk).party == "甲"
        assert PropertyItem.objects.get(record_id=new.pk).party == "甲"
        assert PropertyItem.objects.get(record_id=new.pk).label == new.number

    def test_what_was_weighed_goes_along(self, stage):
        case = two_parties(stage)
        ChargeWeighing.objects.create(
            case=case, party="乙", cause=stage.matter.code, answers={"x": 1}, recorded_at=stage.now, recorded_by="李明"
        )
        new = parted(stage, case)

        assert ChargeWeighing.objects.get(case=new).answers == {"x": 1}

    def test_what_went_is_not_handled_in_the_old_case(self, stage):
        case = two_parties(stage)
        new = parted(stage, case)

        assert not stage.outlook(case).offers(Step.REPORT, stage.target(case, "乙"))
        assert stage.outlook(new).offers(Step.REPORT, stage.target(new, "甲"))
        with pytest.raises(Conflict) as refused:
            of(stage, case, Step.VERIFY, "乙")
        assert refused.value.code == "case.step.not_in_question"
        with pytest.raises(Conflict) as refused:
            actions.find_charge(
                case_id=case.pk, target=stage.target(case, "乙"), values=KNOWN, actor=stage.officer, now=stage.now
            )
        assert refused.value.code == "case.split.gone"
        assert new.number in str(refused.value)
        with pytest.raises(Conflict):
            actions.find_party(
                case_id=case.pk, party="乙", values={"untraceable": True}, actor=stage.officer, now=stage.now
            )

    def test_the_part_that_waits_is_suspended_and_the_other_is_not(self, stage):
        case = two_parties(stage, regime="HURD")
        new = parted(stage, case)
        entered = {"ground": "PARTY_MISSING", "why": "乙联系不上", "told": "公告"}
        act(stage, new, CaseAct.SUSPEND, **entered)

        assert stage.facts(new).pauses
        assert not stage.facts(case).pauses

    def test_a_suspension_goes_on_in_both(self, stage):
        case = two_parties(stage, regime="HURD")
        act(stage, case, CaseAct.SUSPEND, ground="PARTY_MISSING", why="乙联系不上", told="公告")
        new = parted(stage, case)

        assert stage.facts(new).pauses == stage.facts(case).pauses

    def test_what_waited_for_a_head_is_answered(self, stage):
        case = two_parties(stage)
        of(stage, case, Step.VERIFY, "乙")
        made = actions.propose_step(
            case_id=case.pk, step=Step.PRESERVE, target=stage.target(case, "乙"), reason="先保存",
            entered={"what": "账本"}, actor=stage.officer, now=stage.now,
        )  # fmt: skip
        new = parted(stage, case)
        made.refresh_from_db()

        assert made.taken is False
        assert new.number in made.answer

    def test_who_was_asked_outside_of_what_went_reads_no_more_and_of_the_rest_reads_on(self, stage):
        case = two_parties(stage)
        rest, went = (
            actions.ask_outside(
                case_id=case.pk, target=stage.target(case, party), question=question(), actor=stage.reviewer,
                now=stage.now,
            )
            for party in ("甲", "乙")
        )  # fmt: skip
        new = parted(stage, case)

        assert queries.consultation_behind(rest.token, stage.now) == rest.consultation
        with pytest.raises(NotFound):
            queries.consultation_behind(went.token, stage.now)
        (taken_back,) = [one for one in ledger.history(case) if one.action == "case.consultation_withdrawn"]
        assert new.number in taken_back.facts["why"]

    def test_the_rest_is_split_again_but_never_all_of_it(self, stage):
        case = two_parties(stage)
        with pytest.raises(Invalid) as refused:
            parted(stage, case, charges="\n".join((word(stage, "甲"), word(stage))))
        assert "charges" in refused.value.fields
        parted(stage, case)

        assert not in_question(CaseAct.SPLIT, stage.facts(case))


class TestWhatIsNotSplit:
    def test_what_is_decided_stays(self, stage):
        case = two_parties(stage)
        for step in (Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE):
            of(stage, case, step)
        stage.wait(days=8)
        of(stage, case, Step.DECIDE)
        with pytest.raises(Unlawful) as refused:
            parted(stage, case, charges=word(stage, "甲"))
        assert refused.value.code == "split.decided"

        assert parted(stage, case).parties.get().name == "柯城货运公司"  # the other may go, though one is decided

    def test_what_the_heads_deliberated_on_stays_unless_the_head_says_why(self, stage):
        case = two_parties(stage, complex=True)
        for step in (Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE):
            of(stage, case, step)
        stage.wait(days=8)
        of(stage, case, Step.DELIBERATE)
        with pytest.raises(Unlawful) as refused:
            parted(stage, case, charges=word(stage, "甲"))
        assert refused.value.code == "split.deliberated"
        entered = {"charges": word(stage, "甲")} | WHY
        actions.take_act(
            case_id=case.pk, act=CaseAct.SPLIT, entered=entered, actor=stage.deputy, now=stage.wait(minutes=1).now,
            override="当事人甲另有一案，必须分开",
        )  # fmt: skip
        new = fresh(Case.objects.get(split_from=case))

        assert stage.facts(new).deliberations == ()  # it is deliberated on anew
        assert "deliberation.missing" in stage.outlook(new).why_not(Step.DECIDE)

    def test_only_the_head_splits_and_handlers_put_it_before_one(self, stage):
        case = two_parties(stage)
        entered = {"charges": word(stage)} | WHY
        with pytest.raises(Forbidden):
            act(stage, case, CaseAct.SPLIT, stage.officer, **entered)
        made = actions.propose_act(
            case_id=case.pk, act=CaseAct.SPLIT, entered=entered, reason="申请分案", actor=stage.officer, now=stage.now
        )
        actions.answer_proposal(proposal_id=made.pk, take=True, actor=stage.deputy, now=stage.now)

        assert Case.objects.get(split_from=case).number.startswith("AJ2026-")

    @pytest.mark.parametrize(
        ("entered", "field"),
        [
            pytest.param({"charges": ""}, "charges", id="没有选"),
            pytest.param({"charges": "丙/没有"}, "charges", id="没有这一项"),
            pytest.param({"shared": "证据9"}, "shared", id="没有这份证据"),
            pytest.param({"why": ""}, "why", id="没有理由"),
            pytest.param({"ground": "MAGIC"}, "ground", id="没有这种情形"),
        ],
    )
    def test_what_cannot_be_is_refused_by_name_and_nothing_changed(self, stage, entered, field):
        case = two_parties(stage)
        with pytest.raises(Invalid) as refused:
            parted(stage, case, **entered)

        assert field in refused.value.fields
        assert not Case.objects.filter(split_from=case).exists()
        assert stage.facts(case).splits == ()

    def test_a_case_of_one_charge_is_not_split(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)

        assert not in_question(CaseAct.SPLIT, stage.facts(case))


@pytest.mark.usefixtures("moment")
class TestFaces:
    def test_the_page_offers_the_charges_and_the_evidence(self, stage, enter):
        case = two_parties(stage)
        client = enter(stage.deputy)
        where = reverse("cases:act", args=[case.pk, "SPLIT"])
        shown = client.get(where).content.decode()
        assert "柯城货运公司" in shown
        refused = client.post(where, {"ground": "MISSING", "why": "乙下落不明"})
        assert refused.status_code == 422
        assert "乙下落不明" in refused.content.decode()  # nothing typed is lost
        done = client.post(where, {"charges": [word(stage)], "shared": ["证据1"], **WHY})
        new = Case.objects.get(split_from=case)

        assert done.status_code == 302
        page = client.get(reverse("cases:case", args=[case.pk])).content.decode()
        assert f"已分到{new.number}" in page
        assert case.number in client.get(reverse("cases:case", args=[new.pk])).content.decode()

    def test_the_call_does_the_same(self, stage):
        case = two_parties(stage)
        entered = {"charges": word(stage)} | WHY
        answer = Caller(stage, stage.deputy).post(f"/{case.pk}/acts", {"act": "SPLIT", "entered": entered})

        assert answer.status_code == 200
        assert Case.objects.filter(split_from=case).exists()


def test_counted_again_later_both_still_agree_with_their_rows(stage):
    case = two_parties(stage)
    new = parted(stage, case)
    actions.recount_all(now=stage.now + timedelta(days=3))

    assert disagreements(fresh(case)) == []
    assert disagreements(fresh(new)) == []


class TestJoinedAfterwards:
    def test_what_is_left_goes_into_another_case_and_what_was_split_off_stays_where_it_is(self, stage):
        stays = stage.take(stage.found(stage.open()), Step.FILE)
        stage.wait(minutes=1)
        case = two_parties(stage)
        new = parted(stage, case)
        act(stage, case, CaseAct.JOIN, into=stays.number, why="同一地点同一事项")
        facts = stage.facts(stays)

        assert [each.party for each in facts.charges] == ["甲"]  # one person, one matter; 乙 is handled elsewhere
        assert not facts.splits
        assert fresh(new).standing == "INQUIRY"
        assert disagreements(fresh(stays)) == []

    def test_a_case_does_not_go_back_into_the_one_from_which_it_came(self, stage):
        case = two_parties(stage)
        new = parted(stage, case)
        with pytest.raises(Conflict) as refused:
            act(stage, new, CaseAct.JOIN, into=case.number, why="并回去")

        assert refused.value.code == "case.join.back"
        assert fresh(new).standing == "INQUIRY"
