"""Settings of the test suite: no files kept, no slow hashes, one database a process."""

import os
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, STORAGES

DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE", "test_app")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_URL = ""
MAIL_DIR = Path(tempfile.gettempdir()) / "customer-orientation-test-mail"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "customer-orientation-test-files"
# live_server answers for static files before Whitenoise and knows no hashed names.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Static files are not collected for the tests.
WHITENOISE_AUTOREFRESH = True
