from django.apps import AppConfig
from django.core import checks

from core.checks import check_database_role


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        checks.register(check_database_role)
