"""After the answer of the police (公安机关的答复): 移送规定 7–10; 公安机关办理刑事案件程序规定 180."""

from dataclasses import dataclass
from datetime import date

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import compute_limit
from tongpan.law.period import chinese_day
from tongpan.law.referral.transfer import REFERRAL_ADR
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import POLICE_PROCEDURE, REFERRAL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

EXAMINE = Citation(REFERRAL, 8, figures=("3日内", "书面通知"), gist="公安机关三日内审查并书面通知")
ASK_AGAIN = Citation(REFERRAL, 9, 1, figures=("3日内", "提请", "立案监督"), gist="三日内提请复议或者建议立案监督")
SUGGEST = Citation(REFERRAL, 9, 2, figures=("3日内建议人民检察院",), gist="对复议决定有异议的三日内建议立案监督")
BACK_TO_ADMINISTRATION = Citation(
    REFERRAL, 10, figures=("应当依法作出处理", "应当依法实施行政处罚"), gist="不予立案的依法作出行政处理"
)
SUPPLEMENT = Citation(
    POLICE_PROCEDURE, 180, 2, figures=("二十四小时", "三日以内补正"), gist="材料不全的二十四小时内通知，三日内补正"
)


class PoliceAnswer(Labelled):
    """What the police said (公安机关的答复)."""

    NONE = "NONE", "没有答复"
    INCOMPLETE = "INCOMPLETE", "要求补正材料"
    FILED = "FILED", "决定立案"
    NOT_FILED = "NOT_FILED", "不予立案"
    NOT_FILED_AGAIN = "NOT_FILED_AGAIN", "复议后仍不予立案"


class Reply(Labelled):
    """What the agency may do on an answer (可以采取的下一步)."""

    SUPPLEMENT = "SUPPLEMENT", "补正材料"
    HAND_OVER = "HAND_OVER", "移交涉案物品和材料"
    ASK_RECONSIDERATION = "ASK_RECONSIDERATION", "提请公安机关复议"
    SUGGEST_SUPERVISION = "SUGGEST_SUPERVISION", "建议人民检察院立案监督"
    RESUME_CASE = "RESUME_CASE", "恢复行政案件办理"


OPEN_TO = {
    PoliceAnswer.NONE: frozenset[Reply](),
    PoliceAnswer.INCOMPLETE: frozenset({Reply.SUPPLEMENT}),
    PoliceAnswer.FILED: frozenset({Reply.HAND_OVER}),
    PoliceAnswer.NOT_FILED: frozenset({Reply.ASK_RECONSIDERATION, Reply.SUGGEST_SUPERVISION, Reply.RESUME_CASE}),
    PoliceAnswer.NOT_FILED_AGAIN: frozenset({Reply.SUGGEST_SUPERVISION, Reply.RESUME_CASE}),
}
"""Which replies each answer leaves open."""

_ROW = {
    (PoliceAnswer.INCOMPLETE, Reply.SUPPLEMENT): "DL-37.2",
    (PoliceAnswer.FILED, Reply.HAND_OVER): "DL-35",
    (PoliceAnswer.NOT_FILED, Reply.ASK_RECONSIDERATION): "DL-36.1",
    (PoliceAnswer.NOT_FILED, Reply.SUGGEST_SUPERVISION): "DL-36.1",
    (PoliceAnswer.NOT_FILED_AGAIN, Reply.SUGGEST_SUPERVISION): "DL-36.2",
}
_CITED = {
    PoliceAnswer.NONE: EXAMINE,
    PoliceAnswer.INCOMPLETE: SUPPLEMENT,
    PoliceAnswer.FILED: EXAMINE,
    PoliceAnswer.NOT_FILED: ASK_AGAIN,
    PoliceAnswer.NOT_FILED_AGAIN: SUGGEST,
}


def last_day_to_reply(answer: PoliceAnswer, reply: Reply, received_on: date, calendar: WorkCalendar) -> date | None:
    """
    Return the last day for a reply to the police, or None where the law sets none.

    Law: 移送规定 9; 12; 公安机关办理刑事案件程序规定 180 ¶2.
    Reading: three days are calendar days, the stricter reading (ADR 0034).

    :raises LawRefused: if the answer does not leave that reply open
    """
    if reply not in OPEN_TO[answer]:
        raise LawRefused("referral.reply.closed", f"公安机关{answer.label}时不能“{reply.label}”", "reply")
    row = _ROW.get((answer, reply))
    return None if row is None else compute_limit(row, received_on, calendar).act_by


def check_reply(
    answer: PoliceAnswer, reply: Reply, received_on: date, replied_on: date, calendar: WorkCalendar
) -> Verdict:
    """
    Test a reply to the police: open, and in time.

    Law: 移送规定 9; 12; 公安机关办理刑事案件程序规定 180 ¶2.
    """
    if replied_on < received_on:
        raise LawRefused("referral.reply.order", "答复不能早于收到公安机关通知之日", "replied_on")
    last = last_day_to_reply(answer, reply, received_on, calendar)
    if last is None or replied_on <= last:
        return LAWFUL
    return (
        Breach(
            "referral.reply.late",
            f"“{reply.label}”应当在三日内办理，期限已于{chinese_day(last)}届满",
            _CITED[answer],
            grade="D",
            missing="改走其他途径，或者说明迟延的原因",
            adr=REFERRAL_ADR,
        ),
    )


@dataclass(frozen=True, slots=True)
class Return:
    """A case that the police did not take up: whether the administrative case goes on, and with what outcome."""

    answer: PoliceAnswer
    resumed: bool
    supervision_pending: bool = False


def check_return(returned: Return) -> Verdict:
    """
    Test whether a case that the police did not file came back to the administrative path.

    Law: 移送规定 10.
    """
    refused = returned.answer in (PoliceAnswer.NOT_FILED, PoliceAnswer.NOT_FILED_AGAIN)
    if not refused or returned.resumed or returned.supervision_pending:
        return LAWFUL
    return (
        Breach(
            "referral.return.not_resumed",
            "公安机关决定不予立案的，行政机关应当依法作出处理",
            BACK_TO_ADMINISTRATION,
            missing="恢复行政案件办理，应当处罚的依法处罚",
        ),
    )
