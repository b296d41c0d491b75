"""断电：三个人办案到结案、一个人用印，服务器一再被杀；凡是得到答复的都在，没有办了一半的。长跑见 bench/kills.py。"""

from argparse import Namespace

import pytest
from bench import kills
from tests import processes

pytestmark = pytest.mark.e2e


def test_every_acknowledged_step_stands_and_none_is_half_done(tmp_path_factory, tmp_path):
    env = processes.demo_copy(tmp_path_factory, tmp_path)
    port = processes.free_port()
    found = kills.measure(env | {"TONGPAN_PORT": str(port)}, Namespace(kills=3, writers=3, seed=1, port=port))

    assert found.faults == []
    assert found.durability == "durability sqlite 2"
    assert found.acknowledged > 60
    assert found.closed >= 3, "what was cut off went on, and was taken to its end"
    assert found.papers >= 6, "with papers, whose numbers follow one another"
    assert found.files, "with photographs"
    assert found.sealed, "and some papers were sealed"
    assert found.documents_verified >= found.sealed
    assert found.unanswered > 3, "some were on their way when the current failed"
