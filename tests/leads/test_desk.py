"""研判、并案、反馈、归档: what the desk does with a lead, and who may not."""

from datetime import timedelta

import pytest
from tests import cast
from tests.leads import stage

from tongpan.kernel import clock, ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.models import TimeLimit
from tongpan.kernel.outbox import jobs
from tongpan.leads import actions
from tongpan.leads.actions.pruning import prune_traits
from tongpan.leads.domain.choices import Channel, Desk, Outcome, RouteRule, Status
from tongpan.leads.domain.report import Where, Who
from tongpan.leads.models import DuplicateHint, Lead, Reporter, RouteCorrection, SimilarityBand
from tongpan.leads.steps import clocks
from tongpan.leads.steps.channel_defaults import load_channel_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispatcher(town):
    return cast.actor(cast.dispatcher_wu(town))


@pytest.fixture
def district():
    return cast.actor(cast.district_dispatcher_feng())


@pytest.fixture
def stranger():
    """A dispatcher of another town."""
    return cast.actor(cast.dispatcher_wu(cast.a_town_with_team(cast.another_town())))


def settled(lead: Lead, actor) -> Lead:
    return actions.settle_at_desk(
        lead_id=lead.pk, actor=actor, now=cast.NOW, outcome=Outcome.CONSULTATION, note="已电话答复办理途径"
    )


class TestRerouting:
    def test_gives_the_lead_to_who_is_competent_for_the_chosen_matter(self, town, dispatcher):
        lead = stage.a_lead(town, text="请问摆摊怎么办证")

        actions.reroute(
            lead_id=lead.pk, actor=dispatcher, now=cast.NOW, matter_id=stage.occupying().pk, reason="听录音"
        )

        lead.refresh_from_db()
        assert (lead.status, lead.route_rule, lead.team_id) == (Status.ROUTED, RouteRule.HUMAN, town.team.pk)

    def test_keeps_what_the_system_had_said_for_learning(self, town, dispatcher):
        lead = stage.a_lead(town)

        actions.reroute(lead_id=lead.pk, actor=dispatcher, now=cast.NOW, matter_id=stage.expired_food().pk)

        correction = RouteCorrection.objects.get()
        assert (correction.proposed_id, correction.chosen_id) == (stage.occupying().pk, stage.expired_food().pk)
        assert correction.route_before["matter"]["name"] == stage.occupying().name

    def test_fills_in_the_place_and_routes(self, town, district):
        lead = stage.a_lead(None)

        actions.reroute(lead_id=lead.pk, actor=district, now=cast.NOW, where=Where(town_id=town.town.pk))

        lead.refresh_from_db()
        assert (lead.status, lead.desk, lead.town_id) == (Status.ROUTED, Desk.TOWN, town.town.pk)

    def test_another_towns_dispatcher_does_not_know_of_it(self, town, stranger):
        lead = stage.a_lead(town)

        with pytest.raises(NotFound):
            actions.reroute(lead_id=lead.pk, actor=stranger, now=cast.NOW, reason="x")

    def test_an_officer_may_see_but_not_triage(self, town):
        lead = stage.a_lead(town)

        with pytest.raises(Forbidden):
            actions.reroute(lead_id=lead.pk, actor=cast.actor(cast.officer_li(town)), now=cast.NOW)


class TestSettlingAtTheDesk:
    def test_keeps_why_the_steps_were_skipped(self, town, dispatcher):
        lead = settled(stage.a_lead(town, text="请问医保在哪里办"), dispatcher)

        lead.refresh_from_db()
        assert lead.status == Status.HANDLED
        assert "咨询" in lead.skipped["dispatched_at"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"outcome": Outcome.CASE_OPENED}, "outcome", id="立案不能在值守台填"),
            pytest.param({"note": " "}, "note", id="没有理由"),
            pytest.param({"outcome": Outcome.OTHER_LEVEL}, "receiver", id="非本级要有单位和电话"),
        ],
    )
    def test_refuses_what_is_incomplete(self, town, dispatcher, changes, field):
        lead = stage.a_lead(town)
        given = {"outcome": Outcome.CONSULTATION, "note": "已答复本人"} | changes

        with pytest.raises(Invalid) as refused:
            actions.settle_at_desk(lead_id=lead.pk, actor=dispatcher, now=cast.NOW, **given)

        assert field in refused.value.fields

    def test_m102_no_competent_body_is_an_outcome_of_its_own(self, town, dispatcher):
        lead = actions.settle_at_desk(
            lead_id=stage.a_lead(town).pk,
            actor=dispatcher,
            now=cast.NOW,
            outcome=Outcome.NO_COMPETENT_BODY,
            note="清单无此事项，已上报区级",
        )

        assert lead.outcome == Outcome.NO_COMPETENT_BODY

    def test_the_second_of_two_is_told(self, town, dispatcher, district):
        lead = stage.a_lead(town)
        settled(lead, dispatcher)

        with pytest.raises(Conflict):
            settled(lead, district)


