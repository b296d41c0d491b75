"""Citations (援引): the article, paragraph and item on which a rule stands."""

from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_STATE = "中华人民共和国"


def chinese_number(number: int) -> str:
    """Return a whole number from 1 to 9999 in Chinese numerals, as statutes number their articles (64 → 六十四)."""
    if not 1 <= number <= 9999:
        raise ValueError(f"条款项序号应在1至9999之间：{number}")
    text = ""
    gap = False
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), map(int, digits), strict=True):
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = False
    return text.removeprefix("一") if 10 <= number < 20 else text


@dataclass(frozen=True, slots=True)
class Citation:
    """
    One place in one instrument.

    `statute` is the full Chinese title without 《》. `article` is the article's number, or, for an instrument without
    numbered articles, the heading as it is printed ("（六）"). `figures` are the words of quantity that must stand in
    that article's text ("五日"); `gist` is what the place says, in one line.
    """

    statute: str
    article: int | str
    paragraph: int | None = None
    item: int | None = None
    figures: tuple[str, ...] = ()
    gist: str = ""

    @property
    def short_title(self) -> str:
        """The title as it is spoken: without the name of the State (行政处罚法)."""
        return self.statute.removeprefix(_STATE)

    @property
    def place(self) -> str:
        """Where in the instrument: 第六十四条第一项."""
        article = f"第{chinese_number(self.article)}条" if isinstance(self.article, int) else self.article
        paragraph = f"第{chinese_number(self.paragraph)}款" if self.paragraph is not None else ""
        item = f"第{chinese_number(self.item)}项" if self.item is not None else ""
        return f"{article}{paragraph}{item}"

    def __str__(self) -> str:
        return f"{self.short_title}{self.place}"
