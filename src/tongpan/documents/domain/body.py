"""
The text of a form: a line is a paragraph, a row of a table, a box or a signature; names in braces are its values.

===============================  ==========================================================================
line                             what stands on paper
===============================  ==========================================================================
``经查，{facts}``                 a paragraph, indented; a value of several lines makes several
``|{party}：``                    a paragraph that is not indented
``## 权利义务告知``                a heading
``* evidence``                   each item of a list, numbered 1. 2. 3.
``+ 案由 = {cause}``              a row of a table of two columns; rows in a row make one table
``+ 性别 = {sex} ; 年龄 = {age}`` two pairs in one row
``% things : 名称, 数量, 特征``    a list as a table, each row a tuple
``%6 things : 名称, 数量``        the same, with that many empty rows to fill by hand where there is none
``% identity``                   the same without a head: what it is, and the words
``[] 承办人意见 = {opinion} ; 签名`` a box to be signed, with what is written in it already
``_ record 12``                    a value, or that many lines on which it is written by hand; ``_ 12``: only lines
``~ 当事人 ; 见证人``              lines to be signed by hand, each with a date
``@``                            the organ's name, the day, and its seal
``---``                          a rule
===============================  ==========================================================================

``? name | line`` stands only where the value is there, ``?! name | line`` only where it is not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

Value = str | bool | Sequence[str] | Sequence[Sequence[str]]
_NAME: Final = re.compile(r"\{([a-z_]+)\}")
_CONDITION: Final = re.compile(r"\?(!?)\s*([a-z_]+)\s*\|\s?(.*)", re.DOTALL)
_TABLE: Final = re.compile(r"%(\d*) ([a-z_]+)(?:\s*:\s*(.+))?")
_LINES: Final = re.compile(r"_ (?:([a-z_]+) )?(\d+)")
BLANK: Final = "　　　　"
"""what stands in a table where nothing is known: to be written by hand"""
LINE: Final = "＿＿＿＿＿＿"
"""what stands in a sentence where nothing is known: to be written by hand"""


def names_in(body: str) -> set[str]:
    """Return every name that a text uses."""
    found: set[str] = set()
    for line in body.splitlines():
        if condition := _CONDITION.fullmatch(line.strip()):
            found.add(condition[2])
            line = condition[3]
        line = line.strip()
        if line.startswith("* "):
            found.add(line[2:].strip())
        if table := _TABLE.fullmatch(line):
            found.add(table[2])
        if (lines := _LINES.fullmatch(line)) and lines[1]:
            found.add(lines[1])
        found.update(_NAME.findall(line))
    return found


def nodes(body: str, values: Mapping[str, Value]) -> list[dict[str, Any]]:
    """Return what stands on paper, for the typesetter: plain data, in which no value can be taken for markup."""
    found: list[dict[str, Any]] = []
    for line in _standing(body, values):
        node = _node(line, values)
        if node is None:
            continue
        if node["kind"] == "rows" and found and found[-1]["kind"] == "rows":
            found[-1]["rows"] += node["rows"]
        else:
            found.append(node)
    return found


def _standing(body: str, values: Mapping[str, Value]) -> Iterator[str]:
    for raw in body.splitlines():
        line = raw.strip()
        while condition := _CONDITION.fullmatch(line):
            if bool(values.get(condition[2])) == bool(condition[1]):
                line = ""
                break
            line = condition[3].strip()
        if line:
            yield line


def _node(line: str, values: Mapping[str, Value]) -> dict[str, Any] | None:
    head, rest = line[:2], line[2:].strip()
    if line == "@":
        return {"kind": "seal"}
    if line == "---":
        return {"kind": "rule"}
    if head == "##":
        return {"kind": "heading", "text": filled(rest, values)}
    if head == "* ":
        return {"kind": "list", "items": items} if (items := list(_sequence(values.get(rest)))) else None
    if head == "+ ":
        return {"kind": "rows", "rows": [_pairs(rest, values)]}
    if head == "[]":
        label, _, told = rest.partition("=")
        text, _, sign = told.rpartition(";") if ";" in told else (told, "", "签名")
        box = {"label": label.strip(), "text": filled(text.strip(), values), "sign": sign.strip()}
        return {"kind": "box", **box}
    if head == "~ ":
        return {"kind": "signs", "who": [one.strip() for one in filled(rest, values).split(";")]}
    return _by_hand(line, values)


def _by_hand(line: str, values: Mapping[str, Value]) -> dict[str, Any] | None:
    """What may be left to fill by hand: a table, lines, a paragraph."""
    if table := _TABLE.fullmatch(line):
        return _table(int(table[1] or 0), table[3] or "", _sequence(values.get(table[2])))
    if lines := _LINES.fullmatch(line):
        if lines[1] and values.get(lines[1]):
            return _text(f"{{{lines[1]}}}", values)
        return {"kind": "lines", "count": int(lines[2])}
    return _text(line, values)


def _text(line: str, values: Mapping[str, Value]) -> dict[str, Any]:
    flush = line.startswith("|")
    paragraphs = filled(line[1:] if flush else line, values, LINE).split("\n")
    return {"kind": "text", "flush": flush, "paragraphs": [one.strip() for one in paragraphs if one.strip()]}


def _table(empty: int, heads: str, given: Sequence[Any]) -> dict[str, Any] | None:
    rows = [[str(cell) for cell in row] for row in given] or [[""]] * empty
    named = [one.strip() for one in heads.split(",") if heads]
    return {"kind": "table", "heads": named, "rows": rows} if rows else None


def _pairs(rest: str, values: Mapping[str, Value]) -> list[list[str]]:
    halves = (half.partition("=") for half in rest.split(";"))
    return [[label.strip(), filled(text.strip(), values)] for label, _, text in halves]


def filled(text: str, values: Mapping[str, Value], blank: str = BLANK) -> str:
    """Return a text with its values; what is not there is left blank, to be written by hand."""
    return _NAME.sub(lambda found: _within(_word(values.get(found[1]), blank), text[found.end() :]), text)


def _within(word: str, after: str) -> str:
    """Return a word as it stands before others of a sentence: a full stop typed at its end would break it."""
    return word.rstrip("。；") if after.strip() else word


def _word(value: Value | None, blank: str) -> str:
    if value is None or value == "" or value is False:
        return blank
    if isinstance(value, str):
        return value.strip()
    return "、".join(str(one) for one in _sequence(value))


def _sequence(value: Value | None) -> Sequence[Any]:
    if value is None or isinstance(value, bool):
        return ()
    return [value] if isinstance(value, str) else value
