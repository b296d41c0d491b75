"""Fixtures of evidence tests: the stage of cases, and a folder for files."""

from tests.cases.conftest import _fresh_memory, enter, folder, moment, stage

__all__ = ["_fresh_memory", "enter", "folder", "moment", "stage"]
