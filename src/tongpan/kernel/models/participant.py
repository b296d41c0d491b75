"""Named participants: people who may see one record although it lies outside their territory and body."""

from django.db import models


class Participant(models.Model):
    """One person who takes part in one matter (a handler lent from elsewhere, a member of a joint operation)."""

    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.UUIDField("对象")
    person_id = models.UUIDField("人员")
    role = models.CharField("参与身份", max_length=40, blank=True)
    added_at = models.DateTimeField("加入时间")

    class Meta:
        verbose_name = "参与人"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["person_id", "subject_id"], name="participant_once")]
        indexes = [models.Index(fields=["subject_id"], name="participant_subject")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.subject_type}"
