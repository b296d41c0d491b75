"""Seal personal data and subject keys under the newest data key."""

import json
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models, transaction

from tongpan.kernel import crypto
from tongpan.kernel.ledger.keys import open_key, wrap_key
from tongpan.kernel.models import SubjectKey

BATCH = 500


class Command(BaseCommand):
    help = (
        "After a new key was put first in TONGPAN_DATA_KEYS: seal every column named *_sealed and every subject key "
        "anew under it. When it reports nothing left, the old key may go. It can be stopped and started again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rewrap everything that stands under an older key."""
        done: dict[str, int] = {}
        try:
            done["kernel.SubjectKey.wrapped"] = rewrap_subject_keys()
            for model in apps.get_models():
                for field in model._meta.concrete_fields:
                    if field.name.endswith("_sealed") and isinstance(field, models.CharField | models.TextField):
                        done[f"{model._meta.label}.{field.name}"] = rewrap_column(model, field.name)
        except crypto.Unreadable as error:
            raise CommandError(f"{error}. Nothing is lost; put the missing key back into TONGPAN_DATA_KEYS") from error
        for name, n in done.items():
            self.stderr.write(f"{name}: {n}")
        if options["json"]:
            self.stdout.write(json.dumps({"key_id": crypto.current_key_id(), "rewrapped": done}))


def rewrap_subject_keys() -> int:
    """Wrap every living subject key under the current data key; return how many."""
    total = 0
    current = crypto.current_key_id()
    while True:
        rows = list(SubjectKey.objects.exclude(key_id=current).exclude(wrapped="").order_by("pk")[:BATCH])
        if not rows:
            return total
        for row in rows:
            key = open_key(row.subject_type, row.subject_id, row.key_id, row.wrapped)
            key_id, wrapped = wrap_key(row.subject_type, row.subject_id, key)
            same = SubjectKey.objects.filter(pk=row.pk, wrapped=row.wrapped)
            total += same.update(key_id=key_id, wrapped=wrapped)


def rewrap_column(model: type[models.Model], name: str) -> int:
    """Seal one column anew where it stands under an older key; return how many rows."""
    current = crypto.current_key_id()
    old = model._default_manager.exclude(**{name: ""}).exclude(**{f"{name}__startswith": f"{current}:"})
    total = 0
    while True:
        rows = list(old.order_by("pk").values_list("pk", name)[:BATCH])
        if not rows:
            return total
        with transaction.atomic():
            for pk, sealed in rows:
                fresh = crypto.seal(crypto.unseal(sealed))
                total += model._default_manager.filter(pk=pk, **{name: sealed}).update(**{name: fresh})
