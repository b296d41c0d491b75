"""裁量基准: entering, ending; and the policy of the ladder."""

from typing import Any

from django import forms

from tongpan.agencies.domain.fields import Domain
from tongpan.powers.domain.benchmarking import NewBenchmark, parts, tier_lines
from tongpan.powers.domain.kinds import BenchmarkMaker, Handling
from tongpan.powers.domain.wording import listed
from tongpan.ui.forms import DatePicker


def _area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class BenchmarkForm(forms.Form):
    """One benchmark: the instrument, the range it divides, the tiers."""

    matter = forms.CharField(
        label="事项编码或者名称", max_length=200, widget=forms.TextInput(attrs={"list": "matters"})
    )
    title = forms.CharField(label="文件标题", max_length=200)
    number = forms.CharField(label="文号", max_length=80, required=False)
    place = forms.CharField(label="条款或者序号", max_length=60, required=False)
    maker = forms.CharField(label="制定机关", max_length=120)
    maker_level = forms.ChoiceField(label="制定层级", choices=BenchmarkMaker.choices, widget=forms.RadioSelect)
    published_on = forms.DateField(label="向社会公布日期", widget=DatePicker, help_text="处罚法 34 条：应当向社会公布")
    valid_from = forms.DateField(label="施行日期", widget=DatePicker)
    valid_to = forms.DateField(label="失效日期（不含当日）", widget=DatePicker, required=False)
    fine_key = forms.CharField(
        label="适用的罚款", max_length=200, required=False, help_text="本事项只有一档罚款的不用填；有几档的写明是哪一档"
    )
    tiers = forms.CharField(
        label="阶次，一行一个", widget=_area(6),
        help_text="写成：阶次 | 情形；情形 | 最低 | 最高。例如：较轻 | 面积不足2平方米；当场改正 | 500 | 1000",
    )  # fmt: skip
    lightening = forms.CharField(label="文件列明的可以从轻情形，一行一个", required=False, widget=_area(3))
    aggravating = forms.CharField(label="文件列明的可以从重情形，一行一个", required=False, widget=_area(3))
    range_text = forms.CharField(
        label="数额依据",
        max_length=200,
        required=False,
        help_text="条文没有直接写明数额的，写明规定数额的法规、规章和条款",
    )
    lowest = forms.DecimalField(label="法定最低（元）", required=False, min_value=0, max_digits=14, decimal_places=2)
    highest = forms.DecimalField(label="法定最高（元）", required=False, min_value=0, max_digits=14, decimal_places=2)

    GROUPS = (
        (
            "哪个文件",
            ("matter", "title", "number", "place", "maker", "maker_level", "published_on", "valid_from", "valid_to"),
        ),
        ("怎么分阶次", ("fine_key", "tiers", "lightening", "aggravating")),
        ("条文没有直接写明数额的", ("range_text", "lowest", "highest")),
    )  # fmt: skip

    def clean_tiers(self) -> Any:
        """Return the tiers, or say which line cannot be read."""
        try:
            return tier_lines(self.cleaned_data["tiers"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def benchmark(self) -> NewBenchmark:
        """Return what was entered."""
        data = self.cleaned_data
        plain: dict[str, Any] = {
            name: data[name] for name in ("title", "number", "place", "maker", "fine_key", "range_text")
        }
        days: dict[str, Any] = {name: data[name] for name in ("published_on", "valid_from", "valid_to")}
        sums: dict[str, Any] = {name: "" if data[name] is None else str(data[name]) for name in ("lowest", "highest")}
        return NewBenchmark(
            matter_code=data["matter"],
            maker_level=BenchmarkMaker(data["maker_level"]),
            tiers=data["tiers"],
            lightening=parts(data["lightening"]),
            aggravating=parts(data["aggravating"]),
            **plain,
            **days,
            **sums,
        )


class EndForm(forms.Form):
    """From which day it no longer applies, and why."""

    on = forms.DateField(label="自哪一日起不再适用", widget=DatePicker)
    reason = forms.CharField(label="理由", max_length=300)


class HandlingForm(forms.Form):
    """分类分区: one line of the county's policy."""

    title = forms.CharField(label="文件标题", max_length=200)
    number = forms.CharField(label="文号", max_length=80, required=False)
    place = forms.CharField(label="条款", max_length=60, required=False)
    zone = forms.CharField(
        label="区域类别", max_length=40, required=False, help_text="例如：严禁区、严控区、疏导区；空着：不分区域"
    )
    zone_words = forms.CharField(
        label="区域范围", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text="路名、地名，用顿号或者换行分开；地点里写有其中一个的，算在这个区域里",
    )  # fmt: skip
    object_class = forms.CharField(
        label="对象类别", max_length=40, required=False, help_text="例如：重点企业、流动摊贩；空着：不分对象"
    )
    fields_ = forms.MultipleChoiceField(
        label="只适用于这些领域", required=False, widget=forms.CheckboxSelectMultiple, choices=Domain.choices
    )
    handling = forms.ChoiceField(label="处理方式", choices=Handling.choices, widget=forms.RadioSelect)
    advice = forms.CharField(label="怎么做", max_length=300, widget=forms.Textarea({"rows": 2}))
    valid_from = forms.DateField(label="施行日期", widget=DatePicker)
    valid_to = forms.DateField(label="失效日期（不含当日）", widget=DatePicker, required=False)

    def entered(self) -> dict[str, Any]:
        """Return what was entered, as the action takes it."""
        data = dict(self.cleaned_data)
        fields = data.pop("fields_")
        return data | {
            "zone_words": listed(data["zone_words"]),
            "fields": fields,
            "handling": Handling(data["handling"]),
        }


class LadderForm(forms.Form):
    """阶梯政策: scope, key fields, span."""

    title = forms.CharField(label="文件标题", max_length=200)
    place = forms.CharField(label="条款", max_length=60, required=False)
    look_back_months = forms.IntegerField(label="追溯几个月", help_text="认定首次、再次违法，从本次违法之日倒算")
    vulnerable_only = forms.BooleanField(label="只适用于弱势群体的轻微违法", required=False)
    key_fields = forms.MultipleChoiceField(
        label="重点领域（不适用本政策）", required=False, widget=forms.CheckboxSelectMultiple, choices=Domain.choices
    )
    valid_from = forms.DateField(label="施行日期", widget=DatePicker)
    valid_to = forms.DateField(label="失效日期（不含当日）", widget=DatePicker, required=False)
