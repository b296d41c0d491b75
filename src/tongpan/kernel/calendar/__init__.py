"""
The working-day calendar in force (现行工作日历): what ships with the platform, and the notices entered since.

`in_force` answers; `publishing` stores a notice; `renewal` computes again what waited for it.
"""

from tongpan.kernel.calendar.in_force import at_hand, calendar_in_force
from tongpan.kernel.calendar.publishing import preview, store_notice
from tongpan.kernel.calendar.renewal import Renewal, renew_limits

__all__ = ["Renewal", "at_hand", "calendar_in_force", "preview", "renew_limits", "store_notice"]
