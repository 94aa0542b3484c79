"""Search configurations, composite keys, policies, final events, and cases as they stood."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

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
# the old value of every counted column; the oldest one after the moment wins.
CASES_AS_THEY_STOOD = migrations.RunSQL(
    """
    create function complaints_case_at(c complaints_case, moment timestamptz)
    returns complaints_case language sql stable as $$
        select jsonb_populate_record(c, coalesce((
            select jsonb_object_agg(o.key, o.value order by e.happened_at desc, e.id desc)
            from complaints_event e, jsonb_each(e.old) o
            where e.case_id = c.id and e.organisation_id = c.organisation_id
              and e.happened_at > moment and e.code <> 'received'
        ), '{}'))
    $$
    """,
    "drop function complaints_case_at",
)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_initial"), ("organisations", "0002_walls")]

    operations = [
        UnaccentExtension(),
        search_configuration("register_fr", "french"),
        search_configuration("register_nl", "dutch"),
        search_configuration("register_de", "german"),
        search_configuration("register_en", "english"),
        *(tie(table, "case_id", "complaints_case") for table in OF_CASE),
        tie("complaints_caselink", "other_id", "complaints_case"),
        tie("complaints_caseletter", "letter_id", "organisations_letter"),
        tie("complaints_event", "note_id", "complaints_note"),
        tie("complaints_case", "cause_id", "complaints_cause"),
        *(protect(table) for table in PROTECTED),
        EVENTS_ARE_FINAL,
        CASES_AS_THEY_STOOD,
    ]
