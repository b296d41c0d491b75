"""主动撤销、重新处理之后的不变式：每一轮的告知、决定、缴纳、公开只与同一轮的比较。"""

from dataclasses import replace

import pytest
from tests.law.invariants.enforcements import enforced
from tests.law.invariants.histories import Outlook, answer, on, penalized

from tongpan.law.calendar import national
from tongpan.law.facts import Closing, Disclosure, Payment, Reopening, Revocation, Service
from tongpan.law.facts.words import Enforcing, Fault, Mode, Paper
from tongpan.law.invariants import Moment
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import SMALL

OWN = Revocation(**KEY, at=on(3, 10), decider="周", ground=Fault.FACTS)
UNDONE = replace(OWN, restored_at=on(3, 11))
AGAIN = Reopening(**KEY, at=on(3, 12))
CLOSED = Closing(on(4, 10), "周")


def fell(*revocations, **tables):
    return replace(penalized(), revocations=revocations, **tables)


def anew(told=True, **tables):
    """The case decided, revoked and decided again in a round of its own."""
    first = penalized()
    notices = tuple(replace(each, at=on(3, 16), served_at=on(3, 16)) for each in first.notices)
    statements = tuple(replace(each, at=on(3, 16)) for each in first.statements)
    decisions = tuple(replace(each, at=on(3, 20)) for each in first.decisions)
    facts = replace(
        first,
        revocations=(UNDONE,),
        reopenings=(AGAIN,),
        notices=(*first.notices, *(notices if told else ())),
        statements=(*first.statements, *(statements if told else ())),
        decisions=(*first.decisions, *decisions),
    )
    return replace(facts, **tables)


class TestTheOwnRevocation:
    @pytest.mark.parametrize(
        ("decider", "holds"), [pytest.param("周", True, id="负责人"), pytest.param("张", False, id="承办人")]
    )
    def test_no_handler_revokes(self, decider, holds):
        assert answer(10, fell(replace(OWN, decider=decider))) is holds

    @pytest.mark.parametrize(
        ("row", "outlook", "holds"),
        [
            pytest.param(UNDONE, Outlook(), True, id="已经恢复"),
            pytest.param(OWN, Outlook(opened=("RESTORE",)), True, id="可以恢复"),
            pytest.param(OWN, Outlook(), False, id="不能恢复"),
        ],
    )
    def test_what_was_done_is_undone(self, row, outlook, holds):
        assert answer(62, fell(row), on(3, 30), outlook) is holds

    @pytest.mark.parametrize(
        ("at", "holds"), [pytest.param(on(3, 10), True, id="撤销之前"), pytest.param(on(3, 11), False, id="撤销之后")]
    )
    def test_nothing_more_is_enforced(self, at, holds):
        facts = replace(enforced(Enforcing.COURT, decided_at=at), revocations=(UNDONE,))

        assert answer(62, facts, on(3, 30)) is holds

    @pytest.mark.parametrize(
        ("row", "holds"),
        [
            pytest.param({"withdrawn_at": on(3, 11)}, True, id="撤回"),
            pytest.param({}, False, id="超过三个工作日没有撤回也没有提示"),
        ],
    )
    def test_what_was_published_is_withdrawn(self, row, holds):
        shown = Disclosure(**KEY, redacted_at=on(3, 3), at=on(3, 3), **row)

        assert answer(74, fell(OWN, disclosures=(shown,)), on(3, 30), Outlook()) is holds

    def test_what_fell_is_closed_unpaid_and_needs_no_service(self):
        unserved = tuple(replace(each, handed_over=False) for each in penalized().decisions)

        assert answer(78, fell(UNDONE, closing=CLOSED), on(4, 10)) is True
        assert answer(78, fell(UNDONE, closing=CLOSED, decisions=unserved), on(4, 10)) is True
        assert answer(81, fell(UNDONE, decisions=unserved), on(4, 10), Outlook()) in (True, None)


class TestARoundOfItsOwn:
    @pytest.mark.parametrize(
        ("told", "holds"), [pytest.param(True, True, id="重新告知"), pytest.param(False, False, id="只有原来的告知")]
    )
    def test_the_party_is_told_anew(self, told, holds):
        assert answer(24, anew(told), on(3, 21)) is holds

    @pytest.mark.parametrize(
        ("paid_on", "holds"),
        [pytest.param(on(3, 5), False, id="只缴过原决定的"), pytest.param(on(3, 25), True, id="缴了新决定的")],
    )
    def test_what_was_paid_before_pays_nothing_of_it(self, paid_on, holds):
        payments = (Payment(**KEY, at=paid_on, amount=SMALL.fine),)

        assert answer(78, anew(payments=payments, closing=CLOSED), on(4, 10)) is holds

    def test_reopened_and_not_decided_it_is_not_closed(self):
        assert answer(78, fell(UNDONE, reopenings=(AGAIN,), closing=CLOSED), on(4, 10)) is False

    def test_rows_are_of_the_round_of_the_row_that_asks(self):
        service = Service(Paper.DECISION, **KEY, at=on(3, 21), mode=Mode.DIRECT, effective_at=on(3, 21))
        facts = anew(services=(service,))
        moment = Moment(facts, on(3, 30), national())
        first, second = facts.decisions

        assert moment.of("notices", first) == [facts.notices[0]]
        assert moment.of("notices", second) == [facts.notices[1]]
        assert moment.of("decisions", facts.charges[0]) == [second]
        assert moment.of("services", first) == []
        assert moment.of("decisions", facts.evidence[0]) == [first, second]
        assert moment.of("evidence", second) == list(facts.evidence)
        assert moment.fallen(first) == [UNDONE]
        assert moment.fallen(second) == []
