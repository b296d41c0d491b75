"""期限看板: at which level one looks, and how running limits are grouped."""

from datetime import date, timedelta

from django.db.models import TextChoices


class Reach(TextChoices):
    """Whose limits are shown (层级)."""

    MINE = "MINE", "我的"
    TEAM = "TEAM", "本队"
    TOWN = "TOWN", "本镇"
    BODY = "BODY", "本机关"
    DISTRICT = "DISTRICT", "本区"


class Group(TextChoices):
    """When a limit ends. `OVERDUE` is the organ's duty alone: a right that is over is `ENDED`, nobody is late."""

    OVERDUE = "OVERDUE", "已超期"
    TODAY = "TODAY", "今天到期"
    WEEK = "WEEK", "本周"
    LATER = "LATER", "以后"
    WAITING = "WAITING", "待放假通知"
    UNDATED = "UNDATED", "没有定日"
    ENDED = "ENDED", "已经届满"


def week_end(today: date) -> date:
    """Return the Sunday of a day's week."""
    return today + timedelta(days=6 - today.weekday())


def group_of(act_by: date | None, *, duty: bool, today: date) -> Group:
    """Return the group under which a limit stands in a list of all."""
    if act_by is None:
        return Group.UNDATED
    if act_by < today:
        return Group.OVERDUE if duty else Group.ENDED
    if act_by == today:
        return Group.TODAY
    return Group.WEEK if act_by <= week_end(today) else Group.LATER
