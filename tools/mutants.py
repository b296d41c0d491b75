"""
Mutants of the law: does a test fail when one operator or number of ``tongpan.law`` is another?

``python -m tools.mutants [--sample 1500] [--seed 1] [--workers 2] [--part inside] [--only PREFIX] [--json FILE]``

The tests of the law are collected once; each mutant lives in a forked process, where the tests that reach its line run,
the quickest first, until one fails. What stands outside functions, and what lived, is changed in a copy of the project
and tried in processes of its own. Text is not mutated. Survivors are listed; ``tools/mutants_accepted.toml`` says why
some may live.
"""

import argparse
import ast
import json
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import coverage
import pytest
from tools.mutation import ROOT, Mutant, apply, mutated, sites

LAW = ROOT / "src" / "tongpan" / "law"
CITATIONS = ["tests/architecture/test_citations.py"]
TESTS = ["tests/law", *CITATIONS, "tests/architecture/test_catalogue.py"]
SKIPPED = ("model", "__main__.py")
"""the model checker is a test itself"""
ACCEPTED = Path(__file__).with_name("mutants_accepted.toml")
SECONDS_A_MUTANT = 40
FAILING = 9
"""how this ends where the tests fail by themselves; what pytest itself ends with is less"""
FEW, QUICK_SECONDS = 12, 1.0
"""of the test files that reach a file, so many are always asked, and of the others the quick ones"""


class Hunt:
    """A pytest plugin that hunts mutants where the tests would have run."""

    def __init__(self, mutants: list[Mutant], workers: int) -> None:
        self.mutants, self.workers = mutants, workers
        self.outcomes: dict[Mutant, str] = {}
        self.near: dict[str, list[str]] = {}
        """by file, the test files that reach into it, those that bear its name first, then the quickest"""
        self.failed = False
        self.first_failure = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = True
            self.first_failure = self.first_failure or f"{report.nodeid}\n{report.longreprtext}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn which tests reach which lines, then run the mutants."""
        items = session.items
        reached, seconds = self._reached(items)
        self.near = _near(reached, seconds)
        inside = [one for one in self.mutants if one.function]
        waiting = list(reversed(inside))
        running: dict[int, tuple[Mutant, float]] = {}
        done = 0
        while waiting or running:
            while waiting and len(running) < self.workers:
                mutant = waiting.pop()
                wanted = reached.get((mutant.file, mutant.line), set())
                order = sorted((item for item in items if item.nodeid in wanted), key=lambda item: seconds[item.nodeid])
                running[self._fork(mutant, order)] = (mutant, time.monotonic())
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                self._end_the_endless(running)
                time.sleep(0.005)
                continue
            mutant, _ = running.pop(pid)
            code = os.waitstatus_to_exitcode(status)
            self.outcomes[mutant] = {0: "survived", 3: "outside"}.get(code, "killed")
            done += 1
            if done % 100 == 0:
                print(f"{done} of {len(inside)}", file=sys.stderr, flush=True)
        return True

    def _end_the_endless(self, running: dict[int, tuple[Mutant, float]]) -> None:
        for pid, (_, began) in running.items():
            if time.monotonic() - began > SECONDS_A_MUTANT:
                os.kill(pid, signal.SIGKILL)

    def _fork(self, mutant: Mutant, items: list[pytest.Item]) -> int:
        pid = os.fork()
        if pid:
            return pid
        _be_quiet()
        if not apply(mutant):
            os._exit(3)
        self._run(items)
        os._exit(0)

    def _run(self, items: list[pytest.Item]) -> None:
        for item in items:
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            except BaseException:
                os._exit(1)
            if self.failed:
                os._exit(1)

    def _reached(self, items: list[pytest.Item]) -> tuple[dict[tuple[str, int], set[str]], dict[str, float]]:
        """Run everything once, in a forked process; return which tests run which line, and the seconds each takes."""
        data = ROOT / "var" / "mutants.coverage"
        times = data.with_suffix(".json")
        data.parent.mkdir(exist_ok=True)
        data.unlink(missing_ok=True)
        pid = os.fork()
        if not pid:
            _be_quiet()
            measured = coverage.Coverage(data_file=str(data), source=[str(LAW)], config_file=False)
            measured.start()
            seconds = {}
            for item in items:
                measured.switch_context(item.nodeid)
                began = time.perf_counter()
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                seconds[item.nodeid] = time.perf_counter() - began
            measured.stop()
            measured.save()
            times.write_text(json.dumps(seconds), "utf-8")
            data.with_suffix(".failure").write_text(self.first_failure, "utf-8")
            os._exit(1 if self.failed else 0)
        _, status = os.waitpid(pid, 0)
        if status:
            reason = data.with_suffix(".failure").read_text("utf-8")
            pytest.exit(f"the tests fail without any mutant: {reason}", returncode=FAILING)
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        kept = coverage.CoverageData(str(data))
        kept.read()
        for file in kept.measured_files():
            name = str(Path(file).relative_to(ROOT))
            for line, contexts in kept.contexts_by_lineno(file).items():
                found[name, line].update(contexts)
        return found, json.loads(times.read_text("utf-8"))


def _be_quiet() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


