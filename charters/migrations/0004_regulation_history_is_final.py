"""What was changed in a regulation, and by whom, stays as it was recorded."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("charters", "0003_consultation_closed_at")]

    operations = [
        migrations.RunSQL(
            r"""
            create function history_is_final() returns trigger language plpgsql as $$ begin
                if tg_op = 'TRUNCATE' and current_database() like 'test\_%' then
                    return null;
                end if;
                raise exception 'a history is never changed or deleted'
                    using errcode = 'restrict_violation';
            end $$;
            create trigger is_final before update or delete on charters_regulationchange
                for each row execute function history_is_final();
            create trigger is_final_truncate before truncate on charters_regulationchange
                for each statement execute function history_is_final()
            """,
            """
            drop trigger is_final_truncate on charters_regulationchange;
            drop trigger is_final on charters_regulationchange;
            drop function history_is_final()
            """,
        ),
    ]
