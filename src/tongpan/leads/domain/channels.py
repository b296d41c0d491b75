"""What a channel obliges us to (上游渠道义务), as plain values."""

from dataclasses import dataclass

KINDS = {"SIGN": "签收", "CLOSE": "办结", "CALLBACK": "回访"}
UNITS = {"HOUR": "小时", "WORKDAY": "个工作日", "DAY": "日"}


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of one channel."""

    kind: str
    quantity: int
    unit: str
    basis: str
    max_returns: int | None = None

    @property
    def starts_on_arrival(self) -> bool:
        """Signing and closing run from arrival; calling back runs from the answer."""
        return self.kind != "CALLBACK"

    @property
    def wording(self) -> str:
        return f"渠道要求{self.quantity}{UNITS[self.unit]}内{KINDS[self.kind]}"
