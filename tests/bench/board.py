"""Queries to open the board of a common project of so many towns: `python -m tests.bench.board N`.

Run by `tests.bench.many` in a process of its own, on a freshly migrated database with the whole site.
"""

import sys

import django


def queries(towns: int) -> int:
    """The number of queries it takes to open the board."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    from tests.consult.pages.regions import BOARD, grown

    setup_test_environment()
    call_command("migrate", verbosity=0)
    grown(towns)
    reader = Client()
    reader.get(BOARD)  # what is kept in memory from then on, process files above all, is kept
    with CaptureQueriesContext(connection) as asked:
        answer = reader.get(BOARD)
    assert answer.status_code == 200, answer.status_code
    return len(asked)


if __name__ == "__main__":
    django.setup()
    print(queries(int(sys.argv[1])))
