"""An example of every page of the site: where it lies, in which of two towns, and who has to sit before it.

Most are read in a town whose councils vote, so that something stands on each. Where people are asked to speak, the
town's window of comments is open. What only somebody with a seat sees is opened by whoever sits there.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.browser.open_town import Open
from tests.browser.tale import Tale
from tests.browser.walker import Walker
from tests.walk import CLERK, coordinator, facilitator


def plan(rest: str) -> Callable[[Tale], str]:
    """A page of the plan the story is about."""
    return lambda tale: f"/plans/{tale.plan_key}/{rest}"


def town(rest: str) -> Callable[[Tale], str]:
    """A page of its town."""
    return lambda tale: f"/t/{tale.territory}/{rest}"


def fixed(path: str) -> Callable[[object], str]:
    """A page that is the same for all towns."""
    return lambda tale: path


EXAMPLES: dict[str, Callable[[Tale], str]] = {
    "home": fixed("/"),
    "search": fixed("/search/?q=senioři"),
    "topic": lambda tale: f"/k/{tale.territory}/seniori/",
    "sign_in": fixed("/sign-in/"),
    "account_request_login_code": fixed("/sign-in/code/"),
    "account_signup": fixed("/sign-in/new/"),
    "account_inactive": fixed("/sign-in/inactive/"),
    "found": fixed("/found/"),
    "look_up": fixed("/look-up/"),
    "outbox": fixed("/outbox/"),
    "lifecycle": fixed("/lifecycle/"),
    "privacy": fixed("/privacy/"),
    "accessibility": fixed("/accessibility/"),
    "plan": plan(""),
    "draft": plan("draft/"),
    "editions": plan("editions/"),
    "section": plan("draft/zustat-doma/"),
    "register": plan("comments/"),
    "matter": plan("comments/5/"),
    "answers": plan("answers/"),
    "charts": plan("charts/"),
    "decisions": plan("decisions/"),
    "decision": plan("decisions/pripominka-5/"),
    "agenda": plan("agendas/souhrn/"),
    "meetings": plan("meetings/"),
    "meeting": plan("meetings/projednani/"),
    "people": plan("people/"),
    "needs": plan("needs/"),
    "means": plan("means/"),
    "support": plan("support/"),
    "principles": plan("principles/"),
    "process": plan("process/"),
    "news": plan("news/"),
    "plan_calendar": plan("calendar/"),
    "fulfilment": plan("fulfilment/"),
    "inheritance": plan("inheritance/"),
    "councils": plan("councils/"),
    "moderation": plan("moderation/"),
    "sign_off": plan("sign-off/"),
    "plan_act": plan("do/publish_news/"),
    "poster": plan("poster/seniori/"),
    "lost_link": plan("lost-link/"),
    "settle": plan("comments/5/settle/"),
    "town": town(""),
    "town_calendar": town("calendar/"),
    "book": town("book/"),
    "entry": town("book/200/"),
    "check": town("check/"),
    "history": town("history/"),
    "municipalities": town("municipalities/"),
}

# What somebody reads who has lost their way, or has no seat here: the answer's number, then what is asked for.
REFUSED: dict[str, Callable[[Tale], str]] = {
    "404 nowhere": fixed("/nowhere/"),
    "403 intake": plan("intake/"),
    "403 counter": town("counter/"),
}

# Where people speak and ask: another town, whose window of comments is open.
ASKED: dict[str, Callable[[Open], str]] = {
    "plan": lambda here: f"{here.plan}/",
    "draft": lambda here: f"{here.plan}/draft/",
    "section": lambda here: f"{here.plan}/draft/analyticka-1/",
    "register": lambda here: f"{here.plan}/comments/",
    "matter": lambda here: f"{here.spoken}/",
    "comment": lambda here: f"{here.plan}/comment/?section=analyticka-1&paragraph=1",
    "comment_form_print": lambda here: f"{here.plan}/form/",
    "follow": lambda here: f"{here.plan}/follow/",
    "join_matter": lambda here: f"{here.spoken}/join/",
    "reply": lambda here: f"{here.spoken}/reply/",
    "join_group": lambda here: f"{here.plan}/groups/",
    "help": lambda here: f"{here.plan}/help/",
    "alike": lambda here: f"{here.plan}/alike/",
    "poster": lambda here: f"{here.plan}/poster/",
    "confirm": lambda here: f"/letters/confirm/{here.keys['confirm']}/",
    "stop": lambda here: f"/letters/stop/{here.keys['stop']}/",
    "stop: not me": lambda here: f"/letters/stop/{here.keys['not_me']}/",
    "new_link": lambda here: f"/lost-link/{here.keys['reissue']}/",
}


def with_the_link(rest: str) -> Callable[[Walker, Open], str]:
    """A page of somebody's own comment, in the browser in which its secret link was opened."""

    def opened(walker: Walker, here: Open) -> str:
        walker.go(f"{here.spoken}/?key={here.posted.secret}")
        return f"{here.spoken}/{rest}"

    return opened