class Copy:
    """A copy of the project for one worker, where a mutant that stands outside functions is a changed file."""

    NEEDED = ("src", "tests", "tools", "docs", "pyproject.toml", "README.md")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in self.NEEDED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
            else:
                shutil.copy(ROOT / name, folder / name)
        for path in (folder / LAW.relative_to(ROOT)).rglob("*.py"):
            # as a changed file is written, so that `must_pass` looks at the same writing
            path.write_text(ast.unparse(ast.parse(path.read_text("utf-8"))), "utf-8")

    def must_pass(self) -> None:
        """Stop where the tests fail in the copy without any mutant: everything would count as killed."""
        if self._fails([*TESTS, "--ignore=tests/law/model"]):
            sys.exit(f"the tests fail in the copy {self.folder} without any mutant")

    def hunt(self, mutant: Mutant, near: list[str]) -> str:
        """Try one mutant on the tests that reach into its file and on the guard of citations."""
        file = self.folder / mutant.file
        whole = file.read_bytes()
        file.write_text(ast.unparse(mutated(mutant)), "utf-8")
        try:
            return "killed" if any(self._fails(tests) for tests in _rounds(mutant, near)) else "survived"
        finally:
            file.write_bytes(whole)

    def _fails(self, tests: list[str]) -> bool:
        environment = os.environ | {"PYTHONPATH": str(self.folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=environment,
                capture_output=True,
                timeout=10 * SECONDS_A_MUTANT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0


def _rounds(mutant: Mutant, near: list[str]) -> list[list[str]]:
    """A number that stands outside functions is most often that of an article."""
    rounds = [CITATIONS, near] if mutant.change[0].isdigit() else [near, CITATIONS]
    return [tests for tests in rounds if tests]


def _near(reached: dict[tuple[str, int], set[str]], seconds: dict[str, float]) -> dict[str, list[str]]:
    reaching: dict[str, set[str]] = defaultdict(set)
    for (file, _), tests in reached.items():
        reaching[file].update(test.split("::")[0] for test in tests if test)
    whole: dict[str, float] = defaultdict(float)
    for test, took in seconds.items():
        whole[test.split("::")[0]] += took
    found = {}
    for file, names in reaching.items():
        order = sorted(names, key=lambda name: (Path(file).stem not in name, whole[name]))
        found[file] = [name for at, name in enumerate(order) if at < FEW or whole[name] <= QUICK_SECONDS]
    return found


def hunt_in_copies(mutants: list[Mutant], near: dict[str, list[str]], workers: int) -> dict[Mutant, str]:
    """Try mutants that stand outside functions, or that lived because the tests were collected first, one by one."""
    copies: queue.SimpleQueue[Copy] = queue.SimpleQueue()
    outcomes: dict[Mutant, str] = {}

    def one(mutant: Mutant) -> None:
        copy = copies.get()
        try:
            outcomes[mutant] = copy.hunt(mutant, near.get(mutant.file, []))
        finally:
            copies.put(copy)
        if outcomes[mutant] == "survived":
            print(f"survived: {mutant.file}:{mutant.line} {mutant.change}", file=sys.stderr, flush=True)
        if len(outcomes) % 50 == 0:
            print(f"{len(outcomes)} of {len(mutants)} in copies", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="tongpan-mutants-") as folder:
        made = [Copy(Path(folder) / str(number)) for number in range(workers)]
        made[0].must_pass()
        for copy in made:
            copies.put(copy)
        with ThreadPoolExecutor(workers) as pool:
            for done in [pool.submit(one, mutant) for mutant in mutants]:
                done.result()
    return outcomes


def accepted() -> list[dict[str, str]]:
    """Return the survivors that are explained."""
    return tomllib.loads(ACCEPTED.read_text("utf-8")).get("accepted", []) if ACCEPTED.exists() else []


def why(mutant: Mutant, explained: list[dict[str, str]]) -> str:
    """Return why a mutant may live, or an empty text."""
    for row in explained:
        if (row["file"], row["source"], row["change"]) == (mutant.file, mutant.source, mutant.change):
            return row["why"]
    return ""


def main() -> None:
    """Sample, hunt, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--only", default="", help="files below tongpan/law that begin so, as in penalty/hearing")
    parser.add_argument("--part", choices=["inside", "outside", "all"], default="all", help="of functions")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    os.chdir(ROOT)
    files = [
        path
        for path in sorted(LAW.rglob("*.py"))
        if str(path.relative_to(LAW)).startswith(options.only) and not str(path.relative_to(LAW)).startswith(SKIPPED)
    ]
    every = [mutant for path in files for mutant in sites(path)]
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    if options.part != "all":
        chosen = [mutant for mutant in chosen if bool(mutant.function) is (options.part == "inside")]
    hunt = Hunt(sorted(chosen, key=lambda one: (one.file, one.index, one.at)), options.workers)
    if pytest.main(["-q", "-p", "no:randomly", *TESTS, "--ignore=tests/law/model"], plugins=[hunt]) == FAILING:
        sys.exit(FAILING)
    report(every, {one: how for one, how in hunt.outcomes.items() if how != "outside"}, options)
    again = [mutant for mutant in chosen if hunt.outcomes.get(mutant, "outside") != "killed"]
    hunt.outcomes |= hunt_in_copies(again, hunt.near, options.workers)
    report(every, hunt.outcomes, options)


def report(every: list[Mutant], outcomes: dict[Mutant, str], options: argparse.Namespace) -> None:
    """Print the survivors and the share killed."""
    explained = accepted()
    counts = Counter(outcomes.values())
    survivors = sorted(
        (one for one, how in outcomes.items() if how == "survived"), key=lambda one: (one.file, one.line)
    )
    for one in survivors:
        print(f"{one.file}:{one.line}  {one.change}  {one.source[:90]}  {why(one, explained)}")
    share = counts["killed"] / max(1, len(outcomes))
    print(
        f"{len(every)} possible, {len(outcomes)} tried (seed {options.seed}), {counts['killed']} killed: {share:.1%}",
        flush=True,
    )
    if options.json:
        found = [asdict(one) | {"why": why(one, explained)} for one in survivors]
        summary = {"possible": len(every), "tried": len(outcomes), "killed": counts["killed"], "share": share}
        options.json.write_text(json.dumps(summary | {"survivors": found}, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
