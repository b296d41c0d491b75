"""One lead, as each role meets it: what it says, who reported it, and how it is filed."""

import pytest
from django.test import Client
from tests import cast
from tests.leads import stage
from tests.leads.browser import at, body, signed_in, words

from tongpan.kernel import ledger
from tongpan.leads.actions import answer_nobody, settle_at_desk
from tongpan.leads.domain.choices import Channel, Outcome, Status
from tongpan.leads.domain.report import Who
from tongpan.leads.models import DuplicateHint, Lead
from tongpan.leads.steps.channel_defaults import load_channel_rules

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]


def settled(lead: Lead, dispatcher: cast.Officer, outcome: Outcome = Outcome.CONSULTATION, **rest) -> Lead:
    return settle_at_desk(
        lead_id=lead.pk, actor=cast.actor(dispatcher), now=cast.NOW, outcome=outcome, note="已电话说明办理途径", **rest
    )


class TestOneLead:
    def test_m092_says_why_it_went_where_it_went(self, town, desk):
        page = words(desk.get(at("lead", stage.a_lead(town).pk)))

        for said in ("为什么这样分", "占道经营", "以谁的名义", "航埠镇人民政府", "柯政发〔2022〕1号", "把握"):
            assert said in page

    def test_says_that_the_system_is_not_sure(self, town, desk):
        lead = stage.a_lead(town, text="请问社保卡丢了去哪里补办")

        page = words(desk.get(at("lead", lead.pk)))

        assert "系统拿不准" in page or "看来不是执法事项" in page

    def test_m090_shows_five_steps_and_the_history_in_plain_words(self, town, desk):
        page = words(desk.get(at("lead", stage.a_lead(town).pk)))

        for step in ("问题收集", "分流交办", "调查处置", "结果反馈", "结案归档", "收到并登记"):
            assert step in page
        for never in ("ledger", "lead.created", "triage", "grade"):
            assert never not in page.split("<main", 1)[1]

    def test_m093_two_clocks_stand_side_by_side_and_explain_themselves(self, town):
        load_channel_rules(cast.NOW)
        wu = cast.dispatcher_wu(town)
        lead = stage.report_lead(
            report=stage.a_report(
                town, channel=Channel.HOTLINE, text="请问在哪里办摊位证", who=Who(phone="13800001111")
            ),
            actor=cast.actor(wu),
            now=cast.NOW,
        ).lead
        settled(lead, wu)

        page = words(signed_in(wu).get(at("lead", lead.pk)))

        assert "我们自己的" in page
        assert "12345热线要求的" in page
        assert "收到处置结果后3个工作日内答复反映人" in page
        assert "渠道要求" in page
        assert "退回不重新计时" in page

    def test_m097_says_how_long_each_part_took(self, town, desk):
        lead = stage.a_lead(town)
        Lead.objects.filter(pk=lead.pk).update(
            dispatched_at=cast.NOW.replace(hour=10), handled_at=cast.NOW.replace(hour=12), status=Status.HANDLED
        )

        assert "发现到交办 1.0 小时 · 交办到办结 2.0 小时" in words(desk.get(at("lead", lead.pk)))

    def test_has_one_filled_button(self, town, desk):
        lead = stage.a_lead(None)
        feng = signed_in(cast.district_dispatcher_feng())

        page = body(feng.get(at("lead", lead.pk)))

        assert page.split("<main", 1)[1].count("button-primary") - page.count('id="confirm-yes"') == 1
        assert "补地点" in page

    def test_m101_points_at_what_may_be_the_same_and_merges_on_one_press(self, town, desk):
        first, second = stage.a_lead(town), stage.a_lead(town)
        hint = DuplicateHint.objects.get(lead=second)

        page = words(desk.get(at("lead", second.pk)))
        desk.post(at("hint", second.pk, hint.pk), {"do": "merge"})

        assert first.number in page
        assert "内容相似" in page
        second.refresh_from_db()
        assert (second.status, second.merged_into_id) == (Status.MERGED, first.pk)
        assert "已并入" in words(desk.get(at("lead", second.pk)))
        assert second.number in words(desk.get(at("lead", first.pk)))

    def test_says_no_it_is_not_the_same(self, town, desk):
        stage.a_lead(town)
        second = stage.a_lead(town)
        hint = DuplicateHint.objects.get(lead=second)

        desk.post(at("hint", second.pk, hint.pk), {"do": "dismiss"})

        hint.refresh_from_db()
        assert hint.same is False

    def test_needs_at_most_thirty_statements(self, town, desk, django_assert_max_num_queries):
        for _ in range(5):
            lead = stage.a_lead(town)

        with django_assert_max_num_queries(30):
            desk.get(at("lead", lead.pk))

    def test_html_ids_of_nobody_answer_404(self, desk):
        assert desk.get("/leads/01a206cc-8bb0-7416-be3f-8413d7cba783/").status_code == 404
        assert desk.get(at("by_number", "XS999999-2026-000001")).status_code == 404


