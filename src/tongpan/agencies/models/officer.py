"""People: officers and other staff, what they are appointed to, and their enforcement credentials."""

from django.conf import settings
from django.db import models

from tongpan.agencies.domain.posts import CredentialStatus, Establishment, Post, StaffKind
from tongpan.agencies.models.agency import Agency, Office
from tongpan.agencies.models.dated import Dated, span_is_forward
from tongpan.agencies.models.team import Team
from tongpan.kernel.crypto import mask_phone, seal, unseal
from tongpan.kernel.ids import uuid7


class Officer(models.Model):
    """A member of staff (执法人员、协管员、网格员…). `user` is the one account of the one person (M254)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="officer", verbose_name="账号"
    )
    name = models.CharField("姓名", max_length=60)
    staff_kind = models.CharField("人员类别", max_length=20, choices=StaffKind.choices)
    establishment = models.CharField(
        "编制", max_length=12, choices=Establishment.choices, default=Establishment.ESTABLISHED
    )
    home_agency = models.ForeignKey(Agency, models.PROTECT, related_name="staff", verbose_name="人事关系所在机关")
    district = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在区县")
    town = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在镇街"
    )
    phone_sealed = models.TextField("联系电话（加密）", blank=True)
    title = models.CharField("职务", max_length=60, blank=True)
    professional_title = models.CharField("职称", max_length=60, blank=True)
    legally_qualified = models.BooleanField("法律职业资格", null=True, blank=True)
    """whether the person passed the national examination (处罚法 58 ¶2); None: nobody looked"""
    reviewed_before = models.BooleanField("此前从事过法制审核", null=True, blank=True)
    """whoever reviews for the first time must be qualified"""
    synthetic = models.BooleanField("演示数据", default=False)
    version = models.PositiveIntegerField("版本", default=0)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("district", "name"), name="officer_district_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        """The telephone number in clear. Pages show `phone_masked` unless the reader calls people for a living."""
        return unseal(self.phone_sealed) if self.phone_sealed else ""

    @phone.setter
    def phone(self, number: str) -> None:
        self.phone_sealed = seal(number) if number else ""

    @property
    def phone_masked(self) -> str:
        """The telephone number with its middle hidden."""
        return mask_phone(self.phone) if self.phone_sealed else ""

    @property
    def label(self) -> str:
        """The short stable text by which the ledger names this person."""
        return f"officer:{self.pk}"


class Appointment(Dated):
    """One post a person holds for a span of days. What has expired gives nothing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments", verbose_name="人员")
    post = models.CharField("岗位", max_length=24, choices=Post.choices)
    establishment = models.CharField("任职时编制", max_length=12, choices=Establishment.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机关")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="内设机构"
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="队伍"
    )
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任片区"
    )
    district = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+", verbose_name="所在区县")
    town = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在镇街"
    )
    dedicated = models.BooleanField("专人专岗", default=False, help_text="两年内不得换岗")
    instrument = models.CharField("任职文件", max_length=120, blank=True)
    ended_because = models.CharField("终止原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = verbose_name
        indexes = (
            models.Index(fields=("officer", "valid_from"), name="appointment_officer"),
            models.Index(fields=("team", "valid_from"), name="appointment_team"),
            models.Index(fields=("town", "post"), name="appointment_town_post"),
            models.Index(fields=("district", "post"), name="appointment_district_post"),
        )
        constraints = (span_is_forward("appointment_span"),)


class Credential(Dated):
    """An enforcement credential (执法证件). A person may hold several, from several issuers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="credentials", verbose_name="持证人")
    number = models.CharField("证件号", max_length=40)
    issuer = models.CharField("发证机关", max_length=120)
    domains = models.JSONField("执法领域", default=list, blank=True, help_text="空表示综合执法，不限领域")
    status = models.CharField("状态", max_length=10, choices=CredentialStatus.choices, default=CredentialStatus.VALID)
    status_on = models.DateField("状态变更日期", null=True, blank=True)

    class Meta:
        verbose_name = "执法证件"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("officer", "valid_from"), name="credential_officer"),)
        constraints = (
            models.UniqueConstraint(fields=("issuer", "number"), name="credential_issuer_number"),
            span_is_forward("credential_span"),
        )


class StaffTransfer(models.Model):
    """The transfer ledger (M015, M021): a person and, if so decided, the establishment move with the matter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="transfers", verbose_name="人员")
    from_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="调出单位")
    to_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="调入单位")
    moved_on = models.DateField("调动日期")
    instrument = models.CharField("文件号", max_length=120)
    establishment_moved = models.BooleanField("编制随转", default=False)
    matter = models.CharField("随转事项", max_length=200, blank=True)

    class Meta:
        verbose_name = "人员划转"
        verbose_name_plural = verbose_name
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(from_agency=models.F("to_agency")), name="transfer_between_two_bodies"
            ),
        )


class PartyMembership(Dated):
    """Where a person's party-organization relation lies (M008). For counts alone; never shown by person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="人员")
    branch = models.ForeignKey(Office, models.PROTECT, related_name="memberships", verbose_name="党支部")

    class Meta:
        verbose_name = "党组织关系"
        verbose_name_plural = verbose_name
        constraints = (
            models.UniqueConstraint(
                fields=("officer",), condition=models.Q(valid_to__isnull=True), name="party_one_open"
            ),
            span_is_forward("party_span"),
        )
