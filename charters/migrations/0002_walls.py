"""What customers say and what was brought in is seen in its organisation alone; what was published is final."""

from django.db import migrations

from core.row_security import protect, tie

TIED = [
    ("charters_consultationinvitation", "consultation_id", "charters_consultation"),
    ("charters_consultationinvitation", "letter_id", "organisations_letter"),
    ("charters_opinion", "consultation_id", "charters_consultation"),
    ("charters_opinion", "commitment_id", "charters_commitment"),
    ("charters_importedparagraph", "imported_id", "charters_importedtext"),
]
PROTECTED = [
    "charters_consultationinvitation",
    "charters_opinion",
    "charters_importedparagraph",
    "charters_importedtext",
]
FINAL = ["charters_editioncommitment", "charters_editiondocument", "charters_charterchange"]

# A row trigger does not stop TRUNCATE; only test databases are ever emptied that way.
PUBLISHED_IS_FINAL = migrations.RunSQL(
    r"""
    create function published_is_final() returns trigger language plpgsql as $$ begin
        if tg_op = 'TRUNCATE' and current_database() like 'test\_%' then return null; end if;
        raise exception 'what was published is never changed or deleted'
            using errcode = 'restrict_violation';
    end $$;
    create function edition_is_final() returns trigger language plpgsql as $$ begin
        if old.withdrawn_at is null
           and to_jsonb(new) - 'withdrawn_at' - 'withdrawn_by_id' - 'withdrawal_reason'
             = to_jsonb(old) - 'withdrawn_at' - 'withdrawn_by_id' - 'withdrawal_reason'
        then return new; end if;
        raise exception 'an edition is never changed; it is withdrawn once'
            using errcode = 'restrict_violation';
    end $$;
    create trigger edition_is_final before update on charters_edition
        for each row execute function edition_is_final();
    create trigger edition_is_kept before delete on charters_edition
        for each row execute function published_is_final();
    create trigger edition_is_kept_truncate before truncate on charters_edition
        for each statement execute function published_is_final()
    """,
    """
    drop trigger edition_is_kept_truncate on charters_edition;
    drop trigger edition_is_kept on charters_edition;
    drop trigger edition_is_final on charters_edition;
    drop function edition_is_final();
    drop function published_is_final()
    """,
)


def final(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        create trigger is_final before update or delete on {table}
            for each row execute function published_is_final();
        create trigger is_final_truncate before truncate on {table}
            for each statement execute function published_is_final()
        """,
        f"drop trigger is_final_truncate on {table}; drop trigger is_final on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0001_charters"),
        ("organisations", "0007_norms_of_conduct"),
    ]

    operations = [
        *(tie(*link) for link in TIED),
        *(protect(table) for table in PROTECTED),
        PUBLISHED_IS_FINAL,
        *(final(table) for table in FINAL),
    ]
