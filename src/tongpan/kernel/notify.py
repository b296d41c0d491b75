"""
Notices to people: one port, several channels. TONGPAN_NOTIFY names the channels, tried in order until one gets through.

``log`` and ``smtp`` are built in. ``sms:package.module.Class`` takes any class with ``send(phone, text) -> receipt``;
``package.module.Class`` any class that is a `Channel`. Sending is I/O: call it from a subscriber, not in a transaction.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from tongpan.kernel import clock
from tongpan.kernel.crypto import keyed_digest, mask_name, mask_personal, mask_phone
from tongpan.kernel.models import Delivery
from tongpan.kernel.outbox import delivery

logger = logging.getLogger("tongpan.notify")
URGENT = "【紧急】"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to reach, and how."""

    name: str
    phone: str = ""
    email: str = ""


class NotDelivered(Exception):
    """No channel got through. In a subscriber this makes the worker try again."""


class Channel(Protocol):
    """One way to reach people."""

    name: str

    def reaches(self, to: Contact) -> bool:
        """Tell whether the contact has the address that this channel needs."""

    def deliver(self, to: Contact, subject: str, text: str, *, urgent: bool) -> str:
        """Send, and return the channel's receipt; raise when that failed."""


class SmsGateway(Protocol):
    """What a text-message provider has to offer."""

    def send(self, phone: str, text: str) -> str:
        """Send one message and return the provider's receipt; raise when that failed."""


class LogChannel:
    """Writes that a notice went out to the log, masked: for the demo and for development."""

    name = "log"

    def reaches(self, to: Contact) -> bool:
        """Reach everybody."""
        return True

    def deliver(self, to: Contact, subject: str, text: str, *, urgent: bool) -> str:
        """Log the notice."""
        extra = {"to": masked(to), "urgent": urgent, "chars": len(text)}
        logger.info("notice: %s", mask_personal(subject), extra=extra)
        return ""


class SmtpChannel:
    """Sends mail through Django's mail settings."""

    name = "smtp"

    def reaches(self, to: Contact) -> bool:
        """Reach those with a mail address."""
        return bool(to.email)

    def deliver(self, to: Contact, subject: str, text: str, *, urgent: bool) -> str:
        """Send one mail."""
        subject = " ".join(f"{URGENT if urgent else ''}{subject}".split())
        headers = {"X-Priority": "1"} if urgent else {}
        EmailMessage(subject, text, to=[to.email], headers=headers).send()
        return ""


class SmsChannel:
    """Sends text messages through a provider's gateway."""

    def __init__(self, gateway: SmsGateway) -> None:
        self.name = "sms"
        self.gateway = gateway

    def reaches(self, to: Contact) -> bool:
        """Reach those with a telephone number."""
        return bool(to.phone)

    def deliver(self, to: Contact, subject: str, text: str, *, urgent: bool) -> str:
        """Send one text message."""
        return self.gateway.send(to.phone, f"{URGENT if urgent else ''}{subject}：{text}")


def channel(name: str) -> Channel:
    """Return the channel that a word of TONGPAN_NOTIFY names."""
    if name == "log":
        return LogChannel()
    if name == "smtp":
        return SmtpChannel()
    kind, _, path = name.rpartition(":")
    made = import_string(path)()
    return SmsChannel(made) if kind == "sms" else made


def masked(to: Contact) -> str:
    """Return a contact as it may stand in a log."""
    return f"{mask_name(to.name)} {mask_phone(to.phone)}".strip()


def send(to: Contact, subject: str, text: str, *, urgent: bool = False) -> None:
    """
    Send a notice over the first channel that gets through; an urgent one over every channel that reaches the person.

    Within a subscriber the person is signed for: a message that comes again tells nobody twice.

    :raises NotDelivered: if none got through
    """
    part = _part(to, subject, text)
    if delivery.signed(part):
        return
    errors: list[str] = []
    through = False
    for one in map(channel, settings.TONGPAN_NOTIFY):
        if not one.reaches(to) or (through and not urgent):
            continue
        error = _try(one, to, subject, text, urgent)
        through = through or not error
        errors += [error] if error else []
    if not through:
        raise NotDelivered("；".join(errors) or f"没有可以联系到{masked(to)}的渠道，请补充电话或邮箱")
    delivery.sign(part)


def send_all(people: Sequence[Contact], subject: str, text: str, *, urgent: bool = False) -> None:
    """
    Send a notice to everybody who can be reached: one who cannot keeps it from nobody else.

    :raises NotDelivered: if there was somebody to tell and nobody could be reached; then it is tried again
    """
    failed: list[NotDelivered] = []
    for one in people:
        try:
            send(one, subject, text, urgent=urgent)
        except NotDelivered as error:
            logger.warning("not told: %s", error)
            failed.append(error)
    if people and len(failed) == len(people):
        raise failed[0]


def _part(to: Contact, subject: str, text: str) -> str:
    """Return what names one notice to one person in a receipt; nothing of the person can be read from it."""
    return keyed_digest("\0".join([to.name, to.phone, to.email, subject, text]).encode())[:32]


def _try(one: Channel, to: Contact, subject: str, text: str, urgent: bool) -> str:
    receipt = error = ""
    try:
        receipt = one.deliver(to, subject, text, urgent=urgent)
    except Exception as failure:
        logger.exception("%s did not deliver", one.name)
        error = f"{one.name}: {type(failure).__name__}: {failure}"
    Delivery.objects.create(
        at=clock.now(),
        channel=one.name,
        recipient=masked(to),
        subject=mask_personal(subject)[:200],
        urgent=urgent,
        status=Delivery.Status.FAILED if error else Delivery.Status.SENT,
        receipt=receipt[:120],
        error=mask_personal(error),
    )
    return error
