"""What people say under a comment, and the arguments gathered on a contested one: a page of twenty, by number of entry.

Replies stand in the order in which they came; nothing else ranks them, and nobody's are counted against anybody's.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.standing import may_do
from consult.addresses import address
from consult.places import Here
from consult.sentences import choice_words, standing_words
from consult.story import naming
from consult.told import names_for
from consult.visible import opened
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.acts.speaking import Lane

A_PAGE = 20
ARGUMENTS = (Lane.IN_FAVOUR, Lane.AGAINST, Lane.WOULD_ACCEPT)


def lane_title(lane: str) -> str:
    """What a lane gathers."""
    return {
        Lane.IN_FAVOUR: _("What speaks for it"),
        Lane.AGAINST: _("What speaks against it"),
        Lane.WOULD_ACCEPT: _("What I would accept"),
    }.get(Lane(lane), _("Replies"))


def lanes_of(desk: Desk, row: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """The lanes of a comment with a page of each, as `parts/reply_lane.html` takes them.

    `?lane=against&after=512` leafs through one of them. A query a lane, and a handful for all of them together.
    """
    here = desk.here
    assert here is not None
    wanted = [*(ARGUMENTS if row.lane else ()), Lane.REPLY]
    if not row.replies and not row.lane:
        return [_lane(here, row, Lane.REPLY, [], {}, asked="", after=0)]
    asked, after = request.GET.get("lane", Lane.REPLY), _number(request.GET.get("after", ""))
    found = {lane: _page(here, row, lane, after if lane == asked else 0) for lane in wanted}
    shown = [reply for page in found.values() for reply in page[:A_PAGE]]
    told = _told(here, shown)
    for reply in shown:
        told[reply.key] |= _way(desk, row, reply)
    return [_lane(here, row, lane, page, told, asked=asked, after=after) for lane, page in found.items()]


def _lane(here: Here, row: Any, lane: Lane, page: list[Any], told: Mapping[str, Any], *, asked: str, after: int) -> Any:
    number = row.key.split("/", 1)[1]
    own, speak = here.address("matter", number), here.address("reply", number)
    more = f"{own}?lane={lane}&after={page[A_PAGE - 1].born}#lane-{lane}" if len(page) > A_PAGE else ""
    return {
        "lane": str(lane),
        "title": lane_title(lane),
        "replies": [told[reply.key] for reply in page[:A_PAGE]],
        "more_url": more,
        "start_url": f"{own}#lane-{lane}" if lane == asked and after else "",
        "speak_url": f"{speak}?lane={lane}" if lane != Lane.REPLY else speak,
    }


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0


def _page(here: Here, row: Any, lane: str, after: int) -> list[Any]:
    found = model_of(rows.Reply).objects.filter(territory=here.territory, matter=row.key, lane=lane, born__gt=after)
    return list(found.order_by("born")[: A_PAGE + 1])


def _way(desk: Desk, row: Any, reply: Any) -> dict[str, str]:
    """What the reader can do about a reply: hide it, show it again, or ask for a second look at a hidden one."""
    number, name = row.key.split("/", 1)[1], reply.key.split("/", 1)[1]
    asked = {"reply": name, "next": f"{address('matter', row.plan, number)}#reply-{reply.born}"}
    act, label = "hide_reply", _("hide it")
    if reply.hidden:
        act, label = "show_reply", _("show it again")
    if desk.held is None or not may_do(desk, act):
        if not reply.hidden or reply.appealed:
            return {}
        act, label = "appeal_hiding", _("ask for a second look")
        asked = {"matter": number, **asked}
    return {"moderate_url": f"{desk.url(act)}?{urlencode(asked)}", "moderate_label": label}


def _told(here: Here, replies: list[Any]) -> dict[str, dict[str, Any]]:
    """Each reply by its key: who, when, the words or what stands in their place."""
    if not replies:
        return {}
    leaves = Leaf.objects.filter(territory=here.territory, n__in=[reply.born for reply in replies])
    entries = {n: json.loads(bytes(data)) for n, data in leaves.values_list("n", "data")}
    named = {n: (entry["facts"].get("publish_as") or {}).get("commit") for n, entry in entries.items()}
    texts = opened(here.territory, [*(reply.words for reply in replies), *named.values()])
    seated = [entry for entry in entries.values() if entry["by"]["body"]]
    names = names_for(here.territory, seated) if seated else {}
    hidden = _hidings(here, [reply for reply in replies if reply.hidden])
    told = {}
    for reply in replies:
        short = reply.key.split("/", 1)[1]
        told[reply.key] = {
            "name": short,
            "n": reply.born,
            "at": reply.said_at,
            "words": texts.get(reply.words, ""),
            "who": _who(entries.get(reply.born), texts.get(named.get(reply.born) or "", ""), names),
            "hidden": reply.hidden,
            "gone": reply.words not in texts,
            "why": hidden.get(short, {}),
            "entry_url": address("entry", here.territory, reply.born),
        }
    return told


def _who(entry: Mapping[str, Any] | None, name: str, names: Mapping[str, str]) -> str:
    """A chosen name, else the seat, else nobody in particular: a reply has no number of its own."""
    if entry is None:
        return ""
    if entry["by"]["body"]:
        told = standing_words(entry["by"], names)
        return f"{name} · {told}" if name else told
    return name or _("somebody from the public")


def _hidings(here: Here, hidden: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """By the reply's short name: why its words are hidden, as the newest entry says. No query where none are."""
    wanted = [reply.key.split("/", 1)[1] for reply in hidden]
    if not wanted:
        return {}
    found = Leaf.objects.filter(territory=here.territory, act="hide_reply").order_by("n")
    entries = [json.loads(bytes(leaf.data)) for leaf in naming(found, "reply", wanted) if leaf.plan == here.slug]
    names = names_for(here.territory, entries)
    told = {}
    for entry in entries:
        facts = entry["facts"]
        told[facts["reply"]] = {
            "ground": choice_words("hide_reply", "ground", facts["ground"]),
            "reason": names.get(facts["reason"]["commit"], ""),
            "by": standing_words(entry["by"], names),
            "url": address("entry", here.territory, entry["n"]),
        }
    return told
