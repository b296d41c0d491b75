"""命令行上的期限：一问，或者一个文件的问题；坏行不妨碍别行。"""

import io
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import tongpan.law
from tongpan.law.faces.command import FACES, main

SOURCE = Path(tongpan.law.__file__).parents[2]
NOTICE = 'year = 2027\n[[holiday]]\nname = "元旦"\ndays = [2027-01-01, 2027-01-03]\n'


def run(capsys, *words):
    status = main(["limit", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


class TestOneQuestion:
    def test_prints_one_json_object(self, capsys):
        status, out, _ = run(
            capsys, "DL-12", "--trigger", "2025-12-29", "--regime", "SAMR", "--province", "33", "--json"
        )

        found = json.loads(out)
        assert status == 0
        assert (found["due_on"], found["regime"], found["grade"]) == ("2026-01-06", "SAMR", "A")

    def test_prints_words(self, capsys):
        status, out, _ = run(capsys, "--quantity", "15", "--unit", "workday", "--trigger", "2026-09-25")

        assert status == 0
        assert "届满：2026-10-22" in out

    @pytest.mark.parametrize(
        ("words", "lines"),
        [
            pytest.param(
                ("DL-28", "--trigger", "2026-07-06"),
                ["届满：2026-10-06", "不顺延的末日：2026-10-06", "顺延后的末日：2026-10-08"],
                id="义务不因末日休假而顺延",
            ),
            pytest.param(
                ("DL-12", "--trigger", "2026-12-30"),
                [
                    "届满：暂算，待国务院2027年放假通知",
                    "不顺延的末日：—",
                    "顺延后的末日：—",
                    "最早安全日：2027-01-04",
                ],
                id="待放假通知",
            ),
            pytest.param(
                ("DL-31", "--trigger", "2026-03-02"),
                ["届满：未定", "不顺延的末日：—", "顺延后的末日：—", "后果：程序违法"],
                id="没有天数",
            ),
            pytest.param(
                ("DL-05", "--trigger", "2026-10-01T22:15"),
                ["届满：2026-10-02 22:15", "不顺延的末日：2026-10-02", "注意：负责人认为不应当采取的，应当立即解除"],
                id="以小时计算",
            ),
        ],
    )
    def test_words_say_both_ends_and_what_is_not_certain(self, capsys, words, lines):
        status, out, _ = run(capsys, *words)

        assert status == 0
        assert [line for line in out.splitlines() if line in lines] == lines

    def test_json_keeps_chinese_readable(self, capsys, tmp_path):
        questions = tmp_path / "questions.jsonl"
        questions.write_text('{"id": "甲案", "rule": "DL-12", "trigger": "2026-03-02"}\n', encoding="utf-8")

        _, one, _ = run(capsys, "DL-12", "--trigger", "2026-03-02", "--json")
        _, many, _ = run(capsys, "--batch", str(questions))
        _, refused, _ = run(capsys, "DL-99", "--trigger", "2026-03-02", "--json")

        assert '"article": "行政处罚法第六十四条第一项"' in one
        assert '"id": "甲案"' in many
        assert '"article": "行政处罚法第六十四条第一项"' in many
        assert "期限总表中没有DL-99" in refused

    def test_leaves_out_and_prolongs(self, capsys):
        words = ("DL-06", "--trigger", "2026-03-02", "--exclude", "TESTING:2026-03-10:2026-03-12")
        status, out, _ = run(capsys, *words, "--extend", "30:day:HEAD:2026-03-30", "--json")

        assert status == 0
        assert json.loads(out)["safe_end"] == "2026-05-04"

    def test_refuses_in_chinese_with_status_one(self, capsys):
        status, out, err = run(capsys, "--quantity", "-5", "--unit", "workday", "--trigger", "2026-03-02", "--json")

        assert status == 1
        assert err == "不能计算：数量应当大于零，不能是-5\n"
        assert json.loads(out)["error"]["code"] == "face.quantity.small"

    def test_too_many_parts_are_refused(self, capsys):
        status, out, err = run(capsys, "DL-06", "--trigger", "2026-03-02", "--exclude", "TESTING:1:2:3")

        assert (status, out) == (1, "")
        assert "段数过多" in err

    def test_wrong_words_end_with_status_two(self, capsys):
        with pytest.raises(SystemExit) as end:
            run(capsys, "DL-12")

        assert end.value.code == 2

    def test_lists_the_register(self, capsys):
        status, out, _ = run(capsys, "--rules")

        assert status == 0
        assert "DL-12    告知听证权利 → 要求听证" in out

    def test_takes_a_further_calendar(self, capsys, tmp_path):
        (tmp_path / "2027.toml").write_text(NOTICE, encoding="utf-8")
        words = ("DL-12", "--trigger", "2026-12-30", "--json")

        status, out, _ = run(capsys, *words, "--calendar", str(tmp_path / "2027.toml"))

        assert (status, json.loads(out)["due_on"]) == (0, "2027-01-07")

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            pytest.param(None, "无法读取", id="没有文件"),
            pytest.param(b"\xff\xfe", "无法读取", id="不是文字"),
            pytest.param(b"year = 2027", "尚未公布", id="空白通知"),
            pytest.param(NOTICE.replace("2027", "2030").encode(), "缺少年度安排", id="跳过年份"),
        ],
    )
    def test_refuses_a_calendar_it_cannot_use(self, capsys, tmp_path, content, reason):
        file = tmp_path / "notice.toml"
        if content is not None:
            file.write_bytes(content)

        status, _, err = run(capsys, "DL-12", "--trigger", "2026-12-30", "--calendar", str(file))

        assert status == 1
        assert reason in err


