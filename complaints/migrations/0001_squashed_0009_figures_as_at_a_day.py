"""The register: its tables, search configurations, composite keys, policies, final events, cases as they stood."""

import core.texts
import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from django.contrib.postgres.operations import UnaccentExtension
from core.row_security import protect, tie

OF_CASE = [
    "complaints_attachment",
    "complaints_caseletter",
    "complaints_caselink",
    "complaints_casesearch",
    "complaints_complainant",
    "complaints_event",
    "complaints_message",
    "complaints_note",
    "complaints_pause",
    "complaints_reading",
]
PROTECTED = [
    "complaints_case",
    "complaints_cause",
    "complaints_numbercounter",
    *(table for table in OF_CASE if table != "complaints_casesearch"),
]


def search_configuration(name: str, stemmer: str) -> migrations.RunSQL:
    """Stop words with their accents, then no accents, then the stem."""
    return migrations.RunSQL(
        f"""
        create text search dictionary {name}_stop
            (template = pg_catalog.simple, stopwords = {stemmer}, accept = false);
        create text search configuration {name} (copy = pg_catalog.{stemmer});
        alter text search configuration {name}
            alter mapping for hword, hword_part, word, asciiword, asciihword, hword_asciipart
            with {name}_stop, unaccent, {stemmer}_stem
        """,
        f"drop text search configuration {name}; drop text search dictionary {name}_stop",
    )


# A row trigger does not stop TRUNCATE; only test databases are ever emptied that way.
EVENTS_ARE_FINAL = migrations.RunSQL(
    r"""
    create function events_are_final() returns trigger language plpgsql as $$ begin
        if tg_op = 'TRUNCATE' and current_database() like 'test\_%' then return null; end if;
        raise exception 'an event is never changed or deleted' using errcode = 'restrict_violation';
    end $$;
    create trigger events_are_final before update or delete on complaints_event
        for each row execute function events_are_final();
    create trigger events_are_final_truncate before truncate on complaints_event
        for each statement execute function events_are_final()
    """,
    """
    drop trigger events_are_final_truncate on complaints_event;
    drop trigger events_are_final on complaints_event;
    drop function events_are_final()
    """,
)

# What counts (design): a value changed after the cut-off counts as it stood then. The events hold
# the old value of every counted column; the oldest one after the moment wins. Type and norms count
# from the answer that they belong to, though they are noted when the case is closed: a closing after
# the moment stands, as far as the answer that it analyses lies before.
CASES_AS_THEY_STOOD = migrations.RunSQL(
    """
    create function complaints_case_at(c complaints_case, moment timestamptz)
    returns complaints_case language sql stable as $$
        select jsonb_populate_record(c, coalesce((
            select jsonb_object_agg(o.key, o.value order by e.happened_at desc, e.id desc)
            from complaints_event e, jsonb_each(e.old) o
            where e.case_id = c.id and e.organisation_id = c.organisation_id
              and e.happened_at > moment and e.code <> 'received'
              and (e.code <> 'close' or o.key not in ('type', 'norms') or exists (
                  select from complaints_event a
                  where a.case_id = c.id and a.organisation_id = c.organisation_id
                    and a.code = 'answer' and a.happened_at > moment
                    and (a.happened_at, a.id) < (e.happened_at, e.id)
              ))
        ), '{}'))
    $$
    """,
    "drop function complaints_case_at",
)


