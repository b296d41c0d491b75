"""Bodies, teams, people, posts and credentials from a file."""

import io
import json
import stat
from datetime import date

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.cast import (
    NOW,
    a_county,
    a_town,
    a_town_with_team,
    actor,
    another_town,
    dispatcher_wu,
    system_manager_zhu,
)

from tongpan.agencies.actions.importing import import_register
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Agency, Appointment, Credential, Officer, Posting, Team
from tongpan.agencies.queries import registerfile, responsible_team
from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.models import User
from tongpan.kernel.spreadsheet import write_workbook

pytestmark = pytest.mark.django_db(transaction=True)

COUNTY_FILE = {
    "机关": [
        ["名称", "类别", "管辖地域", "部门代号", "设立日期"],
        ["航埠镇人民政府", "乡镇人民政府", "航埠镇", "", "2023-01-01"],
        ["柯城区市场监督管理局", "区（县）部门", "", "market", "2023/1/1"],
    ],
    "队伍": [
        ["名称", "所属机关", "类别", "服务镇街", "领域", "责任队伍", "成立日期"],
        ["航埠镇综合行政执法队", "航埠镇人民政府", "镇街综合行政执法队", "航埠镇", "全部", "是", "20230101"],
        ["市场监管驻航埠镇模块", "柯城区市场监督管理局", "按需执法模块", "航埠镇", "市场监管、食品药品", "",
         "2023年1月1日"],
    ],
    "人员": [
        ["姓名", "人员类别", "编制", "所在机关", "职务", "电话", "账号"],
        ["张三", "执法人员", "", "航埠镇人民政府", "队员", "13800000001", "Zhangsan"],
        ["李四", "协管（辅助）人员", "编外", "航埠镇人民政府", "", "", ""],
        ["王五", "工作人员", "在编", "航埠镇人民政府", "调度", "", "wangwu"],
    ],
    "任职": [
        ["姓名", "所在机关", "岗位", "队伍", "专人专岗", "起始日期"],
        ["张三", "航埠镇人民政府", "执法队员", "航埠镇综合行政执法队", "是", "2023-01-01"],
        ["李四", "航埠镇人民政府", "协管员", "航埠镇综合行政执法队", "", "2023-01-01"],
        ["王五", "航埠镇人民政府", "镇街调度员", "", "否", "2023-01-01"],
    ],
    "证件": [
        ["姓名", "所在机关", "证件号", "发证机关", "执法领域", "生效日期", "失效日期"],
        ["张三", "航埠镇人民政府", "33080200000001", "浙江省人民政府", "", "2023-01-01", "2029-01-01"],
    ],
}  # fmt: skip


def a_file(**changed):
    """The county's file, with some sheets put in place of its own."""
    sheets = {**COUNTY_FILE, **changed}
    return write_workbook({name: (rows[0], rows[1:]) for name, rows in sheets.items()})


def bring(content=None, who=None, name="county.xlsx", **options):
    lines = registerfile.read_register(content or a_file(), name).lines
    manager = who or system_manager_zhu()
    return import_register(lines=lines, district=a_county(), actor=actor(manager), now=NOW, **options)


def rows_of(sheet):
    header, *rows = COUNTY_FILE[sheet]
    return [header, *[list(row) for row in rows]]


@pytest.fixture(autouse=True)
def places():
    a_town()


