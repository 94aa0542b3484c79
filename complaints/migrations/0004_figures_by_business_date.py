"""Type and norms count from the answer that they belong to, though they are noted when the case is closed."""

from django.db import migrations

AS_THEY_STOOD = """
    create or replace function complaints_case_at(c complaints_case, moment timestamptz)
    returns complaints_case language sql stable as $$
        select jsonb_populate_record(c, coalesce((
            select jsonb_object_agg(o.key, o.value order by e.happened_at desc, e.id desc)
            from complaints_event e, jsonb_each(e.old) o
            where e.case_id = c.id and e.organisation_id = c.organisation_id
              and e.happened_at > moment and e.code <> 'received' {but}
        ), '{{}}'))
    $$
"""
# A closing after the moment stands, as far as the answer that it analyses lies before.
BUT = """
              and (e.code <> 'close' or o.key not in ('type', 'norms') or exists (
                  select from complaints_event a
                  where a.case_id = c.id and a.organisation_id = c.organisation_id
                    and a.code = 'answer' and a.happened_at > moment
                    and (a.happened_at, a.id) < (e.happened_at, e.id)
              ))
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_walls")]

    operations = [
        migrations.RunSQL(AS_THEY_STOOD.format(but=BUT), AS_THEY_STOOD.format(but="")),
    ]
