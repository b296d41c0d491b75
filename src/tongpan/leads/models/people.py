"""Who reported (反映人), sealed; and every other number the same problem bears elsewhere."""

from django.db import models

from tongpan.kernel.ids import uuid7
from tongpan.leads.domain.choices import Channel, Nature


class Reporter(models.Model):
    """
    One person's report of one problem. Name and telephone are sealed; opening them needs a purpose and is recorded.

    A merged lead keeps its reporters: each is answered (M101, screens.md).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="reporters", verbose_name="线索")
    channel = models.CharField("来源渠道", max_length=20, choices=Channel.choices)
    nature = models.CharField("诉求性质", max_length=12, choices=Nature.choices)
    name_sealed = models.TextField("姓名（密封）", blank=True)
    phone_sealed = models.TextField("电话（密封）", blank=True)
    phone_index = models.CharField("电话盲索引", max_length=64, blank=True)
    anonymous = models.BooleanField("匿名", default=True)
    wants_answer = models.BooleanField("需要答复", default=True)
    query_index = models.CharField("查询码盲索引", max_length=64, blank=True)
    reported_at = models.DateTimeField("反映时间")
    answered_at = models.DateTimeField("答复时间", null=True)
    answer = models.TextField("答复内容", blank=True)
    answer_way = models.CharField("答复方式", max_length=20, blank=True)
    satisfied = models.BooleanField("回访满意", null=True)

    class Meta:
        verbose_name = "反映人"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["phone_index", "id"], name="reporter_phone", condition=~models.Q(phone_index="")),
        ]


class ExternalNumber(models.Model):
    """A number the lead bears in another system (M105): one lead, many outside numbers."""

    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="external_numbers", verbose_name="线索")
    system = models.CharField("外部系统", max_length=40)
    number = models.CharField("外部编号", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "外部编号"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["system", "number"], name="external_number_once")]
