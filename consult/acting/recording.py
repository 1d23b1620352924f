"""The last step: an act is recorded as it was seen, or nothing happens."""

import hashlib
import json
from typing import Any

from django.db import transaction

from consult.acting.desk import Desk
from consult.comments import post_comment
from workflow.perform import Done, RefusedError, Request, perform
from workflow.rules.act import Act, facts_of
from workflow.rules.facts import FactKind

ATTEMPTS = 3  # the book may take an entry of a later second between our look at the clock and its lock
FOLLOWS = frozenset({FactKind.DIGEST, FactKind.CHOICE, FactKind.TABLE, FactKind.NAME})
SALTED = frozenset({("draft_answer", "answer")})  # differs at every look, for the words in it are salted anew


class ChangedError(Exception):
    """What follows from the act is another thing than what its writer was shown."""


def fingerprint_of(deed: Act) -> str:
    """A mark of everything the rules worked out for an act and people rely on: digests, counts of seats, outcomes."""
    facts = facts_of(deed)
    worked_out = {
        name: facts[name]
        for name, fact in deed.SCHEMA.items()
        if fact.derived and fact.kind in FOLLOWS and (deed.NAME, name) not in SALTED
    }
    return hashlib.sha256(json.dumps(worked_out, sort_keys=True).encode()).hexdigest()[:32]


def record(desk: Desk, act: str, facts: dict[str, Any], *, seen: str = "", **more: Any) -> Done:
    """Perform an act now. Raises `FactsError`, `RefusedError`, or `ChangedError` where `seen` no longer holds."""
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                done = _perform(desk.request(act, facts, **more))
                if seen and seen != fingerprint_of(done.deed):
                    raise ChangedError
                return done
        except RefusedError as refusal:
            only_late = {obstacle.code for obstacle in refusal.obstacles} == {"clock_went_back"}
            if not only_late or attempt == ATTEMPTS - 1:
                raise
    raise AssertionError(act)


def _perform(request: Request) -> Done:
    """Whatever is said about a plan stands as a comment beside the book, also when it came on paper."""
    if request.act != "raise_matter":
        return perform(request)
    return post_comment(request, name=str(request.facts.get("publish_as") or "")).done
