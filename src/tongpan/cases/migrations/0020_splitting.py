"""分案: a case may come from another, of which it holds some charges."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_three_systems")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="split_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="split_off",
                to="cases.case",
                verbose_name="分自",
            ),
        ),
    ]
