"""What the tests of a whole case share: an act by who holds its post."""

from tongpan.cases import actions
from tongpan.cases.actions import NewParty
from tongpan.law.penalty.kinds import PartyKind

SECOND = NewParty(PartyKind.ORGANIZATION, "柯城货运公司", "91330802MA2TEST001")


def act(stage, case, what, actor=None, /, **entered):
    return actions.take_act(case_id=case.pk, act=what, entered=entered, actor=actor or stage.deputy, now=stage.now)
