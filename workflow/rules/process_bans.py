"""Keys no process file may have, because a principle of the charter or a paragraph of law forbids what they would say.

An unknown key is refused anyway; these are refused with the reason. They are looked for in the whole file before it is
read, wherever they would take effect.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from workflow.rules.process_mistakes import MistakesFound
from workflow.rules.process_reader import joined_key

# Deeper than any key that could mean something: `bodies[0].sides.user.weight` is five steps.
DEEPEST_KEY = 8


class Ban(NamedTuple):
    """Keys that are forbidden in a table; `where` is its first step, "" for the top of the file, None for anywhere."""

    where: str | None
    keys: frozenset[str]
    wrong: str
    fix: str


BANS = (
    Ban(
        None,
        frozenset(
            {
                "weight",
                "weights",
                "vote_weight",
                "votes",
                "double_vote",
                "casting_vote",
                "tie_break",
                "chair_vote",
                "veto",
            }
        ),
        "one seat has one voice, there are no weights and no casting vote (principle 7; charter article 1)",
        "remove it; help a side with seats, time and assistance instead",
    ),
    Ban(
        "comments",
        frozenset(
            {"who", "only", "allowed", "eligible", "eligibility", "restricted_to", "residents_only", "registered_only"}
            | {"members_only", "account_required", "login_required", "mandate_required", "min_age", "min_age_years"}
        ),
        "everybody may comment, without residence, account or mandate (principles 2 and 6)",
        "remove it",
    ),
    Ban(
        "councils",
        frozenset({"decision", "decides", "method", "consensus", "consensus_first", "min_rounds_before_vote"}),
        "a council or board always decides by vote, of all its members (principle 4; 128/2000 § 87)",
        "remove it",
    ),
    Ban(
        "councils",
        frozenset({"written_procedure", "per_rollam", "remote"}),
        "a council decides at a meeting only, never by written procedure (128/2000 § 92)",
        "remove it",
    ),
    Ban(
        "councils",
        frozenset({"threshold", "majority", "quorum"}),
        "the majority of a council is set by law: more than half of all its members (128/2000 § 87)",
        "remove it; members_total is all that is needed",
    ),
    Ban(
        "",
        frozenset({"stages", "states", "transitions", "lifecycle", "guards"}),
        "stages and the ways between them are the same for every town and are no part of a process file",
        "remove it; calendar blocks are [[phases]]",
    ),
)


def refuse_banned(table: dict[str, Any], found: MistakesFound) -> None:
    """Put every forbidden key of the whole file into `found`."""
    for at, top, key in every_key(table):
        for ban in BANS:
            if key in ban.keys and ban.where in (None, top):
                found.stray(joined_key(at, key), ban.wrong, ban.fix)


def every_key(table: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Every key with the place of its table and the first step of that place, in the order of the file."""
    waiting: list[tuple[str, str, object, int]] = [("", "", table, 0)]
    while waiting:
        at, top, value, depth = waiting.pop()
        if isinstance(value, list):
            waiting.extend((f"{at}[{place}]", top, one, depth) for place, one in reversed(list(enumerate(value))))
        elif isinstance(value, dict) and depth < DEEPEST_KEY:
            yield from ((at, top, key) for key in value)
            waiting.extend(
                (joined_key(at, key), top or key, one, depth + 1) for key, one in reversed(list(value.items()))
            )
