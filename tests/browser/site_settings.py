"""Settings of the site a browser walks through: as in the demo, on a database that the test brings."""

import os

from consult.settings import *  # noqa: F403
from consult.settings import CACHES, REDIS_URL, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if REDIS_URL:  # what another test's site counts is not this one's
    CACHES["default"]["KEY_PREFIX"] = f"dohoda-site-{os.getpid()}"
