"""The parts all pages are made of: what they say to eyes, to ears and to a keyboard."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from consult.limits import Verdict
from consult.own import qr_svg
from consult.speaking import Gate
from consult.templatetags import dohoda

HOUSE = Path(__file__).resolve().parents[2]
PARTS = sorted((HOUSE / "templates" / "parts").glob("*.html"))
VOID = {"input", "link", "meta", "br", "hr", "img", "circle", "path", "rect"}
EVIL = "<script>alert(1)</script>\"'><b onmouseover=x>"
NOW = datetime(2026, 5, 5, 16, 12, tzinfo=UTC)
CLOSES = datetime(2026, 5, 14, 21, 59, 59, tzinfo=UTC)


class Page(HTMLParser):
    """Every element with its attributes, its text, and the tags that were never closed or closed wrongly."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words = ""
        self.feed(html)
        self.words = " ".join(self.words.split())
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


class Words(forms.Form):
    text = forms.CharField(label=EVIL, help_text="One sentence is enough.", widget=forms.Textarea)
    speaks = forms.ChoiceField(label="For whom", choices=[("self", EVIL), ("group", "many")], widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label="Topics", required=False, choices=[("a", EVIL)], widget=forms.CheckboxSelectMultiple
    )
    email = forms.EmailField(label="E-mail", required=False)
    agree = forms.BooleanField(label="I agree")
    came_from = forms.CharField(widget=forms.HiddenInput, required=False)


SENT = Words({"text": "", "email": EVIL})
LINK = {"label": EVIL, "url": "/there/?a=1&b=2"}
FACTS = [
    {"label": EVIL, "value": EVIL, "note": EVIL, "change": LINK},
    {"label": "State", "value": EVIL, "state": "late"},
]
OBSTACLE = {"sentence": EVIL, "principle": 3, "principle_name": EVIL, "law": EVIL, "who": EVIL, "url": "/go/"}
ACTION = {"label": EVIL, "url": "/do/", "method": "post", "hint": EVIL, "fields": [{"name": EVIL, "value": EVIL}]}
STAGES = [
    {"name": "drafting", "label": "Drafting", "state": "done", "url": "/drafting/"},
    {"name": "commenting", "label": EVIL, "state": "current", "url": ""},
    {"name": "resolving", "label": "Resolving", "state": "next", "url": ""},
]
POSITIONS = [
    {"position": kind, "word": EVIL, "who": EVIL, "reason": EVIL} for kind in ("agree", "reservation", "aside")
]
MATTER: dict[str, Any] = dict.fromkeys(
    ("number", "words", "standing", "quote", "side", "channel", "group", "answer"), EVIL
)
MATTER |= {"state": "waiting", "url": "/m/", "place": LINK, "received": NOW, "answered": NOW, "insists": True}
SLIP: dict[str, Any] = dict.fromkeys(("number", "code", "check", "link", "promise", "plan", "town"), EVIL)
SLIP |= {"received": NOW, "words": [EVIL, "most"], "url": "/p/", "own": True}
SLIP |= {"picture": qr_svg("https://plan.example.org/", EVIL)}
ENTRY = {"n": 7, "at": "2026-05-05T16:12:00Z", "sentence": EVIL, "by": EVIL, "stage": EVIL, "exception": EVIL}
ENTRY |= {"facts": FACTS, "leaf": EVIL, "hash": "7f3a", "url": "/n/7", "verify_url": "/v/7"}
PARAGRAPH = {"number": "14", "html": mark_safe("<p>Goal</p>"), "anchor": "p14", "comments": 3, "comments_url": "/c/"}
BESIDE = {"cards": [MATTER], "comments": 3, "list_url": "/l/", "close_url": "/c/"}
ROLE = {"value": EVIL, "label": EVIL, "body": EVIL, "side": EVIL, "can": [EVIL]}
MEASURE = {"words": EVIL, "owner": EVIL, "amount": 900, "money": EVIL, "funding": EVIL, "state": "waiting",
           "status": EVIL, "given_up": False, "network": True}  # fmt: skip
