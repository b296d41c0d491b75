"""救济告知：写法和旧文书里的错。"""

import pytest

from tongpan.law.refusal import LawRefused
from tongpan.law.remedies.bodies import Organ, OrganKind
from tongpan.law.remedies.notice import PrintedNotice, check_printed_notice, remedy_block, sentence
from tongpan.law.remedies.routes import Act

COUNTY, COURT = "柯城区人民政府", "柯城区人民法院"
TOWN = Organ("七里乡人民政府", OrganKind.TOWNSHIP, government=COUNTY)
TAX = Organ("柯城区税务局", OrganKind.VERTICAL, superior="上一级税务机关")


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("act", "options", "printed"),
    [
        pytest.param(
            Act.PENALTY,
            {},
            "如不服本决定，可以自收到之日起六十日内向柯城区人民政府申请行政复议，"
            "也可以自收到之日起六个月内直接向柯城区人民法院提起行政诉讼。",
            id="普通处罚",
        ),
        pytest.param(
            Act.SUMMARY_PENALTY,
            {},
            "如不服本决定，应当自收到之日起六十日内先向柯城区人民政府申请行政复议，也可以通过七里乡人民政府提交申请；"
            "对行政复议决定不服的，可以自收到复议决定书之日起十五日内向柯城区人民法院提起行政诉讼。",
            id="当场处罚先复议",
        ),
        pytest.param(
            Act.PENALTY,
            {"served_online": True, "internet_channel": "浙里复议"},
            "如不服本决定，可以自收到之日起六十日内向柯城区人民政府申请行政复议（网上渠道：浙里复议），"
            "也可以自收到之日起六个月内直接向柯城区人民法院提起行政诉讼。",
            id="网上送达",
        ),
        pytest.param(
            Act.PENALTY,
            {"by_monitoring": True},
            "如不服本决定，可以自收到之日起六十日内向柯城区人民政府申请行政复议，也可以通过七里乡人民政府提交申请，"
            "也可以自收到之日起六个月内直接向柯城区人民法院提起行政诉讼。",
            id="电子监控",
        ),
    ],
)
def test_sentence(act, options, printed):
    assert sentence(remedy_block(act, TOWN, COURT, **options)) == printed


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("online", [True, False])
def test_our_own_sentence_passes_our_own_check(act, online):
    block = remedy_block(act, TOWN, COURT, served_online=online, internet_channel="浙里复议网上渠道")

    assert check_printed_notice(PrintedNotice(sentence(block), act, TOWN, served_online=online)) == ()


def test_an_entrusted_act_is_handed_in_through_the_principal():
    block = remedy_block(Act.SUMMARY_PENALTY, Organ("某队", OrganKind.AUTHORIZED), COURT, principal=TOWN)

    assert (block.bodies, block.through_agency) == ((COUNTY,), TOWN.name)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        pytest.param({"court": " "}, "remedies.court.missing", id="没有法院"),
        pytest.param({"court": COURT, "served_online": True}, "remedies.internet.missing", id="没有网上渠道"),
    ],
)
def test_a_block_without_its_parts_is_refused(options, code):
    with pytest.raises(LawRefused) as refused:
        remedy_block(Act.PENALTY, TOWN, **options)

    assert refused.value.code == code


GOOD = "可以在60日内向柯城区人民政府申请行政复议，或者在6个月内向柯城区人民法院起诉。"
FIRST = "应当先在六十日内向柯城区人民政府申请行政复议，不服复议决定的再向柯城区人民法院起诉。"


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        pytest.param(GOOD, Act.PENALTY, [], id="普通处罚"),
        pytest.param(FIRST, Act.SUMMARY_PENALTY, [], id="当场处罚"),
        pytest.param(
            GOOD,
            Act.SUMMARY_PENALTY,
            ["remedies.notice.direct_suit", "remedies.notice.first_untold"],
            id="当场处罚写了直接起诉",
        ),
        pytest.param(
            "先在六十日内向柯城区人民政府申请行政复议，也可以直接向柯城区人民法院提起行政诉讼。",
            Act.SUMMARY_PENALTY,
            ["remedies.notice.direct_suit"],
            id="写了先复议又写直接起诉",
        ),
        pytest.param(
            "可以在六十日内向柯城区人民政府申请复议。对复议决定不服，向柯城区人民法院起诉。",
            Act.SUMMARY_PENALTY,
            ["remedies.notice.first_untold"],
            id="没有写先复议",
        ),
        pytest.param(
            "应当先在六十日内向柯城区人民政府或者其指定的机构申请行政复议，对复议决定不服的，可以向柯城区人民法院起诉。",
            Act.SUMMARY_PENALTY,
            [],
            id="对复议决定不服再起诉不是直接起诉",
        ),
        pytest.param(
            "已经事先告知。可以在六十日内向柯城区人民政府申请复议。对复议决定不服，向柯城区人民法院起诉。",
            Act.SUMMARY_PENALTY,
            ["remedies.notice.first_untold"],
            id="事先告知不是先申请复议",
        ),
        pytest.param(
            "事先告知后可以在六十日内向柯城区人民政府申请复议。对复议决定不服，向柯城区人民法院起诉。",
            Act.SUMMARY_PENALTY,
            ["remedies.notice.first_untold"],
            id="同一句里的事先告知也不是",
        ),
        pytest.param(GOOD.replace("6个月", "三个月"), Act.PENALTY, ["remedies.notice.three_months"], id="旧的三个月"),
        pytest.param(GOOD.replace("6个月", "法定期限"), Act.PENALTY, ["remedies.notice.six_months"], id="没有六个月"),
        pytest.param(GOOD.replace("60日", "三十日"), Act.PENALTY, ["remedies.notice.sixty"], id="没有六十日"),
        pytest.param(
            GOOD.replace("申请", "或者上一级主管部门申请"),
            Act.PENALTY,
            ["remedies.notice.superior"],
            id="旧的上一级部门",
        ),
        pytest.param(GOOD.replace(COUNTY, "某政府"), Act.PENALTY, ["remedies.notice.body"], id="复议机关不对"),
        pytest.param(GOOD.replace("人民法院", "法院"), Act.PENALTY, ["remedies.notice.court"], id="没有写人民法院"),
    ],
)
def test_traps(text, act, expected):
    assert codes(check_printed_notice(PrintedNotice(text, act, TOWN))) == expected


def test_an_internet_service_needs_an_internet_channel():
    notice = PrintedNotice(GOOD, Act.PENALTY, TOWN, served_online=True)

    assert codes(check_printed_notice(notice)) == ["remedies.notice.internet"]


def test_tax_organs_may_be_taken_to_their_superior():
    text = GOOD.replace(COUNTY, TAX.superior)

    assert check_printed_notice(PrintedNotice(text, Act.PENALTY, TAX)) == ()


def test_another_law_may_want_reconsideration_first():
    assert check_printed_notice(PrintedNotice(FIRST, Act.PENALTY, TOWN, law_requires=True)) == ()
