import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from core.backup import BackupError, backups, restore


class Command(BaseCommand):
    help = "Replace the database and the files by those of a back-up: the one given, or the latest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", nargs="?", type=Path, help="folder of the back-up")

    def handle(self, *args: Any, backup: Path | None, **options: Any) -> None:
        if not settings.BACKUP_DATABASE_URL:
            raise CommandError(
                "BACKUP_DATABASE_URL is missing: give it a role with BYPASSRLS that is a member of the application's role."
            )
        folder = Path(settings.DATA_DIR) / "backups"
        chosen = backup or next(reversed(backups(folder)), None)
        if chosen is None:
            raise CommandError(f"There is no back-up in {folder}.")
        self.confirm(chosen)
        connection.close()
        try:
            restore(
                chosen,
                settings.BACKUP_DATABASE_URL,
                settings.DATABASES["default"]["USER"],
                Path(settings.MEDIA_ROOT),
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        # The back-up may be older than the application.
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Restored from {chosen}")

    def confirm(self, chosen: Path) -> None:
        if not sys.stdin.isatty():
            return
        answer = input(f"Replace the database and the files by those of {chosen.name}? [yes/no] ")
        if answer.strip().lower() != "yes":
            raise CommandError("Nothing was changed.")