VOTE = {"number": 2, "resolution": EVIL, "day": "2026-05-05", "counts": [{"label": EVIL, "n": 4}], "yes": 4, "total": 9,
        "needed": 5, "result": EVIL, "state": "missing", "entry": "/n/7", "extract": "/f/", "annex": "/a/",
        "marks": [{"icon": "missing", "text": EVIL, "note": EVIL}]}  # fmt: skip
DECISION = {"state": "done", "sentence": EVIL, "at": NOW, "url": "/d/"}

STEPS = {"stage": EVIL, "place": 2, "of": 3, "plan_url": "/p/", "note": EVIL, "external": True, "told": EVIL,
         "bar": [{"x": 0, "kind": "done"}, {"x": 10, "kind": "now"}], "files": [LINK]}  # fmt: skip
COUNTED = {"name": EVIL, "value": 4, "n": 7, "url": "/e/", "proof": "/r/", "file": LINK, "told": EVIL,
           "resolution": EVIL, "reason": EVIL, "corrected": 9, "corrected_url": "/c/", "acts": [LINK]}  # fmt: skip
MILESTONE = {
    "id": "m1", "month": 1, "title": EVIL, "due_on": "2026-05-14", "tag": {"state": "late", "label": EVIL},
    "reached_on": "2026-05-05", "told": EVIL, "file": LINK, "waits_for": LINK, "endangers": [EVIL], "more": 2,
    "follows": [EVIL], "acts": [LINK],
    "moves": [{"n": 7, "on": "2026-05-05", "from_day": "2026-05-01", "to_day": "2026-05-14", "who": EVIL,
               "reason": EVIL}],
}  # fmt: skip
TOWN = STEPS | {"id": "lipova", "name": EVIL, "url": "/t/", "gates_shown": "1 of 3", "acts": [LINK],
                "waits": [{"label": EVIL, "due_on": "2026-05-14", "late": True}],
                "corrected": [{"label": EVIL, "url": "/e/", "n": 9}]}  # fmt: skip

REPLY = {"name": "12.7", "n": 7, "at": NOW, "words": EVIL, "who": EVIL, "entry_url": "/e/",
         "moderate_url": "/do/?a=1&b", "moderate_label": EVIL}  # fmt: skip
HIDDEN = REPLY | {"n": 8, "hidden": True, "gone": True,
                  "why": {"ground": EVIL, "reason": EVIL, "by": EVIL, "url": "/e/"}}  # fmt: skip
LANE = {"lane": "against", "title": EVIL, "replies": [REPLY, HIDDEN], "more_url": "/m/?after=7", "start_url": "/m/",
        "speak_url": "/r/"}  # fmt: skip
MOVE = {"url": "/do/", "hidden": [{"name": EVIL, "value": EVIL}], "form": SENT, "label": EVIL}
COVERED = {"words": EVIL, "hidden": True, "appealed": True, "ground": EVIL, "reason": EVIL, "by": EVIL, "at": NOW,
           "n": 7, "url": "/e/", "appeal": MOVE}  # fmt: skip
QUOTE = {"words": EVIL, "stands": "changed", "today": EVIL, "paragraph": 2, "url": "/t/#x-p2"}
ALIKE = {"lead": MATTER, "members": [{"number": 7, "url": "/m/", "words": EVIL, "score": 90}], "left": 2, "next": 107,
         "others": 9}  # fmt: skip

BRIEF = {"here": {"slug": "lipova", "url": "/p/", "title": EVIL, "town": {"name": EVIL, "seat": EVIL},
                  "plan": {"from_year": 2026, "to_year": 2030}},
         "changing": EVIL, "fixed": EVIL, "next": EVIL, "deadline": CLOSES, "comment_url": "/c/", "suggest_url": "/s/",
         "topics": [{"name": EVIL, "url": "/k/"}], "commentable": True, "stage": EVIL}  # fmt: skip
DAY = {"title": EVIL, "at": NOW, "url": "/m/", "place": EVIL, "told": EVIL, "cancelled": True, "plan": EVIL}
GROUP = {"name": EVIL, "people_url": "/p/", "sides": [{"label": EVIL, "count": 2}], "names": [EVIL], "missing": EVIL,
         "asking": 1, "admission": EVIL, "join_url": "/j/"}  # fmt: skip

