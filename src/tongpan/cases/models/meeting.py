"""会议和活动: hearings, deliberations, and events around a case, with who was there and what each said."""

from django.db import models

from tongpan.cases.domain.meetings import Capacity, Meeting
from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class CaseMeeting(models.Model):
    """One hearing (听证), deliberation (集体讨论) or event (M204) of a case. It is written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="meetings")
    party = models.CharField("当事人", max_length=12, blank=True)
    cause = models.CharField("案由", max_length=40, blank=True)
    kind = models.CharField("种类", max_length=12, choices=Meeting.choices)
    held_at = models.DateTimeField("时间")
    where = models.CharField("地点", max_length=200, blank=True)
    topic = models.CharField("主题", max_length=200, blank=True)
    outcome = models.TextField("结论或者报告")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "会议和活动"
        verbose_name_plural = verbose_name


class MeetingAttendee(models.Model):
    """One person who was there: in which capacity, and what this person said."""

    meeting = models.ForeignKey(CaseMeeting, models.RESTRICT, related_name="attendees")
    order = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("姓名", max_length=70)
    unit = models.CharField("单位职务", max_length=100, blank=True)
    capacity = models.CharField("身份", max_length=12, choices=Capacity.choices)
    said = models.TextField("意见", blank=True)

    class Meta:
        verbose_name = "参加人"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="case_attendee_once")]
