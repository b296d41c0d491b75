"""``python -m tongpan.law.model [--full] [--processes N] [--only NAME …]``: search, and say what was seen."""

import argparse
import sys
import time

from tongpan.law.calendar import national
from tongpan.law.invariants import procedural
from tongpan.law.model.checking import Report, check, declared_codes, replay, told, unguarded

PROCESSES = 2


def main() -> int:
    """Run, print, judge: 0 if every procedure invariant holds, was met, and breaks without its guard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="every scenario, to the full bound")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--only", nargs="*", default=(), help="scenarios whose names contain these words")
    parser.add_argument("--guards", action="store_true", help="print a counterexample for each invariant and guard")
    options = parser.parse_args()
    began = time.monotonic()
    report = check(full=options.full, processes=options.processes, only=options.only)
    print_report(report, time.monotonic() - began, guards=options.guards)
    partial = bool(options.only)
    return 0 if not report.broken and (partial or not (unguarded(report) or missing(report))) else 1


def missing(report: Report) -> list[str]:
    """Return declared codes that were never met."""
    return sorted(declared_codes() - report.codes)


def print_report(report: Report, seconds: float, *, guards: bool) -> None:
    """Print the table of scenarios, the coverage, and every broken invariant with its history."""
    for each in report.results:
        if each.states > 1:
            bound = "" if each.complete else "（到界）"
            print(f"{each.scenario:<24}状态{each.states:>8}{bound} 转换{each.transitions:>8} 深度{each.depth:>4}")
    probes = sum(each.states == 1 for each in report.results)
    size = f"{report.states} 个状态、{report.transitions} 次转换、最深 {report.depth} 步"
    print(f"单点核查 {probes} 个；共 {size}，{seconds:.0f} 秒")
    numbers = {each.number for each in procedural()}
    met, guarded = len(numbers & report.spoken), len(numbers) - len(unguarded(report))
    print(f"不变式 {len(numbers)} 条，前件成立 {met} 条，守卫已证 {guarded} 条，违反 {len(report.broken)} 次")
    lacking = missing(report)
    known = len(declared_codes())
    print(f"关口代码 {known} 个，已到达 {known - len(lacking)} 个{'，缺' if lacking else ''}")
    for code in lacking:
        print(f"  {code}")
    calendar = national()
    for number, findings in report.guards.items():
        standing = sum(replay(each, calendar) for each in findings)
        print(f"INV-{number:02d} 守卫 {len(findings)} 个，反例重演成立 {standing} 个")
        if guards:
            print(told(findings[0]))
    for finding in report.broken[:5]:
        print(told(finding))


if __name__ == "__main__":
    sys.exit(main())
