"""
The command line of 下一步: the facts of a case in a file, its outlook on stdout.

Exit codes: 0 done, 1 refused (the reason stands on stderr), 2 wrong words.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from tongpan.law.calendar import national
from tongpan.law.faces import steps as face
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused

STDIN: Final = "-"
MOST_BYTES: Final = 10_000_000
"""a case is never that large"""

EPILOG: Final = """examples:
  tongpan steps case.json --json
  tongpan steps case.json --at 2026-11-22T10:00
"""


def parser(program: str) -> argparse.ArgumentParser:
    """Return the reader of the words."""
    words = argparse.ArgumentParser(
        prog=program,
        description="Print the next lawful steps of a case, the blocked ones with reasons, and the running limits.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    words.add_argument("facts", metavar="FACTS.json", help="the facts of the case; - is stdin")
    words.add_argument("--at", metavar="MOMENT", help="2026-11-22T10:00 (now, unless the file says)")
    words.add_argument("--json", action="store_true", help="print one JSON object")
    return words


def main(arguments: Sequence[str], program: str = "tongpan steps") -> int:
    """Answer, and return the exit status."""
    options = parser(program).parse_args(arguments)
    try:
        found = face.ask(_read(options.facts), options.at, datetime.now(SHANGHAI), national())
    except LawRefused as refusal:
        print(f"不能判断：{refusal}", file=sys.stderr)
        if options.json:
            print(json.dumps(face.as_error(refusal), ensure_ascii=False))
        return 1
    print(json.dumps(found, ensure_ascii=False) if options.json else face.as_text(found))
    return 0


def _read(name: str) -> object:
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if name == STDIN else _bytes(Path(name))
    except OSError as problem:
        raise LawRefused("steps.file.unreadable", f"文件{name}无法读取：{problem.strerror}", "facts") from problem
    if len(raw) > MOST_BYTES:
        raise LawRefused("steps.file.large", "文件过大，不像是一件案件的事实", "facts")
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LawRefused("steps.file.encoding", "文件不是 UTF-8 编码的文字", "facts") from None
    except (ValueError, RecursionError):
        raise LawRefused("steps.file.json", "文件不是有效的 JSON", "facts") from None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
