"""Forms of the system manager: bodies, people, accounts, posts, credentials, postings, tokens."""

from typing import Any

from django import forms

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import (
    AgencyKind,
    CredentialStatus,
    Establishment,
    Post,
    PostingMode,
    ReportingLine,
    StaffKind,
)
from tongpan.agencies.domain.templates import TEMPLATES
from tongpan.ui.forms import DatePicker

Choices = list[tuple[str, str]]
NONE: Choices = [("", "—")]
PLEASE: Choices = [("", "请选择")]
FIELDS = list(Domain.choices)
KEYS = {squad.key: squad.name for model in TEMPLATES.values() for squad in (*model.residents, *model.modules)}


class ChoosingForm(forms.Form):
    """A form whose choices are known when the page is asked for: give them by the field's name."""

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            field = self.fields[name]
            several = isinstance(field, forms.MultipleChoiceField)
            first: Choices = [] if several else PLEASE if field.required else NONE
            field.choices = [*first, *found]  # type: ignore[attr-defined]


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(label=label, required=required, widget=DatePicker, help_text=help_text)


def words(label: str, most: int = 120, *, required: bool = False, help_text: str = "") -> forms.CharField:
    """Return a field for a line of text."""
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


class AgencyForm(ChoosingForm):
    """登记机关."""

    name = words("名称", required=True, help_text="全称")
    short_name = words("简称", 40)
    kind = forms.ChoiceField(label="类别", choices=PLEASE + list(AgencyKind.choices))
    place = forms.ChoiceField(label="管辖地域")
    key = forms.ChoiceField(
        label="部门代号",
        required=False,
        choices=NONE + [(key, f"{name}（{key}）") for key, name in sorted(KEYS.items(), key=lambda pair: pair[1])],
        help_text="部门才需要：按组织模式建队时，用它找到派出部门",
    )
    valid_from = day("设立日期")
    uscc = words("统一社会信用代码", 18)
    phone = words("公开电话", 40)
    address = words("地址", 200)


class PersonForm(ChoosingForm):
    """登记人员."""

    name = words("姓名", 60, required=True)
    agency = forms.ChoiceField(label="人事关系所在机关")
    staff_kind = forms.ChoiceField(
        label="人员类别",
        choices=PLEASE + list(StaffKind.choices),
        help_text="只有“执法人员”可以登记执法证、任执法队员",
    )
    establishment = forms.ChoiceField(label="编制", choices=Establishment.choices)
    title = words("职务", 60)
    professional_title = words("职称", 60)
    phone = words("电话", 21, help_text="加密保存，别人只看得到头尾")
    username = words("账号", 32, help_text="小写字母、数字、点和短横线；空着可以以后再开通")


