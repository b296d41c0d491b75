"""转交送达：军人、被监禁的、被采取强制性教育措施的；其他单位只在有规定的地方。"""

from datetime import date

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.forwarding import Forwarded, Through, check_forwarded

SIGNED = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("service", "regime", "province", "codes"),
    [
        pytest.param(Forwarded(Through.MILITARY, "某部政治处", SIGNED), None, None, [], id="军人由部队政治机关转交"),
        pytest.param(Forwarded(Through.PRISON, "某监狱", SIGNED), None, None, [], id="被监禁的由监所转交"),
        pytest.param(Forwarded(Through.EDUCATION, "某戒毒所", SIGNED), None, None, [], id="由强制性教育机构转交"),
        pytest.param(
            Forwarded(Through.PRISON, "某监狱", None), None, None, ["service.forwarded.pending"], id="还没有签收"
        ),
        pytest.param(
            Forwarded(Through.PRISON, "", SIGNED), None, None, ["service.forwarded.unnamed"], id="没有写明单位"
        ),
        pytest.param(Forwarded(None, "某监狱", SIGNED), None, None, ["service.forwarded.unnamed"], id="没有写明类别"),
        pytest.param(
            Forwarded(Through.OTHER, "村委会", SIGNED), None, "4401", ["service.forwarded.other"], id="其他单位不行"
        ),
        pytest.param(Forwarded(Through.OTHER, "商务局", SIGNED), Regime.SAMR, None, [], id="市场监管可以转交其他部门"),
        pytest.param(Forwarded(Through.OTHER, "村委会", SIGNED), None, "330106", [], id="浙江可以委托单位转交"),
    ],
)
def test_forwarding_needs_a_body_that_may_and_the_partys_signature(service, regime, province, codes):
    assert [each.code for each in check_forwarded(service, regime, province)] == codes