class TestFeedback:
    def test_m093_the_reporter_is_due_an_answer_in_three_workdays(self, town, dispatcher):
        lead = settled(stage.a_lead(town), dispatcher)

        limit = TimeLimit.objects.get(subject_id=lead.pk, rule="LEAD_REPORTER_ANSWER")

        # Monday 2026-11-23 → Tuesday, Wednesday, Thursday
        assert limit.due_on.isoformat() == "2026-11-26"
        assert "3个工作日" in limit.explanation

    def test_answering_the_last_reporter_meets_the_clock(self, town, dispatcher):
        lead = settled(stage.a_lead(town), dispatcher)

        actions.answer_reporter(
            lead_id=lead.pk,
            reporter_id=lead.reporters.get().pk,
            actor=dispatcher,
            now=cast.NOW + timedelta(hours=2),
            answer="已处理完毕，感谢反映",
            way="PHONE",
        )

        lead.refresh_from_db()
        assert lead.status == Status.ANSWERED
        assert TimeLimit.objects.get(subject_id=lead.pk, rule="LEAD_REPORTER_ANSWER").met_at is not None

    def test_an_unhandled_lead_cannot_be_answered(self, town, dispatcher):
        lead = stage.a_lead(town)

        with pytest.raises(Conflict) as refused:
            actions.answer_reporter(
                lead_id=lead.pk,
                reporter_id=lead.reporters.get().pk,
                actor=dispatcher,
                now=cast.NOW,
                answer="已处理完毕",
                way="PHONE",
            )

        assert "办结之后" in str(refused.value)

    def test_nobody_is_passed_over_who_left_a_number(self, town, dispatcher):
        lead = settled(stage.a_lead(town), dispatcher)

        with pytest.raises(Conflict):
            actions.answer_nobody(lead_id=lead.pk, actor=dispatcher, now=cast.NOW, reason="不想答复")

    def test_m094_files_only_what_is_complete_and_reopens_with_a_reason(self, town, dispatcher):
        lead = settled(stage.a_lead(town, who=Who()), dispatcher)
        actions.answer_nobody(lead_id=lead.pk, actor=dispatcher, now=cast.NOW, reason="匿名反映，无联系方式")
        actions.archive_lead(lead_id=lead.pk, actor=dispatcher, now=cast.NOW)

        actions.reopen_lead(lead_id=lead.pk, actor=dispatcher, now=cast.NOW, reason="情况又发生了")

        lead.refresh_from_db()
        assert (lead.status, lead.archived_at) == (Status.ROUTED, None)
        assert [item.action for item in ledger.history(lead)] == [
            "lead.created",
            "lead.settled_at_desk",
            "lead.answer_skipped",
            "lead.archived",
            "lead.reopened",
        ]

    def test_an_officer_does_not_answer_reporters(self, town, dispatcher):
        lead = settled(stage.a_lead(town), dispatcher)

        with pytest.raises(Forbidden):
            actions.answer_reporter(
                lead_id=lead.pk,
                reporter_id=lead.reporters.get().pk,
                actor=cast.actor(cast.officer_li(town)),
                now=cast.NOW,
                answer="已处理完毕",
                way="PHONE",
            )


class TestMerging:
    def test_m101_suggests_the_same_problem_told_in_other_words(self, town):
        first = stage.a_lead(town)

        again = stage.reported(town, text=stage.OCCUPYING + "，昨天又来了")

        hint = DuplicateHint.objects.get(lead=again.lead)
        assert hint.other_id == first.pk
        assert hint.reasons

    def test_m101_traits_nobody_asks_for_any_more_are_taken_away_and_the_others_stay(self, town):
        now = clock.now()
        lead = stage.a_lead(town)
        fresh = set(lead.bands.values_list("band", flat=True))
        days = {"within": 89, "just within": 90, "beyond": 92, "long ago": 900}
        ids = {name: uuid7_floor(now - timedelta(days=count)) for name, count in days.items()}
        same = [SimilarityBand(band=7, lead_id=uuid7_floor(now - timedelta(days=400 + n))) for n in range(5)]
        ends = [SimilarityBand(band=band, lead_id=key) for key in ids.values() for band in (0, 7, 2**62, 2**63 - 1)]
        SimilarityBand.objects.bulk_create([*same, *ends])

        job = next(job for job in jobs.jobs() if job.name == "leads.tasks.prune_old_traits")
        assert job.every == timedelta(days=1)
        assert prune_traits(now=now, at_once=2) == 5 + 2 * 4
        assert prune_traits(now=now) == 0

        left = set(SimilarityBand.objects.values_list("lead_id", flat=True))
        assert left == {lead.pk, ids["within"], ids["just within"]}
        assert set(lead.bands.values_list("band", flat=True)) == fresh
        assert DuplicateHint.objects.filter(lead=stage.a_lead(town, text=stage.OCCUPYING + "，又来了")).exists()

    def test_loses_nothing_and_still_answers_everyone(self, town, dispatcher):
        main, second = stage.a_lead(town), stage.a_lead(town, text=stage.OCCUPYING + "，又来了")

        actions.merge_lead(lead_id=second.pk, into_id=main.pk, actor=dispatcher, now=cast.NOW, reason="同一处")

        second.refresh_from_db()
        assert (second.status, second.merged_into_id) == (Status.MERGED, main.pk)
        settled(main, dispatcher)
        for reporter in Reporter.objects.all():
            actions.answer_reporter(
                lead_id=main.pk,
                reporter_id=reporter.pk,
                actor=dispatcher,
                now=cast.NOW,
                answer="已处理完毕",
                way="PHONE",
            )
        main.refresh_from_db()
        assert main.status == Status.ANSWERED

    def test_a_merged_lead_is_worked_on_its_main_one_only(self, town, dispatcher):
        main, second = stage.a_lead(town), stage.a_lead(town, text="路口有人摆摊")
        actions.merge_lead(lead_id=second.pk, into_id=main.pk, actor=dispatcher, now=cast.NOW)

        with pytest.raises(Conflict) as refused:
            settled(second, dispatcher)

        assert "主件" in str(refused.value)

    def test_not_into_itself(self, town, dispatcher):
        lead = stage.a_lead(town)

        with pytest.raises(Invalid):
            actions.merge_lead(lead_id=lead.pk, into_id=lead.pk, actor=dispatcher, now=cast.NOW)

    def test_a_hint_that_is_denied_is_kept(self, town, dispatcher):
        stage.a_lead(town)
        again = stage.reported(town, text=stage.OCCUPYING + "，昨天又来了")
        hint = DuplicateHint.objects.get(lead=again.lead)

        actions.dismiss_hint(hint_id=hint.pk, actor=dispatcher, now=cast.NOW)

        hint.refresh_from_db()
        assert hint.same is False


