"""The charter: working text, editions, regulations, opinions, imported texts."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import charters.models.drafts
import core.texts


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0007_norms_of_conduct"),
        ("processes", "0001_squashed_0007_catalogue_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        default=charters.models.drafts.charter_languages,
                        size=None,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("approved", "approved"),
                            ("published", "published"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review_due",
                    models.DateField(blank=True, null=True, verbose_name="next review on"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("languages__contains", ["nl", "fr"]),
                            ("languages__contained_by", ["nl", "fr", "de", "en"]),
                        ),
                        name="charter_is_in_dutch_and_french",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CharterText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="charters.charter",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("welcome", "Welcome"),
                            ("situation", "Who we are"),
                            ("purpose", "Purpose, and for whom"),
                            ("referral", "Referral to the right service"),
                            ("website", "A maintained website"),
                            ("opening_hours", "Opening hours, reception and digital offer"),
                            ("telephone", "Reachable by telephone"),
                            ("channels", "Several channels, electronic ones included"),
                            ("mail", "Handling of mail"),
                            ("services", "What we do for you"),
                            ("reply_times", "Reply times for information and requests"),
                            ("payment", "Means of payment"),
                            ("counters", "Business counters"),
                            ("data_reuse", "Maximal reuse of data"),
                            ("quality_control", "Quality control"),
                            ("redress", "When a promise is not kept"),
                            ("expectations", "What we expect of you"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "text",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="text"),
                ),
                ("applies", models.BooleanField(default=True, verbose_name="applies to us")),
                (
                    "reason",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="why it does not apply"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("charter", "topic"), name="one_text_per_subject"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="charters.charter",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "anyone"), ("invited", "invited customers")],
                        default="public",
                        max_length=10,
                        verbose_name="who is asked",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="from")),
                ("closes_on", models.DateField(verbose_name="until")),
                (
                    "introduction",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="what we ask you"
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), size=None
                    ),
                ),
                ("contents", models.JSONField()),
                ("token", models.CharField(max_length=43, unique=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "outcome",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="what we do with it"
                    ),
                ),
                ("outcome_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="consultation_in_organisation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="consultation_closes_after_it_opens",
                        violation_error_message="The last day lies before the first one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="charters.consultation",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                (
                    "letter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.letter",
                    ),
                ),
                (
                    "invited_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="charters.charter",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="edition")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), size=None
                    ),
                ),
                ("in_force_from", models.DateField(verbose_name="in force from")),
                ("contents", models.JSONField()),
                ("hours", models.JSONField(default=dict)),
                ("published_at", models.DateTimeField()),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawal_reason",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="why it was withdrawn"
                    ),
                ),
            ],
            options={
                "ordering": ["charter", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("charter", "number"), name="edition_number_is_given_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="charters.edition",
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("charter", "charter"),
                            ("leaflet", "leaflet"),
                            ("poster", "poster"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("path", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveSmallIntegerField()),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "ordering": ["paper", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "paper", "language"), name="paper_is_made_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="paper_is_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expectation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectations",
                        to="charters.charter",
                    ),
                ),
                (
                    "text",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="what we ask"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported",
                        to="charters.charter",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "brought_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="imported_text_in_organisation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Regulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                    ),
                ),
                ("code", models.CharField(max_length=30, verbose_name="code")),
                (
                    "title",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="title"),
                ),
                (
                    "kind",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="kind of text"
                    ),
                ),
                ("dated", models.CharField(blank=True, max_length=100, verbose_name="date")),
                (
                    "obliges",
                    core.texts.TextField(
                        blank=True,
                        default=core.texts.Text,
                        verbose_name="what it obliges to, in plain words",
                    ),
                ),
                ("articles", models.CharField(blank=True, max_length=200, verbose_name="articles")),
                (
                    "limits",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="time limits, in words"
                    ),
                ),
                (
                    "limit_amount",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="answer within"
                    ),
                ),
                (
                    "limit_unit",
                    models.CharField(
                        choices=[
                            ("calendar_days", "calendar days"),
                            ("working_days", "working days"),
                            ("months", "months"),
                        ],
                        default="calendar_days",
                        max_length=16,
                        verbose_name="unit",
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("welcome", "Welcome"),
                                ("situation", "Who we are"),
                                ("purpose", "Purpose, and for whom"),
                                ("referral", "Referral to the right service"),
                                ("website", "A maintained website"),
                                ("opening_hours", "Opening hours, reception and digital offer"),
                                ("telephone", "Reachable by telephone"),
                                ("channels", "Several channels, electronic ones included"),
                                ("mail", "Handling of mail"),
                                ("services", "What we do for you"),
                                ("reply_times", "Reply times for information and requests"),
                                ("payment", "Means of payment"),
                                ("counters", "Business counters"),
                                ("data_reuse", "Maximal reuse of data"),
                                ("quality_control", "Quality control"),
                                ("redress", "When a promise is not kept"),
                                ("expectations", "What we expect of you"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="bears on",
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("source", models.CharField(blank=True, max_length=600, verbose_name="source")),
                (
                    "certainty",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="how certain the source is"
                    ),
                ),
                (
                    "verification",
                    models.CharField(
                        choices=[("to_verify", "to be verified"), ("verified", "verified")],
                        default="to_verify",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                (
                    "repealed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="no longer in force since"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "code"),
                        name="regulation_code_is_given_once",
                        nulls_distinct=False,
                        violation_error_message="Another regulation has this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verification", "to_verify"),
                            models.Q(("checked_by__isnull", False), ("checked_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="verified_regulation_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="charters.charter",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("welcome", "Welcome"),
                            ("situation", "Who we are"),
                            ("purpose", "Purpose, and for whom"),
                            ("referral", "Referral to the right service"),
                            ("website", "A maintained website"),
                            ("opening_hours", "Opening hours, reception and digital offer"),
                            ("telephone", "Reachable by telephone"),
                            ("channels", "Several channels, electronic ones included"),
                            ("mail", "Handling of mail"),
                            ("services", "What we do for you"),
                            ("reply_times", "Reply times for information and requests"),
                            ("payment", "Means of payment"),
                            ("counters", "Business counters"),
                            ("data_reuse", "Maximal reuse of data"),
                            ("quality_control", "Quality control"),
                            ("redress", "When a promise is not kept"),
                            ("expectations", "What we expect of you"),
                        ],
                        max_length=20,
                        verbose_name="subject",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("orient", "Orient"),
                            ("receive", "Receive"),
                            ("deliver", "Deliver"),
                            ("follow_up", "Follow up"),
                        ],
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="processes.service",
                        verbose_name="service",
                    ),
                ),
                (
                    "text",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="promise"
                    ),
                ),
                (
                    "explanation",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="explanation"
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            (
                                "acknowledged_within",
                                "complaints acknowledged within a number of days",
                            ),
                            ("answered_within", "complaints answered within a number of days"),
                            (
                                "answered_in_language",
                                "complaints answered in the complainant's language",
                            ),
                            ("founded_on_norm", "share of founded complaints on a norm"),
                            ("yearly_figure", "a figure typed in once a year"),
                            ("none", "not measured"),
                        ],
                        default="none",
                        max_length=20,
                        verbose_name="how it is measured",
                    ),
                ),
                (
                    "amount",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="within"),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("calendar_days", "calendar days"),
                            ("working_days", "working days"),
                            ("months", "months"),
                        ],
                        default="working_days",
                        max_length=16,
                        verbose_name="unit",
                    ),
                ),
                (
                    "norm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.normofconduct",
                        verbose_name="norm of conduct",
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="target",
                    ),
                ),
                (
                    "figure_name",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="name of the figure"
                    ),
                ),
                (
                    "figure_unit",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="unit of the figure"
                    ),
                ),
                (
                    "figure_target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="target of the figure",
                    ),
                ),
                (
                    "figure_better",
                    models.CharField(
                        choices=[("higher", "at least"), ("lower", "at most")],
                        default="higher",
                        max_length=6,
                        verbose_name="the figure is to be",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="charters.regulation",
                        verbose_name="legal basis",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "change_reason",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="why it changes"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "retired_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "customer_groups",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="processes.customergroup",
                        verbose_name="who benefits",
                    ),
                ),
            ],
            options={
                "ordering": ["topic", "position", "pk"],
                "indexes": [
                    models.Index(
                        fields=["charter", "topic", "position"], name="commitments_of_a_charter"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="commitment_in_organisation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("metric__in", ["acknowledged_within", "answered_within"]),
                                _negated=True,
                            ),
                            ("amount__isnull", False),
                            _connector="OR",
                        ),
                        name="time_promise_has_a_limit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "metric__in",
                                    [
                                        "acknowledged_within",
                                        "answered_in_language",
                                        "answered_within",
                                        "founded_on_norm",
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("target__isnull", False),
                            _connector="OR",
                        ),
                        name="measured_promise_has_a_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__isnull", True),
                            models.Q(("target__gte", 0), ("target__lte", 100)),
                            _connector="OR",
                        ),
                        name="target_is_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("metric", "founded_on_norm"), _negated=True),
                            ("norm__isnull", False),
                            _connector="OR",
                        ),
                        name="promise_on_a_norm_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="commitment_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CharterChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="charters.charter",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("begun", "began a new edition"),
                            ("languages", "chose the languages"),
                            ("topic", "changed a text"),
                            ("commitment_added", "added a commitment"),
                            ("commitment", "changed a commitment"),
                            ("commitment_retired", "retired a commitment"),
                            ("commitment_restored", "took a commitment up again"),
                            ("expectation", "changed an expectation"),
                            ("figure", "typed in a figure"),
                            ("submitted", "sent it for review"),
                            ("returned", "returned it to draft"),
                            ("approved", "approved it"),
                            ("published", "published an edition"),
                            ("withdrawn", "withdrew an edition"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("welcome", "Welcome"),
                            ("situation", "Who we are"),
                            ("purpose", "Purpose, and for whom"),
                            ("referral", "Referral to the right service"),
                            ("website", "A maintained website"),
                            ("opening_hours", "Opening hours, reception and digital offer"),
                            ("telephone", "Reachable by telephone"),
                            ("channels", "Several channels, electronic ones included"),
                            ("mail", "Handling of mail"),
                            ("services", "What we do for you"),
                            ("reply_times", "Reply times for information and requests"),
                            ("payment", "Means of payment"),
                            ("counters", "Business counters"),
                            ("data_reuse", "Maximal reuse of data"),
                            ("quality_control", "Quality control"),
                            ("redress", "When a promise is not kept"),
                            ("expectations", "What we expect of you"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="charters.commitment",
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("old", models.JSONField(default=dict)),
                ("new", models.JSONField(default=dict)),
                ("remark", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["charter", "id"], name="changes_of_a_charter")],
            },
        ),
        migrations.CreateModel(
            name="EditionCommitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="charters.edition",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="charters.commitment",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("welcome", "Welcome"),
                            ("situation", "Who we are"),
                            ("purpose", "Purpose, and for whom"),
                            ("referral", "Referral to the right service"),
                            ("website", "A maintained website"),
                            ("opening_hours", "Opening hours, reception and digital offer"),
                            ("telephone", "Reachable by telephone"),
                            ("channels", "Several channels, electronic ones included"),
                            ("mail", "Handling of mail"),
                            ("services", "What we do for you"),
                            ("reply_times", "Reply times for information and requests"),
                            ("payment", "Means of payment"),
                            ("counters", "Business counters"),
                            ("data_reuse", "Maximal reuse of data"),
                            ("quality_control", "Quality control"),
                            ("redress", "When a promise is not kept"),
                            ("expectations", "What we expect of you"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            (
                                "acknowledged_within",
                                "complaints acknowledged within a number of days",
                            ),
                            ("answered_within", "complaints answered within a number of days"),
                            (
                                "answered_in_language",
                                "complaints answered in the complainant's language",
                            ),
                            ("founded_on_norm", "share of founded complaints on a norm"),
                            ("yearly_figure", "a figure typed in once a year"),
                            ("none", "not measured"),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(null=True)),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("calendar_days", "calendar days"),
                            ("working_days", "working days"),
                            ("months", "months"),
                        ],
                        max_length=16,
                    ),
                ),
                ("norm", models.CharField(blank=True, max_length=40)),
                ("target", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("figure_target", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                (
                    "figure_better",
                    models.CharField(
                        blank=True,
                        choices=[("higher", "at least"), ("lower", "at most")],
                        max_length=6,
                    ),
                ),
            ],
            options={
                "ordering": ["edition", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "commitment"),
                        name="commitment_stands_once_in_an_edition",
                    ),
                    models.UniqueConstraint(
                        fields=("edition", "number"), name="promises_are_numbered"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedParagraph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paragraphs",
                        to="charters.importedtext",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("is_heading", models.BooleanField(default=False)),
                (
                    "placement",
                    models.CharField(
                        choices=[
                            ("open", "not yet placed"),
                            ("text", "text of a subject"),
                            ("commitment", "commitment"),
                            ("expectation", "expectation"),
                            ("left_out", "left out"),
                        ],
                        default="open",
                        max_length=11,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("welcome", "Welcome"),
                            ("situation", "Who we are"),
                            ("purpose", "Purpose, and for whom"),
                            ("referral", "Referral to the right service"),
                            ("website", "A maintained website"),
                            ("opening_hours", "Opening hours, reception and digital offer"),
                            ("telephone", "Reachable by telephone"),
                            ("channels", "Several channels, electronic ones included"),
                            ("mail", "Handling of mail"),
                            ("services", "What we do for you"),
                            ("reply_times", "Reply times for information and requests"),
                            ("payment", "Means of payment"),
                            ("counters", "Business counters"),
                            ("data_reuse", "Maximal reuse of data"),
                            ("quality_control", "Quality control"),
                            ("redress", "When a promise is not kept"),
                            ("expectations", "What we expect of you"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="charters.commitment",
                    ),
                ),
                (
                    "expectation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="charters.expectation",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("imported", "position"), name="one_paragraph_per_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="charters.consultation",
                    ),
                ),
                ("sent", models.UUIDField()),
                (
                    "commitment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="charters.commitment",
                    ),
                ),
                ("useful", models.BooleanField(null=True, verbose_name="useful")),
                ("text", models.TextField(blank=True, verbose_name="opinion")),
                ("language", models.CharField(max_length=2)),
                (
                    "given_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["consultation", "commitment"], name="opinions_by_promise")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consultation", "sent", "commitment"),
                        name="opinion_is_given_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            ("useful__isnull", False),
                            _connector="OR",
                        ),
                        name="opinion_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegulationChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="charters.regulation",
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("old", models.JSONField(default=dict)),
                ("new", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="charters.charter",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("welcome", "Welcome"),
                            ("situation", "Who we are"),
                            ("purpose", "Purpose, and for whom"),
                            ("referral", "Referral to the right service"),
                            ("website", "A maintained website"),
                            ("opening_hours", "Opening hours, reception and digital offer"),
                            ("telephone", "Reachable by telephone"),
                            ("channels", "Several channels, electronic ones included"),
                            ("mail", "Handling of mail"),
                            ("services", "What we do for you"),
                            ("reply_times", "Reply times for information and requests"),
                            ("payment", "Means of payment"),
                            ("counters", "Business counters"),
                            ("data_reuse", "Maximal reuse of data"),
                            ("quality_control", "Quality control"),
                            ("redress", "When a promise is not kept"),
                            ("expectations", "What we expect of you"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="charters.commitment",
                    ),
                ),
                ("paragraph", models.PositiveSmallIntegerField(default=0)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("quoted", models.TextField(blank=True)),
                ("text", models.TextField(verbose_name="remark")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("resolved_at", models.DateTimeField(null=True)),
                ("resolution", models.TextField(blank=True, verbose_name="what was done with it")),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("resolved_at__isnull", True)),
                        fields=["charter"],
                        name="remarks_to_deal_with",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_at__isnull", True),
                            ("resolved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="resolved_remark_says_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="YearlyFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="charters.commitment",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="value"),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="where it comes from"
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "typed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("commitment", "year"),
                        name="one_figure_per_commitment_and_year",
                        violation_error_message="This year already has a figure.",
                    )
                ],
            },
        ),
    ]
