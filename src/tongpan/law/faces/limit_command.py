"""
The command line of 期限: one question in words, or a file of them.

Exit codes: 0 done (in a batch also when lines were refused: they are counted on stderr), 1 refused, 2 wrong words.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from tongpan.law.calendar import CalendarUnknown, InvalidNotice, WorkCalendar, national, read_notice
from tongpan.law.faces import limit as face
from tongpan.law.limits import rules
from tongpan.law.period import Kind, Start
from tongpan.law.refusal import LawRefused

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some programs put before a file."""
STDIN = "-"

EPILOG = """examples:
  tongpan limit DL-12 --trigger 2025-12-29 --regime SAMR --json
  tongpan limit --quantity 15 --unit workday --kind RIGHT_UNTIL --trigger 2026-09-25
  tongpan limit --batch cases.jsonl > due.jsonl
"""


def parser(program: str) -> argparse.ArgumentParser:
    """Return the reader of the words."""
    words = argparse.ArgumentParser(
        prog=program,
        description="Compute a statutory time limit, or a period of your own.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    words.add_argument("rule", nargs="?", help="row of the register, such as DL-12 (--rules lists them)")
    words.add_argument("--trigger", metavar="DAY", help="2025-12-29, or 2025-12-29T22:15 for a limit in hours")
    words.add_argument("--regime", help="SAMR, HURD, AGR, TRA or ZJP")
    words.add_argument("--province", metavar="CODE", help="division code of the place, such as 33 or 330802")
    words.add_argument("--quantity", help="with --unit instead of a rule: a period of your own")
    words.add_argument("--unit", help="workday, day, hour, month or year")
    words.add_argument("--kind", help=f"{', '.join(Kind)} (for a period of your own; {Kind.MUST_BY.value})")
    words.add_argument("--start", help=f"{', '.join(Start)} (for a period of your own; {Start.NEXT_DAY.value})")
    words.add_argument("--exclude", action="append", default=[], metavar="GROUND:FROM[:TO]", help="left out, both days")
    words.add_argument("--extend", action="append", default=[], metavar="N:UNIT:AUTHORITY[:DAY]", help="granted")
    words.add_argument("--calendar", action="append", default=[], metavar="FILE", help="add a holiday notice (TOML)")
    words.add_argument("--batch", metavar="FILE", help="JSON lines: {id, rule | quantity+unit, trigger, …}; - is stdin")
    words.add_argument("--rules", action="store_true", help="list the register")
    words.add_argument("--json", action="store_true", help="print one JSON object")
    return words


def main(arguments: Sequence[str], program: str = "tongpan limit") -> int:
    """Answer, and return the exit status."""
    words = parser(program)
    options = words.parse_args(arguments)
    if options.rules:
        print("\n".join(f"{each.id:<9}{each.trigger} → {each.end}" for each in rules().values()))
        return 0
    if options.batch is None and options.trigger is None:
        words.error("--trigger is needed (or --batch FILE, or --rules)")
    try:
        calendar = _calendar(options.calendar)
        if options.batch is not None:
            return _batch(options.batch, calendar)
        answered = face.answer(face.read(_asked(options)), calendar)
    except LawRefused as refusal:
        print(f"不能计算：{refusal}", file=sys.stderr)
        if options.json:
            print(json.dumps({"error": face.as_error(refusal)}, ensure_ascii=False))
        return 1
    print(json.dumps(face.as_json(answered), ensure_ascii=False) if options.json else face.as_text(answered))
    return 0


def answers(lines: Iterable[bytes], calendar: WorkCalendar) -> Iterator[face.Json]:
    """Return one answer or one error for every line that is not empty; no line stops the others."""
    for number, line in enumerate(lines):
        raw = line.removeprefix(MARK) if number == 0 else line
        if raw.strip():
            yield _answer_line(raw, calendar)


def _answer_line(raw: bytes, calendar: WorkCalendar) -> face.Json:
    asked: Any = None
    try:
        asked = _object(raw)
        return {"id": asked.get("id"), **face.ask(asked, calendar)}
    except LawRefused as refusal:
        return {"id": asked.get("id") if isinstance(asked, dict) else None, "error": face.as_error(refusal)}


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise LawRefused("face.line.encoding", "这一行不是 UTF-8 编码的文字") from None
    except (ValueError, RecursionError):
        raise LawRefused("face.line.json", "这一行不是一个 JSON 对象") from None
    if not isinstance(found, dict):
        raise LawRefused("face.line.object", '这一行应当是一个 JSON 对象，形如 {"id": 1, "rule": "DL-12", …}')
    return found


def _batch(name: str, calendar: WorkCalendar) -> int:
    if name == STDIN:
        return _write(answers(sys.stdin.buffer, calendar), sys.stdout)
    try:
        with Path(name).open("rb") as lines:
            return _write(answers(lines, calendar), sys.stdout)
    except OSError as problem:
        raise LawRefused("face.file.unreadable", f"文件{name}无法读取：{problem.strerror}", "batch") from problem


def _write(found: Iterable[face.Json], out: TextIO) -> int:
    done = refused = 0
    for one in found:
        done, refused = done + 1, refused + ("error" in one)
        out.write(json.dumps(one, ensure_ascii=False) + "\n")
    print(f"共 {done} 行，算出 {done - refused} 行，未能计算 {refused} 行", file=sys.stderr)
    return 0


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    names = ("rule", "trigger", "regime", "province", "quantity", "unit", "kind", "start")
    asked: dict[str, Any] = {name: getattr(options, name) for name in names}
    asked["exclusions"] = [_parts(each, ("ground", "start", "end")) for each in options.exclude]
    asked["extensions"] = [_parts(each, ("quantity", "unit", "authority", "granted_on")) for each in options.extend]
    return asked


def _parts(written: str, names: tuple[str, ...]) -> dict[str, str]:
    parts = written.split(":")
    if len(parts) > len(names):
        raise LawRefused("face.list.form", f"“{written}”的段数过多，应当依次是：{'、'.join(names)}")
    return dict(zip(names, parts, strict=False))


def _calendar(files: Sequence[str]) -> WorkCalendar:
    calendar = national()
    for name in files:
        try:
            calendar = calendar.with_year(read_notice(Path(name).read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as problem:
            raise LawRefused("face.file.unreadable", f"放假通知文件{name}无法读取", "calendar") from problem
        except (InvalidNotice, CalendarUnknown) as mistake:
            raise LawRefused("face.calendar.invalid", str(mistake), "calendar") from mistake
    return calendar