CONTEXTS: dict[str, dict[str, Any]] = {
    "applications": {
        "waiting": [{"group": EVIL, "side": EVIL, "about": EVIL, "contact": EVIL, "admit_url": "/a/",
                     "refuse_url": "/r/"}],
    },
    "day_list": {"days": [DAY, DAY | {"at": "2026-05-14", "url": ""}]},
    "group_line": {"group": GROUP},
    "help_waiting": {
        "waiting": [{"kind": EVIL, "asked_at": NOW, "meeting": EVIL, "about": EVIL, "contact": EVIL, "move": MOVE}],
    },
    "news_list": {"lines": [{"n": 7, "at": NOW, "sentence": EVIL, "url": "/e/", "turn": True}], "anchors": True},
    "open_plan": {"line": BRIEF, "now": NOW, "named": True, "folded": True},
    "plan_brief": {"line": BRIEF},
    "search_box": {"question": EVIL, "where": {"value": EVIL, "label": EVIL}, "id": "home-q"},
    "topic_links": {"topics": [{"name": EVIL, "url": "/k/"}], "about": EVIL},
    "topic_sections": {
        "sections": [{"title": EVIL, "part": EVIL, "excerpt": EVIL, "url": "/x/", "speak_url": "/c/?section=x&a"}],
    },
    "topic_speak": {"line": BRIEF},
    "town_aside": {
        "town": {"book_url": "/b/"}, "entries": 7, "held": True, "acts_url": "/a/",
        "bodies": [{"name": EVIL, "kind": EVIL, "url": "/p/", "guest": True}],
    },
    "town_plans": {
        "town": {"territory": "lipova"}, "plans": [BRIEF], "projects": [{"title": EVIL, "url": "/g/", "ended": EVIL}],
    },
    "alike_group": {
        "one": {"lead": MATTER, "others": 2, "url": "?proposal=7", "least": 80}, "may": True, "kind": "proposal",
    },
    "alike_members": {"set": ALIKE, "kind": "proposal", "may": True, "as": EVIL, "url": "/a/"},
    "act_links": {"acts": [LINK, LINK], "about": EVIL},
    "act_list": {"label": EVIL, "groups": [{"title": EVIL, "acts": [{"label": EVIL, "about": EVIL, "url": "/do/"}]}]},
    "action": {"action": ACTION},
    "aims": {
        "aims": [{"kind": EVIL, "words": EVIL, "needs": [EVIL], "traced": False,
                  "facts": [{"label": EVIL, "value": EVIL}],
                  "below": [{"kind": EVIL, "words": EVIL, "needs": [], "traced": True, "facts": [], "below": []}]}],
    },
    "beside": {"place": BESIDE},
    "board": {"towns": [TOWN], "gates": 3},
    "breadcrumb": {"crumbs": [LINK, LINK]},
    "chart_table": {
        "caption": EVIL, "what": EVIL, "how_many": EVIL, "whole": 40, "total": 42,
        "rows": [{"label": EVIL, "value": 40, "url": "/r/", "note": EVIL, "state": "done"}, {"label": "b", "value": 2}],
    },
    "check_answers": {
        "record": {"sentence": EVIL, "facts": FACTS, "button": EVIL, "url": "/do/", "fields": ACTION["fields"],
                   "back_url": "/back/", "title": EVIL, "warning": EVIL},
    },
    "confirmation": {"done": {"title": EVIL, "number": EVIL, "sentence": EVIL, "next": [EVIL], "links": [LINK]}},
    "council_line": {
        "boards": True,
        "line": {"name": EVIL, "note": EVIL, "since": {"text": EVIL, "state": "done"},
                 "boards": [{"state": "done", "label": EVIL, "needed": EVIL, "attempts": [VOTE]}],
                 "councils": [{"state": "missing", "label": EVIL, "needed": EVIL, "attempts": [VOTE, VOTE]}]},
    },
    "count_line": {"line": COUNTED, "sums": True, "about": EVIL},
    "draft_text": {
        "here": {"slug": "lipova-2021"}, "edition_line": EVIL, "changes_url": "/c/", "other_url": "/t/",
        "earlier": [(1, "/1/")], "changing_line": EVIL, "approvals": FACTS, "summary": "", "reading": EVIL,
        "chapters": [BESIDE | {"number": "1.1", "title": EVIL, "anchor": "sluzby", "url": "/s/", "withdrawn": True,
                               "comments_url": "/c/", "paragraphs": [PARAGRAPH]}, {"number": "1.2", "title": EVIL}],
    },
    "deadline": {"at": CLOSES, "now": NOW, "label": EVIL},
    "decision_sentence": {
        "decision": {"state": "done", "sentence": EVIL, "at": NOW, "url": "/d/", "label": EVIL,
                     "dissent": [{"who": EVIL, "reason": EVIL}]},
    },
    "demo_banner": {},
    "diff": {"pieces": [{"op": op, "text": EVIL} for op in ("same", "del", "ins")], "label": EVIL},
    "empty_state": {"why": EVIL, "then": EVIL, "action": LINK},
    "entry": {"entry": ENTRY},
    "fact_list": {"facts": FACTS},
    "filters": {
        "filters": [{"name": "act", "label": EVIL, "options": {"adopt": EVIL}}],
        "picked": {"act": "adopt", "state": EVIL},
    },
    "form_errors": {"form": SENT},
    "form_field": {"field": SENT["text"]},
    "gate": {"gate": Gate(Verdict.ASK, EVIL, 90), "may_wait": True, "mail": SENT["email"]},
    "language_switch": {"request": RequestFactory().get("/plans/susice/", {"q": EVIL})},
    "intake_row": {
        "row": {"at": 3, "line": 4, "state": "done", "words": EVIL, "about": [EVIL], "wrong": [EVIL], "late": True,
                "sensitive": True, "number": 7, "number_url": "/m/", "slip_url": "/s/", "mend_url": "/i/"},
    },
    "late_list": {
        "late": [{"kind": "gate", "title": EVIL, "due_on": "2026-05-14", "lacks": [EVIL], "also": [EVIL], "more": 2,
                  "endangers": [{"title": EVIL, "day": "14. 5. 2026"}], "url": "/late/", "acts": [LINK]}],
    },
    "matter_card": {"matter": MATTER | {"voice": EVIL, "also": EVIL, "alike": EVIL}},
    "matter_covered": {"covered": COVERED},
    "matter_heard": {
        "join_url": "/j/", "joined": 7, "joined_url": "/j/?done=7", "also": EVIL, "names": [EVIL, EVIL], "card": MATTER,
        "alike": {"numbers": [(EVIL, "/m/")], "more": True, "url": "/a/"}, "lane": True, "question": EVIL,
        "lanes": [LANE, LANE | {"lane": "reply", "replies": []}], "reply_url": "/r/", "replies": 2,
    },
    "matter_said": {
        "card": MATTER | {"voice": EVIL, "late": True}, "quote": QUOTE, "proposed": EVIL, "here": {"slug": "plan"},
        "recording": {"digest": "7f3a91c0", "transcript": EVIL, "url": "/f/"}, "files": {},
    },
    "matter_work": {
        "lease": {"since": NOW, "until": NOW, "mine": False, "who": EVIL}, "settle_url": "/s/", "take_up_url": "/u/",
    },
    "measure_line": {"measure": MEASURE},
    "measure_told": {
        "report_url": "/do/",
        "measure": {"name": "m", "words": EVIL, "owner": EVIL, "open": True,
                    "reports": [{"at": NOW, "status": EVIL, "state": "done", "evidence": EVIL, "url": "/n/7"}],
                    "changes": [{"at": NOW, "before": EVIL, "after": EVIL, "decision": DECISION,
                                 "pieces": [{"op": "ins", "text": EVIL}]}]},
    },
    "meeting_list": {
        "meetings": [{"title": EVIL, "at": NOW, "state": {"state": "done", "label": EVIL}, "kind": EVIL, "url": "/m/",
                      "present": EVIL, "late_call": True}],
    },
    "look_up": {"plan": EVIL},
    "messages": {"messages": [{"level_tag": "error"}]},
    "milestones": {"caption": EVIL, "lines": [MILESTONE]},
    "moderated_entry": {
        "one": {"what": EVIL, "state": "waiting", "number": "7", "reply": True, "url": "/m/", "place": EVIL,
                "ground": EVIL, "reason": EVIL, "by": EVIL, "at": NOW, "n": 7, "entry_url": "/e/"},
    },
    "moderated_waiting": {
        "item": {"number": "7", "url": "/m/", "reply": True, "words": EVIL, "proposed": EVIL, "held": True,
                 "since": NOW, "late": True, "ground": EVIL, "appealed": True, "appeal": EVIL, "files": True,
                 "moves": [{"url": "/a/", "hidden": [], "form": (), "label": EVIL, "quiet": True, "files": False}]},
    },
    "month_strip": {
        "months": 3, "strip": [{"month": n, "x": 20 * n, "kind": kind, "now": n == 1}
                               for n, kind in enumerate(("done", "late", "next"))],
    },
    "need_count": {
        "level": 3,
        "need": {"id": "n1", "label": EVIL, "value": 5, "least": 8, "shown": "5 of 8", "state": "waiting", "word": EVIL,
                 "counted": [COUNTED], "taken_back": [COUNTED], "what": EVIL, "who": EVIL, "sums": True, "here": False,
                 "missing": [{"name": EVIL, "entry": {"n": 7, "url": "/e/", "act": LINK}, "acts": [LINK]}]},
    },
    "notice": {"text": EVIL, "title": EVIL, "kind": "late", "link": LINK},
    "obstacles": {"panel": {"obstacles": [OBSTACLE, OBSTACLE], "action": ACTION, "title": EVIL}},
    "page_head": {"title": EVIL, "kicker": EVIL, "lead": EVIL, "action": LINK,
                  "states": [{"state": "done", "label": EVIL}]},
    "pagination": {"page": Paginator(range(100), 10).page(3), "address": "?state=open&page="},
    "own_box": {"own": {"url": "/o/", "can": [LINK], "slip_url": "/s/"}},
    "paragraph": {"paragraph": PARAGRAPH | BESIDE | {"speak_url": "/s/"}},
    "position_row": {"rows": [{"side": EVIL, "positions": POSITIONS, "note": EVIL}, {"side": EVIL, "positions": []}]},
    "printed_code": {"town": {"territory": "lipova", "name": EVIL, "code": "412-7F3A-K2"}, "now": NOW},
    "promise": {
        "close_url": "/do/",
        "promise": {"name": "p", "told": EVIL, "owner": EVIL, "due": "2026-05-05", "open": True, "state": "late",
                    "label": EVIL, "ended": EVIL, "url": "/n/7", "matter": "12", "matter_url": "/m/"},
    },
    "role_list": {"roles": {"url": "/in/", "name": "seat", "people": [ROLE, ROLE]}},
    "site_footer": {"town": {"book_url": EVIL}},
    "site_header": {"town": {"name": EVIL, "url": "/t/"},
                    "acting": {"name": EVIL, "seat": EVIL, "url": "/desk/", "sign_out_url": "/out/"}},
    "recording": {"digest": "7f3a91c0", "transcript": EVIL, "url": "/f/"},
    "reply_lane": {"one": LANE, "lane": True, "reply_url": "/r/"},
    "slip": {"slip": SLIP},
    "speak_kept": {"kept": ["recording", "attached"]},
    "stage_bar": {"stages": STAGES, "deadline": CLOSES, "deadline_label": EVIL, "now": NOW},
    "steps": {"town": STEPS},
    "table": {"caption": EVIL, "columns": [{"label": EVIL}, {"label": "n", "number": True}],
              "rows": [[{"text": EVIL, "url": "/x/"}, {"text": EVIL, "state": "late", "note": EVIL}], [EVIL, 0]]},
    "text_size": {"sizes": [{"label": EVIL, "url": "?size=2", "size": "2", "current": True}]},
    "tabs": {"label": EVIL, "tabs": [LINK | {"current": True, "count": 0}, LINK]},
    "tag": {"state": "late", "label": EVIL},
    "time_line": {
        "steps": [{"label": EVIL, "state": "current", "at": NOW, "n": 7, "url": "/e/", "note": EVIL,
                   "link": (EVIL, "/c/")}],
    },
    "targets": {
        "caption": EVIL,
        "targets": [{"label": EVIL, "value": 5, "least": 8, "shown": "5 of 8", "state": "waiting", "word": EVIL}],
    },
    "uncounted": {"uncounted": [{"name": EVIL, "label": EVIL, "n": 7, "url": "/e/", "act": LINK}]},
    "vote": {"vote": VOTE},
    "wish_list": {
        "group": {"title": EVIL, "ranked": True,
                  "how": {"method": EVIL, "people": EVIL, "meeting": EVIL, "url": "/m/"},
                  "items": [{"words": EVIL, "measure": None, "below": [MEASURE], "points": 3, "most": 4},
                            {"words": EVIL, "measure": MEASURE | {"given_up": True, "money": ""}, "below": []}]},
    },
    "year_bars": {
        "legend": [{"kind": "secured", "label": EVIL}],
        "bars": [{"year": 2026, "amounts": [4], "in_sight": 4, "cost": 9, "gap": 5, "mark": "100%",
                  "pieces": [{"kind": "secured", "x": "0%", "width": "44%"}], "missing": {"x": "44%", "width": "56%"}}],
    },
}  # fmt: skip


