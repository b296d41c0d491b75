"""接口的每一种数据各有一个名字：两种同名的，文档里后一种会盖掉前一种。"""

from collections import Counter

from ninja import Schema

from tongpan.config.api import api


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def test_no_two_shapes_of_the_api_bear_one_name():
    assert api.get_openapi_schema()["paths"]
    names = Counter(each.__name__ for each in set(_below(Schema)) if each.__module__.startswith("tongpan."))
    assert [name for name, times in names.items() if times > 1] == []
