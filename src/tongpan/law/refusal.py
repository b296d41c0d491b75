"""Refusals (不予计算): facts or questions that the law cannot take as they stand."""


class LawRefused(ValueError):
    """
    The facts are impossible, unknown, or out of order: a dotted code, and the reason in Chinese.

    `field` names the fact, as the caller wrote it, where one fact is at fault.
    """

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message
