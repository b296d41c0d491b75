import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("kernel", "0003_holiday_notice"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="timelimit", name="timelimit_due_team"),
        migrations.AddIndex(
            model_name="timelimit",
            index=models.Index(
                condition=models.Q(("cancelled_at", None), ("met_at", None), ("team_id__isnull", False)),
                fields=["team_id", "due_on"],
                name="timelimit_due_team",
            ),
        ),
        migrations.AlterField(
            model_name="outboxreceipt",
            name="message",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="receipts",
                to="kernel.outboxmessage",
            ),
        ),
    ]
