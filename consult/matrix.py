"""Municipalities and their councils side by side: who recommended, who approved with which voices, where it holds."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from consult.addresses import address
from consult.models import StoredFile
from consult.places import Here, said
from consult.sentences import word
from consult.sentences.words import out_of
from consult.templatetags.dohoda import in_prague, short
from consult.visible import opened
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.council import majority
from workflow.rules.lifecycle import BEGINNINGS, Stage
from workflow.rules.process import CouncilRule, Process
from workflow.rules.process_terms import CouncilCompletion
from workflow.store import process_file

IN_FORCE = frozenset({Stage.IN_FORCE, Stage.SUPERSEDED})
APPROVED = ("approved", "annex")
# What a council has come to, the order of the summing line, and which of the four meanings it has.
STATES = {
    "approved": "done", "annex": "done", "return": "missing", "fail": "missing", "contradiction": "missing",
    "inquorate": "waiting", "void": "waiting", "none": "waiting", "left": "missing",
    "gone": "missing",
}  # fmt: skip


def _label(state: str) -> str:
    return {
        "approved": _("approved"),
        "annex": _("approved, with an annex for its own territory"),
        "return": _("wants changes for everybody"),
        "fail": _("did not approve"),
        "contradiction": _("what was announced contradicts the counts"),
        "inquorate": _("too few were present"),
        "void": _("decides again on the changed text"),
        "none": _("has not decided yet"),
        "left": _("the municipality has left"),
        "gone": _("asked no more"),
    }[state]


def _counts_as_yes(row: Any) -> bool:
    return row.result == "pass" and row.standing and not row.contradiction and row.conditions != "return"


def _not_here() -> dict[str, str]:
    return {"state": "missing", "text": _("not valid here")}


def _board_label(state: str) -> str:
    return {"approved": _("recommends it"), "annex": _("recommends it"), "fail": _("does not recommend it")}.get(
        state, _label(state)
    )


@dataclass(frozen=True)
class Matrix:
    """The councils of one plan, read once; `lines` and `summary` are what the page shows."""

    here: Here

    @cached_property
    def _decisions(self) -> dict[str, list[Any]]:
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for row in self.here.rows(rows.CouncilDecision).order_by("born"):
            found[row.council].append(row)
        return found

    @cached_property
    def _left(self) -> dict[str, str]:
        """Municipalities that are members no more, with the day they left."""
        found = model_of(rows.Membership).objects.filter(territory=self.here.territory, standing=False)
        return {row.municipality: row.until for row in found}

    @cached_property
    def _corrected(self) -> dict[int, str]:
        """Entries mended by a later one, with the public reason."""
        void = [row.born for listed in self._decisions.values() for row in listed if not row.standing]
        if not void:
            return {}
        found = list(model_of(rows.Correction).objects.filter(territory=self.here.territory, entry__in=void))
        texts = opened(self.here.territory, [row.reason for row in found])
        return {row.entry: texts.get(row.reason, "") for row in found}

    @cached_property
    def _kept(self) -> set[str]:
        """Digests of extracts and annexes whose file is here."""
        found = [row for listed in self._decisions.values() for row in listed]
        wanted = {digest for row in found for digest in (row.extract, row.annex) if digest}
        return set(StoredFile.objects.filter(digest__in=wanted).values_list("pk", flat=True)) if wanted else set()

    @cached_property
    def _before(self) -> list[Process]:
        """Process files the plan ran under before, the newest first."""
        acts = [*BEGINNINGS, "amend_process"]
        leaves = Leaf.objects.filter(territory=self.here.territory, plan=self.here.slug, act__in=acts).order_by("-n")
        digests = [json.loads(bytes(data))["facts"]["process"] for data in leaves.values_list("data", flat=True)]
        found = (process_file(digest) for digest in digests if digest != self.here.process.digest)
        return [process.within(self.here.territory) for process in found if process]

    @cached_property
    def _since(self) -> str | None:
        """The day the plan took effect; None before."""
        plan = self.here.plan
        if plan.stage not in IN_FORCE:
            return None
        entries = Leaf.objects.filter(territory=self.here.territory, plan=self.here.slug, act="take_effect")
        at = in_prague(entries.values_list("at", flat=True).first())
        return at.date().isoformat() if isinstance(at, datetime) else f"{plan.from_year}-01-01"

    def state_of(self, rule: CouncilRule) -> str:
        """What a council or board has come to, as a key of `STATES`."""
        found = self._decisions.get(rule.id, [])
        standing = [row for row in found if row.standing]
        final = [row for row in standing if row.result in ("pass", "fail") and not row.contradiction]
        if final:
            passed = {"none": "approved", "annex": "annex", "return": "return"}
            return passed[final[-1].conditions] if final[-1].result == "pass" else "fail"
        if rule.municipality in self._left and not self._was_in_force:
            return "left"
        if standing:
            return "contradiction" if standing[-1].contradiction else "inquorate"
        return "void" if found else "none"

    @property
    def _was_in_force(self) -> bool:
        return self._since is not None

    @cached_property
    def summary(self) -> dict[str, Any]:
        """How many of the deciding councils approved, and the others by what they came to."""
        states = Counter(self.state_of(rule) for rule in self.here.process.deciding_councils)
        every, yes = states.total(), sum(states[state] for state in APPROVED)
        line = _("Councils that approved: %(n)s of %(of_all)s.") % {"n": yes, "of_all": out_of(every)}
        if yes == every:
            line = ngettext("The council approved.", "All %(n)s councils approved.", every) % {"n": every}
        others = [state for state in STATES if states[state] and state not in APPROVED]
        tags = [{"state": STATES[state], "label": f"{_label(state)}: {states[state]}"} for state in others]
        return {"line": line, "tags": tags, "all": yes == every}

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """One line a municipality, in the order of the process file; then those that vote no more."""
        process = self.here.process
        names = {place.id: said(place.name) for place in process.territory.municipalities}
        by_place: defaultdict[str, list[CouncilRule]] = defaultdict(list)
        for rule in process.councils:
            by_place[rule.municipality].append(rule)
        places = [
            *(place for place in names if place in by_place),
            *(place for place in by_place if place not in names),
        ]
        return [
            *(self._line(names.get(place, place), by_place[place], gone=False) for place in places),
            *self._gone(),
        ]

    def _gone(self) -> Iterator[dict[str, Any]]:
        """Councils that were asked by an earlier process file and are asked no more."""
        known = {rule.id for rule in self.here.process.councils}
        for process in self._before:
            names = {place.id: said(place.name) for place in process.territory.municipalities}
            for rule in process.councils:
                if rule.id not in known and not rule.recommends:
                    known.add(rule.id)
                    yield self._line(names.get(rule.municipality, rule.municipality), [rule], gone=True)

    def _line(self, name: str, councils: list[CouncilRule], *, gone: bool) -> dict[str, Any]:
        place = councils[0].municipality
        deciding = [self._body(rule, gone=gone) for rule in councils if not rule.recommends]
        approved = any(body["approved"] for body in deciding)
        return {
            "place": place,
            "name": name,
            "gone": gone,
            "note": self._left_line(place, gone=gone),
            "boards": [self._body(rule, gone=gone) for rule in councils if rule.recommends],
            "councils": deciding,
            "since": self._here_since(approved, gone=gone),
        }

    def _left_line(self, place: str, *, gone: bool) -> str:
        if place in self._left:
            return _("left the territory on %(day)s") % {"day": short(self._left[place])}
        return _("asked no more by the changed rules") if gone else ""

    def _here_since(self, approved: bool, *, gone: bool) -> dict[str, str]:
        plan, own = self.here.plan, self.here.process.council_rule is CouncilCompletion.OWN_TERRITORY
        holds = not gone and (approved or not own)
        if self._since is not None:
            return {"state": "done", "text": short(self._since)} if holds else _not_here()
        if plan.stage != Stage.ADOPTED:
            return _not_here() if gone else {"state": "", "text": _("not yet")}
        first_day = {"state": "waiting", "text": _("from 1 January %(year)s") % {"year": plan.from_year}}
        return first_day if holds else _not_here()

    def _body(self, rule: CouncilRule, *, gone: bool) -> dict[str, Any]:
        state, found = self.state_of(rule), self._decisions.get(rule.id, [])
        if gone and state == "none":
            state = "left" if rule.municipality in self._left else "gone"
        needed = {"needed": majority(rule.members_total), "total": rule.members_total}
        return {
            "id": rule.id,
            "name": said(rule.name),
            "state": STATES[state],
            "label": _board_label(state) if rule.recommends else _label(state),
            "needed": _("needs %(needed)s of %(total)s") % needed,
            "approved": state in APPROVED,
            "attempts": [self._attempt(row, several=len(found) > 1) for row in found],
        }

    def _attempt(self, row: Any, *, several: bool) -> dict[str, Any]:
        counts = [
            (pgettext("council vote", "for"), row.yes),
            (pgettext("council vote", "against"), row.no),
            (pgettext("council vote", "abstained"), row.abstain),
            (pgettext("council vote", "not voting"), row.not_voting),
            (pgettext("council vote", "absent"), row.absent),
        ]
        return {
            "number": row.attempt if several else None,
            "resolution": row.resolution,
            "day": row.day,
            "counts": [{"label": label, "n": n} for label, n in counts],
            "yes": row.yes,
            "total": row.members_total,
            "needed": majority(row.members_total),
            "result": word("council result", row.result),
            "state": "done" if _counts_as_yes(row) else "missing",
            "marks": list(self._marks(row)),
            "extract": address("file", row.extract) if row.extract in self._kept else "",
            "annex": address("file", row.annex) if row.annex in self._kept else "",
            "entry": address("entry", self.here.territory, row.born),
        }

    def _marks(self, row: Any) -> Iterator[dict[str, str]]:
        if row.contradiction:
            announced = {"announced": word("announced", row.announced)}
            text = _("announced as “%(announced)s”; the counts say otherwise") % announced
            yield {"icon": "missing", "text": text}
        if row.conditions != "none":
            yield {"icon": "info", "text": word("conditions", row.conditions)}
        if row.born in self._corrected:
            yield {"icon": "missing", "text": _("mended by a later entry"), "note": self._corrected[row.born]}
        elif not row.standing:
            yield {"icon": "info", "text": _("on an earlier text")}
