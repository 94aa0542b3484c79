"""Catalogue, process maps, improvements, news; subscribers and files are seen in their organisation alone."""

import core.texts
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from django.contrib.postgres.operations import TrigramExtension
from core.row_security import protect, tie


class Migration(migrations.Migration):
    replaces = [
        ("processes", "0001_initial"),
        ("processes", "0002_catalogue_maps_actions_news"),
        ("processes", "0003_walls"),
        ("processes", "0004_what_changed_in_an_action"),
        ("processes", "0005_stems_spelt_alike"),
        ("processes", "0006_links_are_signed"),
        ("processes", "0007_catalogue_files"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_squashed_0006_unsubscribing"),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="LifeEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=30, unique=True)),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="CustomerGroup",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("citizen", "citizens"),
                            ("company", "companies"),
                            ("institution", "institutions"),
                            ("colleague", "colleagues"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
                (
                    "needs",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="what they need"
                    ),
                ),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("online", "online"),
                                ("email", "e-mail"),
                                ("telephone", "telephone"),
                                ("letter", "letter"),
                                ("counter", "counter"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="channels they prefer",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("organisation"), nulls_first=True), "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "code"),
                        name="customer_group_code_is_unique_per_organisation",
                        nulls_distinct=False,
                        violation_error_message="Another customer group has this code.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
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
                ("code", models.CharField(max_length=30, verbose_name="code")),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
                (
                    "sort_keys",
                    core.texts.TextField(blank=True, default=core.texts.Text, editable=False),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "for_whom",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="for whom"
                    ),
                ),
                (
                    "result",
                    core.texts.TextField(
                        blank=True,
                        default=core.texts.Text,
                        verbose_name="what the customer receives",
                    ),
                ),
                (
                    "conditions",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="conditions"
                    ),
                ),
                (
                    "cost",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="cost"),
                ),
                (
                    "payment_means",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("transfer", "bank transfer"),
                                ("online", "online payment"),
                                ("card", "bank card at the counter"),
                                ("cash", "cash"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="means of payment",
                    ),
                ),
                (
                    "announced_amount",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="announced time"
                    ),
                ),
                (
                    "announced_unit",
                    models.CharField(
                        choices=[
                            ("minutes", "minutes"),
                            ("hours", "hours"),
                            ("working_days", "working days"),
                            ("calendar_days", "calendar days"),
                            ("months", "months"),
                        ],
                        default="working_days",
                        max_length=14,
                        verbose_name="unit",
                    ),
                ),
                (
                    "legal_amount",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="legal time"
                    ),
                ),
                (
                    "legal_unit",
                    models.CharField(
                        choices=[
                            ("minutes", "minutes"),
                            ("hours", "hours"),
                            ("working_days", "working days"),
                            ("calendar_days", "calendar days"),
                            ("months", "months"),
                        ],
                        default="calendar_days",
                        max_length=14,
                        verbose_name="unit",
                    ),
                ),
                (
                    "appeal",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="where to appeal"
                    ),
                ),
                (
                    "appeal_amount",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="time to appeal"
                    ),
                ),
                (
                    "appeal_unit",
                    models.CharField(
                        choices=[
                            ("minutes", "minutes"),
                            ("hours", "hours"),
                            ("working_days", "working days"),
                            ("calendar_days", "calendar days"),
                            ("months", "months"),
                        ],
                        default="calendar_days",
                        max_length=14,
                        verbose_name="unit",
                    ),
                ),
                (
                    "legal_basis",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="legal basis"
                    ),
                ),
                (
                    "words",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="words people use"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "customer_groups",
                    models.ManyToManyField(
                        blank=True, to="processes.customergroup", verbose_name="customer groups"
                    ),
                ),
                (
                    "places",
                    models.ManyToManyField(
                        blank=True, to="organisations.place", verbose_name="places"
                    ),
                ),
                (
                    "life_events",
                    models.ManyToManyField(
                        blank=True, to="processes.lifeevent", verbose_name="life events"
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "code"),
                        name="service_code_is_unique_per_organisation",
                        violation_error_message="Another service has this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="service_ends_after_it_begins",
                        violation_error_message="The end lies before the beginning.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="processes.service",
                    ),
                ),
                (
                    "title",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="title"),
                ),
                (
                    "text",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="text"),
                ),
                (
                    "changes_on",
                    models.DateField(blank=True, null=True, verbose_name="from which day"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("sent", "sent")],
                        default="draft",
                        max_length=6,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "sent"), ("sent_at__isnull", True), _connector="XOR"
                        ),
                        name="sent_news_has_a_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Map",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="maps",
                        to="processes.service",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_force", "in force"),
                            ("past", "replaced"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="why it changed"
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
                ("in_force_from", models.DateField(null=True, verbose_name="in force from")),
                ("in_force_until", models.DateField(null=True)),
                (
                    "adopted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["service", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "number"), name="map_number_is_given_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("service",),
                        name="one_draft_per_service",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "in_force")),
                        fields=("service",),
                        name="one_map_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("in_force_from__isnull", False), _connector="XOR"
                        ),
                        name="adopted_map_has_a_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceChannel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channels",
                        to="processes.service",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("email", "e-mail"),
                            ("telephone", "telephone"),
                            ("letter", "letter"),
                            ("counter", "counter"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="address, number or link"
                    ),
                ),
                (
                    "hours",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="hours"),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ServiceDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="processes.service",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="document or data"
                    ),
                ),
                (
                    "known",
                    models.BooleanField(
                        default=False, verbose_name="the administration already has it"
                    ),
                ),
                (
                    "known_from",
                    core.texts.TextField(
                        blank=True,
                        default=core.texts.Text,
                        verbose_name="where the administration has it from",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ServiceStem",
            fields=[
                ("stem", models.CharField(max_length=60, primary_key=True, serialize=False)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["stem"], name="stems_spelt_alike", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="processes.service",
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("stem", models.CharField(max_length=60)),
                ("weight", models.FloatField()),
            ],
            options={
                "indexes": [models.Index(fields=["stem", "language"], name="services_by_stem")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "language", "stem"), name="service_word_stands_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="processes.service",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="step_in_organisation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                    "giver_department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.department",
                        verbose_name="department that gives",
                    ),
                ),
                (
                    "giver_partner",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="organisation that gives"
                    ),
                ),
                (
                    "taker_department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.department",
                        verbose_name="department that receives",
                    ),
                ),
                (
                    "taker_partner",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="organisation that receives"
                    ),
                ),
                (
                    "what",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="what is given"
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(verbose_name="within")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("minutes", "minutes"),
                            ("hours", "hours"),
                            ("working_days", "working days"),
                            ("calendar_days", "calendar days"),
                            ("months", "months"),
                        ],
                        default="working_days",
                        max_length=14,
                        verbose_name="unit",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "reviewed_on",
                    models.DateField(blank=True, null=True, verbose_name="last reviewed on"),
                ),
                (
                    "review_due",
                    models.DateField(blank=True, null=True, verbose_name="next review on"),
                ),
                (
                    "steps",
                    models.ManyToManyField(
                        blank=True, related_name="agreements", to="processes.step"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("giver_department__isnull", True),
                            ("giver_partner", ""),
                            _connector="XOR",
                        ),
                        name="agreement_has_one_giver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taker_department__isnull", True),
                            ("taker_partner", ""),
                            _connector="XOR",
                        ),
                        name="agreement_has_one_taker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="agreement_ends_after_it_begins",
                        violation_error_message="The end lies before the beginning.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Action",
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
                ("title", models.CharField(max_length=200, verbose_name="what is improved")),
                ("text", models.TextField(blank=True, verbose_name="how")),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="processes.service",
                        verbose_name="service",
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
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="processes.step",
                        verbose_name="step",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="processes.agreement",
                        verbose_name="agreement",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "figure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("complaints", "complaints a month"),
                            ("founded_share", "share of founded complaints"),
                            ("days_to_answer", "days to answer"),
                        ],
                        max_length=14,
                        verbose_name="figure that should change",
                    ),
                ),
                (
                    "expected_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=7,
                        null=True,
                        verbose_name="expected value",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("under_way", "under way"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("created_on", models.DateField(verbose_name="planned on")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("started_on", models.DateField(null=True, verbose_name="started on")),
                ("done_on", models.DateField(null=True, verbose_name="done on")),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        fields=["organisation", "state", "due_on"], name="actions_by_state"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["planned", "under_way"])),
                        fields=["owner", "due_on"],
                        name="open_actions_of_owner",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="action_in_organisation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "done"), ("done_on__isnull", True), _connector="XOR"
                        ),
                        name="done_action_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("figure", ""), _negated=True),
                            ("expected_value__isnull", True),
                            _connector="OR",
                        ),
                        name="expected_value_has_a_figure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="processes.action",
                    ),
                ),
                (
                    "move",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("start", "Start the action"),
                            ("finish", "Record as done"),
                            ("drop", "Drop the action"),
                            ("take_up", "Take up again"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("happened_on", models.DateField()),
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
            name="MapChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "map",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="processes.map",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="processes.step",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("begun", "Draft begun"),
                            ("added", "Step added"),
                            ("changed", "Step changed"),
                            ("moved", "Step moved"),
                            ("removed", "Step removed"),
                            ("adopted", "Map brought into force"),
                            ("discarded", "Draft given up"),
                        ],
                        max_length=10,
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
                "indexes": [models.Index(fields=["map", "id"], name="changes_of_a_map")],
            },
        ),
        migrations.CreateModel(
            name="StepVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "map",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="processes.map",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="processes.step",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
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
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="name of the step"
                    ),
                ),
                (
                    "actor",
                    models.CharField(
                        choices=[
                            ("customer", "customer"),
                            ("front_office", "front office"),
                            ("back_office", "back office"),
                            ("other_organisation", "other organisation"),
                        ],
                        max_length=20,
                        verbose_name="who does it",
                    ),
                ),
                (
                    "partner",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="which other organisation"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("online", "online"),
                            ("email", "e-mail"),
                            ("telephone", "telephone"),
                            ("letter", "letter"),
                            ("counter", "counter"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "description",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="what happens"
                    ),
                ),
                (
                    "question",
                    core.texts.TextField(
                        blank=True,
                        default=core.texts.Text,
                        verbose_name="question the customer asks here",
                    ),
                ),
                (
                    "expected_amount",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="expected duration"
                    ),
                ),
                (
                    "expected_unit",
                    models.CharField(
                        choices=[
                            ("minutes", "minutes"),
                            ("hours", "hours"),
                            ("working_days", "working days"),
                            ("calendar_days", "calendar days"),
                            ("months", "months"),
                        ],
                        default="working_days",
                        max_length=14,
                        verbose_name="unit",
                    ),
                ),
                (
                    "maximal_amount",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="maximal duration"
                    ),
                ),
                (
                    "maximal_unit",
                    models.CharField(
                        choices=[
                            ("minutes", "minutes"),
                            ("hours", "hours"),
                            ("working_days", "working days"),
                            ("calendar_days", "calendar days"),
                            ("months", "months"),
                        ],
                        default="working_days",
                        max_length=14,
                        verbose_name="unit",
                    ),
                ),
                (
                    "risk",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="what can go wrong"
                    ),
                ),
                (
                    "receives",
                    core.texts.TextField(
                        blank=True,
                        default=core.texts.Text,
                        verbose_name="what the customer receives",
                    ),
                ),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("product", "the product or service"),
                            ("decision", "a reasoned decision"),
                        ],
                        max_length=10,
                        verbose_name="ends with",
                    ),
                ),
                (
                    "informs_on_appeal",
                    models.BooleanField(
                        default=False, verbose_name="says where and when to appeal"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("map", "step"), name="step_stands_once_on_a_map"
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("map", "stage", "position"),
                        name="one_step_per_position",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hands_over",
                        to="processes.stepversion",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="takes_over",
                        to="processes.stepversion",
                    ),
                ),
                (
                    "what",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="what is handed over"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("giver", "taker"), name="hand_over_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True),
                        name="step_does_not_hand_over_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
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
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="processes.service",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                (
                    "asked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=["organisation", "asked_at"],
                        name="subscriptions_unconfirmed",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="subscription_in_organisation"
                    ),
                    models.UniqueConstraint(
                        models.F("service"),
                        django.db.models.functions.text.Lower("email"),
                        name="one_subscription_per_service_and_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubscriberLetter",
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
                    "subscription",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="letters",
                        to="processes.subscription",
                    ),
                ),
                (
                    "news",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="processes.news",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.letter",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "news"), name="news_goes_to_a_subscriber_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueFile",
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
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                (
                    "sent_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "user"), name="one_catalogue_file_per_sender"
                    )
                ],
            },
        ),
        tie("processes_subscriberletter", "letter_id", "organisations_letter"),
        tie("processes_subscriberletter", "subscription_id", "processes_subscription"),
        protect("processes_subscriberletter"),
        protect("processes_subscription"),
        protect("processes_cataloguefile"),
    ]
