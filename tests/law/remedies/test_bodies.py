"""复议机关：部门、乡镇、街道、派出机构、授权组织、垂直领导、司法行政、委托。"""

from dataclasses import replace

import pytest

from tongpan.law.refusal import LawRefused
from tongpan.law.remedies.bodies import Organ, OrganKind, check_body, defendant, reconsideration_bodies

COUNTY = "柯城区人民政府"
TOWN = Organ("七里乡人民政府", OrganKind.TOWNSHIP, government=COUNTY)
STREET = Organ("信安街道办事处", OrganKind.STREET_OFFICE, government=COUNTY)
DEPARTMENT = Organ("柯城区综合行政执法局", OrganKind.DEPARTMENT, government=COUNTY)
BRANCH = Organ("某市公安局某分局", OrganKind.BRANCH, government="某市人民政府", located_in="某区人民政府")


@pytest.mark.parametrize(
    ("organ", "names", "place"),
    [
        pytest.param(DEPARTMENT, [COUNTY], (24, 1, 1), id="部门向本级政府"),
        pytest.param(TOWN, [COUNTY], (24, 1, 2), id="乡镇向县级政府"),
        pytest.param(STREET, [COUNTY], (24, 1, 3), id="街道向设立它的政府"),
        pytest.param(replace(TOWN, kind=OrganKind.AUTHORIZED), [COUNTY], (24, 1, 4), id="授权组织"),
        pytest.param(BRANCH, ["某市人民政府", "某区人民政府"], (24, 4, None), id="按区划设立的派出机构有两个去处"),
        pytest.param(replace(BRANCH, located_in=""), ["某市人民政府"], (24, 4, None), id="其他派出机构"),
        pytest.param(
            Organ("柯城区税务局", OrganKind.VERTICAL, superior="衢州市税务局"),
            ["衢州市税务局"],
            (27, None, None),
            id="税务向上一级",
        ),
        pytest.param(
            Organ("柯城区司法局", OrganKind.JUSTICE, government=COUNTY, superior="衢州市司法局"),
            [COUNTY, "衢州市司法局"],
            (28, None, None),
            id="司法行政部门有两个去处",
        ),
        pytest.param(replace(DEPARTMENT, located_in="某区人民政府"), [COUNTY], (24, 1, 1), id="部门没有第二个去处"),
    ],
)
def test_bodies(organ, names, place):
    bodies = reconsideration_bodies(organ)

    assert [body.name for body in bodies] == names
    first = bodies[0].citation
    assert (first.article, first.paragraph, first.item) == place


def test_what_was_entrusted_is_the_principals_act():
    entrusted = Organ("某队", OrganKind.AUTHORIZED)

    assert [body.name for body in reconsideration_bodies(entrusted, principal=DEPARTMENT)] == [COUNTY]
    assert defendant(entrusted, DEPARTMENT) == DEPARTMENT.name
    assert defendant(TOWN) == TOWN.name


@pytest.mark.parametrize(
    ("organ", "field"),
    [
        (replace(TOWN, government=" "), "government"),
        (Organ("某税务局", OrganKind.VERTICAL, government=COUNTY), "superior"),
        (Organ("某司法局", OrganKind.JUSTICE, government=COUNTY), "superior"),
    ],
)
def test_an_unknown_government_is_said(organ, field):
    with pytest.raises(LawRefused) as refused:
        reconsideration_bodies(organ)

    assert (refused.value.code, refused.value.field) == ("remedies.body.unknown", field)


def test_a_wrong_body_is_corrected():
    verdict = check_body("衢州市综合行政执法局", DEPARTMENT)

    assert [breach.code for breach in verdict] == ["remedies.body.wrong"]
    assert COUNTY in verdict[0].message
    assert check_body(COUNTY, DEPARTMENT) == ()
    assert check_body("某区人民政府", BRANCH) == ()


def test_every_kind_has_its_word():
    assert len({kind.label for kind in OrganKind}) == len(OrganKind)
