import django.db.models.deletion
import tongpan.kernel.ids
from django.db import migrations, models


def whose_turn(apps, schema_editor):
    """What waits already waits for the one who decides."""
    apps.get_model("cases", "StepProposal").objects.update(waits_for_id=models.F("decider_id"))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with waiting checks cannot be altered


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_reviewers'),
        ('cases', '0005_entering'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalChain',
            fields=[
                ('id', models.UUIDField(default=tongpan.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(blank=True, max_length=24, verbose_name='步骤')),
                ('levels', models.JSONField(default=list, verbose_name='层级')),
                ('valid_from', models.DateField(verbose_name='起')),
                ('valid_to', models.DateField(null=True, verbose_name='止')),
                ('made_at', models.DateTimeField(verbose_name='设置时间')),
                ('made_by', models.CharField(max_length=80, verbose_name='设置人')),
            ],
            options={
                'verbose_name': '审批层级',
                'verbose_name_plural': '审批层级',
            },
        ),
        migrations.CreateModel(
            name='CaseMeeting',
            fields=[
                ('id', models.UUIDField(default=tongpan.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(blank=True, max_length=12, verbose_name='当事人')),
                ('cause', models.CharField(blank=True, max_length=40, verbose_name='案由')),
                ('kind', models.CharField(choices=[('DELIBERATION', '集体讨论'), ('HEARING', '听证'), ('PROCURATOR', '邀请检察人员参与'), ('COURT_VISIT', '庭审观摩'), ('TEACHING', '以案说法')], max_length=12, verbose_name='种类')),
                ('held_at', models.DateTimeField(verbose_name='时间')),
                ('where', models.CharField(blank=True, max_length=200, verbose_name='地点')),
                ('topic', models.CharField(blank=True, max_length=200, verbose_name='主题')),
                ('outcome', models.TextField(verbose_name='结论或者报告')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '会议和活动',
                'verbose_name_plural': '会议和活动',
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.UUIDField(default=tongpan.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(max_length=12, verbose_name='当事人')),
                ('cause', models.CharField(max_length=40, verbose_name='案由')),
                ('round', models.PositiveSmallIntegerField(verbose_name='第几轮审核')),
                ('adviser', models.CharField(choices=[('COUNSEL', '法律顾问、律师'), ('COURT', '法院人员'), ('JUSTICE', '司法行政人员'), ('EXPERT', '专业技术专家')], max_length=8, verbose_name='咨询对象')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('unit', models.CharField(max_length=100, verbose_name='单位')),
                ('question', models.TextField(verbose_name='请教的问题')),
                ('shares', models.JSONField(default=list, verbose_name='提供的内容')),
                ('evidence', models.JSONField(default=list, verbose_name='提供的证据')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='提供当事人真实名称的用途')),
                ('asked_at', models.DateTimeField(verbose_name='提出时间')),
                ('asked_by', models.CharField(max_length=80, verbose_name='提出人')),
                ('link_index', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='链接盲索引')),
                ('link_until', models.DateTimeField(verbose_name='链接有效至')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='撤回时间')),
                ('declared_at', models.DateTimeField(null=True, verbose_name='声明时间')),
                ('conflict', models.BooleanField(null=True, verbose_name='有利害关系')),
                ('declaration', models.CharField(blank=True, max_length=300, verbose_name='声明')),
                ('looks', models.PositiveIntegerField(default=0, verbose_name='查看次数')),
                ('opinion', models.TextField(blank=True, verbose_name='意见')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='答复时间')),
            ],
            options={
                'verbose_name': '外部咨询',
                'verbose_name_plural': '外部咨询',
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.UUIDField(default=tongpan.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('domain', models.CharField(max_length=24, verbose_name='领域')),
                ('point', models.CharField(choices=[('FACT', '事实'), ('EVIDENCE', '证据'), ('PROCEDURE', '程序'), ('BASIS', '依据'), ('DISCRETION', '裁量'), ('PAPER', '文书'), ('AUTHORITY', '主体和权限'), ('REFERRAL', '涉嫌犯罪移送'), ('OTHER', '其他')], max_length=10, verbose_name='哪一方面')),
                ('text', models.TextField(verbose_name='经验或者教训')),
                ('measure', models.TextField(blank=True, verbose_name='以后怎么做')),
                ('made_at', models.DateTimeField(verbose_name='记录时间')),
                ('made_by', models.CharField(max_length=80, verbose_name='记录人')),
            ],
            options={
                'verbose_name': '举一反三',
                'verbose_name_plural': '举一反三',
            },
        ),
        migrations.CreateModel(
            name='MeetingAttendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('name', models.CharField(max_length=70, verbose_name='姓名')),
                ('unit', models.CharField(blank=True, max_length=100, verbose_name='单位职务')),
                ('capacity', models.CharField(choices=[('HEAD', '负责人'), ('CHAIR', '主持人'), ('MEMBER', '听证员'), ('CLERK', '记录人'), ('INVESTIGATOR', '调查人员'), ('PARTY', '当事人'), ('AGENT', '代理人'), ('THIRD', '第三人'), ('WITNESS', '证人、鉴定人'), ('PROCURATOR', '检察人员'), ('GUEST', '列席、旁听')], max_length=12, verbose_name='身份')),
                ('said', models.TextField(blank=True, verbose_name='意见')),
            ],
            options={
                'verbose_name': '参加人',
                'verbose_name_plural': '参加人',
            },
        ),
        migrations.CreateModel(
            name='ProofPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=12, verbose_name='当事人')),
                ('cause', models.CharField(max_length=40, verbose_name='案由')),
                ('code', models.CharField(max_length=40, verbose_name='要件')),
                ('finding', models.TextField(blank=True, verbose_name='认定的事实')),
                ('evidence', models.JSONField(blank=True, default=list, verbose_name='证据')),
                ('article', models.CharField(blank=True, max_length=300, verbose_name='依据')),
            ],
            options={
                'verbose_name': '事实证据对照',
                'verbose_name_plural': '事实证据对照',
            },
        ),
        migrations.CreateModel(
            name='ProposalLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='第几级')),
                ('label', models.CharField(max_length=40, verbose_name='层级')),
            ],
            options={
                'verbose_name': '报批层级',
                'verbose_name_plural': '报批层级',
            },
        ),
        migrations.CreateModel(
            name='ProposalMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='第几级')),
                ('label', models.CharField(max_length=40, verbose_name='层级')),
                ('passed', models.BooleanField(verbose_name='同意')),
                ('back_to', models.PositiveSmallIntegerField(null=True, verbose_name='退到第几级')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='意见')),
                ('at', models.DateTimeField(verbose_name='审批时间')),
                ('paper', models.BooleanField(default=False, verbose_name='纸质审批')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('entered_by', models.CharField(max_length=80, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '审批意见',
                'verbose_name_plural': '审批意见',
            },
        ),
        migrations.CreateModel(
            name='ReviewOpinion',
            fields=[
                ('id', models.UUIDField(default=tongpan.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('point', models.CharField(choices=[('FACT', '事实'), ('EVIDENCE', '证据'), ('PROCEDURE', '程序'), ('BASIS', '依据'), ('DISCRETION', '裁量'), ('PAPER', '文书'), ('AUTHORITY', '主体和权限'), ('REFERRAL', '涉嫌犯罪移送'), ('OTHER', '其他')], max_length=10, verbose_name='种类')),
                ('weight', models.CharField(choices=[('MUST', '必须改'), ('ADVICE', '建议')], max_length=6, verbose_name='轻重')),
                ('text', models.TextField(verbose_name='意见')),
                ('reply', models.CharField(blank=True, choices=[('CHANGED', '已改'), ('DECLINED', '不采纳')], max_length=8, verbose_name='处理')),
                ('answer', models.TextField(blank=True, verbose_name='答复')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='答复时间')),
                ('answered_by', models.CharField(blank=True, max_length=80, verbose_name='答复人')),
            ],
            options={
                'verbose_name': '审核意见',
                'verbose_name_plural': '审核意见',
            },
        ),
        migrations.CreateModel(
            name='ReviewRound',
            fields=[
                ('id', models.UUIDField(default=tongpan.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(max_length=12, verbose_name='当事人')),
                ('cause', models.CharField(max_length=40, verbose_name='案由')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几轮')),
                ('place', models.PositiveSmallIntegerField(verbose_name='第几行')),
                ('passed', models.BooleanField(verbose_name='通过')),
                ('summary', models.TextField(verbose_name='总的意见')),
                ('reviewer', models.CharField(max_length=70, verbose_name='审核人员')),
                ('done_at', models.DateTimeField(verbose_name='审核时间')),
                ('resubmitted_at', models.DateTimeField(null=True, verbose_name='重新提交时间')),
            ],
            options={
                'verbose_name': '审核轮次',
                'verbose_name_plural': '审核轮次',
            },
        ),
        migrations.RemoveIndex(
            model_name='stepproposal',
            name='case_proposal_open',
        ),
        migrations.AddField(
            model_name='stepproposal',
            name='level',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='第几级'),
        ),
        migrations.AddField(
            model_name='stepproposal',
            name='waits_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='agencies.officer', verbose_name='轮到谁'),
        ),
        migrations.RunPython(whose_turn, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="stepproposal",
            name="waits_for",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="agencies.officer",
                verbose_name="轮到谁",
            ),
        ),
        migrations.AddIndex(
            model_name='stepproposal',
            index=models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['waits_for', 'made_at'], name='case_proposal_open'),
        ),
        migrations.AddField(
            model_name='approvalchain',
            name='body',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='agencies.agency', verbose_name='机关'),
        ),
        migrations.AddField(
            model_name='casemeeting',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='meetings', to='cases.case'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='consultations', to='cases.case'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='lessons', to='cases.case'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='district',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='meetingattendee',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='attendees', to='cases.casemeeting'),
        ),
        migrations.AddField(
            model_name='proofpoint',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='proof_points', to='cases.case'),
        ),
        migrations.AddField(
            model_name='proposallevel',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='agencies.officer', verbose_name='由谁批'),
        ),
        migrations.AddField(
            model_name='proposallevel',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='levels', to='cases.stepproposal'),
        ),
        migrations.AddField(
            model_name='proposalmark',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='agencies.officer', verbose_name='谁批的'),
        ),
        migrations.AddField(
            model_name='proposalmark',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='marks', to='cases.stepproposal'),
        ),
        migrations.AddField(
            model_name='reviewround',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='review_rounds', to='cases.case'),
        ),
        migrations.AddField(
            model_name='reviewopinion',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='opinions', to='cases.reviewround'),
        ),
        migrations.AddIndex(
            model_name='approvalchain',
            index=models.Index(fields=['body', 'step', 'valid_from'], name='case_chain_body'),
        ),
        migrations.AddConstraint(
            model_name='approvalchain',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('body', 'step'), name='case_chain_open'),
        ),
        migrations.AddIndex(
            model_name='lesson',
            index=models.Index(fields=['district', '-id'], name='case_lesson_district'),
        ),
        migrations.AddConstraint(
            model_name='meetingattendee',
            constraint=models.UniqueConstraint(fields=('meeting', 'order'), name='case_attendee_once'),
        ),
        migrations.AddConstraint(
            model_name='proofpoint',
            constraint=models.UniqueConstraint(fields=('case', 'party', 'cause', 'code'), name='case_proof_once'),
        ),
        migrations.AddConstraint(
            model_name='proposallevel',
            constraint=models.UniqueConstraint(fields=('proposal', 'order'), name='case_level_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewround',
            constraint=models.UniqueConstraint(fields=('case', 'party', 'cause', 'number'), name='case_round_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewopinion',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='case_opinion_once'),
        ),
    ]
