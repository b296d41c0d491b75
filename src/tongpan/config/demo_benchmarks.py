"""The demo's benchmark and ladder (演示裁量基准): invented instruments, entered by one person, published by another."""

from datetime import date, datetime, timedelta
from typing import Final

from tongpan.agencies import queries as agencies
from tongpan.kernel.errors import Refusal
from tongpan.places import queries as places
from tongpan.powers import queries as powers
from tongpan.powers.actions import benchmarks as acts
from tongpan.powers.domain.benchmarking import NewBenchmark, NewTier
from tongpan.powers.domain.kinds import BenchmarkMaker

SMALL: Final = "占用面积不足5平方米"
LARGE: Final = "占用面积5平方米以上"
SHARES: Final = (("较轻", (SMALL,), 0, 40), ("较重", (LARGE,), 40, 100))
"""tier, conditions, from and to which percent of the range"""


def load_benchmark(matter: powers.MatterProfile, *, now: datetime) -> bool:
    """Enter and publish a benchmark for every plain range of a matter; a second run adds none."""
    on = now.date()
    keeper, checker = (agencies.actor_of_username(name, on) for name in ("qingdan", "fazhi"))
    if keeper.district_id is None:
        return False
    district = places.by_id(keeper.district_id)
    since = (now - timedelta(days=365)).date().replace(month=1, day=1)
    made = False
    for entry in powers.fines_of([matter.code], since)[matter.code].entries:
        if not entry.plain or entry.low is None or entry.high is None:
            continue
        span = entry.high - entry.low
        tiers = tuple(
            NewTier(name, words, str(float(entry.low + span * low / 100)), str(float(entry.low + span * high / 100)))
            for name, words, low, high in SHARES
        )
        new = NewBenchmark(
            matter_code=matter.code, title="柯城区综合行政执法裁量基准（演示）", number="演示〔2025〕1号",
            maker=f"{district.name}综合行政执法局（演示）", maker_level=BenchmarkMaker.OWN, published_on=since,
            valid_from=since, tiers=tiers, fine_key=entry.key, lightening=("主动配合调查",),
            aggravating=("经责令改正后再次占用",),
        )  # fmt: skip
        try:
            row = acts.enter_benchmark(new=new, district=district, actor=keeper, now=now)
        except Refusal:
            continue  # it is there already
        acts.publish_benchmark(benchmark_id=row.pk, district=district, actor=checker, now=now)
        made = True
    if made:
        _load_ladder(since, now)
    return made


def _load_ladder(since: date, now: datetime) -> None:
    keeper, checker = (agencies.actor_of_username(name, now.date()) for name in ("qingdan", "fazhi"))
    assert keeper.district_id is not None
    district = places.by_id(keeper.district_id)
    rule = acts.set_ladder(
        title="轻微违法阶梯处理办法（演示）", place="第三条", key_fields=["food_drug", "emergency", "fire"],
        look_back_months=12, vulnerable_only=False, valid_from=since, district=district, actor=keeper, now=now,
    )  # fmt: skip
    acts.publish_ladder(rule_id=rule.pk, district=district, actor=checker, now=now)