class TestWhole:
    def test_a_county_is_staffed_from_one_workbook(self):
        report = bring()

        assert report.rejected == []
        assert report.created == {"机关": 2, "队伍": 2, "人员": 3, "任职": 3, "证件": 1}
        zhang = Officer.objects.get(name="张三")
        assert actor(zhang, date(2026, 1, 1)).holds(Post.OFFICER)
        assert zhang.phone == "13800000001"
        town = a_town()
        assert responsible_team(town.pk, Domain.FIRE, date(2026, 1, 1)).name == "航埠镇综合行政执法队"
        assert Posting.objects.get(host_town=town).team.name == "市场监管驻航埠镇模块"
        assert [item.action for item in ledger.history(zhang)] == [
            "officer.registered",
            "account.opened",
            "officer.appointed",
            "officer.credential_registered",
        ]

    def test_accounts_get_one_time_passwords_that_are_told_once(self):
        report = bring()

        assert [one.username for one in report.accounts] == ["zhangsan", "wangwu"]
        user = User.objects.get(username="zhangsan")
        assert user.check_password(report.accounts[0].password)
        assert user.password_is_temporary

    def test_brought_again_it_adds_nothing(self):
        zhu = system_manager_zhu()
        bring(who=zhu)

        again = bring(who=zhu)

        assert (again.total, again.unchanged, again.rejected, again.accounts) == (0, 11, [], [])

    def test_a_rehearsal_tells_the_same_and_changes_nothing(self):
        report = bring(rehearsal=True)

        assert report.created == {"机关": 2, "队伍": 2, "人员": 3, "任职": 3, "证件": 1}
        assert report.accounts == []
        assert not Team.objects.exists()
        assert not Officer.objects.filter(name="张三").exists()
        assert not User.objects.filter(username="zhangsan").exists()

    def test_an_account_named_later_is_opened_for_the_same_person(self):
        zhu = system_manager_zhu()
        bring(who=zhu)
        people = rows_of("人员")
        people[2][6] = "lisi"

        report = bring(a_file(人员=people), who=zhu)

        assert [(one.name, one.username) for one in report.accounts] == [("李四", "lisi")]
        assert Officer.objects.filter(name="李四").count() == 1

    def test_two_of_one_name_are_told_apart_by_telephone_and_account(self):
        people = rows_of("人员")
        people.append(["张三", "执法人员", "", "航埠镇人民政府", "", "13800000009", "zhangsan2"])
        posts = rows_of("任职")

        report = bring(a_file(人员=people, 任职=posts))

        assert Officer.objects.filter(name="张三").count() == 2
        assert [(bad.sheet, bad.line, bad.column) for bad in report.rejected] == [
            ("任职", 2, "账号"),
            ("证件", 2, "账号"),
        ]

    def test_others_may_not(self):
        wu = dispatcher_wu(a_town_with_team(another_town()))

        with pytest.raises(Forbidden, match="系统管理员导入"):
            bring(who=wu)

        assert not Agency.objects.filter(name="柯城区市场监督管理局").exists()


class TestBadRows:
    @pytest.mark.parametrize(
        ("sheet", "column", "value", "reason"),
        [
            pytest.param("机关", "名称", "", "必须填写", id="机关没有名称"),
            pytest.param("机关", "类别", "公司", "没有“公司”", id="机关类别不对"),
            pytest.param("机关", "管辖地域", "天上", "没有“天上”这个镇街", id="没有的镇街"),
            pytest.param("机关", "管辖地域", "", "管辖地域应是一个镇街", id="镇政府管整个区"),
            pytest.param("机关", "设立日期", "2023-13-01", "不是日期", id="不是日期"),
            pytest.param("队伍", "所属机关", "没有的局", "请先在“机关”表登记", id="没有的机关"),
            pytest.param("队伍", "领域", "市场监管、飞行", "没有“飞行”这个领域", id="没有的领域"),
            pytest.param("队伍", "服务镇街", "", "要写明驻地镇街", id="没有驻地"),
            pytest.param("队伍", "责任队伍", "也许", "请填 是 或 否", id="不是是或否"),
            pytest.param("人员", "人员类别", "", "必须填写", id="没有人员类别"),
            pytest.param("人员", "电话", "没有", "电话只能有数字", id="电话不对"),
            pytest.param("人员", "账号", "张三", "账号", id="账号不是字母"),
            pytest.param("任职", "姓名", "钱七", "没有登记“钱七”", id="没有的人"),
            pytest.param("任职", "岗位", "局长", "没有“局长”", id="没有的岗位"),
            pytest.param("任职", "队伍", "", "要明确所在队伍", id="队员没有队伍"),
            pytest.param("任职", "队伍", "没有的队", "没有找到“没有的队”", id="没有的队伍"),
            pytest.param("证件", "生效日期", "", "必须填写", id="没有生效日期"),
            pytest.param("证件", "失效日期", "2020-01-01", "应晚于起始日", id="日期颠倒"),
        ],
    )
    def test_are_told_with_sheet_line_and_column_and_stop_nothing(self, sheet, column, value, reason):
        rows = rows_of(sheet)
        rows[1][rows[0].index(column)] = value

        report = bring(a_file(**{sheet: rows}))

        first = report.rejected[0]
        assert (first.sheet, first.line, first.column) == (sheet, 2, column)
        assert reason in first.reason
        assert report.created["机关"] >= 1

    def test_auxiliary_staff_become_neither_officers_nor_card_holders(self):
        posts, cards = rows_of("任职"), rows_of("证件")
        posts[2][2] = "执法队员"
        cards[1][0] = "李四"

        report = bring(a_file(任职=posts, 证件=cards))

        assert ["不能任执法队员" in report.rejected[0].reason, "不能登记行政执法证件" in report.rejected[1].reason] == [
            True,
            True,
        ]
        assert not Credential.objects.filter(officer__name="李四").exists()
        assert not Appointment.objects.filter(officer__name="李四").exists()

    def test_a_second_own_team_of_a_town_is_refused_m019(self):
        teams = rows_of("队伍")
        teams.append(["航埠镇第二执法队", "航埠镇人民政府", "镇街综合行政执法队", "航埠镇", "消防", "", ""])

        report = bring(a_file(队伍=teams))

        assert [(bad.line, bad.column) for bad in report.rejected] == [(4, "服务镇街")]
        assert "只能有一支综合行政执法队" in report.rejected[0].reason

    def test_a_refused_account_takes_its_person_with_it(self):
        people = rows_of("人员")
        people[3][6] = "zhangsan"

        report = bring(a_file(人员=people))

        assert "已有人使用" in report.rejected[0].reason
        assert not Officer.objects.filter(name="王五").exists()
        assert [one.username for one in report.accounts] == ["zhangsan"]


