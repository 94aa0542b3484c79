from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile the translations that changed."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        compiled = sum(compile_catalogues(Path(folder)) for folder in settings.LOCALE_PATHS)
        self.stdout.write(f"{compiled} compiled")
