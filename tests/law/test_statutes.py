"""法律法规目录：一部文件的效力层级够不够。"""

import pytest

from tongpan.law.statutes import StatuteLevel, ranks_among
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
