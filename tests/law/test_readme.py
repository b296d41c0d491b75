"""law/README.md 的示例照原样可以运行。"""

import doctest
from pathlib import Path

import tongpan.law

README = Path(tongpan.law.__file__).with_name("README.md")


def test_every_example_runs_as_written():
    outcome = doctest.testfile(str(README), module_relative=False, encoding="utf-8")

    assert outcome.attempted > 10
    assert outcome.failed == 0
