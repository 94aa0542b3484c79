"""A correction may be dropped before it is submitted: its figures are kept as they were, and count nowhere."""

from django.db import migrations, models

STATES = [
    ("in_preparation", "in preparation"),
    ("submitted", "submitted"),
    ("returned", "returned"),
    ("attested", "attested"),
    ("dropped", "dropped"),
]
HAPPENINGS = [
    ("begun", "begun"),
    ("computed", "computed from the register"),
    ("brought_in", "brought in from a file"),
    ("declared", "figures declared"),
    ("answered", "question answered"),
    ("submitted", "submitted"),
    ("returned", "returned with remarks"),
    ("attested", "attested"),
    ("correction", "correction begun"),
    ("dropped", "correction dropped"),
    ("reminded", "reminded"),
]


def frozen(*states: str) -> str:
    """A submission in one of these states, and its parts, are never changed."""
    of_states = ", ".join(f"'{state}'" for state in states)
    return f"""
    drop trigger attested_is_final on indicators_submission;
    create trigger attested_is_final before update or delete on indicators_submission
        for each row when (old.status in ({of_states})) execute function attested_is_final();
    create or replace function part_of_attested_is_final() returns trigger language plpgsql as $$
    declare
        of_submission bigint;
    begin
        if tg_op = 'DELETE' then of_submission := old.submission_id;
        else of_submission := new.submission_id; end if;
        if exists (
            select from indicators_submission
            where id = of_submission and status in ({of_states})
        ) then
            raise exception 'figures of an attested submission are never changed'
                using errcode = 'restrict_violation';
        end if;
        if tg_op = 'DELETE' then return old; end if;
        return new;
    end $$
    """


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_what_the_public_sees")]

    operations = [
        migrations.AlterField(
            model_name="submission",
            name="status",
            field=models.CharField(choices=STATES, default="in_preparation", max_length=15),
        ),
        migrations.AlterField(
            model_name="submissionchange",
            name="happening",
            field=models.CharField(choices=HAPPENINGS, max_length=12),
        ),
        migrations.RemoveConstraint(model_name="submission", name="one_version_is_worked_on"),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["attested", "dropped"]), _negated=True),
                fields=("campaign", "organisation"),
                name="one_version_is_worked_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version__gt", 1),
                    models.Q(("status", "dropped"), _negated=True),
                    _connector="OR",
                ),
                name="only_a_correction_is_dropped",
            ),
        ),
        migrations.RunSQL(frozen("attested", "dropped"), frozen("attested")),
    ]
