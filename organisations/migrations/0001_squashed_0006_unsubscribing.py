"""Organisations, people, places and letters; letters are seen in their organisation alone."""

import core.texts
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import organisations.models
from django.conf import settings
from django.db import migrations, models

from django.contrib.postgres.operations import BtreeGistExtension
from core.row_security import protect, tie


class Migration(migrations.Migration):
    replaces = [
        ("organisations", "0001_initial"),
        ("organisations", "0002_walls"),
        ("organisations", "0003_letters_by_sending"),
        ("organisations", "0004_letter_claimed_at"),
        ("organisations", "0005_places"),
        ("organisations", "0006_unsubscribing"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="PublicHoliday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=12, unique=True)),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
                ("scope", models.CharField(max_length=80)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["rule"],
            },
        ),
        migrations.CreateModel(
            name="SecondLineBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
                ("scope", models.CharField(blank=True, max_length=200)),
                ("basis", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(blank=True, max_length=500)),
                ("certainty", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("is_active", models.BooleanField(default=True)),
                (
                    "joined_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="user_email_is_unique",
                        violation_error_message="Someone already signs in with this address.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DemoLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "loaded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("seed", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="demo_is_loaded_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="code")),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
                (
                    "acronym",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="acronym"
                    ),
                ),
                (
                    "sort_keys",
                    core.texts.TextField(blank=True, default=core.texts.Text, editable=False),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("FPS", "federal public service"),
                            ("PPS", "public planning service"),
                            ("MINISTRY", "ministry"),
                            ("IPSS", "public institution of social security"),
                            ("OIP", "body of public interest"),
                            ("FSI", "federal scientific institution"),
                            ("POLICE", "police"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.group",
                        verbose_name="group",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="successor",
                    ),
                ),
                (
                    "second_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.secondlinebody",
                        verbose_name="second line",
                    ),
                ),
                (
                    "description",
                    core.texts.TextField(
                        blank=True,
                        default=core.texts.Text,
                        verbose_name="what the organisation does",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        verbose_name="e-mail address of the complaints service",
                    ),
                ),
                (
                    "telephone",
                    models.CharField(blank=True, max_length=40, verbose_name="telephone"),
                ),
                (
                    "address",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="postal address"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "contact_name",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="contact person named in letters"
                    ),
                ),
                (
                    "data_protection_contact",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        verbose_name="e-mail address of the data-protection officer",
                    ),
                ),
                (
                    "retention",
                    core.texts.TextField(
                        blank=True,
                        default=core.texts.Text,
                        verbose_name="how long personal data are kept",
                    ),
                ),
                ("coordinates_network", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=500)),
                ("certainty", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z][A-Z0-9_]*$")),
                        name="organisation_code_is_upper_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisation_ends_after_it_begins",
                        violation_error_message="The end lies before the beginning.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Department",
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
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "code"),
                        name="department_code_is_unique_per_organisation",
                        violation_error_message="Another department has this code.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                ("purpose", models.CharField(max_length=30)),
                (
                    "channel",
                    models.CharField(choices=[("email", "e-mail"), ("post", "post")], max_length=8),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("queued", "waiting to be sent"),
                            ("sending", "may have left: check, send again"),
                            ("sent", "sent"),
                            ("failed", "not sent"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("recipient", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("address", models.TextField(blank=True)),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField()),
                (
                    "message_id",
                    models.CharField(default=organisations.models.new_message_id, max_length=120),
                ),
                ("unsubscribe_url", models.CharField(blank=True, max_length=500)),
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
                ("claimed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "sent"), _negated=True),
                        fields=["organisation", "status"],
                        name="letters_not_sent",
                    ),
                    models.Index(
                        condition=models.Q(("status", "sent")),
                        fields=["organisation", "sent_at", "id"],
                        name="letters_by_sending",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="letter_in_organisation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "sent"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="sent_letter_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("reader", "reader"),
                                ("handler", "handler"),
                                ("coordinator", "complaint coordinator"),
                                ("manager", "manager"),
                                ("approver", "approver"),
                                ("administrator", "administrator"),
                                ("data_protection_officer", "data-protection officer"),
                                ("network_coordinator", "Network coordinator"),
                            ],
                            max_length=30,
                        ),
                        size=None,
                        verbose_name="roles",
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
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["user__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "user"),
                        name="one_membership_per_user_and_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "roles__contained_by",
                                [
                                    "reader",
                                    "handler",
                                    "coordinator",
                                    "manager",
                                    "approver",
                                    "administrator",
                                    "data_protection_officer",
                                    "network_coordinator",
                                ],
                            ),
                            models.Q(("roles__len", 0), _negated=True),
                        ),
                        name="membership_has_known_roles",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterTry",
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
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="organisations.letter",
                    ),
                ),
                (
                    "tried_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("succeeded", models.BooleanField()),
                ("error", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["letter", "id"], name="tries_of_a_letter")],
            },
        ),
        migrations.CreateModel(
            name="LetterTemplate",
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
                ("purpose", models.CharField(max_length=30)),
                (
                    "subject",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="subject"
                    ),
                ),
                (
                    "body",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="text"),
                ),
            ],
            options={
                "ordering": ["purpose"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "purpose"), name="one_letter_template_per_purpose"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("reader", "reader"),
                                ("handler", "handler"),
                                ("coordinator", "complaint coordinator"),
                                ("manager", "manager"),
                                ("approver", "approver"),
                                ("administrator", "administrator"),
                                ("data_protection_officer", "data-protection officer"),
                                ("network_coordinator", "Network coordinator"),
                            ],
                            max_length=30,
                        ),
                        size=None,
                        verbose_name="roles",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("expires_on", models.DateField()),
                ("accepted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-invited_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ClosedDay",
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
                ("day", models.DateField(verbose_name="day")),
                (
                    "name",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="reason"
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "day"),
                        name="closed_day_stands_once",
                        violation_error_message="This day is already a closed day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
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
                    "address",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="address"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "telephone",
                    models.CharField(blank=True, max_length=40, verbose_name="telephone"),
                ),
                (
                    "appointment_only",
                    models.BooleanField(default=False, verbose_name="by appointment only"),
                ),
                (
                    "access",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("step_free", "entrance without steps"),
                                ("lift", "lift"),
                                ("toilet", "adapted toilet"),
                                ("parking", "parking space for disabled persons"),
                                ("induction_loop", "induction loop"),
                                ("assistance_dog", "assistance dogs welcome"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="how accessible the building is",
                    ),
                ),
                (
                    "access_note",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="how to get in"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "code"),
                        name="place_code_is_unique_per_organisation",
                        violation_error_message="Another place has this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="place_ends_after_it_begins",
                        violation_error_message="The end lies before the beginning.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="organisations.place",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("counter", "at the counter"), ("telephone", "by telephone")],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="day of the week")),
                ("opens", models.TimeField(verbose_name="opens at")),
                ("closes", models.TimeField(verbose_name="closes at")),
            ],
            options={
                "ordering": ["kind", "weekday", "opens"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "kind", "weekday", "opens"), name="opening_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens")), ("weekday__lte", 6)),
                        name="opening_closes_after_it_opens",
                        violation_error_message="It closes before it opens.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="organisations.place",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("counter", "at the counter"), ("telephone", "by telephone")],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                ("first", models.DateField(verbose_name="from")),
                ("last", models.DateField(verbose_name="until")),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="opens at")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="closes at")),
                (
                    "reason",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="reason"
                    ),
                ),
            ],
            options={
                "ordering": ["first", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="exception_ends_after_it_begins",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes__isnull", True), ("opens__isnull", True)),
                            models.Q(
                                ("closes__gt", models.F("opens")),
                                ("closes__isnull", False),
                                ("opens__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="exception_closes_after_it_opens",
                        violation_error_message="It closes before it opens.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeLimit",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("acknowledgement", "acknowledgement of receipt"),
                            ("answer", "answer"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(verbose_name="amount")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("calendar_days", "calendar days"),
                            ("working_days", "working days"),
                            ("months", "months"),
                        ],
                        max_length=16,
                        verbose_name="unit",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "ordering": [
                    "kind",
                    models.OrderBy(models.F("valid_from"), descending=True, nulls_last=True),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organisation", "="),
                            ("kind", "="),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_time_limit_per_kind_at_a_time",
                        violation_error_message="Another time limit of this kind is valid in this period.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__in", ["calendar_days", "working_days", "months"])
                        ),
                        name="time_limit_has_a_known_unit",
                    ),
                ],
            },
        ),
        tie("organisations_lettertry", "letter_id", "organisations_letter"),
        protect("organisations_letter"),
        protect("organisations_lettertry"),
    ]
