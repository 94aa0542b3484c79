"""Editions kept the title of what a promise rests on: it tells which regulation that was."""

from django.db import migrations

# The one of the working commitment goes first where it bears that title, and stands in where no
# title is known any more. What was published is final: its guard rests for this statement alone,
# and what is deferred is checked before the table is altered.
REGULATIONS_OF_EARLIER_EDITIONS = """
    set constraints all immediate;
    alter table charters_editioncommitment disable trigger is_final;
    with kept as (
        select promised.id, edition.organisation_id, working.regulation_id, said -> 'legal_basis' as title
        from charters_editioncommitment promised
        join charters_edition edition on edition.id = promised.edition_id
        join charters_commitment working on working.id = promised.commitment_id
        cross join lateral jsonb_array_elements(edition.contents -> 'promises') said
        where promised.regulation_id is null
          and (said ->> 'key')::bigint = promised.commitment_id
          and said -> 'legal_basis' <> '{}'
    )
    update charters_editioncommitment promised
    set regulation_id = coalesce(
        (
            select regulation.id
            from charters_regulation regulation
            where coalesce(regulation.organisation_id, kept.organisation_id) = kept.organisation_id
              and exists (
                select * from jsonb_each_text(regulation.title)
                intersect select * from jsonb_each_text(kept.title)
              )
            order by regulation.id = kept.regulation_id desc nulls last,
                     regulation.organisation_id nulls first, regulation.id
            limit 1
        ),
        kept.regulation_id
    )
    from kept
    where kept.id = promised.id;
    set constraints all immediate;
    alter table charters_editioncommitment enable trigger is_final;
    set constraints all deferred
"""


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0006_regulation_of_what_was_promised"),
    ]

    operations = [
        migrations.RunSQL(
            REGULATIONS_OF_EARLIER_EDITIONS, migrations.RunSQL.noop, elidable=True
        ),
    ]
