"""What was attested is final: figures, answers, definitions, histories and declarations."""

from django.db import migrations

FINAL = ["indicators_indicatorversion", "indicators_submissionchange", "indicators_criterionstatus"]
# Parts of a submission, frozen with it.
FROZEN = ["indicators_measurement", "indicators_checkanswer"]

ATTESTED_IS_FINAL = migrations.RunSQL(
    r"""
    create function attested_is_final() returns trigger language plpgsql as $$ begin
        if tg_op = 'UPDATE'
           and to_jsonb(new) - 'in_force' = to_jsonb(old) - 'in_force'
        then return new; end if;
        raise exception 'an attested submission is never changed or deleted'
            using errcode = 'restrict_violation';
    end $$;
    create trigger attested_is_final before update or delete on indicators_submission
        for each row when (old.status = 'attested') execute function attested_is_final();
    create function part_of_attested_is_final() returns trigger language plpgsql as $$
    declare
        of_submission bigint;
    begin
        if tg_op = 'DELETE' then of_submission := old.submission_id;
        else of_submission := new.submission_id; end if;
        if exists (
            select from indicators_submission
            where id = of_submission and status = 'attested'
        ) then
            raise exception 'figures of an attested submission are never changed'
                using errcode = 'restrict_violation';
        end if;
        if tg_op = 'DELETE' then return old; end if;
        return new;
    end $$
    """,
    """
    drop trigger attested_is_final on indicators_submission;
    drop function attested_is_final();
    drop function part_of_attested_is_final()
    """,
)


def final(table: str) -> migrations.RunSQL:
    """Rows that are written once; `history_is_final` lets test databases be emptied."""
    return migrations.RunSQL(
        f"""
        create trigger is_final before update or delete on {table}
            for each row execute function history_is_final();
        create trigger is_final_truncate before truncate on {table}
            for each statement execute function history_is_final()
        """,
        f"drop trigger is_final_truncate on {table}; drop trigger is_final on {table}",
    )


def frozen(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        create trigger is_frozen before insert or update or delete on {table}
            for each row execute function part_of_attested_is_final()
        """,
        f"drop trigger is_frozen on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_figures"),
        ("charters", "0004_regulation_history_is_final"),
    ]

    operations = [
        ATTESTED_IS_FINAL,
        *[final(table) for table in FINAL],
        *[frozen(table) for table in FROZEN],
    ]
