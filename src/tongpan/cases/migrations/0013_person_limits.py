import django.db.models.deletion
from django.db import migrations, models

COPY = """
INSERT INTO cases_personlimit (limit_id, officer_id, kind, act_by, rule, domain, awaiting_year)
SELECT cases_caselimit.id, cases_caseofficer.officer_id, kind, act_by, rule, domain, awaiting_year
FROM cases_caselimit JOIN cases_caseofficer ON cases_caseofficer.case_id = cases_caselimit.case_id
"""


def share(apps, schema_editor):
    """Everybody who is named in a case has its limits."""
    schema_editor.execute(COPY)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with waiting checks cannot be altered


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_designation'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('officer_id', models.UUIDField(verbose_name='人员')),
                ('kind', models.CharField(max_length=12, verbose_name='性质')),
                ('act_by', models.DateField(null=True, verbose_name='以此日为准安排')),
                ('rule', models.CharField(max_length=16, verbose_name='期限规则')),
                ('domain', models.CharField(blank=True, max_length=24, verbose_name='领域')),
                ('awaiting_year', models.PositiveSmallIntegerField(null=True, verbose_name='待公布放假安排的年份')),
            ],
            options={
                'verbose_name': '本人的期限',
                'verbose_name_plural': '本人的期限',
            },
        ),
        migrations.RemoveIndex(
            model_name='caselimit',
            name='case_limit_district',
        ),
        migrations.RemoveIndex(
            model_name='caselimit',
            name='case_limit_town',
        ),
        migrations.RemoveIndex(
            model_name='caselimit',
            name='case_limit_team',
        ),
        migrations.RemoveIndex(
            model_name='caselimit',
            name='case_limit_body',
        ),
        migrations.RemoveIndex(
            model_name='caselimit',
            name='case_limit_rule',
        ),
        migrations.RemoveIndex(
            model_name='caselimit',
            name='case_limit_domain',
        ),
        migrations.RemoveIndex(
            model_name='caselimit',
            name='case_limit_case',
        ),
        migrations.RemoveIndex(
            model_name='caselimit',
            name='case_limit_waiting',
        ),
        migrations.AddIndex(
            model_name='caselimit',
            index=models.Index(fields=['district_id', 'kind', 'act_by', 'id', 'rule', 'awaiting_year'], name='case_limit_district'),
        ),
        migrations.AddIndex(
            model_name='caselimit',
            index=models.Index(fields=['town_id', 'kind', 'act_by', 'id', 'rule', 'domain', 'awaiting_year', 'district_id'], name='case_limit_town'),
        ),
        migrations.AddIndex(
            model_name='caselimit',
            index=models.Index(fields=['team_id', 'kind', 'act_by', 'id', 'rule', 'domain', 'awaiting_year', 'town_id'], name='case_limit_team'),
        ),
        migrations.AddIndex(
            model_name='caselimit',
            index=models.Index(fields=['body_id', 'kind', 'act_by', 'id', 'rule', 'domain', 'awaiting_year'], name='case_limit_body'),
        ),
        migrations.AddIndex(
            model_name='caselimit',
            index=models.Index(fields=['district_id', 'rule', 'act_by', 'id', 'kind', 'domain', 'awaiting_year'], name='case_limit_rule'),
        ),
        migrations.AddIndex(
            model_name='caselimit',
            index=models.Index(fields=['district_id', 'domain', 'kind', 'act_by', 'id', 'rule', 'awaiting_year'], name='case_limit_domain'),
        ),
        migrations.AddIndex(
            model_name='caselimit',
            index=models.Index(condition=models.Q(('awaiting_year__isnull', False)), fields=['district_id', 'act_by', 'id', 'kind', 'rule', 'domain'], name='case_limit_waiting'),
        ),
        migrations.AddField(
            model_name='personlimit',
            name='limit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='own', to='cases.caselimit'),
        ),
        migrations.AddIndex(
            model_name='personlimit',
            index=models.Index(fields=['officer_id', 'kind', 'act_by', 'limit', 'rule', 'domain', 'awaiting_year'], name='own_limit_order'),
        ),
        migrations.AddConstraint(
            model_name='personlimit',
            constraint=models.UniqueConstraint(fields=('limit', 'officer_id'), name='own_limit_once'),
        ),
        migrations.RunPython(share, migrations.RunPython.noop),
    ]
