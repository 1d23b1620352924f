"""Settings of the site a browser walks through: as in the demo, on a database that the test brings."""

from consult.settings import *  # noqa: F403
from consult.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
