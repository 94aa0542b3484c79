from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import OperationalError, connection


def check_database_role(**options: Any) -> list[CheckMessage]:
    """Row-level security holds nobody who is superuser or exempt from it: refuse to start as such a role."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
            )
            name, superuser, exempt = cursor.fetchone()
    except OperationalError:
        return []  # whoever needs the database will say so
    if not superuser and not exempt:
        return []
    why = "a superuser" if superuser else "exempt from row-level security"
    return [
        Error(
            f"The database role “{name}” is {why}: organisations would not be kept apart.",
            hint="Give DATABASE_URL a role that owns the database and is neither SUPERUSER nor BYPASSRLS.",
            id="core.E001",
        )
    ]
