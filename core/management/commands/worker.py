from typing import Any, cast

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from core.supervisor import end_with_parent


class Command(BaseCommand):
    help = "Do the background work: letters, nightly tasks."

    def handle(self, *args: Any, **options: Any) -> None:
        end_with_parent()
        connector = cast(DjangoConnector, app.connector)
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            # What is worth knowing about a finished job stands in our own tables.
            worker_app.run_worker(
                concurrency=2, shutdown_graceful_timeout=20, delete_jobs="successful"
            )
