from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.backup import BackupError, back_up, note_backup


class Command(BaseCommand):
    help = "Back up the database and the files, below backups/ of the data folder."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BACKUP_DATABASE_URL:
            raise CommandError(
                "BACKUP_DATABASE_URL is missing: give it a role with BYPASSRLS and pg_read_all_data. "
                "Under row-level security a back-up would silently hold nothing."
            )
        try:
            made = back_up(
                settings.BACKUP_DATABASE_URL,
                Path(settings.MEDIA_ROOT),
                Path(settings.DATA_DIR) / "backups",
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        note_backup()
        self.stdout.write(f"Back-up written to {made}")
