"""The remedy block that every decision prints (救济告知): as data, as a sentence, and as a check of drafts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tongpan.law.citation import Citation, chinese_number
from tongpan.law.limits import rule
from tongpan.law.refusal import LawRefused
from tongpan.law.remedies.bodies import Organ, OrganKind, reconsideration_bodies
from tongpan.law.remedies.routes import (
    RECONSIDERATION_FIRST,
    SIX_MONTHS,
    SIXTY_DAYS,
    TELL_FIRST,
    Act,
    may_apply_through_agency,
    reconsideration_first,
)
from tongpan.law.titles import RECONSIDERATION_LAW
from tongpan.law.verdict import Breach, Verdict

INTERNET_TOO = Citation(
    RECONSIDERATION_LAW, 22, 2, figures=("应当同时提供",), gist="网上送达的应当同时提供网上复议渠道"
)
NO_SUPERIOR_DEPARTMENT = Citation(
    RECONSIDERATION_LAW,
    24,
    1,
    figures=("县级以上地方各级人民政府管辖",),
    gist="地方复议由政府管辖，不再由上一级部门管辖",
)


@dataclass(frozen=True, slots=True)
class RemedyBlock:
    """What one document has to say on redress."""

    act: Act
    bodies: tuple[str, ...]
    court: str
    reconsideration_first: bool
    through_agency: str = ""
    internet_channel: str = ""

    @property
    def reconsideration_term(self) -> str:
        """How long one may apply for reconsideration."""
        return f"{_quantity('DL-38')}日"

    @property
    def suit_term(self) -> str:
        """How long one may sue directly."""
        return f"{_quantity('DL-39')}个月"

    @property
    def suit_term_after(self) -> str:
        """How long one may sue after a decision on reconsideration."""
        return f"{_quantity('DL-40')}日"


def _quantity(row: str) -> str:
    """The number of a row of the register, in the numerals that documents use."""
    return chinese_number(rule(row).provisions[0].quantity or 0)


def remedy_block(
    act: Act,
    organ: Organ,
    court: str,
    *,
    principal: Organ | None = None,
    by_monitoring: bool = False,
    served_online: bool = False,
    internet_channel: str = "",
    law_requires: bool = False,
) -> RemedyBlock:
    """
    Return the remedy block of one act.

    Law: 行政复议法 20, 22 ¶2, 23, 24, 32; 行政诉讼法 45, 46.

    :raises LawRefused: if the court is not named, or the internet channel is not where it must be
    """
    if not court.strip():
        raise LawRefused("remedies.court.missing", "没有写明向哪个人民法院起诉", "court")
    if served_online and not internet_channel.strip():
        raise LawRefused(
            "remedies.internet.missing", "通过互联网送达的，应当同时提供提交复议申请书的互联网渠道", "internet_channel"
        )
    acting = (principal or organ).name
    return RemedyBlock(
        act=act,
        bodies=tuple(body.name for body in reconsideration_bodies(organ, principal)),
        court=court,
        reconsideration_first=reconsideration_first(act, law_requires=law_requires),
        through_agency=acting if may_apply_through_agency(act, by_monitoring=by_monitoring) else "",
        internet_channel=internet_channel,
    )


def sentence(block: RemedyBlock) -> str:
    """
    Return the block as the sentence to print.

    Law: 行政复议法 20, 22 ¶2, 23 ¶2, 24, 32; 行政诉讼法 45, 46.
    """
    bodies = "或者".join(block.bodies)
    through = f"，也可以通过{block.through_agency}提交申请" if block.through_agency else ""
    online = f"（网上渠道：{block.internet_channel}）" if block.internet_channel else ""
    if block.reconsideration_first:
        return (
            f"如不服本决定，应当自收到之日起{block.reconsideration_term}内先向{bodies}申请行政复议{online}{through}；"
            f"对行政复议决定不服的，可以自收到复议决定书之日起{block.suit_term_after}内"
            f"向{block.court}提起行政诉讼。"
        )
    return (
        f"如不服本决定，可以自收到之日起{block.reconsideration_term}内向{bodies}申请行政复议{online}{through}，"
        f"也可以自收到之日起{block.suit_term}内直接向{block.court}提起行政诉讼。"
    )


@dataclass(frozen=True, slots=True)
class PrintedNotice:
    """The words on redress in a document somebody else drafted."""

    text: str
    act: Act
    organ: Organ
    principal: Organ | None = None
    served_online: bool = False
    law_requires: bool = False


_DIRECT_SUIT = re.compile(
    r"(?:也可以|亦可|或者?)(?:(?!复议决定)[^。；])*?向[^。；]*?法院[^。；]*?(?:起诉|提起行政诉讼)"
)
_RECONSIDER_FIRST = re.compile(r"(?<!事)先[^。；]*?复议")
_SUPERIOR = re.compile(r"上(一|1)?级(行政)?(主管)?(部门|机关)")
_SIXTY = re.compile(r"(六十|60)\s*(日|天)")
_SIX_MONTHS = re.compile(r"(六|6)\s*个?月")
_THREE_MONTHS = re.compile(r"(三|3)\s*个?月[^。；]*(起诉|诉讼)")
_INTERNET = re.compile(r"网上|互联网|网址|https?://|小程序|公众号")


def check_printed_notice(notice: PrintedNotice) -> Verdict:
    """
    Test drafted words on redress for the traps that old templates carry.

    Law: 行政复议法 20 ¶1, 22 ¶2, 23, 24; 行政诉讼法 46 ¶1.
    """
    text = notice.text
    first = reconsideration_first(notice.act, law_requires=notice.law_requires)
    verdict = list(_check_first(text, notice.act) if first else _check_both(text))
    if not _SIXTY.search(text):
        verdict.append(
            Breach(
                "remedies.notice.sixty",
                "没有写明申请行政复议的期限是六十日",
                SIXTY_DAYS,
                missing="写明六十日",
            )
        )
    if _SUPERIOR.search(text) and notice.organ.kind not in (OrganKind.VERTICAL, OrganKind.JUSTICE):
        verdict.append(
            Breach(
                "remedies.notice.superior",
                "地方行政机关的复议案件由人民政府管辖，不能写向上一级部门申请复议",
                NO_SUPERIOR_DEPARTMENT,
                missing="改为有管辖权的人民政府",
            )
        )
    verdict.extend(_check_place(notice))
    return tuple(verdict)


def _check_first(text: str, act: Act) -> Sequence[Breach]:
    verdict = []
    if _DIRECT_SUIT.search(text):
        verdict.append(
            Breach(
                "remedies.notice.direct_suit",
                f"{act.label}应当先申请行政复议，不能写可以直接起诉",
                RECONSIDERATION_FIRST,
                missing="删去直接起诉，写明先申请行政复议",
            )
        )
    if not _RECONSIDER_FIRST.search(text):
        verdict.append(
            Breach(
                "remedies.notice.first_untold",
                f"{act.label}应当告知当事人先申请行政复议",
                TELL_FIRST,
                missing="写明“应当先申请行政复议”",
            )
        )
    return verdict


def _check_both(text: str) -> Sequence[Breach]:
    if _THREE_MONTHS.search(text):
        return (
            Breach(
                "remedies.notice.three_months",
                "直接起诉的期限是六个月，不是三个月",
                SIX_MONTHS,
                missing="改为六个月",
            ),
        )
    if not _SIX_MONTHS.search(text):
        return (
            Breach("remedies.notice.six_months", "没有写明直接起诉的期限是六个月", SIX_MONTHS, missing="写明六个月"),
        )
    return ()


def _check_place(notice: PrintedNotice) -> Sequence[Breach]:
    verdict = []
    bodies = reconsideration_bodies(notice.organ, notice.principal)
    if not any(body.name in notice.text for body in bodies):
        verdict.append(
            Breach(
                "remedies.notice.body",
                f"没有写明复议机关{'或者'.join(body.name for body in bodies)}",
                bodies[0].citation,
                missing="写明复议机关的全称",
            )
        )
    if "人民法院" not in notice.text:
        verdict.append(
            Breach("remedies.notice.court", "没有写明起诉的人民法院", SIX_MONTHS, missing="写明人民法院的全称")
        )
    if notice.served_online and not _INTERNET.search(notice.text):
        verdict.append(
            Breach(
                "remedies.notice.internet",
                "通过互联网送达的，应当同时提供提交复议申请书的互联网渠道",
                INTERNET_TOO,
                missing="写明网上复议的渠道",
            )
        )
    return verdict
