"""Migrations are in step with the models, and each app's history is one line."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = ("organisations", "processes", "complaints")


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models():
    output = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=output)

    assert "No changes detected" in output.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("app", OURS)
def test_history_is_one_line(app):
    graph = MigrationLoader(connection).graph

    assert len(graph.leaf_nodes(app)) == 1
