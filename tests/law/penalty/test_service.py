"""送达：各种方式的条件和送达日期，效力只从有效送达开始。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty import service as s
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.service import Delivery, Direct, Electronic, Left, Mailed, PublicNotice, Receiver

CALENDAR = national()
DAY = date(2026, 3, 2)
DIRECT = Direct(PartyKind.CITIZEN, Receiver.PARTY, DAY)
LEFT = Left(DAY, refused=True, at_home=True, witnessed=True, recorded=False, refusal_noted=True)
MAILED = Mailed(DAY, difficult=True)
RETURNED = Mailed(None, True, returned_on=DAY, partys_fault=True, address_confirmed=True)
SENT = Electronic(DAY, confirmed_on=date(2026, 2, 1), to_confirmed_address=True, arrived_on=DAY, recorded=True)
PUBLIC = PublicNotice(DAY, untraceable=True, others_failed=None, course_recorded=True)


def codes(service, regime=None, province=None):
    return [breach.code for breach in s.check_service(service, regime, province)]


class TestDirect:
    @pytest.mark.parametrize("party", list(PartyKind))
    @pytest.mark.parametrize("receiver", list(Receiver))
    def test_who_may_sign_for_whom(self, party, receiver):
        for_person = {Receiver.PARTY, Receiver.FAMILY, Receiver.AGENT, Receiver.DESIGNATED}
        for_body = {Receiver.HEAD, Receiver.MAIL_ROOM, Receiver.AGENT, Receiver.DESIGNATED}
        allowed = for_body if party is PartyKind.ORGANIZATION else for_person

        assert codes(Direct(party, receiver, DAY)) == ([] if receiver in allowed else ["service.receiver.wrong"])
        assert receiver.label

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({"signed_on": None}, ["service.proof.missing"], id="没有签收日期"),
            pytest.param({"entrusted": True, "difficult": True}, [], id="确有困难委托送达"),
            pytest.param({"entrusted": True, "difficult": False}, ["service.entrusted.unneeded"], id="没有困难"),
            pytest.param({"entrusted": True}, ["service.entrusted.unneeded"], id="困难没有记明"),
        ],
    )
    def test_proof_and_entrustment(self, change, found):
        assert codes(replace(DIRECT, **change)) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param({}, [], id="有见证人"),
        pytest.param({"witnessed": False, "recorded": True}, [], id="有录像"),
        pytest.param({"witnessed": False}, ["service.left.unwitnessed"], id="没有见证也没有录像"),
        pytest.param({"refusal_noted": False}, ["service.left.unnoted"], id="没有记明拒收"),
        pytest.param({"refusal_noted": False, "recorded": True}, [], id="录像代替记明"),
        pytest.param({"refused": False}, ["service.left.unrefused"], id="没有拒收"),
        pytest.param({"at_home": False}, ["service.left.place"], id="不在住所"),
    ],
)
def test_left_behind(change, found):
    assert codes(replace(LEFT, **change)) == found


@pytest.mark.parametrize(
    ("change", "regime", "found"),
    [
        pytest.param({}, Regime.SAMR, [], id="确认书、到达、记录齐全"),
        pytest.param({"confirmed_on": None}, None, ["service.electronic.unconfirmed"], id="没有确认书"),
        pytest.param({"confirmed_on": DAY}, None, [], id="当日签确认书"),
        pytest.param({"confirmed_on": date(2026, 3, 3)}, None, ["service.electronic.unconfirmed"], id="事后签确认书"),
        pytest.param({"to_confirmed_address": False}, None, ["service.electronic.address"], id="地址不符"),
        pytest.param({"arrived_on": None}, None, ["service.electronic.unarrived"], id="没有到达记录"),
        pytest.param({"arrived_on": None}, Regime.TRA, [], id="交通以发送成功为准"),
        pytest.param({"recorded": False}, Regime.SAMR, ["service.electronic.unrecorded"], id="市场监管没有截屏"),
        pytest.param({"recorded": False}, Regime.HURD, ["service.electronic.unrecorded"], id="住建没有截屏"),
        pytest.param({"recorded": False}, Regime.AGR, [], id="农业没有规定截屏"),
        pytest.param({"recorded": False}, None, [], id="国家法律没有规定截屏"),
    ],
)
def test_electronic(change, regime, found):
    assert codes(replace(SENT, **change), regime) == found


@pytest.mark.parametrize(
    ("service", "regime", "province", "found"),
    [
        pytest.param(MAILED, None, None, [], id="签收"),
        pytest.param(replace(MAILED, difficult=None), None, None, ["service.mail.unneeded"], id="困难没有记明"),
        pytest.param(replace(MAILED, difficult=False), None, None, ["service.mail.unneeded"], id="没有困难"),
        pytest.param(replace(MAILED, received_on=None), None, None, ["service.mail.pending"], id="尚未签收"),
        pytest.param(RETURNED, None, None, ["service.mail.returned"], id="国家法律退回不算"),
        pytest.param(RETURNED, Regime.AGR, "310101", ["service.mail.returned"], id="农业退回不算"),
        pytest.param(RETURNED, Regime.SAMR, None, [], id="市场监管因当事人退回视为送达"),
        pytest.param(RETURNED, None, "330106", [], id="浙江因当事人退回视为送达"),
        pytest.param(RETURNED, Regime.ZJP, None, [], id="浙江程序办法"),
        pytest.param(RETURNED, Regime.HURD, "33", [], id="浙江住建"),
        pytest.param(
            replace(RETURNED, partys_fault=False), Regime.SAMR, None, ["service.mail.returned"], id="不是当事人的原因"
        ),
        pytest.param(replace(RETURNED, partys_fault=None), Regime.SAMR, None, ["service.mail.returned"], id="原因不明"),
        pytest.param(
            replace(RETURNED, address_confirmed=False), None, "33", ["service.mail.returned"], id="地址没有确认"
        ),
    ],
)
def test_mailed(service, regime, province, found):
    assert codes(service, regime, province) == found


@pytest.mark.parametrize(
    ("change", "regime", "found"),
    [
        pytest.param({}, None, [], id="下落不明"),
        pytest.param({"untraceable": False, "others_failed": True}, None, [], id="其他方式无法送达"),
        pytest.param({"untraceable": None, "others_failed": True}, None, [], id="一项查明即可"),
        pytest.param({"untraceable": None}, None, ["service.public.unknown"], id="都没有查明"),
        pytest.param({"untraceable": False}, None, ["service.public.unknown"], id="另一项没有查明"),
        pytest.param(
            {"untraceable": False, "others_failed": False}, None, ["service.public.groundless"], id="可以找到也可以送达"
        ),
        pytest.param({"course_recorded": False}, None, ["service.public.unrecorded"], id="没有记明经过"),
        pytest.param({"posted": True}, None, [], id="国家法律没有规定张贴录像"),
        pytest.param({"posted": True}, Regime.SAMR, ["service.public.posting"], id="市场监管张贴没有录像"),
        pytest.param({"posted": True}, Regime.TRA, ["service.public.posting"], id="交通张贴没有录像"),
        pytest.param({"posted": True, "posting_recorded": True}, Regime.TRA, [], id="张贴有录像"),
        pytest.param({"posted": True}, Regime.AGR, [], id="农业没有规定"),
        pytest.param({}, Regime.HURD, ["service.public.website"], id="住建没有上网站"),
        pytest.param({"on_website": True}, Regime.HURD, [], id="住建上了网站"),
    ],
)
def test_public_notice(change, regime, found):
    assert codes(replace(PUBLIC, **change), regime) == found


class TestServiceDay:
    @pytest.mark.parametrize(
        ("service", "regime", "day"),
        [
            pytest.param(DIRECT, None, DAY, id="签收日"),
            pytest.param(LEFT, None, DAY, id="留置日"),
            pytest.param(SENT, None, DAY, id="到达日"),
            pytest.param(
                replace(SENT, arrived_on=date(2026, 3, 4)), Regime.TRA, date(2026, 3, 4), id="交通证明了到达日"
            ),
            pytest.param(replace(SENT, arrived_on=None), Regime.TRA, DAY, id="交通发送成功日"),
            pytest.param(MAILED, None, DAY, id="回执收件日"),
            pytest.param(RETURNED, Regime.SAMR, DAY, id="退回日"),
            pytest.param(PUBLIC, None, date(2026, 4, 2), id="三十日公告满"),
            pytest.param(PUBLIC, Regime.SAMR, date(2026, 4, 2), id="市场监管三十日"),
            pytest.param(PUBLIC, Regime.AGR, date(2026, 5, 7), id="农业六十日，末日逢劳动节顺延"),
            pytest.param(PUBLIC, Regime.TRA, date(2026, 5, 7), id="交通六十日"),
        ],
    )
    def test_by_mode(self, service, regime, day):
        assert s.service_day(service, CALENDAR, regime) == day

    @pytest.mark.parametrize(
        "service",
        [
            replace(DIRECT, receiver=Receiver.OTHER),
            replace(LEFT, refused=False),
            replace(SENT, confirmed_on=None),
            RETURNED,
            replace(PUBLIC, course_recorded=False),
        ],
        ids=["直接", "留置", "电子", "邮寄", "公告"],
    )
    def test_inv_46_invalid_service_has_no_day(self, service):
        assert s.service_day(service, CALENDAR) is None

    def test_unpublished_year_is_said(self):
        assert s.service_day(replace(PUBLIC, published_on=date(2026, 12, 10)), CALENDAR) is None


class TestPrompt:
    @pytest.mark.parametrize(
        ("delivery", "as_of", "found"),
        [
            pytest.param(Delivery(DAY, True, True, None), date(2026, 6, 1), [], id="当场交付"),
            pytest.param(Delivery(DAY, True, False, DAY), DAY, ["service.handover.missing"], id="在场没有交付"),
            pytest.param(Delivery(DAY, False, False, date(2026, 3, 11)), date(2026, 6, 1), [], id="第七个工作日"),
            pytest.param(
                Delivery(DAY, False, False, date(2026, 3, 12)), date(2026, 6, 1), ["service.late"], id="第八个"
            ),
            pytest.param(Delivery(DAY, False, False, None), date(2026, 3, 11), [], id="尚在期内"),
            pytest.param(Delivery(DAY, False, False, None), date(2026, 3, 12), ["service.late"], id="逾期未送"),
        ],
    )
    @pytest.mark.parametrize("regime", [None, Regime.SAMR, Regime.AGR])
    def test_handed_over_or_served_within_seven_workdays(self, delivery, as_of, found, regime):
        assert [breach.code for breach in s.check_prompt(delivery, as_of, CALENDAR, regime)] == found
