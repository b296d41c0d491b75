"""Posts (岗位) and kinds of staff: what a person is appointed to, and what follows from it."""

from django.db.models import TextChoices


class Post(TextChoices):
    """What a person does here. Permissions follow from it (`policies.py`), reach from the place it is held for."""

    TOWN_DISPATCHER = "TOWN_DISPATCHER", "镇街调度员"
    OFFICER = "OFFICER", "执法队员"
    TEAM_LEADER = "TEAM_LEADER", "队长"
    EXECUTIVE_DEPUTY = "EXECUTIVE_DEPUTY", "常务副队长"
    DEPUTY_LEADER = "DEPUTY_LEADER", "副队长"
    HEAD = "HEAD", "负责人"
    DISTRICT_DISPATCHER = "DISTRICT_DISPATCHER", "区调度员"
    CHIEF_DISPATCHER = "CHIEF_DISPATCHER", "总调度长"
    LIAISON = "LIAISON", "部门联络员"
    REVIEWER = "REVIEWER", "法制审核员"
    GRID_WORKER = "GRID_WORKER", "网格员"
    VILLAGE_SUPERVISOR = "VILLAGE_SUPERVISOR", "村执法监督员"
    JUSTICE_SUPERVISOR = "JUSTICE_SUPERVISOR", "司法局监督员"
    LIST_MANAGER = "LIST_MANAGER", "清单管理员"
    LEGAL_CHECKER = "LEGAL_CHECKER", "清单合法性审核员"
    AUXILIARY = "AUXILIARY", "协管员"
    SYSTEM_MANAGER = "SYSTEM_MANAGER", "系统管理员"
    OFFICE_HEAD = "OFFICE_HEAD", "综合行政执法办公室主任"
    SQUAD_LEADER = "SQUAD_LEADER", "中队长"
    SECTION_STAFF = "SECTION_STAFF", "科室人员"
    CASHIER = "CASHIER", "财务人员"
    BRANCH_SECRETARY = "BRANCH_SECRETARY", "党支部书记"
    BRANCH_DEPUTY_SECRETARY = "BRANCH_DEPUTY_SECRETARY", "党支部副书记"
    BRANCH_MEMBER = "BRANCH_MEMBER", "党支部委员"


DISTRICT_POSTS = frozenset(
    {
        Post.DISTRICT_DISPATCHER,
        Post.CHIEF_DISPATCHER,
        Post.JUSTICE_SUPERVISOR,
        Post.LIST_MANAGER,
        Post.LEGAL_CHECKER,
    }
)
TOWN_POSTS = frozenset(
    {
        Post.TOWN_DISPATCHER,
        Post.TEAM_LEADER,
        Post.EXECUTIVE_DEPUTY,
        Post.HEAD,
        Post.REVIEWER,
        Post.OFFICE_HEAD,
    }
)
BODY_POSTS = frozenset({Post.LIAISON, Post.CASHIER})
TEAM_POSTS = frozenset({Post.OFFICER, Post.DEPUTY_LEADER, Post.SQUAD_LEADER, Post.AUXILIARY})
HEADS = (Post.SQUAD_LEADER, Post.DEPUTY_LEADER, Post.TEAM_LEADER)
"""who leads a team or squad"""
PERSON_POSTS = frozenset({Post.OFFICER, Post.AUXILIARY, Post.GRID_WORKER, Post.VILLAGE_SUPERVISOR})
PARTY_POSTS = frozenset({Post.BRANCH_SECRETARY, Post.BRANCH_DEPUTY_SECRETARY, Post.BRANCH_MEMBER})
STRENGTH_POSTS = frozenset({Post.OFFICER, Post.AUXILIARY, Post.SQUAD_LEADER})
"""
Held in a team, these count towards its head-count; a person who holds two counts once.

Team leader and deputies hold those posts beside another (镇长, 中队长) and are counted where they belong.
"""


