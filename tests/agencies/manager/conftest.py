"""Fixtures of the system manager's tests."""

import pytest
from tests.agencies.stage import signed_in
from tests.cast import a_county, system_manager_zhu


@pytest.fixture
def zhu():
    return system_manager_zhu()


@pytest.fixture
def client(zhu):
    return signed_in(zhu)


@pytest.fixture
def stranger():
    """The system manager of another district."""
    other = a_county("迎泽区", "140106")
    return system_manager_zhu(other)
