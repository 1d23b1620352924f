"""One comment, for everybody: what was said and by whom, what became of it step by step, and what others say to it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, plan_desk
from consult.acting.moves import Move, moves
from consult.acting.standing import may_do
from consult.addresses import address
from consult.cards import also_line, cards_of, number_of, voice_line
from consult.covered import covering
from consult.decided import body_name, decisions_of
from consult.joining import joined_at, named_joiners
from consult.models import StoredFile
from consult.own import take_key
from consult.pages.own import own_box
from consult.pages.section import difference
from consult.pages.take_up import taken_up
from consult.places import Here, crumbs
from consult.quoted import quoted
from consult.replies import lanes_of
from consult.sentences import word
from consult.story import Around, Told, council_state, leaves_of, satisfaction_words, steps_of
from consult.templatetags.dohoda import moment
from consult.visible import files_given, opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.acts.commenting import CLOSED_TO_COMMENTS, OF_THE_TEXT
from workflow.store import Rows

MOST_POINTS, MOST_ALIKE = 26, 10


@require_safe
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Found by its number, without signing in; hidden words stay hidden here as everywhere."""
    desk = plan_desk(request, slug)
    here = _here(desk)
    row = here.rows(rows.Matter).filter(key=here.key(number)).first()
    if row is None:
        raise Http404
    if (clean := take_key(request, here, row)) is not None:
        return clean
    whole = here.rows(rows.Matter).filter(key=row.whole).first() if row.whole else row
    lease = taken_up(desk, number) if row.open else None
    card = cards_of(here, [row])[0]
    around = _around(here, row, whole, lease, card["group"])
    own = own_box(request, here, row)
    leaves = leaves_of(here, around)
    words = _words(here, row, around)
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Comments and answers"), here.address("register"))),
        "card": card,
        "own": own,
        "facts": _facts(here, row),
        "steps": steps_of(here, around, leaves, council_state(here)),
        "covered": covering(desk, row, whole, leaves),
        "quote": quoted(here, whole),
        "satisfied": satisfaction_words(row.satisfied) if row.satisfied else "",
        "inherited": _inherited(here, row),
        "points": cards_of(here, _points(here, row)),
        "alike": _alike(here, row),
        "raised_n": whole.born,
        **words,
        **_files(desk, whole, words["transcript"], own=own is not None),
        "question": _question(here, leaves) if row.lane else "",
        **(_elsewhere(here, row) if row.point else _heard(request, desk, row, own=own is not None)),
        **_work(desk, row, number, lease, request.path),
    }
    return render(request, "pages/matter.html", context)


def _here(desk: Desk) -> Here:
    assert desk.here is not None
    return desk.here


def _around(here: Here, row: Any, whole: Any, lease: dict[str, Any] | None, group: str) -> Around:
    """What else there is of it: the prepared answer, the question put to a group, the change, the group's name."""
    answer = here.rows(rows.Answer).filter(key=row.key).first()
    asked = here.rows(rows.Proposal).filter(subject=number_of(row), kind="settle_matter").order_by("-born")
    question = asked.first() if answer is not None else None
    change = here.rows(rows.Wording).filter(key=here.key(row.change)).first() if row.change else None
    if not group and question is not None:
        group = body_name(here, question.body, "")
    return Around(row, whole, answer, question, change, group, lease["since"] if lease else "")


def _words(here: Here, row: Any, around: Around) -> dict[str, Any]:
    """Words beside the comment's own: the wording proposed, what is written down of a recording, the change."""
    change = around.change
    before = None
    if change is not None and change.number > 1:
        before = here.rows(rows.Wording).filter(section=change.section, number=change.number - 1).first()
    commits = [change.words if change else None, before.words if before else None]
    texts = opened(here.territory, [row.proposed, around.whole.transcript, *commits])
    pieces = difference(texts.get(before.words if before else "", ""), texts.get(change.words, "")) if change else []
    return {
        "proposed": texts.get(row.proposed or "", ""),
        "transcript": texts.get(around.whole.transcript or "", ""),
        "pieces": pieces,
        "change_url": here.address("section", change.section.split("/", 1)[1]) if change else "",
        "decision": _decision(here, row, around.question),
    }


def _files(desk: Desk, whole: Any, transcript: str, *, own: bool) -> dict[str, Any]:
    """The recording and the files that came with it, as far as the reader may open them."""
    given = files_given(desk, whole, author=own)
    kept = set(StoredFile.objects.filter(digest__in=given.values()).values_list("digest", flat=True)) if given else ()
    files = {name: digest for name, digest in given.items() if digest in kept}  # bytes may have been erased
    heard = _here(desk).address("matter_file", number_of(whole), files["recording"]) if "recording" in files else ""
    return {"files": files, "recording": {"digest": whole.recording, "transcript": transcript, "url": heard}}


def _facts(here: Here, row: Any) -> list[dict[str, Any]]:
    """What few people ask for; folded."""
    facts: list[dict[str, Any]] = [{"label": _("Received"), "value": moment(row.received_at)}]
    facts.append({"label": _("How it came"), "value": word("channel", row.channel)})
    facts.append({"label": _("For whom it speaks"), "value": voice_line(row) or _("for themselves")})
    if row.edition:
        facts.append({"label": _("About which edition of the draft"), "value": str(row.edition)})
    if row.method and row.method != "none":
        facts.append({"label": _("How it was decided"), "value": word("method", row.method)})
    for label, key in ((_("Same as"), row.same_as), (_("A point of"), row.whole)):
        if key:
            name = key.split("/", 1)[1]
            facts.append({"label": label, "value": name, "url": here.address("matter", name)})
    return facts