class TestWhoReported:
    def test_is_opened_for_a_purpose_and_recorded(self, town, dispatcher):
        lead = stage.a_lead(town)

        who = actions.reveal_reporter(
            reporter_id=lead.reporters.get().pk, actor=dispatcher, now=cast.NOW, purpose="ANSWER"
        )

        assert (who.name, who.phone) == ("赵先生", "13800001111")
        assert ledger.history(lead)[-1].action == "lead.reporter_revealed"
        assert ledger.history(lead)[-1].facts["purpose"] == "ANSWER"

    def test_is_never_opened_for_the_team(self, town):
        lead = stage.a_lead(town)

        with pytest.raises(Forbidden):
            actions.reveal_reporter(
                reporter_id=lead.reporters.get().pk,
                actor=cast.actor(cast.officer_li(town)),
                now=cast.NOW,
                purpose="ANSWER",
            )

    def test_is_not_opened_without_a_purpose(self, town, dispatcher):
        lead = stage.a_lead(town)

        with pytest.raises(Invalid):
            actions.reveal_reporter(
                reporter_id=lead.reporters.get().pk, actor=dispatcher, now=cast.NOW, purpose="CURIOUS"
            )


class TestTheFastLane:
    def seen(self, town, actor, **changes):
        report = stage.a_report(
            town,
            channel=Channel.PATROL,
            matter_id=stage.occupying().pk,
            reported_by=actor.officer_id,
            **changes,
        )
        return actions.settle_on_the_spot(
            report=report, outcome=Outcome.SETTLED_ON_SPOT, note="劝离", actor=actor, now=cast.NOW
        )

    def test_m106_one_submit_writes_all_five_stamps(self, town):
        lead = self.seen(town, cast.actor(cast.officer_li(town))).lead

        assert lead.status == Status.ARCHIVED
        assert all(at == cast.NOW for _, at in lead.steps)
        assert [item.action for item in ledger.history(lead)] == ["lead.settled_on_spot"]

    def test_auxiliary_staff_may_report_but_not_settle(self, town):
        with pytest.raises(Forbidden):
            self.seen(town, cast.actor(cast.auxiliary_jiang(town)))

    def test_needs_matter_and_place(self, town):
        officer = cast.actor(cast.officer_li(town))
        report = stage.a_report(None, channel=Channel.PATROL)

        with pytest.raises(Invalid) as refused:
            actions.settle_on_the_spot(
                report=report, outcome=Outcome.SETTLED_ON_SPOT, note="", actor=officer, now=cast.NOW
            )

        assert {"matter", "place"} <= refused.value.fields.keys()


class TestTheChannelsClock:
    def test_settling_at_the_desk_is_also_signing_for_it(self, town, dispatcher):
        load_channel_rules(cast.NOW)
        lead = stage.a_lead(town, channel=Channel.PUBLIC)
        Lead.objects.filter(pk=lead.pk).update(channel=Channel.HOTLINE)
        clocks.start(*clocks.of_arrival(Lead.objects.get(pk=lead.pk), cast.NOW))

        settled(lead, dispatcher)

        assert TimeLimit.objects.get(subject_id=lead.pk, rule="LEAD_CHANNEL_SIGN").met_at == cast.NOW
