"""外部律师、专家：先声明利害关系，再看选定的内容，看一次留一次痕；过期、撤回、用过的链接打不开。"""

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.reviewed import a_weighty_case

from tongpan.cases import actions, queries
from tongpan.cases.domain.outside import Adviser, Share
from tongpan.cases.models import Case, Consultation
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(stage):
    return a_weighty_case(stage)


def question(**changes):
    given = {
        "adviser": Adviser.COUNSEL, "name": "郑律师", "unit": "某某律师事务所", "text": "裁量是否适当",
        "shares": [Share.FACTS, Share.PENALTY],
    }  # fmt: skip
    return actions.Question(**(given | changes))


def ask(stage, case, actor=None, **changes):
    return actions.ask_outside(
        case_id=case.pk, target=stage.target(case), question=question(**changes), actor=actor or stage.reviewer,
        now=stage.now,
    )  # fmt: skip


def declare(stage, token, *, conflict=False):
    return actions.declare(token=token, conflict=conflict, words="", now=stage.now)


def test_m163_nothing_is_seen_before_the_statement_and_every_look_is_recorded(stage, case):
    asked = ask(stage, case)
    for run in (actions.look_outside, lambda **given: actions.advise(opinion="裁量适当", **given)):
        with pytest.raises(Conflict):
            run(token=asked.token, now=stage.now)
    declare(stage, asked.token)
    actions.look_outside(token=asked.token, now=stage.now)
    actions.look_outside(token=asked.token, now=stage.now)
    actions.advise(token=asked.token, opinion="裁量适当", now=stage.now)
    found = Consultation.objects.get()

    assert (found.looks, found.opinion, found.round) == (2, "裁量适当", 1)
    assert [item.action for item in ledger.history(case)].count("case.consultation_looked") == 2
    assert stage.facts(case).reviews == ()  # advice is no review


def test_m163_who_has_a_conflict_sees_nothing(stage, case):
    asked = ask(stage, case)
    declare(stage, asked.token, conflict=True)
    with pytest.raises(NotFound):
        actions.look_outside(token=asked.token, now=stage.now)


@pytest.mark.parametrize("how", ["过期", "撤回", "用过", "结案", "别的"])
def test_a_link_that_is_over_opens_nothing(stage, case, how):
    asked = ask(stage, case)
    token = asked.token
    if how == "过期":
        stage.wait(days=6)
    elif how == "撤回":
        actions.withdraw_question(consultation_id=asked.consultation.pk, actor=stage.officer, now=stage.now)
        with pytest.raises(Conflict):
            actions.withdraw_question(consultation_id=asked.consultation.pk, actor=stage.officer, now=stage.now)
    elif how == "用过":
        declare(stage, token)
        actions.advise(token=token, opinion="裁量适当", now=stage.now)
    elif how == "结案":
        Case.objects.update(closed_on=stage.now.date())
    else:
        token = "0" * 40
    with pytest.raises(NotFound):
        queries.consultation_behind(token, stage.now)


def test_who_asks_and_takes_back_has_a_part_in_the_case(stage, case):
    stranger = cast.actor(cast.deputy_qian(stage.town))
    asked = ask(stage, case)
    with pytest.raises(Forbidden):
        ask(stage, case, stranger)
    with pytest.raises(Forbidden):
        actions.withdraw_question(consultation_id=asked.consultation.pk, actor=stranger, now=stage.now)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"name": ""}, id="没有写给谁"),
        pytest.param({"text": ""}, id="没有问题"),
        pytest.param({"shares": []}, id="没有选内容"),
        pytest.param({"evidence": ["别案的证据"]}, id="别案的证据"),
        pytest.param({"days": 30}, id="太久"),
    ],
)
def test_what_is_asked_is_complete(stage, case, changes):
    with pytest.raises(Invalid):
        ask(stage, case, **changes)


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_the_one_outside_sees_what_was_chosen_and_no_name(self, stage, client, enter, case):
        name = stage.facts(case).evidence[0].id
        token = ask(stage, case, evidence=[name], text="钱大有这样罚是不是偏重？").token
        address = reverse("cases:outside", args=[token])
        first = client.get(address).content.decode()
        assert "钱**" in first
        assert "现场检查笔录" not in first
        client.post(address, {"conflict": "no"})
        assert "现场检查笔录" not in client.get(address).content.decode()
        file = client.post(address, {"do": "look"}).content.decode()
        assert "现场检查笔录" in file
        assert "法定幅度" in file
        assert "愿意改正" not in file  # statements were not chosen
        assert "钱大有" not in file
        empty = client.post(address, {"do": "advise", "opinion": ""})
        assert empty.status_code == 422
        assert client.post(address, {"do": "advise", "opinion": "裁量适当"}).status_code == 302
        assert client.get(address).status_code == 404
        assert Consultation.objects.get().opinion == "裁量适当"
        assert "外部人员" in enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()

    def test_the_page_tells_no_other_site_its_address_and_a_browser_may_answer_it(self, stage, client, case):
        """With ``no-referrer`` a browser sends no origin, and every answer would be refused."""
        page = client.get(reverse("cases:outside", args=[ask(stage, case).token]))

        assert page["Referrer-Policy"] == "same-origin"

    def test_with_a_purpose_the_name_is_seen(self, stage, client, case):
        token = ask(stage, case, purpose="核对是否代理过当事人").token

        assert "钱大有" in client.get(reverse("cases:outside", args=[token])).content.decode()

    def test_the_link_is_shown_once_and_the_opinion_stands_on_the_review_page(self, stage, enter, case):
        form = {"adviser": "EXPERT", "name": "何工", "unit": "测绘院", "question": "面积怎么测", "shares": ["FACTS"],
                "days": "3"}  # fmt: skip
        made = enter(stage.officer).post(reverse("cases:consult", args=[case.pk]), form)
        assert "/cases/o/" in made.content.decode()
        page = enter(stage.reviewer).get(reverse("cases:review", args=[case.pk])).content.decode()

        assert "面积怎么测" in page
        assert "/cases/o/" not in page
        assert enter(cast.actor(cast.supervisor_sun())).get(reverse("cases:consult", args=[case.pk])).status_code == 403
        one = Consultation.objects.get()
        assert enter(stage.officer).post(reverse("cases:consult_withdraw", args=[one.pk])).status_code == 302
