"""What is fixed already and by whom, what a person's voice can still change, and the ways to speak today."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from consult.course import COMMENTABLE, LATE_COMMENTS, is_commentable
from consult.decided import body_name
from consult.places import Here, said
from consult.sentences import word
from consult.templatetags.dohoda import day, moment
from workflow.rules import rows
from workflow.rules.acts.commenting import CLOSED_TO_COMMENTS
from workflow.rules.lifecycle import ENDS, Stage

BEING_WRITTEN = (Stage.PREPARATION, Stage.DRAFTING, Stage.STEERING)


def changing_line(here: Here) -> str:
    """What somebody's voice can still change, in one sentence."""
    stage = Stage(here.plan.stage)
    if stage in BEING_WRITTEN:
        return _("Everything. What is approved is approved anew when its text changes.")
    if stage in COMMENTABLE:
        return _("Everything. A comment that is accepted changes the text, and the approval is given anew.")
    if stage in LATE_COMMENTS:
        return _("What accepted comments change. Each change is linked to its comment.")
    if stage is Stage.COUNCILS:
        return _("Nothing in the text: councils approve it or send it back as it is.")
    if stage in ENDS:
        return _("Nothing any more. A suggestion belongs to the next plan.")
    return _("Measures, by a decision of the steering group. What you suggest now goes into the next plan.")


def approvals(here: Here) -> list[dict[str, Any]]:
    """Part by part, for `parts/fact_list.html`: may it still change, or who approved these bytes, how and when?"""
    parts = {row.key: row for row in here.rows(rows.Part)}
    signs = {row.scope: row for row in here.rows(rows.SignOff).filter(valid=True, scope__startswith="part.")}
    asked = here.rows(rows.Proposal).filter(key__in=[sign.proposal for sign in signs.values()]) if signs else ()
    proposals = {row.key: row for row in asked}
    lines = []
    for rule in here.process.parts:
        row, sign = parts.get(here.key(rule.id)), signs.get(f"part.{rule.id}")
        approved = row is not None and sign is not None and sign.digest == row.substance
        proposal = proposals.get(sign.proposal) if approved and sign is not None else None
        line: dict[str, Any] = {
            "label": said(rule.title),
            "value": _("approved as it stands") if approved else word("part status", row.status if row else "open"),
            "state": "done" if approved else "waiting",
        }
        if proposal is not None:
            line["note"] = f"{body_name(here, proposal.body, '')} · {day(proposal.decided_at)}"
        lines.append(line)
    return lines


def ways_to_speak(here: Here, at: str) -> list[dict[str, str]]:
    """What anybody can send today, without an account: {label, url, hint}; [] where nothing can be sent."""
    form, stage = here.address("comment"), here.plan.stage
    if not form or here.plan.suspended or stage in ENDS:
        return []
    if is_commentable(here.plan, at):
        return [{"label": _("Write a comment"), "url": form, "hint": _("without an account; the answer is public")}]
    if stage in LATE_COMMENTS or stage in COMMENTABLE:
        hint = _("the window has closed; a late comment is still numbered and shown")
        return [{"label": _("Write a late comment"), "url": form, "hint": hint}]
    return [{"label": _("Send a suggestion"), "url": form, "hint": _("at any time, without an account")}]


def window_lines(here: Here, at: str) -> Iterator[str]:
    """Why comments cannot be sent now, or not as usual, in sentences; none while the window is open."""
    plan = here.plan
    if plan.suspended:
        yield _("Work on the plan rests, and nothing can be sent. What was sent is not lost.")
    elif plan.stage in BEING_WRITTEN:
        yield _("This is a text in the making; the working groups are still writing it.")
        yield _("Comments begin when the draft is posted. A suggestion can be sent at any time.")
    elif plan.stage in CLOSED_TO_COMMENTS:
        yield _("Comments on this text are no longer taken.")
    elif not is_commentable(plan, at) and plan.closes_at:
        yield _("The window of comments closed: %(when)s.") % {"when": moment(plan.closes_at)}
        yield _("What comes now gets a number, is marked as late and is shown to everybody.")
