"""裁量基准：一人录入、另一人核对公布；不超法定幅度，不超上级；表格导入逐行说错；终止不改历史。"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import cast
from tests.powers.builders import NOW, a_checker, a_manager, a_matter, an_actor

from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.kernel.permissions import Permission
from tongpan.powers.actions import benchmarks as acts
from tongpan.powers.domain.benchmarking import BENCHMARK_COLUMNS, NewBenchmark, NewTier, tier_lines
from tongpan.powers.domain.kinds import BenchmarkMaker
from tongpan.powers.models import Benchmark, MatterVersion, Provision
from tongpan.powers.models.stamp import forget
from tongpan.powers.queries import benchmarks_on, ladder_on

pytestmark = pytest.mark.django_db

TIERS = (NewTier("较轻", ("立即改正",), "500", "1000"), NewTier("较重", ("造成影响",), "1000", "5000"))
FINE = {"subject": "any", "basis": "amount", "min": 500, "max": 5000, "figures": []}


class Desk:
    def __init__(self):
        self.county = cast.a_county()
        self.keeper = a_manager(self.county)
        self.checker = a_checker(self.county)
        self.matter = a_matter(domain="municipal")
        self.ranged(FINE)

    def ranged(self, *fines):
        MatterVersion.objects.filter(matter=self.matter).delete()
        version = MatterVersion.objects.create(
            matter=self.matter, number=1, content={"fines": list(fines)}, digest="", recorded_at=NOW
        )
        Provision.objects.create(
            version=version, order=0, role="PENALTY", statute="城市道路管理条例", article=42, place="第四十二条"
        )
        forget()

    def new(self, **changes):
        values = {
            "matter_code": self.matter.code,
            "title": "裁量基准（合成）",
            "maker": "柯城区综合行政执法局",
            "maker_level": BenchmarkMaker.OWN,
            "published_on": date(2026, 1, 1),
            "valid_from": date(2026, 2, 1),
            "tiers": TIERS,
        }
        return NewBenchmark(**(values | changes))

    def enter(self, actor=None, **changes):
        return acts.enter_benchmark(
            new=self.new(**changes), district=self.county, actor=self.keeper if actor is None else actor, now=NOW
        )

    def publish(self, row, actor=None):
        return acts.publish_benchmark(
            benchmark_id=row.pk, district=self.county, actor=self.checker if actor is None else actor, now=NOW
        )

    def binding(self, on=date(2026, 6, 1)):
        return list(benchmarks_on([self.matter.code], self.county.pk, on).values())


@pytest.fixture
def desk(db):
    return Desk()


def test_it_binds_when_another_has_published_it_from_its_day_on(desk):
    row = desk.enter()
    assert desk.binding() == []
    with pytest.raises(Forbidden, match="不能自己核对"):
        desk.publish(row, actor=desk.keeper)
    desk.publish(row)

    assert desk.binding() == [row]
    assert desk.binding(on=date(2026, 1, 31)) == []
    with pytest.raises(Conflict):
        desk.publish(row)


def test_who_neither_keeps_nor_checks_the_list_enters_nothing(desk):
    for actor in (an_actor(Permission.POWERS_VIEW, district=desk.county), a_manager(cast.a_county(code="330803"))):
        with pytest.raises(Forbidden):
            desk.enter(actor=actor)


def test_a_tier_beyond_the_statute_is_refused(desk):
    with pytest.raises(Unlawful, match="超出法定幅度500元以上5,000元以下"):
        desk.enter(tiers=(NewTier("特重", ("屡教不改",), "5000", "6000"),))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"matter_code": "没有"}, "目录里没有"),
        ({"tiers": ()}, "至少一个"),
        ({"tiers": (NewTier("轻", (), "500", "600"),)}, "适用情形"),
        ({"tiers": (TIERS[0], TIERS[0])}, "重复"),
        ({"published_on": date(2027, 1, 1)}, "不能晚于今天"),
        ({"valid_to": date(2026, 1, 1)}, "晚于施行"),
        ({"fine_key": "别的"}, "哪一档"),
        ({"tiers": (NewTier("轻", ("改正",), "一千", "2000"),)}, "看不懂金额"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(desk, changes, said):
    with pytest.raises(Invalid, match=said):
        desk.enter(**changes)


def test_a_matter_without_a_sum_needs_the_text_that_sets_it(desk):
    desk.ranged({"subject": "any", "basis": "unspecified", "figures": []})
    with pytest.raises(Invalid, match="依据"):
        desk.enter()
    row = desk.enter(range_text="浙江省城市市容和环境卫生管理条例第某条", lowest="500", highest="5000")
    assert (row.lowest, row.highest) == ("500.00", "5000.00")


def test_the_own_one_stays_within_the_superiors(desk):
    superior = desk.enter(maker_level=BenchmarkMaker.SUPERIOR, tiers=(NewTier("一般", ("有影响",), "500", "2000"),))
    desk.publish(superior)
    own = desk.enter(tiers=(NewTier("一般", ("有影响",), "500", "3000"),))
    with pytest.raises(Unlawful, match="超出上级"):
        desk.publish(own)
    Benchmark.objects.filter(pk=own.pk).update(confirmed_at=NOW)
    forget()
    assert desk.binding() == [superior]


def test_ending_one_writes_another_row_of_the_line(desk):
    row = desk.enter()
    desk.publish(row)
    ended = acts.end_benchmark(
        benchmark_id=row.pk, on=date(2026, 5, 1), reason="新基准施行", district=desk.county, actor=desk.keeper, now=NOW
    )
    assert (ended.line, ended.pk != row.pk) == (row.line, True)
    assert (desk.binding(date(2026, 4, 30)), desk.binding()) == ([ended], [])
    with pytest.raises(Conflict):
        acts.end_benchmark(
            benchmark_id=row.pk, on=date(2026, 5, 1), reason="再来", district=desk.county, actor=desk.keeper, now=NOW
        )


def test_a_matter_that_lost_its_range_meanwhile_is_said(desk):
    row = desk.enter()
    MatterVersion.objects.filter(matter=desk.matter).delete()
    forget()

    with pytest.raises(Conflict) as refused:
        desk.publish(row)

    assert refused.value.code == "benchmark.no_fines"


def test_m148_the_ladder_says_its_scope_and_binds_when_published(desk):
    values = {"title": "阶梯办法", "place": "", "key_fields": ["food_drug"], "vulnerable_only": False,
              "valid_from": date(2026, 1, 1), "district": desk.county, "now": NOW}  # fmt: skip
    with pytest.raises(Invalid, match="追溯期"):
        acts.set_ladder(**values, look_back_months=0, actor=desk.keeper)
    rule = acts.set_ladder(**values, look_back_months=12, actor=desk.keeper)
    assert ladder_on(desk.county.pk, date(2026, 6, 1)) is None
    with pytest.raises(Forbidden, match="不能自己核对"):
        acts.publish_ladder(rule_id=rule.pk, district=desk.county, actor=desk.keeper, now=NOW)
    acts.withdraw_ladder(rule_id=rule.pk, district=desk.county, actor=desk.keeper, now=NOW)
    rule = acts.set_ladder(**values, look_back_months=12, actor=desk.keeper)
    acts.publish_ladder(rule_id=rule.pk, district=desk.county, actor=desk.checker, now=NOW)
    with pytest.raises(Conflict, match="不能撤回"):
        acts.withdraw_ladder(rule_id=rule.pk, district=desk.county, actor=desk.keeper, now=NOW)
    assert ladder_on(desk.county.pk, date(2026, 6, 1)).look_back_months == 12


def line(desk, **cells):
    values = {
        "事项编码": desk.matter.code, "文件标题": "裁量基准（合成）", "制定机关": "柯城区综合行政执法局",
        "制定层级": "本机关", "公布日期": "2026-01-01", "施行日期": "2026-02-01", "阶次": "较轻",
        "适用情形": "立即改正；初次", "最低（元）": "500", "最高（元）": "1000",
    }  # fmt: skip
    return values | cells


def bring(desk, *lines, keep=True):
    return acts.import_benchmarks(
        rows=list(enumerate(lines, 2)), district=desk.county, actor=desk.keeper, now=NOW, keep=keep
    )


def test_a_file_has_one_line_a_tier_and_says_what_is_wrong_line_by_line(desk):
    good = (line(desk), line(desk, 阶次="较重", 适用情形="造成影响", **{"最低（元）": "1000", "最高（元）": "5000"}))
    assert bring(desk, *good, keep=False).created == 2
    assert not Benchmark.objects.exists()
    assert bring(desk, *good).created == 2
    row = Benchmark.objects.get()
    assert [tier["conditions"] for tier in row.tiers] == [["立即改正", "初次"], ["造成影响"]]
    assert row.confirmed_at is None
    assert bring(desk, *good).unchanged == 2

    bad = bring(desk, line(desk, **{"最高（元）": "一万"}), line(desk, 制定层级="省里"), line(desk, 阶次="较重"))
    assert [(each.line, each.column) for each in bad.rejected] == [(2, "最高（元）"), (3, "制定层级"), (4, "")]


def test_tiers_are_typed_one_a_line():
    assert tier_lines("较轻 | 立即改正；初次 | 500 | 1000")[0] == NewTier("较轻", ("立即改正", "初次"), "500", "1000")
    with pytest.raises(ValueError, match="第1行应当是"):
        tier_lines("较轻 500 1000")
    with pytest.raises(ValueError, match="第2行"):
        tier_lines("较轻 | 改正 | 500 | 1000\n较重 | 影响 | 很多 | 5000")


class TestPages:
    @pytest.fixture
    def people(self, client):
        town = cast.a_town_with_team()
        return town, cast.list_manager_han(town.county), cast.legal_checker_yang(town.county)

    def sign_in(self, client, officer):
        client.force_login(officer.user)
        return client

    def test_it_is_entered_by_one_and_published_by_another(self, client, people):
        _, han, yang = people
        desk = Desk()
        self.sign_in(client, han)
        sent = {"matter": desk.matter.code, "title": "基准", "maker": "局", "maker_level": "OWN",
                "published_on": "2026-01-01", "valid_from": "2026-02-01",
                "tiers": "较轻 | 改正 | 500 | 9000"}  # fmt: skip
        refused = client.post(reverse("powers:benchmark_enter"), sent)
        assert refused.status_code == 422
        assert "超出法定幅度" in refused.content.decode()
        assert "较轻 | 改正 | 500 | 9000" in refused.content.decode()
        made = client.post(reverse("powers:benchmark_enter"), sent | {"tiers": "较轻 | 改正 | 500 | 900"})
        page = reverse("powers:benchmark", args=[Benchmark.objects.get().pk])
        assert made.headers["Location"] == page
        assert client.post(page, {"do": "publish"}).status_code == 403
        self.sign_in(client, yang)
        assert "公布" in client.get(page).content.decode()
        assert client.post(page, {"do": "publish"}).status_code == 302
        assert "适用中" in client.get(reverse("powers:benchmarks")).content.decode()

    def test_the_list_teaches_and_others_only_read(self, client, people):
        town, *_ = people
        self.sign_in(client, cast.officer_li(town))
        page = client.get(reverse("powers:benchmarks")).content.decode()
        assert "还没有录入裁量基准" in page
        assert "录入裁量基准</a>" not in page
        assert client.get(reverse("powers:benchmark_enter")).status_code == 403

    def test_the_template_has_the_columns_that_are_read(self, client, people):
        _, han, _ = people
        self.sign_in(client, han)
        content = client.get(reverse("powers:import_template", args=["benchmarks"])).content
        assert content[:2] == b"PK"
        assert set(line(Desk())) <= set(BENCHMARK_COLUMNS)

    def test_a_table_is_looked_through_then_taken_in(self, client, people):
        _, han, _ = people
        self.sign_in(client, han)
        desk = Desk()
        rows = [line(desk), line(desk, 阶次="较重", **{"最高（元）": "很多"})]
        cells = "\n".join(",".join(row.values()) for row in rows)
        file = SimpleUploadedFile("基准.csv", f"{','.join(rows[0])}\n{cells}".encode())
        sent = client.post(reverse("powers:import"), {"kind": "benchmarks", "file": file})
        preview = client.get(sent.headers["Location"]).content.decode()
        assert "最高（元）" in preview
        assert "看不懂金额" in preview
        file = SimpleUploadedFile("基准.csv", f"{','.join(rows[0])}\n{','.join(rows[0].values())}".encode())
        sent = client.post(reverse("powers:import"), {"kind": "benchmarks", "file": file})
        assert client.post(sent.headers["Location"]).status_code == 302
        assert Benchmark.objects.get().confirmed_at is None
