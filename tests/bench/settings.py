"""The engine alone, on the database DATABASE_URL names; SQLite in DOHODA_VAR without it. The site is not measured."""

from pathlib import Path

from consult.environment import database, text

VAR = Path(text("DOHODA_VAR", "var")).resolve()
SECRET_KEY = "measured, never served"
INSTALLED_APPS = ["workflow"]
DATABASES = {"default": database(text("DATABASE_URL"), folder=VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TIME_ZONE = "Europe/Prague"
USE_TZ = True
WORKFLOW_ORIGIN = "bench.example/dohoda"
WORKFLOW_KEYS = VAR / "keys"
WORKFLOW_APP_ROLE = ""