def seated(path: Callable[[Open], str]) -> Callable[[Walker, Open], str]:
    """A page as it is for whoever sits before it."""
    return lambda walker, here: path(here)


def a_list(walker: Walker, here: Open) -> str:
    """A list is brought; one of its rows has to be mended."""
    walker.go(f"{here.plan}/intake/?way=list").fill(pasted="Chybí přechod.\n\nChybí světlo u schodů.")
    walker.page.locator('[name="channel"]').first.check()
    walker.page.locator('main button[value="list"]').first.click()
    walker.page.wait_for_url("**/intake/*-*/")
    return urlsplit(walker.page.url).path


# Who sits before which page: nobody's seat, the clerk, the team, a facilitator, a member of a group.
SEATED: dict[str, dict[str, Callable[[Walker, Open], str]]] = {
    "": {"own": with_the_link("own/"), "slip": with_the_link("slip/"), "matter": with_the_link("")},
    CLERK: {
        "me": seated(lambda here: "/me/"),
        "mail_test": seated(lambda here: "/letters/trial/"),
        "counter": seated(lambda here: f"/t/{here.town.territory}/counter/"),
        "erase": seated(lambda here: f"/t/{here.town.territory}/erase/"),
        "town_acts": seated(lambda here: f"/t/{here.town.territory}/do/"),
        "town_act": seated(lambda here: f"/t/{here.town.territory}/do/fill_seat/"),
        "moderation": seated(lambda here: f"{here.plan}/moderation/"),
        "recordings": seated(lambda here: f"{here.plan}/recordings/"),
        "intake": seated(lambda here: f"{here.plan}/intake/"),
        "intake: a list": seated(lambda here: f"{here.plan}/intake/?way=list"),
        "intake_list": a_list,
        "intake_row": lambda walker, here: f"{a_list(walker, here)}0/",
        "account_logout": seated(lambda here: "/sign-in/leave/"),
    },
    "coordinator": {
        "plan_acts": seated(lambda here: f"{here.plan}/do/"),
        "plan_act": seated(lambda here: f"{here.plan}/do/publish_news/"),
        "settle": seated(lambda here: f"{here.spoken}/settle/"),
        "alike": seated(lambda here: f"{here.plan}/alike/"),
        "matter": seated(lambda here: f"{here.spoken}/"),
    },
    "facilitator": {"moderation": seated(lambda here: f"{here.plan}/moderation/")},
    "ps-seniori/user-0": {
        "me": seated(lambda here: "/me/"),
        "plan_acts": seated(lambda here: f"{here.plan}/do/"),
        "reply": seated(lambda here: f"{here.spoken}/reply/"),
    },
}


def seat_of(here: Open, who: str) -> str:
    """The seat behind a word for it."""
    known = {"coordinator": coordinator, "facilitator": facilitator}
    return known[who](here.town) if who in known else who


REGION = "opened with hard_to_read in test_tall_stories, in a region of thirteen towns"
CODE = "stands only between a letter with a code and the code; the same form as account_request_login_code"
NO_PAGES: dict[str, str] = {
    "programme": REGION,
    "calendar": REGION,
    "gates": REGION,
    "measures": REGION,
    "sitemap": "XML",
    "robots": "text",
    "account_login": "redirect to sign_in",
    "account_email": "redirect to me",
    "account_confirm_login_code": CODE,
    "account_email_verification_sent": CODE,
    "sign_out": "POST only",
    "own_receipt": "download",
    "draft_pdf": "download; test_pdf reads the page that stands there until it is made",
    "matter_file": "download",
    "register_csv": "download",
    "plan_calendar_ics": "download",
    "town_calendar_ics": "download",
    "calendar_ics": "download",
    "bundle": "download",
    "receipt": "download",
    "promise": "download",
    "file": "download",
    "plan_feed": "Atom",
    "comments_feed": "Atom",
    "town_feed": "Atom",
    "events": "a stream of events",
    "take_up": "POST only",
    "set_language": "POST only",
    "healthz": "text",
    "openapi": "JSON",
    "api_plans": "JSON",
    "api_comments": "JSON",
    "api_comment": "JSON",
}
