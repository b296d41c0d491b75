"""The words of a lead (线索): channels (M091), natures, statuses (M090), outcomes (M102)."""

from django.db.models import TextChoices

from tongpan.leads.domain import cues


class Channel(TextChoices):
    """Where a problem was seen first (M091): inside and outside the team."""

    GRID = "GRID", "网格员上报"
    PUBLIC = "PUBLIC", "群众反映"
    PATROL = "PATROL", "执法巡查"
    DIGITAL_CITY = "DIGITAL_CITY", "数字城管"
    HOTLINE = "HOTLINE", "12345热线"
    WOODPECKER = "WOODPECKER", "城市啄木鸟"
    VIDEO = "VIDEO", "视频监控"
    TIP_LINE = "TIP_LINE", "举报电话"
    MAILBOX = "MAILBOX", "意见箱"
    VILLAGE_SUPERVISOR = "VILLAGE_SUPERVISOR", "村监督员"
    PETITION = "PETITION", "信访"
    DEPARTMENT = "DEPARTMENT", "部门移送"
    SUPERIOR = "SUPERIOR", "上级交办"


INTERNAL_CHANNELS = frozenset({Channel.GRID, Channel.PATROL, Channel.VIDEO, Channel.VILLAGE_SUPERVISOR})
"""Channels whose reporter is one of us: the answer goes to their own list, not by telephone."""


class Nature(TextChoices):
    """What the person asks for; told apart because the law and the clocks differ."""

    COMPLAINT = "COMPLAINT", "投诉"
    REPORT = "REPORT", "举报"
    CONSULT = "CONSULT", "咨询"
    HELP = "HELP", "求助"
    SUGGESTION = "SUGGESTION", "建议"
    FOUND = "FOUND", "巡查发现"
    TRANSFER = "TRANSFER", "移送"


class Priority(TextChoices):
    NORMAL = "NORMAL", "一般"
    URGENT = "URGENT", "紧急"
    EMERGENCY = "EMERGENCY", "突发"


class Status(TextChoices):
    """Where a lead stands; the five steps of M090 are its time stamps."""

    TRIAGE = "TRIAGE", "待研判"
    PLACE_PENDING = "PLACE_PENDING", "地点待补"
    ROUTED = "ROUTED", "待分流"
    ASSIGNED = "ASSIGNED", "待签收"
    HANDLING = "HANDLING", "处置中"
    HANDLED = "HANDLED", "待反馈"
    ANSWERED = "ANSWERED", "待归档"
    ARCHIVED = "ARCHIVED", "已归档"
    MERGED = "MERGED", "已并案"


BEFORE_DISPATCH = frozenset({Status.TRIAGE, Status.PLACE_PENDING, Status.ROUTED})
OPEN = frozenset(Status) - {Status.ARCHIVED, Status.MERGED}


class Desk(TextChoices):
    """Whose turn it is to send a lead on."""

    TOWN = "TOWN", "镇街值守台"
    DISTRICT = "DISTRICT", "区级调度台"


class Outcome(TextChoices):
    """How a lead ended. Every seen violation gets one (M102: 不了了之 is not among them)."""

    SETTLED_ON_SPOT = "SETTLED_ON_SPOT", "现场处置"
    CORRECTED = "CORRECTED", "责令改正并已改正"
    CASE_OPENED = "CASE_OPENED", "立案查处"
    NOT_FOUND = "NOT_FOUND", "查无此事"
    NO_VIOLATION = "NO_VIOLATION", "不构成违法"
    TRANSFERRED = "TRANSFERRED", "移送有权机关"
    JOINT_ACTION = "JOINT_ACTION", "联合处置"
    CONSULTATION = "CONSULTATION", "咨询答复"
    HELP_GIVEN = "HELP_GIVEN", "求助协助"
    SUGGESTION_NOTED = "SUGGESTION_NOTED", "建议采纳或转达"
    CIVIL_DISPUTE = "CIVIL_DISPUTE", "民事纠纷告知"
    PETITION = "PETITION", "信访途径"
    FORWARDED = "FORWARDED", "非执法事项转办"
    OTHER_LEVEL = "OTHER_LEVEL", "非本级事项"
    INVALID = "INVALID", "无效来件"
    NO_COMPETENT_BODY = "NO_COMPETENT_BODY", "无有权机关，已上报"


NOT_ENFORCEMENT = frozenset(
    {
        Outcome.CONSULTATION,
        Outcome.HELP_GIVEN,
        Outcome.SUGGESTION_NOTED,
        Outcome.CIVIL_DISPUTE,
        Outcome.PETITION,
        Outcome.FORWARDED,
        Outcome.OTHER_LEVEL,
        Outcome.INVALID,
    }
)
"""Outcomes of what never was enforcement; none of them counts as "no competent body"."""

NEEDS_RECEIVER = frozenset({Outcome.TRANSFERRED, Outcome.FORWARDED, Outcome.OTHER_LEVEL})
"""Outcomes that must name who has it now, with a telephone number, and whether it was forwarded."""


class RouteRule(TextChoices):
    """Which rule of M092 decided."""

    TOWN_DUTY = "TOWN_DUTY", "属镇街职责，由镇街队伍办理"
    DOMAIN_DUTY = "DOMAIN_DUTY", "属专业领域职责，由领域队伍办理"
    JOINT = "JOINT", "涉及多个机关，建议联合处置"
    EMERGENCY = "EMERGENCY", "突发或紧急，先处置并建议联合处置"
    PLACE_MISSING = "PLACE_MISSING", "事项清楚、地点不明，由区级调度台补齐"
    NO_COMPETENCE = "NO_COMPETENCE", "今日无有权机关，上报区级"
    NO_TEAM = "NO_TEAM", "有权机关未设责任队伍，由区级指定"
    NOT_ENFORCEMENT = "NOT_ENFORCEMENT", "看来不是执法事项，待研判"
    UNSURE = "UNSURE", "系统拿不准，待研判"
    HUMAN = "HUMAN", "人工研判"


NATURE_BY_CHANNEL: dict[str, Nature] = {
    Channel.GRID: Nature.FOUND,
    Channel.PATROL: Nature.FOUND,
    Channel.VIDEO: Nature.FOUND,
    Channel.DIGITAL_CITY: Nature.FOUND,
    Channel.VILLAGE_SUPERVISOR: Nature.FOUND,
    Channel.WOODPECKER: Nature.FOUND,
    Channel.DEPARTMENT: Nature.TRANSFER,
    Channel.SUPERIOR: Nature.TRANSFER,
    Channel.TIP_LINE: Nature.REPORT,
}
"""what a channel brings by its nature; for the others the words decide"""

NATURE_BY_WORDS: dict[cues.Nature, Nature] = {
    cues.Nature.COMPLAINT: Nature.COMPLAINT,
    cues.Nature.REPORT: Nature.REPORT,
    cues.Nature.QUESTION: Nature.CONSULT,
    cues.Nature.HELP: Nature.HELP,
    cues.Nature.SUGGESTION: Nature.SUGGESTION,
}
