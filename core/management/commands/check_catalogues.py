from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.catalogues import faults, texts_of_source

NO_SOURCE = {"tests", "node_modules"}


class Command(BaseCommand):
    help = "Check that every text of the source is translated in every catalogue."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        project = Path(settings.BASE_DIR)
        folders = [
            path.name
            for path in project.iterdir()
            if path.is_dir() and not path.name.startswith(".") and path.name not in NO_SOURCE
        ]
        wanted = texts_of_source(project, folders)
        found = 0
        for language, _ in settings.LANGUAGES:
            if language == "en":  # the language of the source
                continue
            for folder in settings.LOCALE_PATHS:
                source = Path(folder) / language / "LC_MESSAGES" / "django.po"
                for fault in faults(source, wanted) if source.exists() else ["no catalogue"]:
                    self.stderr.write(f"{language}: {fault}")
                    found += 1
        if found:
            raise CommandError(f"{found} faults in the catalogues")
        self.stdout.write(f"Catalogues complete: {len(wanted)} texts")
