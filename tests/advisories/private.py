"""A town in which something private lies behind every door: a word for each, looked for in whatever is answered."""

import base64
import binascii
import html
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from consult.helping import keep_contact
from consult.models import Draft, StoredFile
from tests.cast import Installed, number_of
from tests.consult.desks import anybody, at_desk
from tests.consult.spoken import by_link, say
from tests.towns import process_of, raw_file
from tests.walk import CLERK, coordinator, lead_to
from workflow.models import Opening
from workflow.rules.case import Standing
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter
from workflow.trail.book import seal
from workflow.trail.canonical import parse_time

OTHER, OTHER_PLAN = "lipova", "lipova-plan"
FILES = ("scan", "recording", "attached")
LONG = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


@dataclass
class World:
    """The town, its neighbour, what may be asked for by address, and what nobody may find."""

    town: Installed
    other: Installed
    posted: Any = None
    digests: list[str] = field(default_factory=list)
    since: int = 0


def world_of(town: Installed) -> World:
    """Something private of every kind, in `town` and in its neighbour."""
    other = Installed(process_of("susice"), raw_file("susice"), territory=OTHER, plan=OTHER_PLAN)
    lead_to(other, Stage.COMMENTING)
    other.do("citizen", "raise_matter", kind="comment", told="zqotherwords", channel="web", side="public")
    other.do(CLERK, "hold_matter", matter=str(other.plan.matters), ground="sensitive_data")
    world = World(town, other, since=town.state.head.size)
    town.at = max(town.at, other.at)
    _said(world)
    _asked(world)
    world.posted = say(town, "Moje vlastni slova.", follow="zqfollower@example.org")
    moment = parse_time(town.at)
    Draft.keep(owner="session-x", page=f"/plans/{town.plan_key}/comment/", fields={"told": ["zqtyped"]}, at=moment)
    for each in (town, other):
        seal(each.territory, each.at)
    return world


def _said(world: World) -> None:
    town, at = world.town, timezone.now()
    for name in FILES:
        world.digests.append(
            StoredFile.keep(f"zq{name}".encode(), name=f"zq{name}.txt", media="text/plain", at=at).digest
        )
    files = dict(zip(FILES, world.digests, strict=True))
    common: dict[str, Any] = {"kind": "comment", "channel": "post", "side": "public"}
    speak = {"held": "zqheldwords", "hidden": "zqhiddenwords", "erased": "zqredacted"}
    for told in speak.values():
        town.do("citizen", "raise_matter", told=told, proposed=f"{told}proposed", publish_as=f"{told}name", **common)
    third = town.plan.matters
    town.do(CLERK, "hold_matter", matter=str(third - 2), ground="sensitive_data")
    town.do(CLERK, "hide_matter", matter=str(third - 1), ground="personal_data", reason="Cizi udaje.")
    town.do("citizen", "appeal_hiding", matter=str(third - 1), reason="zqappeal")
    row = town.state.get(Matter, f"{town.plan_key}/{third}")
    assert row is not None
    for commit in list(Opening.objects.filter(territory=town.territory, n=row.born).values_list("commit", flat=True)):
        town.do(CLERK, "redact", commitment=commit, ground="Na zadost.", plan=None)
    town.do("citizen", "raise_matter", told="Papirova.", reference="zqreference", **files, **common)
    paper = str(town.plan.matters)
    town.do(coordinator(town), "draft_answer", matter=paper, disposition="explained", reason="zqprepared", grounds=[])
    town.do("citizen", "reply_to_matter", matter=paper, told="zqhiddenreply", lane="reply", publish_as="zqreplyname")
    reply = f"{paper}.{town.state.head.size - 1}"
    town.do(CLERK, "hide_reply", reply=reply, ground="personal_data", reason="Cizi udaje.")


def _asked(world: World) -> None:
    town = world.town
    somebody = Standing(None, None, "public", number_of("zadatel"))
    town.do(somebody, "ask_for_help", kind="transport", about="zqhelpabout")
    asked = town.state.head.size - 1
    keep_contact(town.territory, f"{town.plan_key}/help.{asked}", "zqhelpcontact", town.at)
    group = town.process.working_groups[0].id
    facts = {"body": group, "application": "zadost-1", "person": number_of("zadatel 2"), "side": "public"}
    town.do(Standing(None, None, "public", number_of("zadatel 2")), "apply_to_join", about="zqjoinabout", **facts)
    keep_contact(town.territory, f"{group}/zadost-1", "zqjoincontact", town.at)


def role(world: World, who: str) -> Client:
    """A browser of somebody of these."""
    town = world.town
    if who == "stranger":
        return anybody()
    if who == "author of another comment":
        return by_link(world.posted)
    if who == "clerk of another town":
        return at_desk(world.other, CLERK)
    if who == "member of a group":
        return at_desk(town, town.seats(town.process.working_groups[0].id)[-1].key)
    return at_desk(town, CLERK)


def all_of(answer: Any) -> bytes:
    """Everything in an answer, its headers too, with whatever was wrapped in it laid open."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.items()).encode()
    return head + laid_open(body)


def laid_open(body: bytes) -> bytes:
    """Bytes with the members of an archive, base64 and escaped letters in clear beside them."""
    found = [body]
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    for match in LONG.findall(body[:2_000_000]):
        try:
            found.append(base64.b64decode(match + b"=" * (-len(match) % 4)))
        except binascii.Error:
            continue
    found.append(html.unescape(body.decode("utf-8", "replace")).encode())
    return b"\n".join(found)
