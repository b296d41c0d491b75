"""What a time limit is made of (期限规则要素)."""

from collections.abc import Mapping
from dataclasses import dataclass

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.period import Authority, Ground, Kind, Start, Unit
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Grade


class LimitRefused(LawRefused):
    """A limit cannot be computed from what was asked: a code, the reason in Chinese, and the text that says so."""

    def __init__(self, code: str, message: str, citation: Citation | None = None, field: str = "") -> None:
        super().__init__(code, message, field)
        self.citation = citation

    def __str__(self) -> str:
        return f"{self.message}（{self.citation}）" if self.citation is not None else self.message


class Regime(Labelled):
    """The procedure rules that a matter can stand under (程序规定), beside the national statutes."""

    SAMR = "SAMR", "市场监督管理行政处罚程序规定"
    HURD = "HURD", "住房和城乡建设行政处罚程序规定"
    AGR = "AGR", "农业行政处罚程序规定"
    TRA = "TRA", "交通运输行政执法程序规定"
    ZJP = "ZJP", "浙江省行政程序办法"


REGIME_AREAS: Mapping[Regime, str] = {Regime.ZJP: "33"}
"""Regimes that bind in one province alone, by the first digits of its division code."""


class Effect(Labelled):
    """What follows when a limit is over (期限届满的后果)."""

    ILL = "ILL", "程序违法"
    REL = "REL", "应当解除"
    AUTO = "AUTO", "自动解除"
    WAIVE = "WAIVE", "视为放弃权利"
    LOST = "LOST", "权利或者权力消灭"
    ACC = "ACC", "开始加处罚款"
    ESC = "ESC", "提请监督"
    GATE = "GATE", "期满后方可进行"
    DEEMED = "DEEMED", "视为送达"
    NO_EVIDENCE = "NO_EVIDENCE", "视为没有证据"
    SUIT = "SUIT", "可以起诉"
    FINAL = "FINAL", "评查结果确定"
    OLD_ADDRESS = "OLD_ADDRESS", "按原地址送达有效"


GRADE_LABELS: Mapping[Grade, str] = {
    "A": "已对照条文全文核对",
    "B": "仅见于引用或者报道，条文未核对",
    "C": "尚未核实，仅供参考",
    "D": "由条文推导，条文没有明说",
}
"""How well a row is known, in plain words."""


_OPENINGS = {Effect.DEEMED: "视为送达", Effect.ACC: "起每日加处罚款"}


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """One prolongation that a provision allows: who may grant it, and at most how much (None: no cap in the text)."""

    authority: Authority
    unit: Unit
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """
    What one text says on a limit: the national statute's, one regime's, or one place's.

    `quantity` is None where the text gives no number: then `wording` is its word (及时、立即), or `fixed_on` its month
    and day. `area` is the first digits of the division code in which the text binds. `reading` says what we read into
    it; `note` what a user must know. What a row does not say is given by the register.
    """

    kind: Kind
    effect: Effect
    citations: tuple[Citation, ...]
    quantity: int | None
    unit: Unit | None
    start: Start
    rolls: bool
    wording: str
    fixed_on: tuple[int, int] | None
    adjustable: bool
    regime: Regime | None
    area: str | None
    extensions: tuple[ExtensionRule, ...]
    exclusions: frozenset[Ground]
    grade: Grade
    reading: str
    note: str
    parameters: Mapping[str, int]

    @property
    def citation(self) -> Citation:
        """The first citation: the one that carries the figure."""
        return self.citations[0]

    @property
    def opening(self) -> str:
        """What happens on the day after a waiting period, as it follows that day."""
        return _OPENINGS.get(self.effect, "起方可进行")

    @property
    def grade_label(self) -> str:
        """How well the row is known, in plain words."""
        return GRADE_LABELS[self.grade]


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One row of the deadline master: from which event to which, and what each text says on it."""

    id: str
    trigger: str
    end: str
    provisions: tuple[Provision, ...]

    @property
    def row(self) -> str:
        """The row's number; its further legs carry a suffix (DL-02.1 → DL-02)."""
        return self.id.partition(".")[0]

    @property
    def national(self) -> Provision | None:
        """What the national statutes say, for whoever stands under no sector rules."""
        return next((each for each in self.provisions if each.regime is None and each.area is None), None)