class TestWhoReported:
    def test_the_desk_sees_masked_names_only(self, town, desk):
        page = words(desk.get(at("lead", stage.a_lead(town).pk)))

        assert "赵**" in page
        assert "138****1111" in page
        assert "13800001111" not in page

    def test_the_team_that_handles_it_sees_neither_name_nor_number(self, town):
        lead = stage.a_lead(town)
        li = signed_in(cast.officer_li(town))

        page = words(li.get(at("lead", lead.pk)))

        assert "已保护" in page
        assert "赵" not in page.split("反映人（", 1)[1].split("</section>", 1)[0]
        assert "1111" not in page

    def test_opening_needs_a_purpose_is_shown_once_and_recorded(self, town, desk):
        lead = stage.a_lead(town)
        address = at("reveal", lead.pk, lead.reporters.get().pk)

        unstated = desk.post(address, {"purpose": ""})
        opened = desk.post(address, {"purpose": "ANSWER"})

        assert unstated.status_code == 422
        assert "13800001111" not in words(unstated)
        assert "13800001111" in words(opened)
        assert "no-store" in opened["Cache-Control"]
        assert desk.get(address).status_code == 405
        assert [item.action for item in ledger.history(lead)][-1] == "lead.reporter_revealed"
        assert "用途：答复反映人" in words(desk.get(at("lead", lead.pk)))

    def test_an_officer_may_not_open_it(self, town):
        lead = stage.a_lead(town)
        li = signed_in(cast.officer_li(town))

        answer = li.post(at("reveal", lead.pk, lead.reporters.get().pk), {"purpose": "VERIFY"})

        assert answer.status_code == 403
        assert "请由值守台代为联系" in words(answer)

    def test_it_takes_the_token_of_the_form(self, town):
        lead = stage.a_lead(town)
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.dispatcher_wu(town).user)

        answer = client.post(at("reveal", lead.pk, lead.reporters.get().pk), {"purpose": "ANSWER"})

        assert answer.status_code == 403
        assert "13800001111" not in words(answer)


class TestFiling:
    @pytest.fixture
    def answered(self, town):
        wu = cast.dispatcher_wu(town)
        leads = []
        for n in range(2):
            lead = stage.a_lead(town, text=f"请问第{n}个问题去哪里办", who=Who())
            settled(lead, wu)
            answer_nobody(lead_id=lead.pk, actor=cast.actor(wu), now=cast.NOW, reason="匿名来件")
            leads.append(lead)
        return leads, signed_in(wu)

    def test_m094_shows_what_is_complete_and_files_many_at_once(self, answered):
        leads, desk = answered

        page = words(desk.get(at("archive")))
        desk.post(at("archive"), {"lead": [str(lead.pk) for lead in leads]})

        assert page.count("齐全") >= 2
        assert set(Lead.objects.values_list("status", flat=True)) == {Status.ARCHIVED}
        assert leads[0].number in words(desk.get(at("archive", t="filed")))

    def test_m094_what_lacks_something_is_named_and_not_filed(self, answered):
        leads, desk = answered
        Lead.objects.filter(pk=leads[0].pk).update(outcome_note="")

        page = words(desk.get(at("archive")))
        after = words(desk.post(at("archive"), {"lead": [str(leads[0].pk), "乱写"]}, follow=True))
        single = desk.post(at("archive_one", leads[0].pk))

        assert "办理情况" in page
        assert "归档前还缺：办理情况" in after
        assert single.status_code == 409
        assert "还缺" in words(single)

    def test_opens_again_with_a_reason_only(self, answered):
        leads, desk = answered
        desk.post(at("archive_one", leads[0].pk))

        refused = desk.post(at("reopen", leads[0].pk), {"reason": ""})
        desk.post(at("reopen", leads[0].pk), {"reason": "反映人来电说问题又出现了"})

        assert refused.status_code == 422
        leads[0].refresh_from_db()
        assert leads[0].status == Status.ROUTED

    def test_is_not_for_officers(self, town):
        li = signed_in(cast.officer_li(town))

        assert li.get(at("archive")).status_code == 403

    def test_needs_at_most_thirty_statements(self, answered, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            answered[1].get(at("archive"))
