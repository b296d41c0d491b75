"""The accounts one may sign in with: one for every role, most of them in the demo county."""

from tongpan.agencies.demo.crew import Crew
from tongpan.agencies.demo.districts import KECHENG, Bodies
from tongpan.agencies.domain.posts import Post, StaffKind

TOWN: dict[str, dict[str, str]] = {
    "航埠镇": {
        "dispatcher": "diaodu",
        "officer1": "duiyuan",
        "officer2": "duiyuan2",
        "leader": "duizhang",
        "head": "fuze",
        "grid": "wangge",
        "supervisor": "jiandu",
        "auxiliary": "xieguan",
        "cashier": "caiwu",
    },
    "石梁镇": {"dispatcher": "diaodu2", "officer1": "duiyuan3", "head": "fuze2"},
    "郝庄镇": {"dispatcher": "yingze-diaodu", "officer1": "yingze-duiyuan"},
    "周庄镇": {"dispatcher": "jiangyin-diaodu", "officer1": "jiangyin-duiyuan"},
    "趵突泉街道": {"dispatcher": "lixia-diaodu", "officer1": "lixia-duiyuan"},
}
DEPARTMENT = {(KECHENG, "urban", "分管副局长"): "juzhang"}
"""heads of departments who may sign in: county, department, title"""
PREFIX = {"140106": "yingze-", "320281": "jiangyin-", "370102": "lixia-"}


def district(crew: Crew, bodies: Bodies) -> None:
    """Make the people of the district's own bodies."""
    home = crew.county.code == KECHENG
    prefix = PREFIX.get(crew.county.code, "")
    title = f"{crew.county.name[-1]}总调度"
    dispatcher = crew.person(bodies.command, kind=StaffKind.CLERK, title=title, username=f"{prefix}quzong")
    crew.appoint(dispatcher, Post.DISTRICT_DISPATCHER)
    chief = crew.person(
        bodies.government, kind=StaffKind.CLERK, title="总调度长", username="zongdiaodu" if home else ""
    )
    crew.appoint(chief, Post.CHIEF_DISPATCHER, office=bodies.offices["dispatch"])
    supervisor = crew.person(
        bodies.justice, kind=StaffKind.CLERK, title="司法局监督员", username="sifa" if home else ""
    )
    crew.appoint(supervisor, Post.JUSTICE_SUPERVISOR)
    checker = crew.person(bodies.justice, kind=StaffKind.CLERK, title="法制审核员", username="fazhi" if home else "")
    crew.appoint(checker, Post.REVIEWER)
    crew.appoint(checker, Post.LEGAL_CHECKER)
    keeper = crew.person(
        bodies.departments["urban"], kind=StaffKind.CLERK, title="清单管理员", username="qingdan" if home else ""
    )
    crew.appoint(keeper, Post.LIST_MANAGER)
    manager = crew.person(bodies.command, kind=StaffKind.CLERK, title="系统管理员", username=f"{prefix}guanli")
    crew.appoint(manager, Post.SYSTEM_MANAGER)
    for key, department in bodies.departments.items():
        username = {"market": "lianluo", "ecology": "lianluo2"}.get(key, "") if home else ""
        liaison = crew.person(department, title=f"{department.short_name}联络员", username=username)
        crew.appoint(liaison, Post.LIAISON)
    for name, office in bodies.offices.items():
        if name != "dispatch":
            clerk = crew.person(bodies.departments["urban"], kind=StaffKind.CLERK, title=f"{name}工作人员")
            crew.appoint(clerk, Post.SECTION_STAFF, office=office)
