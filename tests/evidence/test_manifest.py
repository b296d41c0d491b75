"""采集站清单：列名怎么写都认，一行哪里不对说得清楚；位置从来不读。"""

from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from tongpan.evidence.domain.manifest import BadEntry, Entry, read_entry
from tongpan.kernel.clock import SHANGHAI

START = datetime(2026, 3, 2, 9, 0, 5, tzinfo=SHANGHAI)
GOOD = {
    "设备编号": "T6-0417", "开始时间": "2026-03-02 09:00:05", "结束时间": "2026-03-02 09:40:00", "文件": "a/1.mp4",
}  # fmt: skip
DIGEST = "ab" * 32


class TestReading:
    @pytest.mark.parametrize(
        "row",
        [
            pytest.param(GOOD, id="中文列名"),
            pytest.param(
                {"Device": "T6-0417", "START": "2026-03-02T09:00:05+08:00", "end": "2026/3/2 9:40", "path": "a/1.mp4"},
                id="英文列名",
            ),
            pytest.param(GOOD | {"开始时间": "2026年3月2日 9时00分05秒"}, id="中文时间"),
            pytest.param(GOOD | {"经度": "118.87", "纬度": "28.95", "GPS": "1"}, id="带位置的列"),
        ],
    )
    def test_usual_names_and_ways_of_writing_are_understood(self, row):
        entry = read_entry(row)

        assert (entry.device, entry.start, entry.path) == ("T6-0417", START, "a/1.mp4")

    def test_nothing_of_a_position_has_a_place(self):
        assert {each.name for each in fields(Entry)} == {"device", "start", "end", "digest", "path", "uri"}

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            pytest.param({"设备编号": ""}, "设备编号", id="没有设备"),
            pytest.param({"开始时间": ""}, "没有开始时间", id="没有开始"),
            pytest.param({"开始时间": "昨天上午"}, "看不懂", id="不是时间"),
            pytest.param({"开始时间": "2026-02-30 09:00:00"}, "看不懂", id="没有这一天"),
            pytest.param({"结束时间": "2026-03-02 09:00:05"}, "晚于", id="没有长度"),
            pytest.param({"结束时间": "2026-03-04 09:00:00"}, "24 小时", id="太长"),
            pytest.param({"摘要": "12ab"}, "64 位", id="摘要不对"),
            pytest.param({"文件": ""}, "没有文件", id="没有文件也没有地址"),
            pytest.param({"文件": "", "存放位置": "采集站/1"}, "没有文件", id="有地址没有摘要"),
        ],
    )
    def test_what_is_wrong_is_said(self, change, said):
        with pytest.raises(BadEntry) as wrong:
            read_entry(GOOD | change)

        assert said in str(wrong.value)

    def test_a_recording_may_stay_at_the_dock(self):
        entry = read_entry(GOOD | {"文件": "", "存放位置": "http://10.0.0.8/1", "摘要": DIGEST.upper()})

        assert (entry.path, entry.digest) == ("", DIGEST)
        assert entry.end - entry.start == timedelta(minutes=39, seconds=55)
