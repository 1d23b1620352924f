"""Every address of the site, sorted: which are the same for everybody, and at which a seat shows more."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from tests.advisories.private import World
from workflow.rules.act import ACTS

# the same for everybody, whoever asks: pages, files, feeds, answers to programs
FOR_ALL = frozenset({
    "home", "found", "search", "topic", "sitemap", "robots", "sign_in", "account_login", "account_email",
    "account_request_login_code", "account_confirm_login_code", "account_signup", "account_email_verification_sent",
    "account_inactive", "account_logout", "sign_out", "look_up", "new_link", "lost_link", "confirm", "stop",
    "mail_test", "outbox", "plan", "draft", "draft_pdf", "editions", "section", "register", "answers", "charts",
    "register_csv", "decisions", "meetings", "people", "needs", "means", "support", "fulfilment", "inheritance",
    "principles", "process", "poster", "events", "news", "plan_calendar", "plan_calendar_ics", "plan_feed",
    "comments_feed", "comment", "comment_form_print", "follow", "join_matter", "reply", "decision", "agenda",
    "meeting", "sign_off", "councils", "town", "town_calendar", "town_calendar_ics", "town_feed", "book", "bundle",
    "entry", "receipt", "promise", "check", "history", "municipalities", "file", "programme", "calendar",
    "calendar_ics", "gates", "measures", "lifecycle", "privacy", "accessibility", "set_language", "healthz",
    "openapi", "api_plans", "api_comments", "api_comment",
})  # fmt: skip
# a seat of the same town reads more there
AT_A_DESK = frozenset({
    "me", "slip", "own", "own_receipt", "counter", "matter", "matter_file", "join_group", "help", "intake",
    "intake_list", "intake_row", "recordings", "settle", "take_up", "alike", "plan_acts", "plan_act", "town_acts",
    "town_act", "moderation", "erase",
})  # fmt: skip
BOGUS = "Zm9vYmFyYmF6cXV4"


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """Every named address."""
    for found in get_resolver().url_patterns:
        for one in getattr(found, "url_patterns", [found]):
            yield str(one.name), one


def walk(world: World, *, entries: bool, acts: bool = False) -> Iterator[tuple[str, str]]:
    """Every address with everything that may stand in it, as (name, path); a few entries and acts, or every one."""
    for name, pattern in patterns():
        for known in _objects(world, set(pattern.pattern.converters), entries=entries, acts=acts):
            yield name, reverse(name, kwargs=known)


def _objects(world: World, asked: set[str], *, entries: bool, acts: bool) -> Iterator[dict[str, Any]]:
    for town in (world.town, world.other):
        last = town.state.head.size
        own = town is world.town
        first = world.since if own else last - 2
        values: dict[str, list[Any]] = {
            "territory": [town.territory],
            "slug": [town.plan_key],
            "number": range(1, town.plan.matters + 1),  # type: ignore[dict-item]
            "n": list(range(first, last)) if entries else [first, last - 1],
            "digest": world.digests,
            "key": ["00000000-0000-4000-8000-000000000000"],
            "row": [1],
            "token": [BOGUS],
            "raw": [BOGUS],
            "topic": ["seniori"],
            "section": ["analyticka-1"],
            "proposal": ["zly", "odpoved-2"],
            "call": ["zly"],
            "meeting": ["projednani"],
            "programme": ["neni"],
            "act": sorted(ACTS)[:: 1 if acts else 12] if own else ["hide_matter", "raise_matter"],
        }
        if not asked and not own:
            return
        yield from _every({one: list(values[one]) for one in sorted(asked)})


def _every(values: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    if not values:
        yield {}
        return
    (name, options), *rest = values.items()
    for option in options:
        for others in _every(dict(rest)):
            yield {name: option, **others}
