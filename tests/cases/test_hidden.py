"""看得到案件、在案件里没有分工的人：人写的字里也看不到当事人的名字；附在证据、财物、经过、接口里的都一样。"""

import json

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.proof import a_file, begun, gathered
from tests.cases.test_property import a_line, registered

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
NAME, MASKED = "钱大有", "钱**"


@pytest.fixture
def case(stage):
    """A case in which the name stands wherever somebody may write."""
    case = begun(stage)
    gathered(
        stage, case, a_file(f"{NAME}店内.jpg"), entered={"title": f"{NAME}询问笔录", "shows": f"{NAME}占道"},
        fields={"provider": NAME},
    )  # fmt: skip
    registered(stage, case, a_line(name=f"{NAME}的货架", keeper=NAME))
    stage.take(case, Step.VERIFY)
    return stage.take(case, Step.REPORT, finding=f"{NAME}占道经营")


def pages(case):
    yield reverse("cases:case", args=[case.pk])
    yield reverse("cases:evidences", args=[case.pk])
    yield reverse("cases:evidence", args=[case.pk, "证据1"])
    yield reverse("cases:property", args=[case.pk])
    yield reverse("cases:guide", args=[case.pk, case.matter.code])
    yield f"/api/v1/cases/{case.pk}"
    yield f"/api/v1/cases/{case.pk}/evidence"
    yield f"/api/v1/cases/{case.pk}/property"


def read(answer):
    """Return what an answer says; JSON writes its letters as escapes, in which no name would be seen."""
    machine = "json" in answer["Content-Type"]
    return json.dumps(answer.json(), ensure_ascii=False) if machine else answer.content.decode()


def test_who_has_no_part_reads_no_name_in_what_people_wrote(stage, enter, case):
    third = cast.an_officer(
        "周三", stage.town.agency, Post.OFFICER, team=stage.town.team, username=cast._once("zhou3")
    )  # fmt: skip
    other = enter(cast.actor(third))
    for address in pages(case):
        answer = other.get(address)
        assert answer.status_code == 200, address
        assert NAME not in read(answer), address

    mine = enter(stage.officer)
    told = [NAME in read(mine.get(address)) for address in pages(case)]
    assert told[:5] == [True] * 5


def test_what_goes_to_others_names_nobody(stage, enter, case):
    asked = actions.ask_specialist(
        case_id=case.pk, specialist_id=stage.reviewer.officer_id, question=f"{NAME}这样算不算占道？",
        actor=stage.officer, now=stage.now,
    )  # fmt: skip
    pages = [reverse("cases:asked"), reverse("cases:opinion", args=[asked.pk])]
    shown = [enter(stage.reviewer).get(address).content.decode() for address in pages]
    assert all(MASKED in text and NAME not in text for text in shown)