def part(name: str, **context: Any) -> Page:
    with translation.override("en"):
        return Page(render_to_string(f"parts/{name}.html", context))


def test_every_part_is_known_here_and_tells_its_context_at_its_top() -> None:
    assert {path.stem for path in PARTS} == CONTEXTS.keys()
    silent = [path.name for path in PARTS if not re.match(r"({% load [\w ]+ %})?{% comment %}\n.+", path.read_text())]
    assert silent == []


@pytest.mark.parametrize("name", CONTEXTS)
def test_hostile_words_stay_words_and_every_tag_is_closed(name: str) -> None:
    page = part(name, **CONTEXTS[name])
    assert page.wrong == []
    assert page.all("script") == page.all("b") == []
    assert [
        (tag, a) for tag, attributes in page.elements for a in attributes if a == "style" or a.startswith("on")
    ] == []
    shown = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(shown) == len(set(shown))
    if "<script>" in str(CONTEXTS[name]):
        assert "<script>" in page.words + str(page.elements)


@pytest.mark.parametrize("name", CONTEXTS)
def test_every_picture_is_silent_or_named(name: str) -> None:
    pictures = [a for a in part(name, **CONTEXTS[name]).all("svg") if a]
    assert all(a.get("aria-hidden") == "true" or a.get("aria-label") for a in pictures)


