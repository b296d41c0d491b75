"""下一步的门面：读事实文件，答可办的、被挡的、期限和问题。"""

import json
import subprocess
import sys

import pytest
from tests.law.facts.test_reading import CASE, changed

from tongpan.law.faces.steps_command import main


def written(tmp_path, document):
    path = tmp_path / "case.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document, ensure_ascii=False), "utf-8")
    return str(path)


def test_prints_one_json_object(tmp_path, capsys):
    status = main([written(tmp_path, CASE), "--json", "--at", "2026-03-03T10:00"])

    found = json.loads(capsys.readouterr().out)
    assert status == 0
    assert found["at"] == "2026-03-03T10:00+08:00"
    assert set(found) == {"at", "steps", "blocked", "limits", "questions", "warnings"}
    filing = next(each for each in found["blocked"] if each["step"] == "FILE")
    assert {"code", "message", "citation", "missing", "grade", "overridable"} == set(filing["reasons"][0])
    clue = next(each for each in found["limits"] if each["rule"] == "DL-01")
    assert clue["due_on"] == "2026-03-23"


def test_prints_chinese_lines(tmp_path, capsys):
    assert main([written(tmp_path, CASE), "--at", "2026-03-03"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("可以办理（2026-03-03T00:00+08:00）：")
    assert "暂不能办理：" in out
    assert "行政处罚法第" in out


def test_the_file_can_name_the_moment(tmp_path, capsys):
    main([written(tmp_path, {**CASE, "at": "2026-03-04T08:00"}), "--json"])

    assert json.loads(capsys.readouterr().out)["at"] == "2026-03-04T08:00+08:00"


def test_the_argument_goes_before_the_file(tmp_path, capsys):
    main([written(tmp_path, {**CASE, "at": "2026-03-04T08:00"}), "--json", "--at", "2026-03-05"])

    assert json.loads(capsys.readouterr().out)["at"] == "2026-03-05T00:00+08:00"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        pytest.param("{", "steps.file.json", id="不是JSON"),
        pytest.param("[" * 100_000, "steps.file.json", id="太深"),
        pytest.param("[]", "facts.row.type", id="不是对象"),
        pytest.param(changed("charges.0.act_on", "2026-02-30"), "facts.date.unreadable", id="没有这一天"),
        pytest.param({**CASE, "at": "昨天"}, "facts.moment.unreadable", id="看不懂的时刻"),
        pytest.param({**CASE, "at": 5}, "facts.text.type", id="时刻不是文字"),
    ],
)
def test_refuses_in_words_and_in_json(tmp_path, capsys, document, code):
    status = main([written(tmp_path, document), "--json"])

    streams = capsys.readouterr()
    assert status == 1
    assert json.loads(streams.out)["error"]["code"] == code
    assert streams.err.startswith("不能判断：")


def test_refuses_a_file_that_is_not_text(tmp_path, capsys):
    path = tmp_path / "case.json"
    path.write_bytes(b"\xff\xfe\x00")

    assert main([str(path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "steps.file.encoding"


@pytest.mark.parametrize(
    ("size", "code"),
    [
        pytest.param(10_000_000, "facts.row.type", id="恰为一千万字节，照读"),
        pytest.param(10_000_001, "steps.file.large", id="多一字节"),
    ],
)
def test_reads_ten_million_bytes_and_not_one_more(tmp_path, capsys, size, code):
    assert main([written(tmp_path, "[]".ljust(size)), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code


def test_refuses_a_file_that_is_not_there(tmp_path, capsys):
    assert main([str(tmp_path / "none.json"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "steps.file.unreadable"


def test_runs_without_anything_installed(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tongpan.law", "steps", "-", "--json", "--at", "2026-03-03"],
        input=json.dumps(CASE).encode(),
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout)["blocked"]


def test_prints_limits_questions_and_reminders(tmp_path, capsys):
    case = changed("province", "330106")
    case["authorities"] = [
        {"power": "PENALTY", "right": "TRANSFERRED", "since": "2022-01-01", "until": "2026-01-01", "by_province": True}
    ]
    case["parties"][0]["kind"] = "SOLE_TRADER"

    assert main([written(tmp_path, case), "--at", "2026-05-03"]) == 0

    out = capsys.readouterr().out
    assert "需要人来答复：" in out
    assert "提醒：" in out
    assert "DL-01" in out


def test_refuses_a_file_that_is_far_too_large(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("tongpan.law.faces.steps_command.MOST_BYTES", 10)

    assert main([written(tmp_path, CASE), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "steps.file.large"


def test_a_refusal_without_json_is_words_alone(tmp_path, capsys):
    assert main([written(tmp_path, "{")]) == 1
    assert capsys.readouterr().out == ""