class Migration(migrations.Migration):
    replaces = [
        ("complaints", "0001_initial"),
        ("complaints", "0002_initial"),
        ("complaints", "0003_walls"),
        ("complaints", "0004_figures_by_business_date"),
        ("complaints", "0005_steps_and_action_origins"),
        ("complaints", "0006_walls_of_action_origins"),
        ("complaints", "0007_step_chosen"),
        ("complaints", "0008_evidence_from_the_index_alone"),
        ("complaints", "0009_figures_as_at_a_day"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_squashed_0006_unsubscribing"),
        ("processes", "0001_squashed_0007_catalogue_files"),
    ]

    operations = [
        UnaccentExtension(),
        search_configuration("register_fr", "french"),
        search_configuration("register_nl", "dutch"),
        search_configuration("register_de", "german"),
        search_configuration("register_en", "english"),
        migrations.CreateModel(
            name="Cause",
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
                ("name", models.CharField(max_length=200, verbose_name="cause")),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"), name="cause_stands_once"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="cause_in_organisation"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandlingRules",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handling_rules",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "pauses_while_waiting",
                    models.BooleanField(
                        default=False,
                        verbose_name="the clock stands still while the complainant is asked something",
                    ),
                ),
                (
                    "days_to_reply",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="calendar days to wait for a reply"
                    ),
                ),
                (
                    "days_to_reopen",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="calendar days in which a case can be reopened",
                    ),
                ),
                (
                    "days_of_extension",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest extension, in calendar days"
                    ),
                ),
                (
                    "accepts_anonymous",
                    models.BooleanField(
                        default=True, verbose_name="anonymous complaints are examined"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InadmissibilityGround",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
                ("seen_at", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                    "number",
                    models.CharField(
                        editable=False, max_length=40, null=True, verbose_name="number"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "online form"),
                            ("email", "e-mail"),
                            ("letter", "letter"),
                            ("telephone", "telephone"),
                            ("counter", "counter"),
                            ("forwarded", "forwarded by another service"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("complaint", "complaint"),
                            ("question", "information request"),
                            ("notification", "notification"),
                            ("suggestion", "suggestion"),
                            ("compliment", "compliment"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                (
                    "letter_language",
                    models.CharField(max_length=2, verbose_name="language of letters"),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                (
                    "registered_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
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
                        related_name="+",
                        to="processes.step",
                        verbose_name="step",
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
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handler",
                    ),
                ),
                ("confidential", models.BooleanField(default=False, verbose_name="confidential")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("waiting", "waiting for the complainant"),
                            ("in_handling", "in handling"),
                            ("proposed", "answer proposed"),
                            ("answered", "answered"),
                            ("closed", "closed"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "admissibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pending", "admissibility not yet decided"),
                            ("admissible", "admissible"),
                            ("inadmissible", "inadmissible"),
                        ],
                        max_length=12,
                        verbose_name="admissibility",
                    ),
                ),
                (
                    "inadmissibility_ground",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="complaints.inadmissibilityground",
                        verbose_name="ground of inadmissibility",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "answered"),
                            ("inadmissible", "inadmissible"),
                            ("forwarded", "forwarded"),
                            ("not_a_complaint", "not a complaint"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=16,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("founded", "founded"),
                            ("partly_founded", "partly founded"),
                            ("unfounded", "unfounded"),
                            ("no_opinion", "no opinion"),
                        ],
                        max_length=16,
                        verbose_name="finding",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("taken_up", "taken up"), ("not_taken_up", "not taken up")],
                        max_length=14,
                        verbose_name="decision",
                    ),
                ),
                (
                    "proposed_finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("founded", "founded"),
                            ("partly_founded", "partly founded"),
                            ("unfounded", "unfounded"),
                            ("no_opinion", "no opinion"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "proposed_decision",
                    models.CharField(
                        blank=True,
                        choices=[("taken_up", "taken up"), ("not_taken_up", "not taken up")],
                        max_length=14,
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("conduct", "conduct of the official"),
                            ("quality", "quality of the product or service"),
                            ("handling", "handling of the delivery"),
                            ("complaint_handling", "complaint handling"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "norms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="norms not respected",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="complaints.cause",
                        verbose_name="cause",
                    ),
                ),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("explanation", "explanation"),
                            ("apology", "apology"),
                            ("correction", "correction"),
                            ("compensation", "compensation"),
                            ("none", "none"),
                        ],
                        max_length=12,
                        verbose_name="remedy",
                    ),
                ),
                ("acknowledged_on", models.DateField(null=True)),
                (
                    "acknowledged_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("letter", "acknowledgement of receipt sent"),
                            ("oral", "told orally"),
                            ("confirmation", "confirmation page"),
                        ],
                        max_length=12,
                    ),
                ),
                ("qualified_on", models.DateField(null=True)),
                ("first_answered_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("reopened_on", models.DateField(null=True)),
                ("reopened_count", models.PositiveSmallIntegerField(default=0)),
                ("extended_on", models.DateField(null=True)),
                ("extended_until", models.DateField(null=True)),
                ("waiting_until", models.DateField(null=True)),
                (
                    "waiting_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "received"),
                            ("waiting", "waiting for the complainant"),
                            ("in_handling", "in handling"),
                            ("proposed", "answer proposed"),
                            ("answered", "answered"),
                            ("closed", "closed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("acknowledgement_due", models.DateField(null=True)),
                ("answer_due", models.DateField(null=True)),
                ("next_due", models.DateField(default=datetime.date(9999, 12, 31))),
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
                    "second_line_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("referred", "the complainant went there"),
                            ("asked", "the body asked us for information"),
                        ],
                        max_length=8,
                    ),
                ),
                ("second_line_overturned", models.BooleanField(null=True)),
                ("second_line_on", models.DateField(null=True)),
                ("forwarded_to", models.CharField(blank=True, max_length=200)),
                ("tracking_hash", models.CharField(blank=True, max_length=64)),
                ("submission_hash", models.CharField(max_length=64, null=True)),
            ],
            options={
                "ordering": ["-received_on", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["organisation", "received_on", "id"], name="cases_by_receipt"
                    ),
                    models.Index(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=["organisation", "next_due", "id"],
                        name="open_cases_by_due",
                    ),
                    models.Index(
                        fields=["organisation", "status", "next_due", "id"], name="cases_by_status"
                    ),
                    models.Index(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=["organisation", "handler", "next_due", "id"],
                        name="open_cases_of_handler",
                    ),
                    models.Index(
                        fields=["organisation", "department", "received_on", "id"],
                        name="cases_of_department",
                    ),
                    models.Index(
                        fields=["organisation", "closed_on", "received_on"], name="cases_by_closing"
                    ),
                    models.Index(
                        condition=models.Q(("cause__isnull", False)),
                        fields=["organisation", "cause"],
                        name="cases_of_cause",
                    ),
                    models.Index(
                        condition=models.Q(("service__isnull", False)),
                        fields=["organisation", "service", "received_on", "id"],
                        include=(
                            "stage",
                            "step",
                            "nature",
                            "admissibility",
                            "finding",
                            "first_answered_on",
                        ),
                        name="cases_of_service",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="case_in_organisation"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "number"), name="number_is_given_once"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "submission_hash"), name="submission_is_one_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nature", "complaint"), ("admissibility", ""), _connector="XOR"
                        ),
                        name="complaints_alone_have_admissibility",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("admissibility", "inadmissible"),
                            ("inadmissibility_ground__isnull", True),
                            _connector="XOR",
                        ),
                        name="inadmissible_complaint_names_its_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "closed"), ("outcome", ""), _connector="XOR"),
                        name="closed_case_has_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "closed"), ("closed_on__isnull", True), _connector="XOR"
                        ),
                        name="closed_case_has_a_closing_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["received", "waiting"]), _negated=True),
                            ("answered_on__isnull", True),
                            _connector="OR",
                        ),
                        name="case_is_not_answered_before_it_is_qualified",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "answered"), _negated=True),
                            ("answered_on__isnull", False),
                            _connector="OR",
                        ),
                        name="answered_case_has_an_answer_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finding", ""),
                            models.Q(("nature", "complaint"), ("admissibility", "admissible")),
                            _connector="OR",
                        ),
                        name="finding_is_of_an_admissible_complaint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("norms", []),
                            ("finding__in", ["founded", "partly_founded"]),
                            _connector="OR",
                        ),
                        name="norms_are_of_a_founded_complaint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", ""), ("nature", "suggestion"), _connector="OR"
                        ),
                        name="decision_is_of_a_suggestion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "waiting"), ("waiting_from", ""), _connector="XOR"
                        ),
                        name="waiting_case_knows_where_it_was",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("step__isnull", True), ("service__isnull", False), _connector="OR"
                        ),
                        name="case_on_a_step_names_its_service",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionOrigin",
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
                    "action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origin",
                        to="processes.action",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="complaints.case",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="complaints.cause",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("case__isnull", True), ("cause__isnull", True), _connector="XOR"
                        ),
                        name="action_comes_from_a_case_or_a_cause",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseLetter",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="complaints.case",
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
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("acknowledgement", "acknowledgement of receipt"),
                            ("inadmissible", "not admissible"),
                            ("requalified", "handled as another kind of request"),
                            ("question", "question"),
                            ("extension", "time limit extended"),
                            ("answer", "answer"),
                            ("forwarded", "forwarded"),
                            ("withdrawn", "withdrawal confirmed"),
                            ("reopened", "case reopened"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseLink",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="complaints.case",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="complaints.case",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "other"), name="cases_are_linked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("other")), _negated=True),
                        name="case_is_not_linked_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complainant",
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="complainant",
                        to="complaints.case",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "a person"),
                            ("company", "a company or institution"),
                            ("on_behalf", "on behalf of someone"),
                        ],
                        default="person",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                ("name_key", models.CharField(blank=True, editable=False, max_length=150)),
                ("surname_key", models.CharField(blank=True, editable=False, max_length=150)),
                (
                    "on_behalf_of",
                    models.CharField(blank=True, max_length=150, verbose_name="on behalf of"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "telephone",
                    models.CharField(blank=True, max_length=40, verbose_name="telephone"),
                ),
                ("address", models.TextField(blank=True, verbose_name="postal address")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "name_key"], name="complainants_by_name"),
                    models.Index(
                        fields=["organisation", "surname_key"], name="complainants_by_surname"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="complaints.case",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "online form"),
                            ("email", "e-mail"),
                            ("letter", "letter"),
                            ("telephone", "telephone"),
                            ("counter", "counter"),
                            ("forwarded", "forwarded by another service"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("arrived_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["arrived_at", "pk"],
                "indexes": [models.Index(fields=["case", "arrived_at"], name="messages_of_case")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="complaints.case",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="complaints.message",
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=200)),
                ("scanned", models.BooleanField(default=False)),
                (
                    "added_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="NormOfConduct",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                (
                    "name",
                    core.texts.TextField(blank=True, default=core.texts.Text, verbose_name="name"),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "source",
                    core.texts.TextField(
                        blank=True, default=core.texts.Text, verbose_name="source"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Note",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="complaints.case",
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="note_in_organisation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="complaints.case",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("acknowledge", "Receipt acknowledged"),
                            ("qualify", "Qualified"),
                            ("requalify", "Requalified"),
                            ("assign", "Assigned"),
                            ("note", "Internal note written"),
                            ("ask", "Question asked"),
                            ("reply", "Reply received"),
                            ("waiting_ended", "No reply within the time given"),
                            ("extend", "Time limit extended"),
                            ("propose", "Answer proposed"),
                            ("return_proposal", "Returned to the handler"),
                            ("answer", "Answered"),
                            ("close", "Closed"),
                            ("reopen", "Reopened"),
                            ("forward", "Forwarded"),
                            ("withdraw", "Withdrawn"),
                            ("second_line", "Second line recorded"),
                            ("confidential", "Confidentiality changed"),
                            ("link", "Linked to another case"),
                            ("place", "Step chosen"),
                            ("due_moved", "Due date moved with the closed days"),
                        ],
                        max_length=20,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.note",
                    ),
                ),
                ("old", models.JSONField(default=dict)),
                ("new", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "indexes": [
                    models.Index(fields=["case", "happened_at", "id"], name="events_of_case"),
                    models.Index(
                        fields=["organisation", "happened_at", "case"], name="events_by_moment"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberCounter",
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
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "year"),
                        name="one_counter_per_organisation_and_year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="complaints.case",
                    ),
                ),
                ("asked_on", models.DateField()),
                ("replied_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["asked_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Reading",
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
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="complaints.case",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("record", "record page"),
                            ("file", "file as PDF"),
                            ("letter", "letter"),
                            ("attachment", "attachment"),
                            ("export", "export"),
                            ("name_search", "search by name"),
                        ],
                        max_length=12,
                    ),
                ),
                ("hour", models.DateTimeField()),
            ],
            options={
                "ordering": ["-hour", "-pk"],
                "indexes": [
                    models.Index(fields=["organisation", "hour", "id"], name="readings_by_hour")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "user", "case", "kind", "hour"),
                        name="one_reading_an_hour",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseSearch",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="complaints.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], name="cases_by_word"
                    )
                ],
            },
        ),
        *(tie(table, "case_id", "complaints_case") for table in OF_CASE),
        tie("complaints_caselink", "other_id", "complaints_case"),
        tie("complaints_caseletter", "letter_id", "organisations_letter"),
        tie("complaints_event", "note_id", "complaints_note"),
        tie("complaints_case", "cause_id", "complaints_cause"),
        tie("complaints_case", "step_id", "processes_step"),
        tie("complaints_actionorigin", "action_id", "processes_action"),
        tie("complaints_actionorigin", "case_id", "complaints_case"),
        tie("complaints_actionorigin", "cause_id", "complaints_cause"),
        *(protect(table) for table in PROTECTED),
        protect("complaints_actionorigin"),
        EVENTS_ARE_FINAL,
        CASES_AS_THEY_STOOD,
    ]
