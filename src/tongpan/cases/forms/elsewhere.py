"""外部编号: entered, and struck."""

from django import forms

from tongpan.cases.domain.finding import MOST_NUMBER, MOST_SYSTEM


class OutsideNumberForm(forms.Form):
    """登记外部编号."""

    system = forms.CharField(
        label="哪个系统", max_length=MOST_SYSTEM, help_text="例如：省统一行政处罚办案系统；同一个系统每次写一样的名称"
    )
    number = forms.CharField(label="编号", max_length=MOST_NUMBER)


class StrikeForm(forms.Form):
    """撤销外部编号."""

    struck = forms.ChoiceField(label="撤销哪一个")
    reason = forms.CharField(label="撤销的原因", max_length=200)

    def __init__(self, *args: object, numbers: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["struck"].choices = numbers  # type: ignore[attr-defined]
