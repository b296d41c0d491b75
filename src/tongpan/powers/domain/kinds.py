"""The words of a power list: which power, how it is held, and what becomes of it."""

from django.db.models import TextChoices


class Power(TextChoices):
    """Four powers, never one (处罚法 24 hands over penalties only; 强制法 17 keeps measures apart)."""

    PENALTY = "PENALTY", "行政处罚"
    INSPECTION = "INSPECTION", "行政检查"
    MEASURE = "MEASURE", "行政强制措施"
    ENFORCEMENT = "ENFORCEMENT", "行政强制执行"


class Mode(TextChoices):
    """How a power is held; name, seal, reconsideration body and defendant follow from it."""

    OWN = "OWN", "法定职权"
    ASSIGNED = "ASSIGNED", "赋权"
    DELEGATED = "DELEGATED", "委托"
    POSTED = "POSTED", "派驻"
    CONCENTRATED = "CONCENTRATED", "相对集中"


class Source(TextChoices):
    """The level from which a power came down (M052: the mode is kept per grant, whatever the level)."""

    STATUTE = "STATUTE", "法律法规直接规定"
    PROVINCE = "PROVINCE", "省级决定"
    CITY = "CITY", "市级下放"
    COUNTY = "COUNTY", "县级下放"


class Ended(TextChoices):
    """Why a grant has an end."""

    TERM = "TERM", "期限届满"
    RECALLED = "RECALLED", "收回"
    ADJUSTED = "ADJUSTED", "调整"


class InstrumentKind(TextChoices):
    """What sort of document a grant or a decision stands on."""

    STATUTE = "STATUTE", "法律法规规章"
    DECISION = "DECISION", "赋权决定"
    CONCENTRATION = "CONCENTRATION", "相对集中处罚权批复"
    DELEGATION = "DELEGATION", "委托书"
    POSTING = "POSTING", "派驻文件"
    LIST = "LIST", "清单公布文件"
    RECALL = "RECALL", "收回决定"
    STAFFING = "STAFFING", "三定规定"
    DUTY_LIST = "DUTY_LIST", "权责清单"
    OTHER = "OTHER", "其他文件"


class OwnerRole(TextChoices):
    """Who supervises and who approves; a transfer of penalties moves neither (M069)."""

    SUPERVISION = "SUPERVISION", "监管"
    APPROVAL = "APPROVAL", "审批"


class GrantClass(TextChoices):
    """What the list says about handing a matter down (M064)."""

    MUST = "MUST", "必须放"
    MAY = "MAY", "可放可不放"
    MUST_NOT = "MUST_NOT", "不宜放"


class NegativeReason(TextChoices):
    """Why a matter should stay with its department (M065)."""

    TECHNICAL = "TECHNICAL", "专业技术性强（证据时效要求高或须检测鉴定）"
    LIFE_SAFETY = "LIFE_SAFETY", "涉及生命公共安全"
    NATIONAL_LIVELIHOOD = "NATIONAL_LIVELIHOOD", "涉及国计民生"


class Extent(TextChoices):
    """How much of a field a body took over (M073)."""

    FULL = "FULL", "全部职责"
    PARTIAL = "PARTIAL", "部分职责"


class InHand(TextChoices):
    """What becomes of work in hand when a grant is recalled; the statute has no rule, so somebody decides."""

    FINISH_HERE = "FINISH_HERE", "原承接机关办结"
    HAND_OVER = "HAND_OVER", "移交接收机关办理"
    DECIDE_EACH = "DECIDE_EACH", "逐件决定"


class ProposalKind(TextChoices):
    """What a proposal does to the list."""

    ADD = "ADD", "新增下放"
    RECALL = "RECALL", "收回"
    RENEW = "RENEW", "到期续放"


class ProposalStatus(TextChoices):
    """Where a change of the list stands (M053)."""

    DRAFT = "DRAFT", "拟订评估"
    NEGOTIATION = "NEGOTIATION", "协商征求意见"
    LEGAL_CHECK = "LEGAL_CHECK", "待合法性审核"
    APPROVED = "APPROVED", "待公布"
    PUBLISHED = "PUBLISHED", "已公布"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class Side(TextChoices):
    """Who speaks in a negotiation (M067)."""

    DEPARTMENT = "DEPARTMENT", "区级部门"
    TOWN = "TOWN", "乡镇（街道）"


class Stance(TextChoices):
    """What a side says."""

    AGREE = "AGREE", "同意"
    CONDITIONS = "CONDITIONS", "有条件同意"
    OBJECT = "OBJECT", "不同意"


class AssessmentResult(TextChoices):
    """What a periodic assessment concludes (处罚法 24: 定期组织评估)."""

    KEEP = "KEEP", "继续实施"
    ADJUST = "ADJUST", "调整"
    RECALL = "RECALL", "收回"


class BoundaryBasis(TextChoices):
    """On what a decision about the boundary of duties may stand (M075)."""

    STAFFING = "STAFFING", "部门“三定”规定"
    DUTY_LIST = "DUTY_LIST", "权责清单"
    PRINCIPLE = "PRINCIPLE", "职责边界界定原则"


class StaffingState(TextChoices):
    """What became of the people after a matter changed hands (M021)."""

    OPEN = "OPEN", "待办理"
    RECORDED = "RECORDED", "已登记划转"
    EXPLAINED = "EXPLAINED", "已说明"


class ListLevel(TextChoices):
    """The four levels of one catalogue (M057)."""

    PROVINCE = "PROVINCE", "省级"
    CITY = "CITY", "市级"
    COUNTY = "COUNTY", "县级"
    TOWN = "TOWN", "乡级"


class BenchmarkMaker(TextChoices):
    """Whose benchmark it is, seen from who applies it (国办发〔2022〕27号（五）、（十二）)."""

    OWN = "OWN", "本机关"
    SUPERIOR = "SUPERIOR", "上级机关"


class Handling(TextChoices):
    """How a county wants something handled, as far as the law leaves it open (M083, M152)."""

    JOINT = "JOINT", "协同检查、联合办案"
    AT_ONCE = "AT_ONCE", "即时检查、现场办案"
    GUIDE = "GUIDE", "教育疏导，引导到规定地点"
    STRICT = "STRICT", "发现即依法查处"
    WATCH = "WATCH", "加密巡查、限期改正后复查"


class CrimeMeasure(TextChoices):
    """What of a case is compared with a standard of prosecution (M169)."""

    INCOME = "INCOME", "违法所得"
    GOODS = "GOODS", "货值（非法财物）金额"
    EARLIER = "EARLIER", "此前受过行政处罚的次数"
