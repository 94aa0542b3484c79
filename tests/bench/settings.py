"""As installed, and one page more: the floor that every other page is held against."""

from config.settings.base import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
