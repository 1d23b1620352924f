"""Many press at the same moment; each key is used once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from consult import letters
from consult.letters import Standing, tokens
from consult.models import Follower

NOW = datetime(2020, 9, 1, 8, tzinfo=UTC)
MANY = 64


@pytest.mark.django_db(transaction=True)
def test_of_sixty_four_who_press_at_once_one_confirms_and_the_others_hear_that_it_is_done() -> None:
    """CVE-2026-3590: a link was good for as many as used it at the same moment."""
    follower = Follower.objects.create(territory="lipova", plan="p", number=1, mail="anna@example.org", made_at=NOW)
    key = tokens.issue(follower, tokens.CONFIRM, at=NOW)
    together, heard = Barrier(MANY), []
    letters.confirmed.connect(lambda sender, **told: heard.append(told["follower"].pk), weak=False, dispatch_uid="race")

    def press(_index: int) -> Standing:
        together.wait(timeout=60)
        try:
            return letters.confirm(key, at=NOW).standing
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as people:
        answers = list(people.map(press, range(MANY)))
    letters.confirmed.disconnect(dispatch_uid="race")
    assert sorted(answers) == [*[Standing.USED] * (MANY - 1), Standing.VALID]
    assert heard == [follower.pk]