def test_the_obstacle_panel_says_everything_and_offers_no_button() -> None:
    missing = [
        {"sentence": "14 comments wait.", "who": "the working group", "principle": 1, "url": "/matters/"},
        {"sentence": "The session is not posted.", "law": "§ 93 of Act 128/2000", "url": "/board/", "link": "Post it"},
    ]
    page = part("obstacles", panel={"obstacles": missing, "action": ACTION})
    assert "What is still missing (2)" in page.words
    assert "14 comments wait. Who can do it: the working group Principle 1 Go there: 14 comments wait." in page.words
    assert "The session is not posted. § 93 of Act 128/2000 Post it" in page.words
    assert page.all("button") == []


def test_an_empty_obstacle_panel_is_the_button() -> None:
    page = part("obstacles", panel={"obstacles": [], "action": ACTION | {"label": "Submit to the councils"}})
    assert "Nothing is missing Submit to the councils" in page.words
    assert [a["action"] for a in page.all("form")] == ["/do/"]
    assert "There is nothing to do here now." in part("obstacles", panel={"obstacles": [], "action": None}).words


def test_the_stage_bar_says_in_words_where_the_plan_is_and_until_when() -> None:
    page = part(
        "stage_bar", stages=[*STAGES[:1], STAGES[1] | {"label": "Commenting"}, STAGES[2]], deadline=CLOSES, now=NOW
    )
    assert "Drafting (done) Commenting (now) Resolving (not yet)" in page.words
    assert "Commenting stage 2 of 3 until Thursday 14 May 2026, 23:59 · 9 days left Then: Resolving" in page.words
    assert [a["class"] for a in page.all("li") if a.get("aria-current") == "step"] == ["stage stage-current"]