class Known(forms.TypedChoiceField):
    """Yes, no, or nobody looked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", "没有登记"), ("yes", "有"), ("no", "没有")], coerce=lambda word: word == "yes",
            empty_value=None, required=False, **kwargs,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        """Show what is kept as the choice that stands for it."""
        return {True: "yes", False: "no", None: ""}.get(value, value)


class AmendForm(forms.Form):
    """修改人员信息."""

    name = words("姓名", 60, required=True)
    staff_kind = forms.ChoiceField(label="人员类别", choices=StaffKind.choices)
    establishment = forms.ChoiceField(
        label="编制", choices=Establishment.choices, help_text="已有任职仍按任职时的编制统计"
    )
    title = words("职务", 60)
    professional_title = words("职称", 60)
    phone = words("新的电话", 21, help_text="空着不改")
    legally_qualified = Known(label="法律职业资格", help_text="处罚法 58 条：初次从事法制审核的应当有")
    reviewed_before = Known(label="此前从事过法制审核")
    version = forms.IntegerField(widget=forms.HiddenInput)


class OpenAccountForm(forms.Form):
    """开通账号."""

    username = words("账号", 32, required=True, help_text="小写字母、数字、点和短横线，以字母开头，例如姓名全拼")


class ReasonForm(forms.Form):
    """停用、重新启用的原因."""

    reason = words("原因", 100, required=True)


class PostForm(ChoosingForm):
    """登记任职."""

    post = forms.ChoiceField(label="岗位", choices=PLEASE + list(Post.choices))
    team = forms.ChoiceField(label="队伍", required=False, help_text="执法队员、中队长、协管员等在队伍里的岗位要选")
    agency = forms.ChoiceField(label="任职机关", required=False, help_text="空着就是人事关系所在机关")
    office = forms.ChoiceField(label="内设机构", required=False)
    place = forms.ChoiceField(label="责任片区", required=False, help_text="网格员、包片队员的村、社区或网格")
    valid_from = day("起始日期")
    dedicated = forms.BooleanField(label="专人专岗（两年内不得换岗）", required=False)
    instrument = words("任职文件")


class EndPostForm(forms.Form):
    """终止任职."""

    valid_to = day("终止日期", help_text="从这一天起不再任职，权限同时失效")
    reason = words("原因", 100, required=True)
    exception = words("提前换岗的批准文件", help_text="专人专岗不满两年的要填")


class CardForm(forms.Form):
    """登记执法证件."""

    number = words("证件号", 40, required=True)
    issuer = words("发证机关", required=True)
    valid_from = day("生效日期")
    valid_to = day("失效日期", required=False, help_text="从这一天起无效：证上写“有效期至”某日的，填第二天")
    domains = forms.MultipleChoiceField(
        label="执法领域",
        choices=FIELDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="一项也不选，就是综合执法、不限领域",
    )


class CardStatusForm(forms.Form):
    """暂扣、收回、挂失、恢复."""

    status = forms.ChoiceField(label="改为", choices=CredentialStatus.choices)
    on = day("从哪一天起", help_text="这一天以前的执法行为不受影响")


class TransferForm(ChoosingForm):
    """人员划转."""

    agency = forms.ChoiceField(label="调入单位")
    moved_on = day("调动日期")
    instrument = words("文件号", required=True)
    establishment_moved = forms.BooleanField(label="编制随转", required=False)
    matter = words("随转事项", 200, help_text="人随事走的，写明是哪些事项")


class PostingForm(ChoosingForm):
    """派驻."""

    town = forms.ChoiceField(label="派驻镇街")
    mode = forms.ChoiceField(label="方式", choices=PostingMode.choices, widget=forms.RadioSelect)
    contact = forms.ChoiceField(label="联络员", required=False, help_text="按需到场的一定要有")
    valid_from = day("起始日期")
    primary_line = forms.ChoiceField(label="以谁管理为主", choices=ReportingLine.choices)
    instrument = words("依据文件", required=True)


class LiaisonForm(ChoosingForm):
    """明确联络员."""

    contact = forms.ChoiceField(label="联络员")


class EndPostingForm(forms.Form):
    """终止派驻."""

    valid_to = day("终止日期", help_text="从这一天起不再派驻")
    reason = words("原因", 100, required=True)


class RegionalForm(ChoosingForm):
    """1+X: one squad for a host town and its neighbours."""

    neighbors = forms.MultipleChoiceField(label="一并服务的相邻镇街", widget=forms.CheckboxSelectMultiple)
    department = forms.ChoiceField(label="派出部门")
    domains = forms.MultipleChoiceField(label="负责领域", choices=FIELDS, widget=forms.CheckboxSelectMultiple)
    valid_from = day("成立日期")
    instrument = words("依据文件", required=True)


class RegisterFileForm(forms.Form):
    """批量导入."""

    file = forms.FileField(label="文件", help_text="Excel 或 CSV；先核对，不会马上写入")


class TokenForm(ChoosingForm):
    """发放接口令牌."""

    name = words("用途", 80, required=True, help_text="哪个系统、做什么用，例如：12345 平台推送线索")
    officer = forms.ChoiceField(label="以谁的账号行事", help_text="对方系统能做的，就是这个账号能做的")
    days = forms.IntegerField(label="有效天数", min_value=1, max_value=730, initial=365)
