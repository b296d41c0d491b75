"""The first installation by command, without the Python shell."""

import io
import json
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from tests.cast import a_county, a_town, actor

from tongpan.agencies.domain.posts import AgencyKind, Post
from tongpan.agencies.models import Agency, Officer
from tongpan.kernel import ledger
from tongpan.kernel.models import User
from tongpan.kernel.permissions import Permission
from tongpan.kernel.spreadsheet import write_xlsx

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]

WORDS = ("--division", "330802", "--body", "柯城区综合指挥中心", "--name", "张三", "--username", "guanli")
GOOD = "yi-ge-hao-mima-2026"


@pytest.fixture(autouse=True)
def county(monkeypatch):
    monkeypatch.delenv("TONGPAN_FIRST_PASSWORD", raising=False)
    return a_county()


def found(*words):
    out = io.StringIO()
    call_command("agencies_init", *words, "--json", stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


class TestInit:
    def test_makes_the_body_and_a_manager_who_can_manage(self, county):
        made = found(*WORDS, "--phone", "13800000000")

        manager = Officer.objects.get(pk=made["officer"])
        assert (manager.home_agency.name, manager.home_agency.kind) == ("柯城区综合指挥中心", AgencyKind.COMMAND_CENTRE)
        assert manager.phone == "13800000000"
        today = manager.appointments.get().valid_from
        assert actor(manager, today).holds(Post.SYSTEM_MANAGER)
        assert actor(manager, today).can(Permission.AGENCIES_MANAGE)
        assert actor(manager, today).district_id == county.pk
        assert [item.action for item in ledger.history(manager)] == [
            "officer.registered",
            "account.opened",
            "officer.appointed",
        ]

    def test_the_one_time_password_opens_only_the_page_where_it_is_changed(self):
        once = found(*WORDS)["one_time_password"]
        client = Client()
        client.post(reverse("account_login"), {"login": "guanli", "password": once})
        change, teams = reverse("account_change_password"), reverse("agencies:teams")

        assert client.get(teams)["Location"] == change
        assert client.get("/api/v1/agencies/me").status_code == 403
        assert "一次性密码" in client.get(change).content.decode()
        same = client.post(change, {"oldpassword": once, "password1": once, "password2": once})
        assert "不能继续使用一次性密码" in same.content.decode()
        client.post(change, {"oldpassword": once, "password1": GOOD, "password2": GOOD})

        assert client.get(teams).status_code == 200
        assert User.objects.get().check_password(GOOD)
        assert [item.action for item in ledger.history(User.objects.get())] == ["account.password_changed"]

    def test_a_password_from_stdin_or_from_the_environment_is_kept_and_printed_nowhere(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{GOOD}\n"))

        made = found(*WORDS, "--password-stdin")

        user = User.objects.get()
        assert (user.check_password(GOOD), user.password_is_temporary) == (True, False)
        assert GOOD not in json.dumps(made)

    def test_the_environment_gives_the_password(self, monkeypatch):
        monkeypatch.setenv("TONGPAN_FIRST_PASSWORD", GOOD)

        assert found(*WORDS)["one_time_password"] == ""
        assert User.objects.get().check_password(GOOD)

    def test_told_in_words_it_shows_the_password_once(self):
        out = io.StringIO()

        call_command("agencies_init", *WORDS, stdout=out)

        once = out.getvalue().split("换成自己的密码）：")[1].split()[0]
        assert User.objects.get().check_password(once)
        assert "机构与人员" in out.getvalue()

    def test_a_second_run_is_refused_and_changes_nothing(self):
        found(*WORDS)

        with pytest.raises(CommandError, match="已有账号，不能再次初始化"):
            found(*WORDS[:-1], "guanli2")

        assert (User.objects.count(), Officer.objects.count(), Agency.objects.count()) == (1, 1, 1)

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            pytest.param({"--division": "999999"}, "还没有代码 999999 的区划", id="区划没有装入"),
            pytest.param({"--division": "330802101"}, "不是县（市、区）代码", id="代码是镇"),
            pytest.param({"--username": "管理员"}, "不能用", id="账号不是字母"),
            pytest.param({"--username": ""}, "还缺：账号", id="没有账号"),
            pytest.param({"--kind": "TOWN_GOVERNMENT"}, "首个机关应是区县一级", id="镇政府"),
            pytest.param({"--kind": "办公室"}, "没有“办公室”", id="没有的类别"),
            pytest.param({"--valid-from": "昨天"}, "不是日期", id="不是日期"),
            pytest.param({"--phone": "打给我"}, "电话只能有数字", id="不是电话"),
        ],
    )
    def test_bad_input_is_refused_with_its_reason_and_nothing_is_made(self, change, reason):
        a_town()
        words = dict(zip(WORDS[::2], WORDS[1::2], strict=True)) | change

        with pytest.raises(CommandError, match=reason):
            found(*(word for pair in words.items() for word in pair))

        assert (User.objects.count(), Officer.objects.count(), Agency.objects.count()) == (0, 0, 0)

    def test_a_weak_password_is_refused_with_every_reason(self, monkeypatch):
        monkeypatch.setenv("TONGPAN_FIRST_PASSWORD", "12345")

        with pytest.raises(CommandError, match="密码不能用"):
            found(*WORDS)

        assert not Agency.objects.exists()

    def test_an_empty_stdin_is_no_password(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))

        with pytest.raises(CommandError, match="标准输入里没有密码"):
            found(*WORDS, "--password-stdin")


class TestFromAFile:
    ROW = {
        "区县代码": "330802", "机关名称": "柯城区综合指挥中心", "机关类别": "指挥中心", "姓名": "张三",
        "账号": "guanli",
    }  # fmt: skip

    @pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
    def test_one_row_founds(self, tmp_path, kind):
        path = tmp_path / f"init.{kind}"
        if kind == "xlsx":
            path.write_bytes(write_xlsx(list(self.ROW), [list(self.ROW.values())]))
        elif kind == "csv":
            path.write_text(f"{','.join(self.ROW)}\n{','.join(self.ROW.values())}\n", encoding="gb18030")
        else:
            path.write_text(json.dumps(self.ROW, ensure_ascii=False, indent=2), encoding="utf-8")

        assert found("--file", str(path))["username"] == "guanli"

    def test_the_options_names_do_in_json_and_an_option_goes_before_the_file(self, tmp_path):
        path = tmp_path / "init.json"
        path.write_text(json.dumps({"division": "330802", "body": "甲中心", "name": "张三", "username": "a-manager"}))

        assert found("--file", str(path), "--body", "乙中心")["username"] == "a-manager"
        assert Agency.objects.get().name == "乙中心"

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            pytest.param("none.csv", None, "没有文件", id="没有文件"),
            pytest.param("a.csv", "姓名\n", "应恰好有一行", id="没有行"),
            pytest.param("a.csv", "姓名,账号\n张三,a1\n李四,a2\n", "现有 2 行", id="两行"),
            pytest.param("a.json", "{", "不是完整的 JSON", id="半个 JSON"),
            pytest.param("a.json", "[1]", "应为一个 JSON 对象", id="不是对象"),
            pytest.param("a.csv", "", "文件是空的", id="空文件"),
        ],
    )
    def test_a_file_that_does_not_do_is_refused(self, tmp_path, name, content, reason):
        path = tmp_path / name
        if content is not None:
            path.write_text(content, encoding="utf-8")

        with pytest.raises(CommandError, match=reason):
            found("--file", str(path))
