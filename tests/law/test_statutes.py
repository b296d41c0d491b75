"""法律法规目录：一部文件的效力层级够不够，哪些日期要提醒，目录本身写错的不收。"""

from dataclasses import replace

import pytest

from tongpan.law import statutes as table
from tongpan.law.statutes import Currency, StatuteLevel, ranks_among, statute
from tongpan.law.titles import APL, REFERRAL, SAMR

LAWS = frozenset({StatuteLevel.LAW})
WITH_REGULATIONS = LAWS | {StatuteLevel.ADMIN_REGULATION}


@pytest.mark.parametrize(
    ("title", "levels", "answer"),
    [
        pytest.param(APL, LAWS, True, id="法律"),
        pytest.param(REFERRAL, LAWS, False, id="行政法规不是法律"),
        pytest.param(REFERRAL, WITH_REGULATIONS, True, id="行政法规"),
        pytest.param(SAMR, WITH_REGULATIONS, False, id="规章不够"),
        pytest.param("某市管理办法", frozenset(StatuteLevel), False, id="目录中没有的哪一级都不是"),
    ],
)
def test_rank_suffices(title, levels, answer):
    assert ranks_among(title, levels) is answer


@pytest.mark.parametrize(
    ("currency", "unverified", "said"),
    [
        pytest.param(Currency.CONFIRMED, (), "", id="没有疑问"),
        pytest.param(Currency.PRESUMED, ("version",), "", id="通过日期不影响适用"),
        pytest.param(Currency.DOUBTFUL, (), "《行政处罚法》现行效力或版本存疑，适用前请核对现行文本", id="效力存疑"),
        pytest.param(
            Currency.CONFIRMED,
            ("in_force_from",),
            "《行政处罚法》目录所列施行日期未经核对，适用前请核对现行文本",
            id="施行日期没有核对",
        ),
        pytest.param(
            Currency.DOUBTFUL,
            ("in_force_to", "version"),
            "《行政处罚法》现行效力或版本存疑；目录所列通过或修改日期、失效日期未经核对，适用前请核对现行文本",
            id="都有疑问",
        ),
    ],
)
def test_what_is_in_doubt_is_told(currency, unverified, said):
    doubtful = replace(statute(APL), currency=currency, unverified=frozenset(unverified))

    assert doubtful.caution == said


ROW = """
[[statute]]
title = "某条例"
short_title = "某条例"
level = "LOCAL_REGULATION"
version = 2020-01-01
in_force_from = 2020-03-01
last_checked = 2026-11-22
currency = "PRESUMED"
"""


class TestTable:
    @pytest.fixture
    def read(self, tmp_path, monkeypatch):
        path = tmp_path / "statutes.toml"
        monkeypatch.setattr(table, "_TABLE", path)

        def read(text):
            path.write_text(text, encoding="utf-8")
            return table.statutes.__wrapped__()

        return read

    def test_takes_a_row(self, read):
        row = read(ROW + 'unverified = ["version"]')["某条例"]

        assert (row.level, row.area, row.unverified) == (StatuteLevel.LOCAL_REGULATION, "national", {"version"})

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param(ROW * 2, "有重复的标题", id="重复"),
            pytest.param(ROW + 'unverified = ["version", "signed"]', "不认识的日期：signed", id="没有这个日期"),
        ],
    )
    def test_refuses_what_is_written_wrong(self, read, text, said):
        with pytest.raises(ValueError, match=said):
            read(text)
