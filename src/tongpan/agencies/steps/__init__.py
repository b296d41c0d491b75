"""What actions share: they open no transaction and expect one to be open."""

from tongpan.agencies.steps.establishing import Establishment, establish, establish_regional, lock_town_bodies

__all__ = ["Establishment", "establish", "establish_regional", "lock_town_bodies"]
