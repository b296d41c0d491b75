"""Fixtures of case tests."""

import pytest
from tests import cast
from tests.cases.papers import decided_case, known_law
from tests.cases.stage import START, a_stage

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Officer
from tongpan.cases import actions
from tongpan.kernel import clock
from tongpan.leads.queries import channel_rules, scoring


@pytest.fixture(autouse=True)
def _fresh_memory(settings):
    """Tests roll back, so what processes keep in memory is asked anew."""
    settings.TONGPAN_STAMP_SECONDS = 0
    scoring.forget()
    channel_rules.forget()


@pytest.fixture
def stage(db):
    return a_stage()


@pytest.fixture
def moment(monkeypatch, stage):
    """Edges ask the clock; here it shows the stage's time."""
    assert stage.now == START
    monkeypatch.setattr(clock, "now", lambda: stage.now)


@pytest.fixture
def enter(client):
    """Sign in as the person behind an actor."""

    def as_(actor):
        client.force_login(Officer.objects.get(pk=actor.officer_id).user)
        return client

    return as_


@pytest.fixture
def folder(settings, tmp_path):
    settings.TONGPAN_FILES_DIR = tmp_path / "files"
    settings.TONGPAN_SEAL_DIR = tmp_path / "seals"
    return tmp_path


@pytest.fixture
def terms(stage):
    known_law(stage)
    return actions.set_paper_terms(
        mark="航埠执", court="衢州市柯城区人民法院", payment="罚款专户，账号见缴款书", actor=stage.head, now=stage.now
    )


@pytest.fixture
def keeper(stage):
    """许文静，镇里管印章的调度员。"""
    return cast.actor(cast.an_officer("许文静", stage.town.agency, Post.TOWN_DISPATCHER, username=cast._once("xuwj")))


@pytest.fixture
def decided(stage, terms):
    return decided_case(stage)
