"""The bytes people sign: digests of parts, of the whole text, and of what a stage produced.

People sign bytes, not a page. A digest here is SHA-256 over canonical JSON of commitments that are all in the book, so
anybody who replays the book can work it out again without a single text.
"""

import hashlib
from typing import Any

from workflow.rules.rows import Deliverable, Mandate, Part, Plan, Section, Stakeholder
from workflow.rules.state import State, change
from workflow.trail.canonical import known_bytes

NOTHING = hashlib.sha256(b"").hexdigest()


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical bytes of `value`, in hex."""
    return hashlib.sha256(known_bytes(value)).hexdigest()


def standing_sections(state: State, plan: str, part: str) -> list[Section]:
    """The sections of a part that were not withdrawn, in their order."""
    sections = [section for section in state.find(Section, plan=plan, part=part) if not section.withdrawn]
    return sorted(sections, key=lambda section: (section.place, section.key))


def text_changed(state: State, plan: Plan, part: Part) -> Part:
    """Work out the digests of a part and of the whole text again after a section changed."""
    sections = standing_sections(state, plan.key, part.key)
    changed = change(
        state,
        part,
        text=digest_of([[section.key, section.title, section.words] for section in sections]),
        substance=digest_of([[section.key, section.substance] for section in sections]),
        sections=len(sections),
    )
    current = state.get(Plan, plan.key) or plan
    change(state, current, text=digest_of([[row.key, row.text] for row in by_key(state.find(Part, plan=plan.key))]))
    return changed


def by_key(parts: list[Part]) -> list[Part]:
    """Parts in one fixed order."""
    return sorted(parts, key=lambda part: part.key)


def substance_of(state: State, plan: str) -> str:
    """Digest of everything but editorial changes: what a sign-off of the whole text holds to."""
    return digest_of([[part.key, part.substance] for part in by_key(state.find(Part, plan=plan))])


def stage_products(state: State, plan: Plan, stage: str) -> str:
    """The digest the steering group signs on leaving `stage`: preparation, drafting or resolving."""
    if stage == "preparation":
        mandates = [[row.key, row.resolution, row.day] for row in state.find(Mandate, plan=plan.key)]
        asked = [[row.key, row.side] for row in state.find(Stakeholder, plan=plan.key)]
        return digest_of([plan.charter, mandates, asked, _delivered(state, plan)])
    if stage == "drafting":
        return digest_of([substance_of(state, plan.key), _delivered(state, plan)])
    return digest_of([substance_of(state, plan.key), plan.register])


def _delivered(state: State, plan: Plan) -> list[list[str]]:
    return [[row.key, row.digest] for row in state.find(Deliverable, plan=plan.key)]


def register_moved(state: State, plan: str, *what: str | int | None) -> None:
    """Add one thing that happened to a matter to the running digest of the register."""
    row = state.get(Plan, plan)
    assert row is not None
    change(state, row, register=digest_of([row.register, *what]))
