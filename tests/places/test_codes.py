import pytest

from tongpan.places.domain.codes import InvalidCode, Level, parse, town_kind, village_kind


class TestParse:
    @pytest.mark.parametrize(
        ("text", "code", "level", "parent"),
        [
            pytest.param("33", "33", Level.PROVINCE, None, id="省两位"),
            pytest.param("3308", "3308", Level.CITY, "33", id="市四位"),
            pytest.param("330802", "330802", Level.COUNTY, "3308", id="县六位"),
            pytest.param("330802101", "330802101", Level.TOWN, "330802", id="乡镇九位"),
            pytest.param("330802101000", "330802101", Level.TOWN, "330802", id="乡镇补零到十二位"),
            pytest.param("330802000000", "330802", Level.COUNTY, "3308", id="县补零到十二位"),
            pytest.param("330800000000", "3308", Level.CITY, "33", id="市补零到十二位"),
            pytest.param("330000000000", "33", Level.PROVINCE, None, id="省补零到十二位"),
            pytest.param(" 330802101201 ", "330802101201", Level.VILLAGE, "330802101", id="村十二位带空格"),
            pytest.param(330802101201.0, "330802101201", Level.VILLAGE, "330802101", id="表格把代码当成数字"),
            pytest.param("330802101201003", "330802101201003", Level.GRID, "330802101201", id="网格十五位"),
            pytest.param("330802101201003001", "330802101201003001", Level.GRID, "330802101201003", id="微网格十八位"),
        ],
    )
    def test_reads_a_code_of_every_level(self, text, code, level, parent):
        parsed = parse(text)

        assert (parsed.text, parsed.level, parsed.parent) == (code, level, parent)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            pytest.param("", "没有填写代码", id="空"),
            pytest.param(None, "没有填写代码", id="缺"),
            pytest.param("3308021", "7 位", id="位数不对"),
            pytest.param("33080A", "数字以外", id="含字母"),
            pytest.param("３３０８０２", "数字以外", id="全角数字"),
            pytest.param("990802", "不是省级代码", id="没有这个省"),
            pytest.param("330802101201000", "末三位是 000", id="网格顺序号为零"),
        ],
    )
    def test_says_what_is_wrong(self, text, words):
        with pytest.raises(InvalidCode, match=words):
            parse(text)

    def test_takes_the_000_of_a_list_whose_level_is_known(self):
        assert parse("350527000", level=Level.TOWN).parent == "350527"
        assert parse("350527000000", level=Level.VILLAGE).parent == "350527000"

    def test_refuses_another_level_than_asked(self):
        with pytest.raises(InvalidCode, match="这里应填网格代码"):
            parse("330802101201", level=Level.GRID)


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("330802005", "新新街道", "街道"),
        ("330802101", "航埠镇", "镇"),
        ("330802205", "黄家乡", "乡"),
        ("320281400", "江阴高新技术产业开发区", "开发区（园区）"),
    ],
)
def test_kind_of_a_town_comes_from_name_or_range(code, name, kind):
    assert town_kind(code, name) == kind


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("140106001001", "察院后社区居委会", "居委会"),
        ("330802101201", "万川村村委会", "村委会"),
        ("330802101299", "某农场", "村委会"),
    ],
)
def test_kind_of_a_village_comes_from_name_or_serial(code, name, kind):
    assert village_kind(code, name) == kind