class TestBatch:
    LINES = (
        '\ufeff{"id": 1, "rule": "DL-12", "trigger": "2025-12-29", "colour": "red"}',
        "",
        '{"id": "b", "quantity": 15, "unit": "workday", "trigger": "2026-12-20"}',
        '{"id": 3, "rule": "DL-12", "trigger": "2026-02-30"}',
        "not json",
        "[1]",
        "[" * 100_000,
        '{"id": 4, "quantity": 1' + "0" * 5000 + ', "unit": "day", "trigger": "2026-02-03"}',
        '{"rule": "DL-12", "trigger": "2025-12-29"}',
    )

    def test_answers_every_line_and_no_bad_line_stops_it(self, capsys, tmp_path):
        file = tmp_path / "asked.jsonl"
        file.write_bytes("\n".join(self.LINES).encode() + b"\n\xff\xfe{}\n")

        status, out, err = run(capsys, "--batch", str(file))

        found = [json.loads(line) for line in out.splitlines()]
        assert status == 0
        assert err == "共 9 行，算出 3 行，未能计算 6 行\n"
        assert [one.get("error", {}).get("code") for one in found] == [
            None,
            None,
            "face.day.impossible",
            "face.line.json",
            "face.line.object",
            "face.line.json",
            "face.line.json",
            None,
            "face.line.encoding",
        ]
        assert [one["id"] for one in found] == [1, "b", 3, None, None, None, None, None, None]
        assert found[0]["due_on"] == "2026-01-06"
        assert (found[1]["due_on"], found[1]["awaiting_year"]) == (None, 2027)
        assert found[1]["earliest_safe_on"] == "2027-01-04"

    def test_reads_stdin(self, capsys, monkeypatch):
        asked = io.TextIOWrapper(io.BytesIO(self.LINES[-1].encode()))
        monkeypatch.setattr(sys, "stdin", asked)

        status, out, _ = run(capsys, "--batch", "-")

        assert (status, json.loads(out)["due_on"]) == (0, "2026-01-06")

    def test_a_file_that_is_not_there_is_refused(self, capsys, tmp_path):
        status, _, err = run(capsys, "--batch", str(tmp_path / "nowhere.jsonl"))

        assert status == 1
        assert "无法读取" in err


class TestFaces:
    def test_help_names_every_face(self, capsys):
        assert main(["--help"]) == 0

        out = capsys.readouterr().out
        assert all(name in out for name in FACES)

    @pytest.mark.parametrize("words", [[], ["no-such-face"]])
    def test_wrong_words_end_with_status_two(self, words, capsys):
        assert main(words) == 2
        assert "usage" in capsys.readouterr().err

    def test_runs_as_a_module(self, monkeypatch, capsys):
        monkeypatch.setattr(sys, "argv", ["tongpan.law", "limit", "DL-12", "--trigger", "2025-12-29", "--json"])

        with pytest.raises(SystemExit) as ended:
            runpy.run_module("tongpan.law", run_name="__main__")

        assert ended.value.code == 0
        assert json.loads(capsys.readouterr().out)["due_on"] == "2026-01-06"

    def test_runs_nothing_when_the_module_is_only_imported(self, capsys):
        assert runpy.run_module("tongpan.law.__main__")["main"] is main
        assert capsys.readouterr().out == ""

    def test_runs_with_the_standard_library_alone(self):
        words = [sys.executable, "-I", "-S", "-c"]
        program = (
            f"import sys; sys.path.insert(0, {str(SOURCE)!r}); from tongpan.law.faces.command import main; "
            "sys.exit(main(['limit', 'DL-12', '--trigger', '2025-12-29', '--json']))"
        )

        done = subprocess.run([*words, program], capture_output=True, check=False)

        assert json.loads(done.stdout)["due_on"] == "2026-01-06", done.stderr
