"""
The table of permissions, made from the code: ``python tools/permissions_table.py > docs/permissions.md``.

Rows are permissions, columns posts; a test fails when the document is not what this prints.
"""

import os
import sys
from pathlib import Path

MEANING = {
    "agencies:callout:answer": "答复到场呼叫",
    "agencies:callout:request": "请求其他队伍到场支援",
    "agencies:handover": "填写、签收交接班单",
    "agencies:manage": "登记机关和人员，开通账号，任职、证件、派驻，设立队伍（只限本区县）",
    "agencies:phone": "查看工作人员电话（留痕）",
    "agencies:roster": "编排值班表",
    "agencies:view": "查看本区县机关、队伍、人员",
    "cases:finance": "保管本机关的罚没款：收现金、对账、缴付银行、退还",
    "cases:levels": "设置本机关的审批层级",
    "cases:open": "案件建档",
    "cases:review": "待审；自己审的之外，还看得到没有指定审核人员的案件",
    "cases:staff": "指定案件的办案人员",
    "cases:supervise": "看监督清单；每次查阅都留痕，不能办任何一步",
    "cases:view": "看案件；每一步由本案指定的人办",
    "command:overview": "全区态势",
    "command:statistics": "统计",
    "dispatch:approve": "“待我批”工作台（负责人）",
    "dispatch:assign": "交办、改派（能到多远看 M013 的授权表）",
    "dispatch:close": "核查结果、办结",
    "dispatch:dispute": "提出职责争议",
    "dispatch:joint": "召集联合处置",
    "dispatch:liaise": "部门一侧的联络：欠镇里的",
    "dispatch:return": "退回交办单",
    "dispatch:settle": "裁定职责争议",
    "dispatch:sign": "签收交办单",
    "dispatch:supervise": "督办",
    "dispatch:urge": "催办",
    "dispatch:view": "查看交办单",
    "documents:seal": "用印：给本机关等待用印的文书用印（制作人不能给自己制作的用印）",
    "documents:seals": "印章登记、停用",
    "evidence:keep": "涉案财物台账：移库、出库（登记入库的人不能自己登记出库）",
    "leads:answer": "答复反映人、核查结果",
    "leads:archive": "归档",
    "leads:assign": "交办线索",
    "leads:export": "导出台账",
    "leads:fast_lane": "自查自结",
    "leads:handle": "办理线索",
    "leads:import": "批量导入",
    "leads:merge": "并案、处理疑似重复",
    "leads:register": "登记、上报线索",
    "leads:reopen": "重新打开",
    "leads:reporter": "查看反映人（说明用途，留痕；承办队伍一律不能）",
    "leads:triage": "研判：定事项、补地点、在值守台办结",
    "leads:view": "查看本岗位范围内的线索",
    "ledger:verify": "留痕核验",
    "places:manage": "更名、改码、画界、加网格",
    "powers:check": "合法性审核",
    "powers:negotiate": "参加清单协商",
    "powers:propose": "提出清单调整",
    "powers:publish": "公布清单调整",
    "powers:recall": "收回职权",
    "powers:view": "查看清单",
    "system:manage": "系统运行情况、重试失败的后台事件、接口令牌",
}
HEAD = """# 岗位与权限

本表由 `tools/permissions_table.py` 从代码生成，请勿手改；`tests/architecture/test_docs.py` 会核对。

权限说的是“能不能做这一类事”，看得见多少由范围决定（镇街、区县、机关、队伍，见 [架构](architecture.md)）。
一人多岗取并集；协管员无论登记为何岗，都不具有办理、自查自结、签收、退回四项。
"""
TAIL = """
## 科室职能带来的权限

科室人员除“查看”外，按所在科室登记的职能取得下列权限（M016）。
"""


def table() -> str:
    """Return the whole document."""
    from tongpan.agencies.domain.posts import OfficeFunction, Post
    from tongpan.agencies.policies import FUNCTION_PERMISSIONS, POST_PERMISSIONS
    from tongpan.kernel.permissions import Permission

    lines = [HEAD, "| 权限 | 说明 | 岗位 |", "|---|---|---|"]
    for permission in Permission:
        posts = [str(post.label) for post in Post if permission in POST_PERMISSIONS[post]]
        held = "所有业务岗位" if len(posts) >= 19 else "、".join(posts) or "（无岗位，按科室职能取得）"
        lines.append(f"| `{permission.value}` | {MEANING[permission.value]} | {held} |")
    lines += [TAIL, "| 职能 | 权限 |", "|---|---|"]
    for function in OfficeFunction:
        given = "、".join(f"`{item.value}`" for item in sorted(FUNCTION_PERMISSIONS[function]))
        lines.append(f"| {function.label} | {given} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the document."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.test")
    import django

    django.setup()
    sys.stdout.write(table())


if __name__ == "__main__":
    main()