class StaffKind(TextChoices):
    """What kind of staff a person is. Only an OFFICER can ever act as an enforcement officer."""

    OFFICER = "OFFICER", "执法人员"
    AUXILIARY = "AUXILIARY", "协管（辅助）人员"
    GRID_WORKER = "GRID_WORKER", "网格员"
    VILLAGE_SUPERVISOR = "VILLAGE_SUPERVISOR", "村执法监督员"
    CLERK = "CLERK", "工作人员"


class Establishment(TextChoices):
    """在编 or 编外."""

    ESTABLISHED = "ESTABLISHED", "在编"
    CONTRACT = "CONTRACT", "编外"


class AgencyKind(TextChoices):
    TOWN_GOVERNMENT = "TOWN_GOVERNMENT", "乡镇人民政府"
    STREET_OFFICE = "STREET_OFFICE", "街道办事处"
    DEPARTMENT = "DEPARTMENT", "区（县）部门"
    COUNTY_GOVERNMENT = "COUNTY_GOVERNMENT", "区（县）人民政府"
    CITY_DEPARTMENT = "CITY_DEPARTMENT", "市级部门"
    JUSTICE_BUREAU = "JUSTICE_BUREAU", "司法局"
    COMMAND_CENTRE = "COMMAND_CENTRE", "指挥中心"
    HIGHER = "HIGHER", "上级机关"


class TeamKind(TextChoices):
    OWN = "OWN", "镇街综合行政执法队"
    RESIDENT = "RESIDENT", "派驻中队"
    ON_CALL = "ON_CALL", "按需执法模块"
    DEPARTMENT = "DEPARTMENT", "部门执法队"
    REGIONAL = "REGIONAL", "区域执法队（1+X）"
    CITY = "CITY", "领域执法队"


class PostingMode(TextChoices):
    """How a department's squad serves a town (M005, M006)."""

    RESIDENT = "RESIDENT", "全员派驻"
    ON_CALL = "ON_CALL", "按需到场"


class ReportingLine(TextChoices):
    """Which of the two lines of dual management comes first (M044)."""

    HOST = "HOST", "街道（乡镇）管理为主"
    HOME = "HOME", "派出部门管理为主"


class CredentialStatus(TextChoices):
    VALID = "VALID", "有效"
    SUSPENDED = "SUSPENDED", "暂扣"
    REVOKED = "REVOKED", "吊销或收回"
    LOST = "LOST", "遗失作废"


class Duty(TextChoices):
    """What a person does on one shift of the duty roster (值班表)."""

    LEADER_ON_DUTY = "LEADER_ON_DUTY", "带班领导"
    ON_DUTY = "ON_DUTY", "值班"
    DRIVER = "DRIVER", "驾驶员"
    STANDBY = "STANDBY", "备勤"


class OfficeKind(TextChoices):
    ENFORCEMENT_OFFICE = "ENFORCEMENT_OFFICE", "综合行政执法办公室"
    COMMAND_CENTRE = "COMMAND_CENTRE", "指挥中心（室）"
    SECTION = "SECTION", "科室"
    PARTY_BRANCH = "PARTY_BRANCH", "党支部"
    DISPATCH_OFFICE = "DISPATCH_OFFICE", "总调度办公室"


class OfficeFunction(TextChoices):
    """What an office or section answers for; staff of it get the permissions (M014, M016, M018)."""

    TRIAGE = "TRIAGE", "线索研判"
    ASSIGN = "ASSIGN", "分流交办"
    CONVENE_JOINT = "CONVENE_JOINT", "召集联合执法"
    CHECK_FEEDBACK = "CHECK_FEEDBACK", "核查反馈"
    RECEPTION = "RECEPTION", "受理接待"
    COMMAND = "COMMAND", "指挥调度"
    INSPECT_DISCIPLINE = "INSPECT_DISCIPLINE", "督查"
    LEGAL = "LEGAL", "政策法规"
    GENERAL = "GENERAL", "综合保障"