def test_a_stage_bar_of_a_withdrawn_plan_has_no_current_stage() -> None:
    page = part("stage_bar", stages=[STAGES[0], STAGES[2]])
    assert "stage 1 of" not in page.words and "Drafting (done) Resolving (not yet)" in page.words


def test_each_line_of_the_error_summary_leads_to_its_field_and_takes_the_focus() -> None:
    page = part("form_errors", form=SENT)
    [summary] = [a for _, a in page.elements if a.get("class") == "error-summary"]
    assert summary["tabindex"] == "-1" and "autofocus" in summary
    fields = [part("form_field", field=field) for field in SENT if field.errors]
    ids = {a["id"] for field in fields for _, a in field.elements if "id" in a}
    assert [a["href"].lstrip("#") for a in page.all("a")] == ["id_text", "id_speaks_0", "id_email", "id_agree"]
    assert {a["href"].lstrip("#") for a in page.all("a")} <= ids


def test_a_wrong_field_says_the_same_words_beside_it_and_keeps_what_was_typed() -> None:
    page = part("form_field", field=Words({"text": "x", "email": "jana at example"})["email"])
    [box] = page.all("input")
    assert box["value"] == "jana at example" and box["aria-invalid"] == "true"
    assert box["aria-describedby"] == "id_email_error"
    assert "To mend: Enter a valid email address." in page.words
    assert "Enter a valid email address." in part("form_errors", form=Words({"email": "jana at example"})).words


