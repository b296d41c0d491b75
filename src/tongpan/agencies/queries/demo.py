"""The demo's accounts, as the sign-in page and the command line list them."""

from dataclasses import dataclass

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment

DEMO_PASSWORD = "tongpan-demo"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One account one may sign in with to see a role."""

    username: str
    role: str
    where: str
    name: str
    password: str = DEMO_PASSWORD


def demo_accounts() -> list[DemoLogin]:
    """Return the accounts of synthetic people, in the order in which the work goes. One query."""
    rows = (
        Appointment.objects.filter(officer__synthetic=True, officer__user__is_active=True, valid_to__isnull=True)
        .select_related("officer__user", "agency", "town", "district")
        .defer("town__geometry", "district__geometry")
    )
    order = {post.value: number for number, post in enumerate(Post)}
    found: dict[str, DemoLogin] = {}
    for row in sorted(rows, key=lambda row: (order[row.post], row.officer_id)):
        user = row.officer.user
        if user is not None and user.username not in found:
            place = row.town or row.district
            where = place.name if place is not None else row.officer.home_agency.name
            role = row.officer.title or str(Post(row.post).label)
            found[user.username] = DemoLogin(user.username, role, where, row.officer.name)
    return list(found.values())
