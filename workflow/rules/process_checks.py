"""What cannot be seen in one table of a process file: references, the calendar of parts, years and days.

Every check gets the whole process and puts what it finds into `found`. It names in `needs` what its judgement rests on
besides the key itself, so that nothing is said about a value nobody could read.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from workflow.rules.lifecycle import ENDS, Stage
from workflow.rules.obstacles import GROUNDS, LIFTABLE
from workflow.rules.process import Process
from workflow.rules.process_mistakes import MistakesFound
from workflow.rules.process_terms import GATE_STAGES, SIGNED_STAGES, IntakeChannel
from workflow.rules.process_values import shown_value, word_hint
from workflow.rules.sides import BodyKind, Decides


def check_ids(process: Process, found: MistakesFound) -> None:
    """No two of a kind share an identifier; a body and a council share one only if they are the same."""
    for key in (field.name for field in fields(process)):
        value = process.territory.municipalities if key == "territory" else getattr(process, key)
        if not isinstance(value, tuple):
            continue
        place = "territory.municipalities" if key == "territory" else key
        ids = [getattr(one, "id", None) for one in value]
        for index, one in enumerate(ids):
            if one is not None and one in ids[:index]:
                needs = (f"{place}[{ids.index(one)}].id",)
                wrong = f"{shown_value(one)} is the identifier of {place}[{ids.index(one)}] already"
                found.contradiction(f"{place}[{index}].id", wrong, "give each an identifier of its own", needs=needs)


def check_contents(process: Process, found: MistakesFound) -> None:
    """A section says what it covers by id, so no two contents of a part share one."""
    for index, part in enumerate(process.parts):
        for place, content in enumerate(part.contents):
            if content in part.contents[:place]:
                at, first = f"parts[{index}].checklist", part.contents.index(content)
                wrong = f"{shown_value(content)} is the identifier of {at}[{first}] already"
                needs = (f"{at}[{first}].id",)
                found.contradiction(f"{at}[{place}].id", wrong, "give each an identifier of its own", needs=needs)


def refer(found: MistakesFound, key: str, wanted: str, known: list[str], among: str) -> None:
    """`wanted` at `key` must be one of `known`, the identifiers of the list `among`."""
    if wanted not in known:
        wrong, fix = f"{shown_value(wanted)} is not among {among}", f"name one that is: {word_hint(wanted, known)}"
        found.contradiction(key, wrong, fix, needs=(f"{among}[*].id",))


def check_parts(process: Process, found: MistakesFound) -> None:
    """Parts come after known parts, never after themselves, and measures have a home."""
    ids = [part.id for part in process.parts]
    told: set[str] = set()
    for index, part in enumerate(process.parts):
        for place, earlier in enumerate(part.after):
            refer(found, f"parts[{index}].after[{place}]", earlier, ids, "parts")
        before = all_before(process.parts, part.id)
        if part.id in before and part.id not in told and len(set(ids)) == len(ids):
            told |= before
            found.contradiction(
                f"parts[{index}].after",
                f"part {shown_value(part.id)} would have to be signed off before itself, "
                "so the stage steering could never be left",
                "take one of the parts of this circle out of `after`",
                needs=("parts[*].id", "parts[*].after"),
            )
    if not any(part.needs_measures for part in process.parts):
        found.contradiction(
            "parts",
            "no part needs measures, so nobody would ask for the needs and the means behind them (principles 9 and 11)",
            "set needs_measures = true on the part that holds the measures",
            needs=("parts[*].needs_measures",),
        )


def all_before(rules: Iterable[Any], one: str) -> set[str]:
    """Everything that `after` puts before this one, however far back; by id."""
    after = {rule.id: rule.after for rule in rules}
    before: set[str] = set()
    waiting = list(after.get(one, ()))
    while waiting:
        earlier = waiting.pop()
        if earlier not in before:
            before.add(earlier)
            waiting.extend(after.get(earlier, ()))
    return before


def check_deliverables(process: Process, found: MistakesFound) -> None:
    """A missing piece of work holds a plan in a stage it can leave, and is approved by a body that decides."""
    for index, deliverable in enumerate(process.deliverables):
        check_stage(found, f"deliverables[{index}].stage", deliverable.stage, GATE_STAGES)
        if deliverable.approved_by is None:
            continue
        key = f"deliverables[{index}].approved_by"
        councils = [council.id for council in process.councils]
        if deliverable.approved_by not in councils:
            refer(found, key, deliverable.approved_by, [body.id for body in process.bodies], "bodies")
        approver = process.body(deliverable.approved_by)
        if approver is not None and approver.decision is Decides.ADVISORY:
            wrong = f"{shown_value(approver.id)} only advises and cannot approve anything"
            found.contradiction(key, wrong, "name a body that decides", needs=("bodies[*].decision", "bodies[*].id"))


def check_sign_off(process: Process, found: MistakesFound) -> None:
    """A steering group signs, on leaving stages that are left with its signature."""
    signer = process.sign_off.body
    refer(found, "sign_off.body", signer, [body.id for body in process.bodies], "bodies")
    kinds = {body.id: body.kind for body in process.bodies}
    if kinds.get(signer, BodyKind.STEERING_GROUP) is not BodyKind.STEERING_GROUP:
        wrong = f"{shown_value(signer)} is a {kinds[signer]}, and only a steering group signs off"
        fix = "name the body with kind = steering_group"
        found.contradiction("sign_off.body", wrong, fix, needs=("bodies[*].kind", "bodies[*].id"))
    for index, stage in enumerate(process.sign_off.stages):
        check_stage(found, f"sign_off.stages[{index}]", stage, SIGNED_STAGES)


def check_stage(found: MistakesFound, key: str, stage: Stage, usable: tuple[Stage, ...]) -> None:
    """`stage` exists; it must also be one that can be held back by what `key` asks for."""
    if stage in usable:
        return
    if stage in ENDS:
        wrong = f"a plan never leaves {stage}, so what is asked for there is never reached"
    elif stage is Stage.FINAL_SIGNOFF:
        wrong = "the final sign-off is no stage to list here: sign_off.final decides whether it is given"
    else:
        wrong = f"nothing is asked of a plan on leaving {stage} here, so this would never be reached"
    found.contradiction(key, wrong, f"name one of {', '.join(usable)}")


def check_comments(process: Process, found: MistakesFound) -> None:
    """The window holds the days before and after the hearing, and the web is always open."""
    period = process.comments
    least = period.min_days_before_hearing + period.min_days_after_hearing
    if period.min_days_total < least:
        found.contradiction(
            "comments.min_days_total",
            f"{period.min_days_total} days are fewer than the {period.min_days_before_hearing} before "
            f"and {period.min_days_after_hearing} after the hearing",
            f"write at least {least}",
            needs=("comments.min_days_before_hearing", "comments.min_days_after_hearing"),
        )
    if IntakeChannel.WEB not in period.channels:
        wrong = "the plan's own page would take no comments (principle 2)"
        found.contradiction("comments.channels", wrong, 'add "web"')


def check_cycle(process: Process, found: MistakesFound) -> None:
    """A period ends after it began, and no two share a year (principle 10)."""
    for index, period in enumerate(process.cycle.periods):
        key = f"cycle.periods[{index}]"
        years = (f"{key}.from_year", f"{key}.to_year")
        if period.to_year < period.from_year:
            wrong = f"the period ends in {period.to_year}, before it begins in {period.from_year}"
            found.contradiction(years[1], wrong, "write the last year of the period", needs=years)
        for place, earlier in enumerate(process.cycle.periods[:index]):
            if period.from_year <= earlier.to_year and earlier.from_year <= period.to_year:
                wrong = f"{period.from_year}-{period.to_year} overlaps {earlier.from_year}-{earlier.to_year}"
                needs = (*years, f"cycle.periods[{place}]")
                found.contradiction(key, wrong, "let each period begin after the one before it ended", needs=needs)


def check_relaxed(process: Process, found: MistakesFound) -> None:
    """Only a charter guard may be relaxed, once, openly, and under the principle it rests on."""
    for index, relaxed in enumerate(process.relaxed):
        key = f"relaxed[{index}]"
        ground = GROUNDS.get(relaxed.guard)
        if ground is None:
            wrong = f"{shown_value(relaxed.guard)} is no guard"
            hint = word_hint(relaxed.guard, LIFTABLE, "docs/obstacles.md")
            found.contradiction(f"{key}.guard", wrong, f"name an obstacle code: {hint}")
        elif relaxed.guard not in LIFTABLE:
            wrong = f"{shown_value(relaxed.guard)} rests on {ground.rest}, which nobody can waive"
            found.contradiction(
                f"{key}.guard", wrong, "remove this relaxation; only guards of the charter may be relaxed"
            )
        elif relaxed.principle != ground.principle:
            wrong = f"{shown_value(relaxed.guard)} rests on principle {ground.principle}, not {relaxed.principle}"
            found.contradiction(f"{key}.principle", wrong, f"write {ground.principle}", needs=(f"{key}.guard",))
        if not relaxed.assumption:
            wrong = "a relaxed guard is an assumption of the town and must be shown as one"
            found.contradiction(f"{key}.assumption", wrong, "write true, and the reason people will read")
        earlier = [one.guard for one in process.relaxed[:index]]
        if relaxed.guard in earlier:
            wrong = f"{shown_value(relaxed.guard)} is relaxed twice"
            found.contradiction(
                f"{key}.guard", wrong, "keep one", needs=(f"relaxed[{earlier.index(relaxed.guard)}].guard",)
            )
