"""One word for one thing: every model has its entry in docs/glossary.toml and bears the name that stands there."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

GLOSSARY = tomllib.loads((Path(__file__).resolve().parents[2] / "docs" / "glossary.toml").read_text(encoding="utf-8"))
MODELS = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("tongpan.")),  # not links
    key=lambda model: model._meta.label,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_is_called_what_the_glossary_says(model):
    entry = GLOSSARY.get(model.__name__)

    assert entry is not None, f"docs/glossary.toml has no entry [{model.__name__}]"
    assert str(model._meta.verbose_name) == entry["zh"]


def test_two_models_never_share_a_name():
    names = [model.__name__ for model in MODELS]

    assert len(names) == len(set(names))


def test_two_entries_never_share_a_word():
    words = [entry["zh"] for entry in GLOSSARY.values()]

    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", sorted(GLOSSARY))
def test_entry_is_complete_and_has_its_model(name):
    entry = GLOSSARY[name]

    assert entry["basis"].strip()
    assert name not in entry["avoid"]
    assert name in {model.__name__ for model in MODELS}, f"[{name}] has no model any more"
