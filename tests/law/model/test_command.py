"""模型检验的命令：印出看到的，断定是否成立。"""

import runpy
import sys
from datetime import timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.model.__main__ import main, missing, print_report
from tongpan.law.model.checking import Report, check, replay, scenario_named
from tongpan.law.model.explore import Finding, Move, Result
from tongpan.law.model.starting import DAY_ONE
from tongpan.law.procedure import Step, Target


def test_searches_what_is_named(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["model", "--processes", "1", "--only", "入企检查", "--guards"])

    assert main() == 0

    out = capsys.readouterr().out
    assert "入企检查" in out
    assert "INV-65 守卫" in out
    assert "后，不变式INV-65（检查前经负责人批准，紧急的补办）被违反" in out


def test_two_processes_see_the_same():
    one, two = check(only=["入企检查", "先行登记保存"]), check(only=["入企检查", "先行登记保存"], processes=2)

    assert (one.states, one.transitions, one.codes) == (two.states, two.transitions, two.codes)


def test_a_broken_invariant_fails_the_run(monkeypatch, capsys):
    move = Move(DAY_ONE, Step.REVIEW, Target("甲", "占道经营"), "FAIL")
    later = Move(DAY_ONE + timedelta(days=1))
    broken = Result("某情景", states=2, broken=[Finding("某情景", 30, "", (move, later))])
    monkeypatch.setattr("tongpan.law.model.__main__.check", lambda **_: Report([broken]))
    monkeypatch.setattr(sys, "argv", ["model"])

    assert main() == 1

    out = capsys.readouterr().out
    assert "不变式INV-30" in out
    assert "审核（甲、占道经营）：FAIL" in out
    assert "时间经过" in out


def test_a_run_that_does_not_reach_a_code_says_which(capsys):
    report = check(only=["入企检查"])
    print_report(report, 1.0, guards=False)

    assert "authority.none" in missing(report)
    assert "authority.none" in capsys.readouterr().out


def test_a_counterexample_that_does_not_stand_is_told():
    trace = (Move(DAY_ONE + timedelta(minutes=1), Step.DECIDE, Target("甲", "占道经营")),)

    assert not replay(Finding("线索到告知", 24, "no.such.guard", trace), national())
    assert scenario_named("线索到告知").facts.decisions == ()


def test_runs_as_a_module(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "tongpan.law.model.__main__")
    monkeypatch.setattr(sys, "argv", ["model", "--processes", "1", "--only", "入企检查"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("tongpan.law.model", run_name="__main__")

    assert ended.value.code == 0
    assert "入企检查" in capsys.readouterr().out


def test_points_checked_alone_are_counted_and_not_listed(capsys):
    print_report(check(only=["核查：承办人主持"]), 1.0, guards=False)

    out = capsys.readouterr().out
    assert "单点核查 6 个；共 6 个状态" in out
    assert "承办人主持" not in out
