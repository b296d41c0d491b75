"""模拟运行：同样的种子和起点得到同样的县，中断后接着办与一气办完一样，所有案件都合法、可核对。"""

import random
from datetime import date, datetime

import pytest
from tests import processes
from tests.processes import last_json, tongpan

from tongpan.config.simulation import Tally
from tongpan.config.simulation.clockwork import arrivals, at_work, dice
from tongpan.config.simulation.fates import WEIGHTS, fate_of
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Forbidden, Unlawful
from tongpan.law.citation import Citation
from tongpan.law.titles import APL
from tongpan.law.verdict import Breach

START, HALFWAY, END = "2024-01-02", "2024-01-06", "2024-01-10"
TOLD = """
import json, re
from tongpan.kernel import ledger
from tongpan.leads.models import Lead
key = r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
blurs = [(r"[0-9a-f]{64}", "D"), (key, "#"), (r"[A-Z]{2}\\d*-?\\d{4}-\\d{6,7}", "N")]
told = []
for lead in Lead.objects.filter(source_system="simulation:1").order_by("source_id"):
    for subject in (lead, *lead.cases.order_by("number")):
        for one in ledger.history(subject):
            facts = json.dumps(one.facts, sort_keys=True)
            text = f"{lead.source_id} {one.seq} {one.action} {one.actor} {one.at} {facts}"
            for pattern, put in blurs:
                text = re.sub(pattern, put, text)
            told.append(text)
print(json.dumps(told))
"""


def simulated(env, until):
    words = ("demo", "simulate", "--start", START, "--until", until, "--leads-per-day", "12", "--json")
    return last_json(tongpan(env, *words, timeout=300))


def test_alike_from_one_seed_and_one_start_even_when_broken_off(tmp_path_factory, tmp_path):
    straight = processes.demo_copy(tmp_path_factory, tmp_path / "straight")
    broken = processes.demo_copy(tmp_path_factory, tmp_path / "broken")

    found = simulated(straight, END)
    simulated(broken, HALFWAY)
    simulated(broken, END)

    one, other = (last_json(tongpan(env, "shell", "-v", "0", "-c", TOLD)) for env in (straight, broken))
    assert one == other
    assert len(one) > 200
    assert sum(found["fates"].values()) >= 1
    assert found["days"] == 8
    assert last_json(tongpan(straight, "cases", "verify", "--json"))["ok"]
    assert last_json(tongpan(broken, "ledger", "verify", "--json"))["ok"]


def test_is_not_mixed_into_a_real_database(tmp_path_factory, tmp_path):
    env = processes.demo_copy(tmp_path_factory, tmp_path)
    script = "from tongpan.kernel.models import User; User.objects.create(username='real')"
    assert tongpan(env, "shell", "-v", "0", "-c", script).returncode == 0

    done = tongpan(env, "demo", "simulate", "--years", "1")

    assert done.returncode == 1
    assert "不能混入正式库" in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "then"),
    [
        ("2024-01-03T10:00", "2024-01-03T10:00"),
        ("2024-01-03T07:12", "2024-01-03T08:42"),
        ("2024-01-05T18:00", "2024-01-08T08:30"),  # a Friday evening
        ("2024-02-12T11:00", "2024-02-18T08:30"),  # 春节放假，2 月 18 日（星期日）调休上班
    ],
)
def test_people_work_when_the_offices_are_open(moment, then):
    def at(text):
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)

    assert at_work(at(moment)) == at(then)


@pytest.mark.django_db
def test_reports_come_in_the_order_of_the_day_and_fewer_on_a_day_off():
    monday = list(arrivals(date(2024, 1, 8), 40, "x"))
    assert monday == sorted(monday)
    assert monday == list(arrivals(date(2024, 1, 8), 40, "x"))
    days = range(5, 29)
    free = [len(list(arrivals(date(2024, 2, day), 40, "x"))) for day in days]
    assert min(free) >= 1
    assert sum(free) / len(free) < 40


def test_dice_hang_on_what_they_are_thrown_about_alone():
    random.seed(1)
    first = dice("x", 1, "pause").random()
    random.seed(2)
    assert dice("x", 1, "pause").random() == first != dice("x", 2, "pause").random()


def test_every_fate_comes_about():
    assert {fate_of("x", str(number)).name for number in range(1500)} == set(WEIGHTS)


def test_refusals_are_counted_under_every_code():
    tally = Tally()
    reasons = [Breach(code, "", Citation(APL, 42), missing="") for code in ("officers.too_few", "filing.missing")]
    tally.refuse(Unlawful(tuple(reasons)))
    tally.refuse(Forbidden("", code="cases.post"))

    assert tally.as_json()["refusals"] == {
        "unlawful officers.too_few": 1, "unlawful filing.missing": 1, "forbidden cases.post": 1,
    }  # fmt: skip
