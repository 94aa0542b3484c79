#!/usr/bin/env python
"""Run a command of the application; see `manage.py help`."""

import os
import sys
from contextlib import ExitStack

from config.environment import data_dir
from core.embedded_postgres import EmbeddedPostgresError, embedded_postgres

# `serve` starts the database itself, to say how long it took.
WITHOUT_DATABASE = {
    "check_catalogues",
    "collectstatic",
    "compile_catalogues",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "serve",
    "version",
}


def needs_database(arguments: list[str]) -> bool:
    asks_for_help = not arguments or arguments[0].startswith("-") or "--help" in arguments
    return not asks_for_help and arguments[0] not in WITHOUT_DATABASE


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    with ExitStack() as stack:
        server = embedded_postgres(data_dir())
        if server and needs_database(sys.argv[1:]):
            try:
                stack.enter_context(server.in_use())
            except EmbeddedPostgresError as error:
                sys.exit(str(error))

        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
