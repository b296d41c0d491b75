"""导入清单 through the page: template, GBK, Excel, preview, bad lines, twice, too large, the wrong people."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import cast
from tests.powers.builders import NOW, START, a_grant, a_manager, a_matter

from tongpan.kernel.models import LedgerEntry
from tongpan.places.models import Place
from tongpan.powers.actions.catalogue import load_catalogue
from tongpan.powers.catalogue import shipped_matters
from tongpan.powers.domain.kinds import Mode
from tongpan.powers.domain.listfile import GRANT_COLUMNS, MATTER_COLUMNS
from tongpan.powers.models import Grant, Matter
from tongpan.powers.queries import uploads
from tongpan.powers.queries.exporting import matter_lines
from tongpan.powers.steps import listlines

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.powers.site")]
HEAD = "事项编码,行使机关,地域,行使方式,依据,文件标题,文号,公布日期,生效日期,失效日期\n"


class Stage:
    def __init__(self, client) -> None:
        self.client = client
        self.town = cast.a_town_with_team()
        self.county = self.town.county
        self.body = self.town.agency.name
        self.matters = [a_matter(f"事项{number}") for number in range(3)]
        self.sign_in(cast.list_manager_han(self.county))

    def sign_in(self, officer):
        self.client.force_login(officer.user)

    def line(self, number=0, **cells):
        row = {
            "code": self.matters[number].code, "body": self.body, "place": "", "mode": "赋权", "basis": "",
            "title": "镇街清单（合成）", "number": "合成〔2026〕1号", "published": "2026-10-01", "starts": "2026-11-01",
            "ends": "", **cells,
        }  # fmt: skip
        return ",".join(row.values()) + "\n"

    def bring(self, content, name="清单.csv", encoding="utf-8", **changes):
        data = content.encode(encoding) if isinstance(content, str) else content
        file = SimpleUploadedFile(name, data)
        return self.client.post(at("import"), {"kind": "grants", "file": file, **changes})

    def previewed(self, content, **rest):
        where = self.bring(content, **rest)["Location"]
        return where, self.client.get(where)


@pytest.fixture
def stage(client):
    return Stage(client)


@pytest.fixture
def real_matter(stage):
    """A matter of the shipped catalogue, the only one that may be exported: the others have no content."""
    Matter.objects.all().delete()
    found = next(one for one in shipped_matters() if one["fines"] and one["fines"][0]["basis"] == "amount")
    load_catalogue(matters=[found], actor=a_manager(stage.county), now=NOW)
    return Matter.objects.get(code=found["code"])


def at(name, *args):
    return reverse(f"powers:{name}", args=args)


def words(answer):
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


class TestPreview:
    def test_says_what_would_be_added_and_what_cannot_and_writes_nothing(self, stage):
        a_grant(stage.matters[2], stage.town.agency, valid_from=cast.TODAY.replace(month=11, day=1))
        bad = stage.line(1, body="没有的局")

        _, page = stage.previewed(HEAD + stage.line(0) + bad + stage.line(2))

        report = page.context["report"]
        assert (report.created, report.unchanged, len(report.rejected)) == (1, 1, 1)
        assert "第 3 行" in words(page)
        assert "没有登记“没有的局”这个机关" in words(page)
        assert Grant.objects.count() == 1

    @pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-8-sig", "utf-16"])
    def test_reads_any_encoding_people_send(self, stage, encoding):
        _, page = stage.previewed(HEAD + stage.line(), encoding=encoding)

        assert page.context["report"].created == 1

    def test_reads_excel_whatever_it_is_called(self, stage):
        book = openpyxl.Workbook()
        for row in (HEAD, stage.line()):
            book.active.append(row.strip().split(","))
        file = io.BytesIO()
        book.save(file)

        _, page = stage.previewed(file.getvalue(), name="清单.csv")

        assert page.context["report"].created == 1

    def test_a_line_whose_days_meet_those_of_the_list_is_told(self, stage):
        a_grant(stage.matters[0], stage.town.agency)

        _, page = stage.previewed(HEAD + stage.line())

        assert "日期重叠，请先收回原来的" in words(page)
        assert page.context["report"].created == 0

    def test_a_line_known_with_another_end_is_left_and_said(self, stage):
        a_grant(stage.matters[0], stage.town.agency)

        _, page = stage.previewed(HEAD + stage.line(starts=str(START), ends="2027-01-01"))

        assert "导入不改已有的期限" in words(page)
        assert Grant.objects.get().valid_to is None

    def test_a_body_of_the_city_needs_a_place_named(self, stage):
        city = Place.objects.create(level="CITY", code="330800000000", name="衢州市", valid_from=START)
        Place.objects.filter(pk=stage.county.pk).update(parent=city)
        bureau = cast.an_agency("衢州市水利局", city)
        type(bureau).objects.filter(pk=bureau.pk).update(district=None)

        _, page = stage.previewed(HEAD + stage.line(body="衢州市水利局", mode="法定"))

        assert page.context["report"].created == 0
        assert "地域" in words(page)

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            pytest.param({"title": "长" * 201}, "超过 200 个字", id="标题过长"),
            pytest.param({"starts": "下个月"}, "看不懂", id="日期"),
            pytest.param({"mode": "借用"}, "不在可选范围", id="方式"),
            pytest.param({"place": "别处镇"}, "本区县没有“别处镇”", id="地域"),
            pytest.param({"code": "没有"}, "请先导入事项目录", id="编码"),
            pytest.param({"mode": "委托"}, "请", id="委托缺委托机关"),
        ],
    )
    def test_each_bad_line_says_column_and_reason(self, stage, cells, said):
        _, page = stage.previewed(HEAD + stage.line(**cells))

        assert page.context["report"].created == 0
        assert said in words(page)

    def test_an_unreadable_line_says_so_and_not_that_a_cell_is_empty(self, stage):
        _, page = stage.previewed(HEAD + stage.line() + "一,二,三,四,五,六,七,八,九,十,十一,十二\n")

        assert "表头只有 10 列" in words(page)
        assert page.context["report"].created == 1


class TestConfirming:
    def test_takes_in_what_can_stand_and_says_what_was_left(self, stage):
        where, _ = stage.previewed(HEAD + stage.line(0) + stage.line(1, starts="明天"))

        answer = stage.client.post(where)
        page = stage.client.get(answer["Location"])

        grant = Grant.objects.get()
        assert grant.mode == Mode.ASSIGNED
        assert "已导入：新增 1 条，1 行没有导入" in words(page)
        assert history_of(grant) == ["grant.recorded"]
        assert LedgerEntry.objects.filter(action="powers.list_imported").count() == 1

    def test_a_second_time_adds_none(self, stage):
        where, _ = stage.previewed(HEAD + stage.line())
        stage.client.post(where)

        page = stage.client.get(stage.client.post(where)["Location"])

        assert Grant.objects.count() == 1
        assert "都已经在系统里了" in words(page)

    def test_bad_lines_are_taken_home_with_their_reason_mended_and_brought_again(self, stage):
        where, _ = stage.previewed(HEAD + stage.line(0) + stage.line(1, starts="明天"))
        stage.client.post(where)

        home = b"".join(stage.client.get(f"{where}rejected/").streaming_content).decode("utf-8-sig")
        _, again = stage.previewed(home.replace("明天", "2026-12-01", 2).replace("日期“2026-12-01”", "日期"))

        assert home.splitlines()[0].startswith("原行号,哪一列,没有导入的原因,事项编码")
        assert home.splitlines()[1].startswith("3,生效日期,")
        assert again.context["report"].created == 1

    def test_two_at_once_make_one(self, stage, monkeypatch):
        where, _ = stage.previewed(HEAD + stage.line())
        stage.client.post(where)

        monkeypatch.setattr(listlines, "_standing", lambda bodies: {})  # read before the other one was stored
        answer = stage.client.post(where)

        assert answer.status_code == 409
        assert "别人刚刚也在导入" in words(answer)
        assert Grant.objects.count() == 1


class TestMatters:
    def test_the_catalogue_goes_out_and_comes_back_the_same(self, stage, real_matter):
        lines = [MATTER_COLUMNS, *matter_lines()]
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(list(line))
        file = io.BytesIO()
        book.save(file)

        _, page = stage.previewed(file.getvalue(), name="目录.xlsx", kind="matters")

        assert page.context["report"].unchanged == 1
        assert not page.context["report"].rejected

    def test_a_changed_matter_is_shown_as_change_and_taken_in(self, stage, real_matter):
        table = as_csv(MATTER_COLUMNS, ["说明改过" if column == "说明" else value for column, value in
                                        zip(MATTER_COLUMNS, next(matter_lines()), strict=True)])  # fmt: skip
        where, page = stage.previewed(table, kind="matters")
        stage.client.post(where)

        assert page.context["report"].changed == 1
        assert Matter.objects.get(code=real_matter.code).note == "说明改过"

    def test_a_matter_on_which_another_county_stands_is_not_changed_by_this_one(self, stage, real_matter):
        elsewhere = cast.a_town("双塔街道", "330881001", cast.a_county("江山市", "330881"))
        a_grant(real_matter, cast.a_town_government(elsewhere))
        table = as_csv(MATTER_COLUMNS, ["说明改过" if column == "说明" else value for column, value in
                                        zip(MATTER_COLUMNS, next(matter_lines()), strict=True)])  # fmt: skip

        where, page = stage.previewed(table, kind="matters")
        stage.client.post(where)

        assert "别的区县的清单也在用" in words(page)
        assert Matter.objects.get(code=real_matter.code).note != "说明改过"

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            pytest.param("罚款幅度", '[{"basis": "amount"}]', id="罚款缺字段"),
            pytest.param(
                "罚款幅度", '[{"basis":"amount","subject":"any","figures":["二百元"],"min":"x","max":1}]', id="罚款非数"
            ),
            pytest.param("可用强制", '[{"kind": "SEAL"}]', id="强制缺依据"),
            pytest.param("适用地域", "33080000000000", id="地域过长"),
        ],
    )
    def test_what_would_break_the_checks_is_told_as_a_bad_cell(self, stage, real_matter, column, value):
        line = [value if name == column else was for name, was in
                zip(MATTER_COLUMNS, next(matter_lines()), strict=True)]  # fmt: skip

        _, page = stage.previewed(as_csv(MATTER_COLUMNS, line), kind="matters")

        assert [error.column for error in page.context["report"].rejected] == [column]


class TestChoosing:
    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            pytest.param(b"", "空.csv", "文件是空的", id="空文件"),
            pytest.param(HEAD.encode(), "表头.csv", "只有表头", id="只有表头"),
            pytest.param(b"\x00\x01\x02\x03" * 50, "程序.csv", "请使用", id="不是表格"),
            pytest.param(b"\xff\xd8\xff\xe0" + b"0" * 99, "照片.xlsx", "不是表格", id="照片改名"),
            pytest.param(b"PK\x03\x04broken", "坏.xlsx", "打不开", id="坏的 Excel"),
            pytest.param("甲,乙\n1,2\n".encode(), "别的.csv", "缺少这些列：事项编码、行使机关", id="别的表"),
        ],
    )
    def test_what_is_no_list_is_refused_in_words_and_the_choice_stays(self, stage, content, name, said):
        answer = stage.bring(content, name=name)

        assert answer.status_code == 422
        assert said in words(answer)
        assert answer.context["form"]["kind"].value() == "grants"

    def test_what_was_chosen_beside_the_file_stays_when_it_is_refused(self, stage):
        answer = stage.bring(HEAD + stage.line(), kind="matters")

        assert answer.status_code == 422
        assert "缺少这些列：事项名称" in words(answer)
        assert re.search(r'value="matters"[^>]*checked', answer.content.decode())

    def test_too_large_and_too_long_are_refused_kindly(self, stage, settings, monkeypatch):
        monkeypatch.setattr(uploads, "MOST_LINES", 2)
        long = stage.bring(HEAD + "".join(stage.line(number) for number in range(3)))
        settings.TONGPAN_UPLOAD_LIMIT_BYTES = 50
        large = stage.bring(HEAD + stage.line())

        assert long.status_code == 422
        assert "请按镇街或领域拆成几个文件" in words(long)
        assert large.status_code == 413

    def test_template_and_export_are_read_back(self, stage):
        template = stage.client.get(at("import_template", "grants"))
        sheet = openpyxl.load_workbook(io.BytesIO(template.content)).active

        assert [cell.value for cell in sheet[1]] == list(GRANT_COLUMNS)
        assert stage.client.get(at("import_template", "nothing")).status_code == 404
        assert stage.client.get(at("matters_file")).status_code == 200


class TestWhoMay:
    def test_the_keeper_finds_it_on_the_list(self, stage):
        assert at("import") in stage.client.get(at("list")).content.decode()

    @pytest.mark.parametrize(
        "who",
        [
            pytest.param(lambda stage: cast.officer_li(stage.town), id="执法队员"),
            pytest.param(lambda stage: cast.legal_checker_yang(stage.county), id="法制审核员"),
            pytest.param(lambda stage: cast.supervisor_sun(stage.county), id="司法局监督员"),
            pytest.param(lambda stage: cast.liaison_chu(cast.a_department(stage.county)), id="部门联络员"),
        ],
    )
    def test_nobody_else_may(self, stage, who):
        where, _ = stage.previewed(HEAD + stage.line())
        stage.sign_in(who(stage))

        answers = [
            stage.client.get(at("import")), stage.bring(HEAD + stage.line()), stage.client.get(where),
            stage.client.post(where), stage.client.get(f"{where}rejected/"), stage.client.get(at("matters_file")),
            stage.client.get(at("import_template", "grants")),
        ]  # fmt: skip

        assert {answer.status_code for answer in answers} == {403}
        assert not Grant.objects.exists()
        assert at("import") not in stage.client.get(at("list")).content.decode()

    def test_a_link_is_nobody_elses_and_a_county_is_ones_own(self, stage):
        other = cast.a_county("江山市", "330881")
        where, _ = stage.previewed(HEAD + stage.line())
        stage.sign_in(cast.list_manager_han(other))

        _, page = stage.previewed(HEAD + stage.line())

        assert stage.client.get(where).status_code == 404
        assert stage.client.get(at("import_preview", "forged")).status_code == 404
        assert page.context["report"].created == 0
        assert "没有登记" in words(page)


def history_of(grant):
    return [entry.action for entry in LedgerEntry.objects.filter(subject_id=grant.line)]


def as_csv(columns, line):
    quoted = [f'"{value.replace(chr(34), chr(34) * 2)}"' for value in line]
    return ",".join(columns) + "\n" + ",".join(quoted) + "\n"
