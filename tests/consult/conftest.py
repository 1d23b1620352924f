"""The town that pages are read in, and the time at which they are read."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.reading import minutes_later, town_to_read


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, open to comments, for the tests of one file."""
    with town_to_read(django_db_blocker) as town:
        yield town


@pytest.fixture
def lipova(db: None, standing: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Lipová at a moment when its draft is open to comments, whatever day it is where the tests run."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes_later(standing))
    return standing
