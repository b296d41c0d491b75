"""
Pulling down illegal buildings (强制拆除违法建筑): 行政强制法 44; 城乡规划法 64–68; 浙江省违法建筑处置规定.

The steps are a partial order: each names what must have gone before, and nothing else is ordered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.period import chinese_day
from tongpan.law.remedies.routes import Knowledge, Pending, remedies_over_on
from tongpan.law.titles import COERCION_LAW, PLANNING_LAW, ZJB
from tongpan.law.verdict import LAWFUL, Breach, Verdict

DEMOLITION_ADR = "ADR-0033"
ZHEJIANG = "33"

ANNOUNCE = Citation(COERCION_LAW, 44, figures=("予以公告", "限期当事人自行拆除"), gist="公告并限期自行拆除")
REMEDIES_OVER = Citation(
    COERCION_LAW, 44, figures=("不申请行政复议或者提起行政诉讼，又不拆除",), gist="没有救济又不拆除的才可以强制拆除"
)
DEMAND_FIRST = Citation(COERCION_LAW, 35, figures=("事先催告",), gist="强制执行决定前催告")
DECISION_FIRST = Citation(COERCION_LAW, 37, 1, figures=("可以作出强制执行决定",), gist="催告逾期的作出强制执行决定")
TOWN_ORDER = Citation(PLANNING_LAW, 64, figures=("责令停止建设", "限期拆除"), gist="城镇规划区由规划部门责令拆除")
VILLAGE_POWER = Citation(PLANNING_LAW, 65, figures=("由乡、镇人民政府", "可以拆除"), gist="乡村规划区由乡镇政府拆除")
CHARGED = Citation(
    PLANNING_LAW, 68, figures=("县级以上地方人民政府可以责成有关部门",), gist="县级以上政府责成有关部门强制拆除"
)
HEARD = Citation(ZJB, 14, 1, figures=("充分听取当事人的意见",), gist="处置决定前听取当事人意见")
NOTICE_CONTENT = Citation(ZJB, 17, figures=("实施时间、相关依据", "搬离期限"), gist="强制拆除公告的内容")
BELONGINGS = Citation(ZJB, 18, figures=("登记造册", "通知当事人领取"), gist="未搬离的财物登记、存放、通知领取")
ATTENDANCE = Citation(ZJB, 19, 1, figures=("书面告知当事人到场", "见证"), gist="书面告知到场，不到场的公证或者见证")
RECORD = Citation(ZJB, 19, 2, figures=("制作笔录，并拍照和录音、录像",), gist="笔录、拍照、录音录像")
HARDSHIP = Citation(ZJB, 20, 1, figures=("暂缓拆除",), gist="住房困难未获保障前暂缓拆除")


class Zone(Labelled):
    """In which planning area the building stands (规划区)."""

    TOWN = "TOWN", "城市、镇规划区"
    VILLAGE = "VILLAGE", "乡、村庄规划区"


class Demolisher(Labelled):
    """Who would pull it down (实施主体)."""

    TOWNSHIP = "TOWNSHIP", "乡镇人民政府"
    CHARGED_DEPARTMENT = "CHARGED_DEPARTMENT", "政府责成的部门"
    OTHER = "OTHER", "其他机关"


class Step(Labelled):
    """The steps of the chain (强制拆除步骤)."""

    STOP_ORDER = "STOP_ORDER", "责令停止建设"
    SURVEY = "SURVEY", "现场勘验和认定"
    PRIOR_NOTICE = "PRIOR_NOTICE", "拟处置告知并听取意见"
    DEMOLITION_ORDER = "DEMOLITION_ORDER", "限期拆除决定送达"
    SELF_DEMOLITION_DUE = "SELF_DEMOLITION_DUE", "自行拆除期限届满"
    DEMAND = "DEMAND", "催告书送达"
    DEFENCE_OVER = "DEFENCE_OVER", "催告后的陈述申辩办结"
    REMEDIES_OVER = "REMEDIES_OVER", "复议和诉讼期限届满"
    ENFORCEMENT_DECISION = "ENFORCEMENT_DECISION", "强制执行决定送达"
    ANNOUNCEMENT = "ANNOUNCEMENT", "强制拆除公告"
    ATTENDANCE_NOTICE = "ATTENDANCE_NOTICE", "书面告知当事人到场"
    DEMOLITION = "DEMOLITION", "实施拆除"


BEFORE: Mapping[Step, frozenset[Step]] = {
    Step.STOP_ORDER: frozenset(),
    Step.SURVEY: frozenset(),
    Step.PRIOR_NOTICE: frozenset({Step.SURVEY}),
    Step.DEMOLITION_ORDER: frozenset({Step.PRIOR_NOTICE}),
    Step.SELF_DEMOLITION_DUE: frozenset({Step.DEMOLITION_ORDER}),
    Step.DEMAND: frozenset({Step.SELF_DEMOLITION_DUE}),
    Step.DEFENCE_OVER: frozenset({Step.DEMAND}),
    Step.REMEDIES_OVER: frozenset({Step.DEMOLITION_ORDER}),
    Step.ENFORCEMENT_DECISION: frozenset({Step.DEFENCE_OVER}),
    Step.ANNOUNCEMENT: frozenset({Step.ENFORCEMENT_DECISION}),
    Step.ATTENDANCE_NOTICE: frozenset({Step.ENFORCEMENT_DECISION}),
    Step.DEMOLITION: frozenset({Step.ANNOUNCEMENT, Step.ATTENDANCE_NOTICE, Step.REMEDIES_OVER}),
}
"""What must have gone before each step; the rest is free."""

_SOURCE: Mapping[Step, Citation] = {
    Step.SURVEY: TOWN_ORDER,
    Step.PRIOR_NOTICE: HEARD,
    Step.DEMOLITION_ORDER: TOWN_ORDER,
    Step.SELF_DEMOLITION_DUE: ANNOUNCE,
    Step.DEMAND: DEMAND_FIRST,
    Step.DEFENCE_OVER: DEMAND_FIRST,
    Step.REMEDIES_OVER: REMEDIES_OVER,
    Step.ENFORCEMENT_DECISION: DECISION_FIRST,
    Step.ANNOUNCEMENT: ANNOUNCE,
    Step.ATTENDANCE_NOTICE: ATTENDANCE,
}


def steps_before(step: Step) -> frozenset[Step]:
    """
    Return everything that must have gone before a step, near and far.

    Law: 行政强制法 35, 37, 44; 城乡规划法 64–68.
    """
    near = BEFORE[step]
    return near.union(*map(steps_before, near))


def check_step(step: Step, done: Mapping[Step, date], on: date) -> Verdict:
    """
    Test whether a step may be taken on a day: everything before it lies on that day or earlier.

    Law: 行政强制法 35, 37, 44.
    Reading: the chain is put together from three texts (ADR 0033).
    """
    lacking = [each for each in Step if each in BEFORE[step] and (each not in done or done[each] > on)]
    return tuple(
        Breach(
            "coercion.demolition.order",
            f"还没有“{each.label}”，不能“{step.label}”",
            _SOURCE[each],
            grade="D",
            missing=f"先办：{each.label}",
            adr=DEMOLITION_ADR,
        )
        for each in lacking
    )


def next_steps(done: Mapping[Step, date], on: date) -> tuple[Step, ...]:
    """
    Return the steps of the chain that may be taken on a day.

    Law: 行政强制法 35, 37, 44.
    """
    return tuple(step for step in Step if step not in done and not check_step(step, done, on))


@dataclass(frozen=True, slots=True)
class Demolition:
    """
    One demolition about to happen.

    `knowledge` is what the party knows of the demolition order. `stopped`: in a building under construction, whether
    the party stopped when ordered. `continued_part_only`: only what was built on after the stop order comes down.
    `hardship`: the party would be left without a home and has no relief yet (None: not asked).
    """

    on: date
    zone: Zone
    demolisher: Demolisher
    knowledge: Knowledge
    pending: Pending
    announced_on: date | None
    division: str = ""
    charged_by_government: bool = False
    under_construction: bool = False
    stop_ordered_on: date | None = None
    stopped: bool | None = None
    continued_part_only: bool = False
    hardship: bool | None = None

    @property
    def in_progress_exception(self) -> bool:
        """Whether it is the continued part of a building in progress, after an ignored stop order, on charge."""
        return (
            self.under_construction
            and self.stop_ordered_on is not None
            and self.stop_ordered_on <= self.on
            and self.stopped is False
            and self.continued_part_only
            and self.charged_by_government
        )


_DEMOLITION: tuple[Requirement[Demolition], ...] = (
    Requirement(
        lambda plan: plan.zone is not Zone.VILLAGE or plan.demolisher is Demolisher.TOWNSHIP,
        Breach(
            "coercion.demolition.village",
            "乡、村庄规划区的违法建设由乡、镇人民政府处理和拆除",
            VILLAGE_POWER,
            missing="由乡镇人民政府组织实施",
        ),
    ),
    Requirement(
        lambda plan: (
            plan.zone is not Zone.TOWN
            or (plan.demolisher is Demolisher.CHARGED_DEPARTMENT and plan.charged_by_government)
        ),
        Breach(
            "coercion.demolition.uncharged",
            "城市、镇规划区的违法建设，由县级以上地方人民政府责成有关部门强制拆除",
            CHARGED,
            missing="报请县级以上人民政府责成",
        ),
    ),
    Requirement(
        lambda plan: plan.in_progress_exception or (plan.announced_on is not None and plan.announced_on <= plan.on),
        Breach(
            "coercion.demolition.unannounced",
            "强制拆除前应当公告，限期当事人自行拆除",
            ANNOUNCE,
            missing="发布强制拆除公告",
        ),
    ),
    Requirement(
        lambda plan: not plan.division.startswith(ZHEJIANG) or negate(plan.hardship),
        Breach(
            "coercion.demolition.hardship",
            "当事人拆除后住房困难，未获保障或者未落实过渡措施前暂缓拆除",
            HARDSHIP,
            missing="先落实保障或者过渡措施",
        ),
        Breach(
            "coercion.demolition.hardship_unknown",
            "尚不清楚拆除后当事人有没有住处",
            HARDSHIP,
            missing="核实当事人的住房情况",
        ),
    ),
)


def check_demolition(plan: Demolition, calendar: WorkCalendar) -> Verdict:
    """
    Test whether a building may be pulled down on a day: who, announced, and all remedies over.

    Law: 行政强制法 44; 城乡规划法 65, 68; 浙江省违法建筑处置规定 9, 16, 20.
    Reading: the continued part of a building in progress does not wait for the remedies (ADR 0033).
    """
    return (*check_all(_DEMOLITION, plan), *_check_remedies(plan, calendar))


def _check_remedies(plan: Demolition, calendar: WorkCalendar) -> Verdict:
    if plan.in_progress_exception:
        return LAWFUL
    if plan.pending is not Pending.NONE:
        return (
            Breach(
                "coercion.demolition.pending",
                f"{plan.pending.label}，终结以前不能强制拆除",
                REMEDIES_OVER,
                missing="等复议、诉讼终结",
            ),
        )
    over = remedies_over_on(plan.knowledge, calendar)
    if over is not None and plan.on >= over:
        return LAWFUL
    opens = f"要到{chinese_day(over)}才届满" if over is not None else "届满日要等节假日安排公布"
    return (
        Breach(
            "coercion.demolition.early",
            f"复议和诉讼的期限{opens}，此前不能强制拆除",
            REMEDIES_OVER,
            missing="等期限届满，期间劝导当事人自行拆除",
        ),
    )


@dataclass(frozen=True, slots=True)
class DemolitionRecord:
    """How a demolition went, as its record shows. `belongings_left`: things were still inside."""

    notice_states_all: bool
    party_told_to_attend: bool
    party_present: bool
    notary_or_third_party: bool
    record_made: bool
    filmed: bool
    belongings_left: bool
    belongings_listed: bool = False
    party_told_to_collect: bool = False


_RECORD: tuple[Requirement[DemolitionRecord], ...] = (
    Requirement(
        lambda record: record.notice_states_all,
        Breach(
            "coercion.demolition.notice_content",
            "强制拆除公告应当载明实施时间、依据和财物搬离期限",
            NOTICE_CONTENT,
            missing="补齐后重新公告",
        ),
    ),
    Requirement(
        lambda record: record.party_told_to_attend,
        Breach(
            "coercion.demolition.not_told",
            "强制拆除应当书面告知当事人到场",
            ATTENDANCE,
            missing="书面告知当事人到场",
        ),
    ),
    Requirement(
        lambda record: record.party_present or record.notary_or_third_party,
        Breach(
            "coercion.demolition.unwitnessed",
            "当事人不到场的，应当由公证机构公证或者无利害关系的第三方见证",
            ATTENDANCE,
            missing="请公证机构或者无利害关系的第三方到场",
        ),
    ),
    Requirement(
        lambda record: record.record_made and record.filmed,
        Breach(
            "coercion.demolition.unrecorded",
            "强制拆除应当制作笔录，并拍照和录音、录像",
            RECORD,
            missing="补齐笔录和音像记录",
        ),
    ),
    Requirement(
        lambda record: (
            not record.belongings_left
            or (record.notary_or_third_party and record.belongings_listed and record.party_told_to_collect)
        ),
        Breach(
            "coercion.demolition.belongings",
            "未搬离的财物应当在公证或者见证下登记造册、另处存放并通知领取",
            BELONGINGS,
            missing="补登记、见证和领取通知",
        ),
    ),
)


def check_demolition_record(record: DemolitionRecord) -> Verdict:
    """
    Test how a demolition was carried out.

    Law: 浙江省违法建筑处置规定 17–19.
    Reading: written for Zhejiang; elsewhere the same is good practice, and the caller decides whether to ask
    (ADR-0039).
    """
    return check_all(_RECORD, record)
