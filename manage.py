#!/usr/bin/env python
"""The operator's door: `python manage.py help` lists what can be done from here."""

import os
import sys


def main() -> None:
    """Run one command with the site's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as missing:
        raise SystemExit(f"{missing}. Run `make install` first, then .venv/bin/python manage.py ...") from missing
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
