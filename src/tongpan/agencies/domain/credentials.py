"""Who may act as an enforcement officer: never auxiliary staff, and nobody without a valid credential."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongpan.agencies.domain.fields import labels
from tongpan.agencies.domain.posts import CredentialStatus, StaffKind
from tongpan.law.citation import Citation
from tongpan.law.verdict import LAWFUL, Breach, Verdict

MINIMUM_OFFICERS = 2
ALL = "综合执法"
"""what a card is for that names no field"""

CERTIFIED = Citation(
    "中华人民共和国行政处罚法",
    42,
    paragraph=1,
    figures=("两人",),
    gist="行政处罚应当由具有行政执法资格的执法人员实施，执法人员不得少于两人，法律另有规定的除外",
)
NO_AUXILIARY_MEASURES = Citation(
    "中华人民共和国行政强制法",
    17,
    paragraph=3,
    gist="行政强制措施应当由行政机关具备资格的行政执法人员实施，其他人员不得实施",
)
AUXILIARY_TASKS = Citation(
    "浙江省综合行政执法条例",
    30,
    paragraph=2,
    gist="行政执法辅助人员在执法人员指挥监督下配合从事宣传教育、信息采集、劝阻、送达等工作",
)


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """One credential as it stands."""

    valid_from: date
    valid_to: date | None
    status: str = CredentialStatus.VALID
    status_on: date | None = None
    domains: frozenset[str] = frozenset()

    def in_force(self, on: date) -> bool:
        """Tell whether the credential holds on a day, looking back as well: a card revoked later was good before."""
        if on < self.valid_from or (self.valid_to is not None and on >= self.valid_to):
            return False
        if self.status == CredentialStatus.VALID:
            return True
        return self.status_on is not None and on < self.status_on

    def covers(self, domain: str) -> bool:
        """Tell whether the credential names the field; one that names none is for comprehensive enforcement."""
        return not self.domains or domain in self.domains


def covered(cards: Iterable[CredentialFacts], on: date) -> frozenset[str] | None:
    """Return the fields that cards in force name on a day, none where no card is; None where one is for all fields."""
    good = [card for card in cards if card.in_force(on)]
    if any(not card.domains for card in good):
        return None
    return frozenset[str]().union(*(card.domains for card in good))


def check_officer(
    staff_kind: str, cards: tuple[CredentialFacts, ...], domain: str, on: date, *, in_zhejiang: bool = False
) -> Verdict:
    """
    Test whether a person may act as an officer in a field on a day.

    The Zhejiang regulation is cited in Zhejiang alone.

    Law: APL 42 ¶1; ACL 17 ¶3; ZJR 30 ¶2.
    """
    if staff_kind != StaffKind.OFFICER:
        who = StaffKind(staff_kind).label
        message = f"{who}不能以执法人员身份执法；可以在执法人员带领下参与巡查、劝阻、采集信息和送达，请改派持证执法人员"
        return tuple(
            Breach("officer.not_an_officer", message, citation)
            for citation in (CERTIFIED, NO_AUXILIARY_MEASURES, *((AUXILIARY_TASKS,) if in_zhejiang else ()))
        )
    valid = [card for card in cards if card.in_force(on)]
    if not valid:
        return (Breach("officer.no_credential", _why_none(cards, on), CERTIFIED),)
    if not any(card.covers(domain) for card in valid):
        fields = labels(frozenset().union(*(card.domains for card in valid)))
        message = f"执法证载明的领域是{fields}，不含{labels((domain,))}；请改派该领域的持证人员，或先换发证件"
        return (Breach("officer.wrong_field", message, CERTIFIED),)
    return LAWFUL


def check_pair(verdicts: tuple[Verdict, ...]) -> Verdict:
    """
    Test whether enough persons who may act stand together.

    Law: APL 42 ¶1.
    """
    able = sum(1 for verdict in verdicts if not verdict)
    if able < MINIMUM_OFFICERS:
        message = f"执法人员不得少于两人，现有{able}名持证人员；请再加派持证执法人员"
        return (Breach("officer.fewer_than_two", message, CERTIFIED),)
    return LAWFUL


def _why_none(cards: tuple[CredentialFacts, ...], on: date) -> str:
    if not cards:
        return "没有登记执法证件，不能以执法人员身份执法；请先登记证件，或改派持证人员"
    last = max(cards, key=lambda card: card.valid_from)
    if last.status != CredentialStatus.VALID and last.status_on is not None and on >= last.status_on:
        state = CredentialStatus(last.status).label
        return f"执法证已于{last.status_on:%Y-%m-%d}{state}，不能执法；请改派持证人员"
    if last.valid_to is not None and on >= last.valid_to:
        return f"执法证已于{last.valid_to:%Y-%m-%d}到期，不能执法；请先换证，或改派持证人员"
    return f"执法证自{last.valid_from:%Y-%m-%d}起有效，当日尚未生效；请改派持证人员"
