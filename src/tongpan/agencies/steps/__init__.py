"""What actions share: they open no transaction and expect one to be open."""

from tongpan.agencies.steps.establishing import (
    Establishment,
    district_of,
    establish,
    establish_regional,
    lock_town_bodies,
)

__all__ = ["Establishment", "district_of", "establish", "establish_regional", "lock_town_bodies"]
