"""援引：条、款、项的写法。"""

import pytest

from tongpan.law.citation import Citation, chinese_number
from tongpan.law.titles import APL


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (64, "六十四"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1020, "一千零二十"),
        (1242, "一千二百四十二"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_are_said_as_statutes_number_their_articles(number, said):
    assert chinese_number(number) == said


@pytest.mark.parametrize("number", [-1, 0, 10_000])
def test_no_article_has_such_a_number(number):
    with pytest.raises(ValueError, match="条款项序号应在1至9999之间"):
        chinese_number(number)


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        pytest.param(Citation(APL, 64, item=1), "行政处罚法第六十四条第一项", id="项"),
        pytest.param(Citation(APL, 67, 3), "行政处罚法第六十七条第三款", id="款"),
        pytest.param(Citation(APL, 57, 1, 4), "行政处罚法第五十七条第一款第四项", id="款下的项"),
        pytest.param(Citation("某规定", "（六）"), "某规定（六）", id="没有条次的标题"),
    ],
)
def test_a_place_is_said_by_article_paragraph_and_item(citation, said):
    assert str(citation) == said
