"""What this feature offers to the frame of every page."""

from tongpan.agencies.queries.demo import demo_accounts
from tongpan.ui.context import DemoAccount, offer_demo_accounts


@offer_demo_accounts
def demo_logins() -> list[DemoAccount]:
    """Name the demo's accounts for the sign-in page."""
    return [DemoAccount(login.username, login.password, f"{login.where} {login.role}") for login in demo_accounts()]
