"""监督查阅: what a supervisor looks for, and from which list a case is opened."""

from typing import Final

from django.db.models import TextChoices

from tongpan.cases.domain.backdating import PAPER_AFTER


class Purpose(TextChoices):
    """What a look is for. Nobody looks without one."""

    ROUTINE = "ROUTINE", "日常监督"
    REVIEW = "REVIEW", "案卷评查"
    COMPLAINT = "COMPLAINT", "投诉举报核查"
    SPECIAL = "SPECIAL", "专项监督"
    OTHER = "OTHER", "其他"


class Roll(TextChoices):
    """The lists of the justice bureau (监督清单)."""

    OVERDUE = "OVERDUE", "期限违法"
    NOT_FILED = "NOT_FILED", "有案不立"
    LEADS = "LEADS", "线索查实没有案件"
    NOT_REFERRED = "NOT_REFERRED", "应移未移"
    OVER_CRIME = "OVER_CRIME", "达到追诉标准未移送"
    CRIME_OPEN = "CRIME_OPEN", "追诉标准没有比对"
    RETURNED = "RETURNED", "退回两次以上"
    PROLONGED = "PROLONGED", "延期中止"
    WITHDRAWN = "WITHDRAWN", "撤案"
    ON_SPOT = "ON_SPOT", "小额当场"
    LATE_ENTRY = "LATE_ENTRY", "事后补录"


HOURS: Final = int(PAPER_AFTER.total_seconds() // 3600)
EXPLAINED: Final[dict[Roll, str]] = {
    Roll.OVERDUE: "机关应当在期内办完、到期还没有办的事。当事人的权利期满不在此列。",
    Roll.NOT_FILED: "立案条件都已查明符合、或者核查期限已过，还没有立案的。依据：行政处罚法第五十四条第二款。",
    Roll.LEADS: "线索办结时写明立案查处、责令改正，而系统里没有案件的，近一年。可能在别的系统立案，请核对。",
    Roll.NOT_REFERRED: "认定涉嫌犯罪、还没有移送公安机关的。依据：行政处罚法第二十七条第一款。",
    Roll.OVER_CRIME: "数额、次数达到本区县登记的追诉标准，还没有移送公安机关的。依据：移送涉嫌犯罪案件的规定第三条。"
    "没有登记标准的事项不知道，不在此列。",
    Roll.CRIME_OPEN: "事项有登记的追诉标准，而本案的数额或者当事人身份没有查明，比不出来的；不等于没有达到。",
    Roll.RETURNED: "审核两次以上没有通过，或者同一步报批两次以上被退回的。",
    Roll.PROLONGED: "延长过办案期限或者查封扣押期限，或者有不计入期限的时间的。",
    Roll.WITHDRAWN: "违法事实不成立、没有处理决定就结案、决定被撤销、终结执行的。",
    Roll.ON_SPOT: "当场作出的罚款决定。依据：行政处罚法第五十一条。",
    Roll.LATE_ENTRY: f"办完{HOURS}小时以后、建档以前办的，或者期限届满以后才补录的步骤；依据哪份纸质文书，见案卷全过程"
    "。补录前已超期的写明哪个期限。",
}
"""what a list holds, in plain words; figures and articles are those of `law`"""