def test_a_question_with_choices_is_a_group_that_names_its_help_and_its_error() -> None:
    page = part("form_field", field=SENT["speaks"])
    [group] = page.all("fieldset")
    assert group["aria-describedby"] == "id_speaks_error"
    assert len(page.all("legend")) == 1 and len(page.all("label")) == 2


def test_only_what_need_not_be_filled_in_says_so() -> None:
    said = {name: "need not be filled in" in part("form_field", field=Words()[name]).words for name in Words().fields}
    assert said == {"text": False, "speaks": False, "topics": True, "email": True, "agree": False, "came_from": False}


def test_a_form_without_faults_has_no_summary() -> None:
    assert part("form_errors", form=Words()).elements == []


def test_a_change_of_words_is_heard_as_well_as_seen() -> None:
    page = part("diff", pieces=dohoda.changes("open from 7 to 18", "open from 6 to 18"))
    assert page.words == "open from [struck out: 7 end of struck out] [added: 6 end of addition] to 18"


def test_a_bar_stands_beside_its_number_and_needs_no_style() -> None:
    page = part(
        "chart_table",
        caption="Answers",
        what="Answer",
        how_many="Comments",
        whole=40,
        rows=[{"label": "yes", "value": 10}],
    )
    assert [a["width"] for a in page.all("rect")] == ["100%", "25%"]
    assert "yes 10" in page.words


def test_a_table_keeps_its_rows_and_headings_when_it_becomes_cards() -> None:
    page = part("table", caption="Councils", columns=[{"label": "Town"}, {"label": "For"}], rows=[["Klatovy", ""]])
    assert [a["role"] for tag, a in page.elements if tag in ("table", "th", "td")] == [
        "table", "columnheader", "columnheader", "rowheader", "cell",
    ]  # fmt: skip
    assert page.words.endswith("Klatovy For –")


def test_a_single_page_of_a_list_shows_no_way_through() -> None:
    assert part("pagination", page=Paginator([1], 10).page(1), address="?page=").elements == []
    page = part("pagination", page=Paginator(range(30), 10).page(2), address="?state=open&page=")
    assert [a["href"] for a in page.all("a")] == ["?state=open&page=1", "?state=open&page=3"]


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "csrf_failure"])
def test_an_error_page_needs_nothing_from_the_request(name: str) -> None:
    page = Page(render_to_string(f"{name}.html"))
    assert page.wrong == [] and len(page.all("h1")) == 1 and len(page.all("main")) == 1


def test_the_language_is_switched_by_a_button_that_stays_on_the_page() -> None:
    page = part("language_switch", request=RequestFactory().get("/plans/susice/?stage=open"))
    fields = {a["name"]: a["value"] for tag, a in page.elements if tag in ("input", "button")}
    assert fields == {"next": "/plans/susice/?stage=open", "language": "cs"}
    assert [a["method"] for a in page.all("form")] == ["post"]


def test_a_refusal_page_teaches() -> None:
    with translation.override("en"):
        page = Page(
            render_to_string("403.html", {"panel": {"obstacles": [OBSTACLE | {"sentence": "No round failed yet."}]}})
        )
    assert "No round failed yet." in page.words and "Nothing was changed." in page.words
