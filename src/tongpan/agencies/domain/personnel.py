"""人事事项 (M207): what may not be done about a posted person before the towns have been heard."""

from typing import Final

from django.db.models import TextChoices

from tongpan.agencies.domain.posts import Post


class PersonnelKind(TextChoices):
    """What is planned about a person (人事事项)."""

    APPOINTMENT = "APPOINTMENT", "选拔任用"
    RANK = "RANK", "职务（职级）晋升"
    TITLE = "TITLE", "职称评定"


class Stance(TextChoices):
    """What a town says of it (街镇意见)."""

    SUPPORT = "SUPPORT", "同意"
    RESERVED = "RESERVED", "有保留意见"
    OPPOSE = "OPPOSE", "不同意"


LEADING: Final = frozenset(
    {Post.SQUAD_LEADER, Post.DEPUTY_LEADER, Post.TEAM_LEADER, Post.EXECUTIVE_DEPUTY, Post.OFFICE_HEAD, Post.HEAD}
)
"""posts to which nobody posted to a town is appointed before it was heard"""
HEARD: Final = (Post.HEAD, Post.TEAM_LEADER)
"""who speaks for a town"""
LEAST: Final = 4
WAY: Final = "先在“人事事项”里提出，由派驻的街镇登记意见，再办理"


def faults(kind: PersonnelKind, post: str, to_what: str, instrument: str) -> dict[str, str]:
    """Return what is wrong with a plan as it is entered, by field."""
    wrong: dict[str, str] = {}
    if kind is PersonnelKind.APPOINTMENT and post not in {one.value for one in LEADING}:
        wrong["post"] = "请选择拟任的岗位"
    if len(to_what.strip()) < 2:
        wrong["to_what"] = "请写明拟任什么、晋升到什么、评定什么"
    if len(instrument.strip()) < 2:
        wrong["instrument"] = "请写明依据的方案或者文件"
    return wrong
