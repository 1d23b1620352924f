"""The site's own settings in a room of their own: nothing of var/ is read or written by a test run.

DATABASE_URL and REDIS_URL choose PostgreSQL and Redis, as they do for the site. Without them: SQLite in a file, since
an in-memory database belongs to one connection and would hide every race.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_room = Path(tempfile.mkdtemp(prefix="dohoda-tests-"))
atexit.register(shutil.rmtree, _room, ignore_errors=True)

os.environ["DOHODA_VAR"] = str(_room)
for _name in [name for name in os.environ if name.startswith("DOHODA_") and name != "DOHODA_VAR"]:
    del os.environ[_name]
for _name in ("DEBUG", "PORT"):
    os.environ.pop(_name, None)

from consult.settings import *

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(_room / "tests.sqlite3")}

# Files are served from where they lie; a test run must not depend on collectstatic.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if REDIS_URL:  # two test processes must not count together, nor clear what the other has counted
    CACHES["default"] |= {"BACKEND": "tests.caches.OwnKeys", "KEY_PREFIX": f"dohoda-tests-{os.getpid()}"}