class TestReading:
    def test_the_template_has_every_sheet_and_explains_every_column(self):
        book = openpyxl.load_workbook(io.BytesIO(registerfile.template()))

        assert book.sheetnames == ["机关", "队伍", "人员", "任职", "证件", "填写说明"]
        explained = {(row[0], row[1]) for row in book["填写说明"].iter_rows(min_row=2, values_only=True)}
        for name in book.sheetnames[:-1]:
            assert {(name, cell.value) for cell in book[name][1]} <= explained

    def test_the_empty_template_is_told_to_be_empty(self):
        with pytest.raises(Invalid, match="没有可导入的内容"):
            registerfile.read_register(registerfile.template(), "t.xlsx")

    def test_a_csv_of_one_table_is_known_by_its_columns(self):
        text = "姓名,人员类别,所在机关\n张三,执法人员,航埠镇人民政府\n"

        (line,) = registerfile.read_register(text.encode("gb18030"), "people.csv").lines

        assert (line[0].name, line[1]) == ("人员", 2)

    def test_a_file_of_something_else_is_refused(self):
        with pytest.raises(Invalid, match="表头认不出来"):
            registerfile.read_register("甲,乙\n1,2\n".encode(), "x.csv")

    def test_an_unknown_sheet_is_named_and_left_aside(self):
        found = registerfile.read_register(a_file(备忘=[["随便"], ["写写"]]), "x.xlsx")

        assert found.ignored == ["备忘"]
        assert len(found.lines) == 11

    def test_a_sheet_with_a_column_twice_is_refused(self):
        with pytest.raises(Invalid, match="表头有重复的列"):
            registerfile.read_register(a_file(人员=[["姓名", "姓名"], ["张三", "张三"]]), "x.xlsx")

    def test_a_row_that_cannot_be_read_is_told_like_any_other(self):
        text = "姓名,人员类别,所在机关\n张三,执法人员,甲,乙\n李四,执法人员,甲\n"

        report = bring(text.encode(), name="p.csv")

        assert [(bad.line, bad.column) for bad in report.rejected] == [(2, ""), (3, "所在机关")]


class TestCommand:
    def run(self, *words):
        out, err = io.StringIO(), io.StringIO()
        call_command("agencies_import", *map(str, words), "--division", "330802", stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    def test_imports_and_prints_the_passwords_once(self, tmp_path):
        path = tmp_path / "county.xlsx"
        path.write_bytes(a_file())

        out, err = self.run(path, "--json")

        result = json.loads(out.splitlines()[-1])
        assert (result["created"]["人员"], result["rejected"], err) == (3, [], "")
        assert [one["username"] for one in result["accounts"]] == ["zhangsan", "wangwu"]

    def test_passwords_go_to_a_file_that_only_its_owner_reads(self, tmp_path):
        path, kept = tmp_path / "county.xlsx", tmp_path / "passwords.csv"
        path.write_bytes(a_file())

        out, _ = self.run(path, "--passwords", kept)

        assert "一次性密码" not in out
        assert "zhangsan" in kept.read_text("utf-8-sig")
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        with pytest.raises(CommandError, match="不会覆盖"):
            self.run(path, "--passwords", kept)

    def test_a_dry_run_says_so_and_bad_rows_go_to_stderr(self, tmp_path):
        path = tmp_path / "county.xlsx"
        people = rows_of("人员")
        people[1][1] = "警察"
        path.write_bytes(a_file(人员=people))

        out, err = self.run(path, "--dry-run")

        assert "可以新增" in out
        assert "“人员”第 2 行，人员类别：没有“警察”" in err
        assert not Agency.objects.exists()

    def test_the_template_is_written_and_nothing_overwritten(self, tmp_path):
        path = tmp_path / "模板.xlsx"

        self.run(path, "--template")

        assert path.exists()
        with pytest.raises(CommandError, match="不会覆盖"):
            self.run(path, "--template")

    def test_what_cannot_be_read_is_refused(self, tmp_path):
        path = tmp_path / "x.csv"
        path.write_text("甲,乙\n1,2\n", encoding="utf-8")

        with pytest.raises(CommandError, match="没有导入"):
            self.run(path)
        with pytest.raises(CommandError, match="没有文件"):
            self.run(tmp_path / "none.xlsx")
