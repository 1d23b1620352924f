"""Lipová, where the draft is open to comments, and its post."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import standing_town
from tests.consult.mailing import Post
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Installed, str]]:
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town, town.at


@pytest.fixture
def post(db: None, built: tuple[Installed, str], monkeypatch: pytest.MonkeyPatch) -> Post:
    town, began = built
    town.at = began
    return Post(town, monkeypatch)
