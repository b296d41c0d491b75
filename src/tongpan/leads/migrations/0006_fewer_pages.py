"""What a report touches on the disc: traits without a table of their own, indexes that grow at their end, none unread."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tongpan.kernel import clock
from tongpan.kernel.ids import uuid7_floor
from tongpan.leads.migrations._traits_0006 import FIELDS, WINDOW, traits

AT_ONCE = 200
OPEN = ["ANSWERED", "ASSIGNED", "HANDLED", "HANDLING", "PLACE_PENDING", "ROUTED", "TRIAGE"]
TABLE = "leads_similarityband"
FORWARD = {
    "lead_district_new": {"fields": ["district", "id"]},
    "lead_town_new": {"fields": ["town", "id"]},
    "lead_body_new": {"fields": ["body", "id"], "condition": models.Q(body__isnull=False)},
    "lead_district_status": {"fields": ["district", "status", "id"]},
    "lead_town_status": {"fields": ["town", "status", "id"]},
    "lead_team_work": {
        "fields": ["team", "status", "touched_at"],
        "condition": models.Q(("status__in", OPEN), ("team__isnull", False)),
    },
    "lead_reporter": {"fields": ["reported_by", "id"], "condition": models.Q(reported_by__isnull=False)},
    "lead_district_channel": {"fields": ["district", "channel", "id"]},
    "lead_town_channel": {"fields": ["town", "channel", "id"]},
    "lead_urgent": {"fields": ["district", "id"], "condition": ~models.Q(priority="NORMAL")},
    "lead_returned": {"fields": ["district", "id"], "condition": models.Q(return_count__gt=0)},
    "lead_joint": {"fields": ["district", "id"], "condition": models.Q(joint=True)},
    "lead_matter_new": {"fields": ["matter", "id"], "condition": models.Q(matter__isnull=False)},
    "lead_team_new": {"fields": ["team", "id"], "condition": models.Q(team__isnull=False)},
}


def make_table(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the table of traits anew. On SQLite the key is the table."""
    key, tail = ("char(32)", " WITHOUT ROWID") if editor.connection.vendor == "sqlite" else ("uuid", "")
    editor.execute(f"DROP TABLE {TABLE}")
    editor.execute(
        f"CREATE TABLE {TABLE} (band bigint NOT NULL, lead_id {key} NOT NULL, PRIMARY KEY (band, lead_id)){tail}"
    )


def fill_table(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Find the traits of those leads again that a new report is compared with; what is older is never asked for."""
    rows = _rows(apps.get_model("leads", "Lead"))
    native = editor.connection.features.has_native_uuid_field
    with editor.connection.cursor() as cursor:
        while part := list(islice(rows, AT_ONCE)):
            marks = ",".join(["(%s,%s)"] * len(part))
            values = [value for band, key in part for value in (band, key if native else key.hex)]
            cursor.execute(f"INSERT INTO {TABLE} (band, lead_id) VALUES {marks}", values)


def _rows(lead_model: Any) -> Iterator[tuple[int, UUID]]:
    oldest = uuid7_floor(clock.now() - WINDOW - timedelta(days=1))
    leads = lead_model.objects.filter(pk__gte=oldest).order_by("pk")
    for key, *told in leads.values_list(*FIELDS).iterator(chunk_size=1000):
        for band in traits(*told):
            yield band, key


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0003_reviewers"),
        ("leads", "0005_urgent_waiting"),
        ("places", "0001_initial"),
        ("powers", "0003_staffing_follow_up"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make_table, elidable=False)],
            state_operations=[
                migrations.DeleteModel(name="SimilarityBand"),
                migrations.CreateModel(
                    name="SimilarityBand",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "band", "lead_id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("band", models.BigIntegerField(verbose_name="特征段")),
                        (
                            "lead",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="bands",
                                to="leads.lead",
                            ),
                        ),
                    ],
                    options={"verbose_name": "相似特征", "verbose_name_plural": "相似特征"},
                ),
            ],
        ),
        migrations.RunPython(fill_table, elidable=False),
        migrations.RemoveConstraint(model_name="lead", name="lead_source_once"),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.UniqueConstraint(
                condition=models.Q(source_id__isnull=False),
                fields=("source_system", "source_id"),
                name="lead_source_once",
            ),
        ),
        *[migrations.RemoveIndex(model_name="lead", name=name) for name in FORWARD],
        *[
            migrations.AddIndex(model_name="lead", index=models.Index(name=name, **shape))
            for name, shape in FORWARD.items()
        ],
        migrations.RemoveIndex(model_name="reporter", name="reporter_phone"),
        migrations.AddIndex(
            model_name="reporter",
            index=models.Index(
                condition=models.Q(("phone_index", ""), _negated=True),
                fields=["phone_index", "id"],
                name="reporter_phone",
            ),
        ),
        migrations.AlterField(
            model_name="duplicatehint",
            name="lead",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="duplicate_hints",
                to="leads.lead",
                verbose_name="线索",
            ),
        ),
        migrations.AlterField(
            model_name="duplicatehint",
            name="other",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="leads.lead",
                verbose_name="疑似同一件",
            ),
        ),
    ]