def _points(here: Here, row: Any) -> list[Any]:
    if row.point or row.disposition != "split":
        return []
    return list(here.rows(rows.Matter).filter(whole=row.key).order_by("point")[:MOST_POINTS])


def _decision(here: Here, row: Any, question: Any) -> dict[str, Any] | None:
    """The decision in which the group agreed on the answer."""
    if row.open or row.settled_by is None or question is None or question.decided_at is None:
        return None
    return decisions_of(here, [question])[0]


def _inherited(here: Here, row: Any) -> dict[str, str] | None:
    """What the next plan does with a comment this one carried over; None for any other."""
    if row.disposition != "carried":
        return None
    choices = model_of(rows.Carried).objects.filter(territory=here.territory, origin=row.key)
    choice = choices.order_by("-born").first()
    if choice is None:
        return {"words": _("The next plan has not said yet what it does with it."), "reason": "", "url": ""}
    said = _("The next plan has said what it does with it: %(choice)s.") % {
        "choice": word("inheritance", choice.choice)
    }
    reason = opened(here.territory, [choice.reason]).get(choice.reason, "")
    return {"words": said, "reason": reason, "url": address("inheritance", choice.plan)}


def _alike(here: Here, row: Any) -> dict[str, Any] | None:
    """The group of comments in nearly the same words that people confirmed; None where it stands alone."""
    if row.alike is None:
        return None
    others = here.rows(rows.Matter).filter(alike=row.alike).exclude(key=row.key)
    listed = list(others.order_by("number").values_list("number", flat=True)[: MOST_ALIKE + 1])
    return {
        "numbers": [(name, here.address("matter", str(name))) for name in listed[:MOST_ALIKE]],
        "more": len(listed) > MOST_ALIKE,
        "url": f"{here.address('alike')}?group={row.alike.split('/', 1)[1]}",
    }


def _question(here: Here, leaves: list[Told]) -> str:
    """What the group asks where it gathers arguments."""
    asked = [leaf.facts.get("question") for leaf in leaves if leaf.act == "open_lane"]
    commit = asked[-1]["commit"] if asked and asked[-1] else None
    return opened(here.territory, [commit]).get(commit or "", "")


def _heard(request: HttpRequest, desk: Desk, whole: Any, *, own: bool) -> dict[str, Any]:
    """What others say to a whole comment."""
    here = _here(desk)
    name = number_of(whole)
    over = whole.kind in OF_THE_TEXT and here.plan.stage in CLOSED_TO_COMMENTS
    shut = over or whole.held or whole.hidden or bool(here.plan.suspended)
    mine = joined_at(request, here, whole)
    return {
        "joined": mine,
        "joined_url": f"{here.address('join_matter', name)}?done={mine}" if mine is not None else "",
        "join_url": "" if shut or own else here.address("join_matter", name),
        "also": also_line(whole),
        "names": named_joiners(here, whole),
        "lane": whole.lane,
        "lanes": lanes_of(desk, whole, request),
        "reply_url": "" if shut else here.address("reply", name),
        "replies": whole.replies,
    }


def _elsewhere(here: Here, row: Any) -> dict[str, Any]:
    """People speak to the whole comment, never to a point of it."""
    return {"whole_number": str(row.number), "whole_url": here.address("matter", str(row.number))}


def _work(desk: Desk, row: Any, number: str, lease: dict[str, Any] | None, back: str) -> dict[str, Any]:
    """What somebody seated can do with it from here; nothing for the public."""
    here = _here(desk)
    if desk.held is None:
        return {"moves": [], "lease": None, "settle_url": "", "take_up_url": ""}
    state = Rows(desk.territory)
    works = row.open and may_do(desk, "draft_answer", state)
    return {
        "moves": _moves(desk, state, row, number, back),
        "lease": lease,
        "settle_url": here.address("settle", number) if row.open else "",
        "take_up_url": here.address("take_up", number) if works else "",
    }


def _moves(desk: Desk, state: Rows, row: Any, number: str, back: str) -> list[Move]:
    known = {"known": {"matter": number}, "back": back, "quiet": True}
    wanted: list[tuple[str, dict[str, Any]]] = []
    if row.open and not row.point and _here(desk).process.comments.split:
        wanted.append(("split_matter", {**known, "ask": ("points", "told")}))
    if not row.lane and not row.point and (row.open or row.disputed):
        wanted.append(("open_lane", {**known, "ask": ("question",)}))
    if row.recording:
        wanted.append(("transcribe_matter", {**known, "ask": ("transcript",)}))
    if row.held:
        wanted.append(("release_matter", {**known, "ask": ()}))
    if row.hidden:
        wanted.append(("show_matter", {**known, "ask": ("reason",)}))
    else:
        wanted.append(("hide_matter", {**known, "ask": ("ground", "reason")}))
    return moves(desk, state, desk.standing.body, *wanted)
