"""The scenarios that are checked (情景清单): together they reach every step, guard and invariant."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

from tongpan.law.coercion.demolition import Zone
from tongpan.law.facts import Assignment, Authority, CaseFacts, Inspection, Penalty, Recusal, Thing
from tongpan.law.facts.words import Duty, Power, Role
from tongpan.law.limits import Regime
from tongpan.law.model.contesting import REMEDIES, of_remedies
from tongpan.law.model.delivering import of_delivery
from tongpan.law.model.paying import of_money
from tongpan.law.model.probing import decided, held, probes, ready
from tongpan.law.model.probing.base import (
    SUMMER,
    a_thing,
    delegated_with_opinion,
    demanded,
    demolition_ordered,
    referred,
)
from tongpan.law.model.probing.charging import within_bounds
from tongpan.law.model.revoking import revoking
from tongpan.law.model.scenario import Scenario
from tongpan.law.model.several import several
from tongpan.law.model.starting import (
    DAY_ONE,
    LARGE,
    ON_SPOT,
    POSTS,
    SMALL,
    a_charge,
    a_clue,
    an_authority,
    investigated,
    noticed,
)
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import Step

FORFEIT = Penalty((PenaltyKind.CONFISCATE_GOODS,), goods=yuan(500))
HEARING = frozenset({Step.REQUEST_HEARING, Step.FIX_HEARING, Step.HOLD_HEARING, Step.STATE, Step.WAIVE, Step.RECHECK})
REVIEWING = frozenset({Step.REVIEW, Step.CORRECT, Step.DELIBERATE})
DEMANDING = frozenset({Step.DEMAND, Step.ANSWER_DEMAND, Step.RECHECK_DEMAND})


@cache
def scenarios() -> tuple[Scenario, ...]:
    """
    Return every scenario, small ones first.

    Law: none; cases to check with.
    """
    single = tuple(
        Scenario(f"核查：{name}", facts, frozenset(), until=at.date(), at=at) for name, facts, at in probes()
    )
    parts = (
        _inquiries, _decisions, of_delivery, _executions, revoking, _forces, _endings, of_remedies, of_money, several,
    )  # fmt: skip
    return (*single, *(each for part in parts for each in part()))


def _inquiries() -> tuple[Scenario, ...]:
    begun = a_clue(a_charge(regime=Regime.SAMR, proposed=SMALL))
    return (
        Scenario(
            "线索到告知",
            begun,
            frozenset(
                {
                    Step.SHOW_IDENTITY,
                    Step.FILE,
                    Step.GATHER,
                    Step.VERIFY,
                    Step.TELL_RESULT,
                    Step.REPORT,
                    Step.NOTIFY,
                    Step.DECIDE_NONE,
                }
            ),
            until=date(2026, 3, 26),
            choices={Step.GATHER: ("SITE_RECORD", "OPINION")},
        ),
        Scenario(
            "先行登记保存",
            replace(investigated(begun), reports=()),
            frozenset({Step.PRESERVE, Step.PRESERVE_URGENT, Step.APPROVE_PRESERVATION, Step.DISPOSE, Step.RELEASE}),
            most={Step.PRESERVE: 2},
            until=date(2026, 3, 20),
        ),
        Scenario(
            "回避",
            replace(
                investigated(a_clue()),
                assignments=(*POSTS, Assignment(Role.HANDLER, "陈", DAY_ONE)),
                recusals=(Recusal("张", DAY_ONE), Recusal("周", DAY_ONE)),
            ),
            frozenset({Step.DECIDE_RECUSAL, Step.GATHER, Step.VERIFY, Step.NOTIFY, Step.WAIVE, Step.DECIDE}),
            until=date(2026, 3, 2),
            most={Step.DECIDE_RECUSAL: 2},
        ),
        Scenario(
            "当场处罚",
            a_clue(a_charge(proposed=ON_SPOT, regime=Regime.HURD)),
            frozenset(
                {
                    Step.SHOW_IDENTITY,
                    Step.GATHER,
                    Step.VERIFY,
                    Step.NOTIFY,
                    Step.STATE,
                    Step.WAIVE,
                    Step.RECHECK,
                    Step.DECIDE_ON_SPOT,
                    Step.REGISTER,
                    Step.PAY,
                    Step.COLLECT,
                    Step.HAND_IN,
                    Step.BANK,
                    Step.CLOSE,
                }
            ),
            until=date(2026, 3, 10),
        ),
        Scenario(
            "入企检查",
            a_clue(
                authorities=(an_authority(Power.PENALTY), an_authority(Power.INSPECTION)),
                inspections=(Inspection("检查1", "甲", "占道经营", listed=True),),
            ),
            frozenset({Step.SHOW_IDENTITY, Step.APPROVE_INSPECTION, Step.SCAN, Step.ENTER, Step.TELL_INSPECTION}),
            until=date(2026, 3, 3),
        ),
    )


def _decisions() -> tuple[Scenario, ...]:
    large = investigated(a_clue(a_charge(regime=Regime.HURD, proposed=LARGE)))
    complex_ = noticed(investigated(a_clue(a_charge(regime=Regime.SAMR, proposed=SMALL, complex=True))))
    hearing_limits = frozenset({"DL-11", "DL-12", "DL-13"})
    return (
        Scenario(
            "告知、听证、审核、决定",
            large,
            HEARING | REVIEWING | {Step.NOTIFY, Step.DECIDE},
            until=date(2026, 3, 16),
            most={Step.REVIEW: 2},
            watched=hearing_limits,
        ),
        Scenario(
            "复杂案件的审核和集体讨论",
            complex_,
            REVIEWING | {Step.WAIVE, Step.DECIDE},
            until=date(2026, 3, 11),
            most={Step.REVIEW: 3, Step.CORRECT: 2},
            watched=hearing_limits,
        ),
        Scenario(
            "审核之后的新证据",
            complex_,
            REVIEWING | {Step.STATE, Step.RECHECK, Step.WAIVE, Step.DECIDE, Step.NOTIFY, Step.GATHER, Step.VERIFY},
            until=date(2026, 3, 11),
            most={Step.REVIEW: 3, Step.CORRECT: 2, Step.WAIVE: 2},
            watched=hearing_limits,
            full_only=True,
        ),
        Scenario(
            "听证后的新证据",
            noticed(large, hearing_told=True),
            HEARING | {Step.GATHER, Step.VERIFY, Step.NOTIFY, Step.REVIEW, Step.DECIDE},
            until=date(2026, 3, 23),
            most={Step.REQUEST_HEARING: 2, Step.FIX_HEARING: 2, Step.HOLD_HEARING: 2, Step.REVIEW: 2},
            choices={Step.HOLD_HEARING: ("HELD",), Step.REVIEW: ("PASS",)},
            watched=hearing_limits,
            full_only=True,
        ),
        Scenario(
            "罚款在裁量区间内",
            replace(noticed(investigated(a_clue())), fine_bounds=(within_bounds(),)),
            frozenset({Step.WAIVE, Step.DECIDE}),
            until=date(2026, 3, 11),
        ),
        Scenario(
            "办案期限和延长",
            noticed(investigated(a_clue(a_charge(regime=Regime.HURD)))),
            frozenset({Step.EXTEND_DECISION, Step.WAIVE, Step.DECIDE, Step.DECIDE_NONE}),
            until=date(2026, 9, 30),
            most={Step.EXTEND_DECISION: 3},
            watched=frozenset({"DL-09", "DL-11"}),
        ),
    )


def _executions() -> tuple[Scenario, ...]:
    served = decided(investigated(a_clue()))
    return (
        Scenario(
            "公开和撤回",
            served,
            REMEDIES | {Step.REDACT, Step.PUBLISH, Step.WITHDRAW},
            until=date(2026, 3, 20),
            watched=frozenset({"DL-19", "DL-21"}),
        ),
        Scenario(
            "缴纳、加处、结案",
            served,
            REMEDIES | {Step.PAY, Step.DEFER, Step.SURCHARGE, Step.CLOSE, Step.GATHER},
            until=date(2026, 5, 10),
            watched=frozenset({"DL-23"}),
        ),
        Scenario(
            "催告和申请法院",
            served,
            DEMANDING
            | {Step.PAY, Step.APPLY_COURT, Step.RECONSIDER, Step.CONCLUDE_REMEDY, Step.RESTORE, Step.END_ENFORCEMENT},
            until=date(2026, 12, 20),
            watched=frozenset({"DL-23", "DL-27", "DL-39", "DL-28"}),
        ),
    )


def _forces() -> tuple[Scenario, ...]:
    building = decided(investigated(a_clue(a_charge(cause="违法建设", duty=Duty.DEMOLISH, zone=Zone.VILLAGE))))
    building = replace(building, authorities=(an_authority(Power.PENALTY), an_authority(Power.ENFORCEMENT)))
    rubble = decided(investigated(a_clue(a_charge(duty=Duty.CLEAR, danger=True, public_place=True, unable=True))))
    thing = Thing("货车", "甲", "占道经营", related=True, daily_needs=False, sealed_elsewhere=False)
    powers = (an_authority(Power.PENALTY), an_authority(Power.MEASURE))
    seized = replace(noticed(investigated(a_clue(a_charge(proposed=FORFEIT)))), things=(thing,), authorities=powers)
    crime = replace(
        investigated(a_clue(a_charge(crime=True))),
        things=(thing,),
        authorities=powers,
    )
    return (
        Scenario(
            "违法建设的强制拆除",
            building,
            DEMANDING
            | {Step.PERFORM, Step.ORDER_DEMOLITION, Step.SERVE, Step.ANNOUNCE, Step.DEMOLISH, Step.CLOSE}
            | {Step.LITIGATE, Step.CONCLUDE_REMEDY, Step.RESTORE},
            until=date(2026, 10, 10),
            moments=(
                datetime(2026, 9, 24, 22, 30, tzinfo=SHANGHAI),
                datetime(2026, 10, 1, 10, tzinfo=SHANGHAI),
                datetime(2026, 10, 9, 10, tzinfo=SHANGHAI),
            ),
            choices={Step.SERVE: ("DIRECT",)},
            watched=frozenset({"DL-39"}),
        ),
        Scenario(
            "代履行",
            rubble,
            DEMANDING
            | {Step.PERFORM, Step.ORDER_SUBSTITUTE, Step.SERVE, Step.SUBSTITUTE, Step.CLEAR, Step.TELL_CLEARING},
            until=date(2026, 4, 10),
            choices={Step.SERVE: ("DIRECT",)},
            watched=frozenset({"DL-30"}),
        ),
        Scenario(
            "查封扣押和没收",
            seized,
            frozenset(
                {
                    Step.IMPOSE,
                    Step.IMPOSE_URGENT,
                    Step.APPROVE_MEASURE,
                    Step.REFUSE_MEASURE,
                    Step.EXTEND_MEASURE,
                    Step.START_TEST,
                    Step.END_TEST,
                    Step.LIFT,
                    Step.FORFEIT,
                    Step.WAIVE,
                    Step.DECIDE,
                    Step.SERVE,
                    Step.CLOSE,
                }
            ),
            until=date(2026, 5, 20),
            most={Step.EXTEND_MEASURE: 2},
            watched=frozenset({"DL-05", "DL-06"}),
        ),
        Scenario(
            "移送公安机关",
            crime,
            frozenset(
                {
                    Step.FORM_TEAM,
                    Step.REPORT_REFERRAL,
                    Step.APPROVE_REFERRAL,
                    Step.REFUSE_REFERRAL,
                    Step.ASSEMBLE,
                    Step.TRANSFER,
                    Step.HEAR_POLICE,
                    Step.CONTEST,
                    Step.RESUME,
                    Step.IMPOSE,
                    Step.HAND_OVER,
                    Step.LIFT,
                    Step.NOTIFY,
                    Step.WAIVE,
                    Step.DECIDE,
                    Step.CLOSE,
                }
            ),
            until=date(2026, 3, 12),
            watched=frozenset({"DL-34.1", "DL-34.2", "DL-35", "DL-36.1"}),
        ),
        Scenario(
            "拍卖抵缴罚款",
            _auction(thing, powers),
            DEMANDING | {Step.AUCTION, Step.LIFT, Step.PAY, Step.RECONSIDER, Step.CONCLUDE_REMEDY},
            until=date(2026, 10, 10),
            watched=frozenset({"DL-39", "DL-06"}),
        ),
    )


def _auction(thing: Thing, powers: tuple[Authority, ...]) -> CaseFacts:
    return held(replace(decided(investigated(a_clue())), things=(thing,), authorities=powers))


def _endings() -> tuple[Scenario, ...]:
    """The last stretch of the long procedures, begun where the long scenarios would come after months."""
    return (
        Scenario(
            "强制拆除的最后一步",
            demolition_ordered(),
            frozenset({Step.DEMOLISH, Step.LITIGATE, Step.CONCLUDE_REMEDY, Step.RESTORE, Step.END_ENFORCEMENT}),
            until=date(2026, 10, 10),
            at=datetime(2026, 9, 30, 10, tzinfo=SHANGHAI),
            moments=(datetime(2026, 9, 30, 22, 30, tzinfo=SHANGHAI), datetime(2026, 10, 9, 10, tzinfo=SHANGHAI)),
            watched=frozenset(),
        ),
        Scenario(
            "申请法院的最后一步",
            demanded(),
            frozenset({Step.APPLY_COURT, Step.PAY, Step.RECONSIDER, Step.CONCLUDE_REMEDY, Step.END_ENFORCEMENT}),
            until=date(2026, 10, 10),
            at=SUMMER,
            watched=frozenset(),
        ),
        Scenario(
            "拍卖抵缴的最后一步",
            held(replace(demanded(), things=(a_thing(),))),
            frozenset({Step.AUCTION, Step.LIFT, Step.PAY, Step.CLOSE}),
            until=SUMMER.date(),
            at=SUMMER,
            watched=frozenset(),
        ),
        Scenario(
            "移送后的处理",
            held(
                replace(
                    referred(approved=True, decided_at=DAY_ONE, decided_by="周", complete=True, transferred_at=DAY_ONE),
                    things=(a_thing(),),
                )
            ),
            frozenset(
                {Step.HEAR_POLICE, Step.HAND_OVER, Step.CONTEST, Step.RESUME, Step.LIFT}
                | {Step.NOTIFY, Step.WAIVE, Step.DECIDE, Step.CLOSE}
            ),
            until=date(2026, 3, 8),
            watched=frozenset({"DL-35", "DL-36.1"}),
        ),
        Scenario(
            "不予处罚",
            ready(a_charge(minor=True, corrected=True, consequences=Harm.NONE)),
            frozenset({Step.DECIDE, Step.DECIDE_NONE, Step.SERVE, Step.CLOSE}),
            until=DAY_ONE.date(),
        ),
        Scenario(
            "受委托组织和鉴定意见", delegated_with_opinion(), frozenset({Step.TELL_RESULT, Step.DECIDE}), DAY_ONE.date()
        ),
    )
