"""May this person act as an enforcement officer, in this field, on this day?"""

from datetime import date

from tongpan.agencies.domain.credentials import check_officer
from tongpan.agencies.domain.posts import StaffKind
from tongpan.agencies.models import Officer
from tongpan.agencies.queries.people import cards_of
from tongpan.law.verdict import Verdict

ZHEJIANG = "33"


def can_act_as_officer(officer: Officer, domain: str, on: date) -> Verdict:
    """
    Test whether a person may act as an officer in a field on a day.

    Law: APL 42; ACL 17 ¶3; in Zhejiang ZJR 30 ¶2 (auxiliaries never).
    """
    in_zhejiang = officer.staff_kind != StaffKind.OFFICER and officer.district.code.startswith(ZHEJIANG)
    return check_officer(officer.staff_kind, cards_of(officer), domain, on, in_zhejiang=in_zhejiang)
