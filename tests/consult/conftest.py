"""What every test of the site begins with."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Nobody has spoken yet this hour; what another test said is not counted here."""
    cache.clear()
    yield
    cache.clear()
