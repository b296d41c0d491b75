"""外部咨询: a lawyer or an expert outside is asked about one case by a link that opens what was chosen, for a time."""

from datetime import datetime

from django.db import models

from tongpan.cases.domain.outside import Adviser, Share
from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class Consultation(models.Model):
    """One question to one person outside. The link's token is kept nowhere, only its blind index."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="consultations")
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    round = models.PositiveSmallIntegerField("第几轮审核")
    adviser = models.CharField("咨询对象", max_length=8, choices=Adviser.choices)
    name = models.CharField("姓名", max_length=40)
    unit = models.CharField("单位", max_length=100)
    question = models.TextField("请教的问题")
    shares = models.JSONField("提供的内容", default=list)
    evidence = models.JSONField("提供的证据", default=list)
    pieces = models.JSONField("可以打开的证据", default=list)
    """by the names of the facts; empty: titles alone"""
    papers = models.JSONField("可以打开的文书", default=list)
    personal = models.BooleanField("可以打开的材料里有个人信息", null=True)
    download = models.BooleanField("可以下载", default=False)
    purpose = models.CharField("提供当事人真实名称的用途", max_length=300, blank=True)
    """empty: the recipient sees parties by their masked names"""
    asked_at = models.DateTimeField("提出时间")
    asked_by = models.CharField("提出人", max_length=80)
    link_index = models.CharField("链接盲索引", max_length=64, db_index=True, blank=True)
    link_until = models.DateTimeField("链接有效至")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    declared_at = models.DateTimeField("声明时间", null=True)
    conflict = models.BooleanField("有利害关系", null=True)
    declaration = models.CharField("声明", max_length=300, blank=True)
    looks = models.PositiveIntegerField("查看次数", default=0)
    opinion = models.TextField("意见", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = "外部咨询"
        verbose_name_plural = verbose_name

    def shows(self, share: Share) -> bool:
        """Whether a part of the file was chosen to be seen."""
        return share.value in self.shares

    def standing(self, at: datetime) -> str:
        """How it stands, in a few words."""
        if self.answered_at:
            return "已答复"
        if self.withdrawn_at:
            return "已撤回"
        if self.conflict:
            return "对方声明有利害关系，已回避"
        if self.link_until <= at:
            return "链接已过期"
        return "已声明，等待意见" if self.declared_at else "等待对方打开"
