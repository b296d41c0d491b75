"""用印、印章登记、核验."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from tongpan.documents.domain.choices import Provider, SealKind
from tongpan.documents.models import Document, Seal
from tongpan.documents.steps.sealing import MOST_COPIES
from tongpan.ui.forms import DatePicker

LARGEST = 20 * 1024 * 1024


class SealForm(forms.Form):
    """用印: which documents, which seal, how many copies."""

    documents = forms.MultipleChoiceField(label="给哪些文书用印", widget=forms.CheckboxSelectMultiple)
    seal = forms.ChoiceField(label="用哪枚印章", widget=forms.RadioSelect)
    copies = forms.IntegerField(label="份数", min_value=1, max_value=MOST_COPIES, initial=1)
    note = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(self, *args: Any, waiting: Sequence[Document], seals: Sequence[Seal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documents"].choices = [(str(one.pk), str(one)) for one in waiting]  # type: ignore[attr-defined]
        named = [(str(one.pk), f"{one}　{one.get_provider_display()}　{one.body.name}") for one in seals]
        self.fields["seal"].choices = named  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["seal"].initial = named[0][0]

    def chosen(self) -> list[UUID]:
        """Return the documents that were chosen."""
        return [UUID(text) for text in self.cleaned_data["documents"]]


class RegisterForm(forms.Form):
    """印章登记."""

    body = forms.ChoiceField(label="机关")
    name = forms.CharField(label="印文", max_length=120, help_text="印章上的文字，一般是机关全称")
    kind = forms.ChoiceField(label="种类", choices=SealKind.choices, widget=forms.RadioSelect)
    provider = forms.ChoiceField(label="方式", widget=forms.RadioSelect)
    container = forms.CharField(
        label="证书文件名", required=False, max_length=120,
        help_text="数字证书电子签章填写；文件（.p12、.pfx）由系统管理员放进服务器的印章目录，不在这里上传",
    )  # fmt: skip
    keeper = forms.CharField(label="保管人", max_length=80)
    valid_from = forms.DateField(label="启用日期", widget=DatePicker)

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], test_seals: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        providers = [each for each in Provider.choices if test_seals or each[0] != Provider.TEST]
        self.fields["provider"].choices = providers  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """停用."""

    reason = forms.CharField(label="停用的原因", max_length=200, help_text="遗失、更换、机构撤并等；今天起不能再用")


class LookupForm(forms.Form):
    """核验: the code on the paper, and a file to compare with."""

    code = forms.CharField(label="核验码", max_length=40, help_text="文书页脚“核验码”后面的 16 位字母和数字")
    file = forms.FileField(
        label="电子文书（PDF）", required=False, help_text="可以不选；选了就比对它和登记的是不是同一份，文件不会保存"
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to compare."""
        file = self.cleaned_data.get("file")
        if file is not None and file.size > LARGEST:
            raise forms.ValidationError("文件超过 20 MB，不是本平台制作的文书")
        return file
