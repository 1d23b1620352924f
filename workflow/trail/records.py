"""`docs/records.md`, drawn from the act classes: every kind of entry, its facts, and what each means for privacy."""

import inspect
from collections.abc import Iterator, Mapping

from workflow.rules.act import ACTS, Act
from workflow.rules.acts import PENS
from workflow.rules.acts.deciding import Question
from workflow.rules.authority import AUTHORITY, RELAY
from workflow.rules.facts import Fact, FactKind
from workflow.rules.lifecycle import MAIN_LINE, SOURCES, TARGETS, Stage
from workflow.rules.pens import Pen
from workflow.trail.publicity import PUBLICITY, Opened

PREFACE = """\
# Records: every kind of entry in a book

Drawn from the act classes by `manage.py trail records > docs/records.md` and held equal to them by a test. An entry is
one line of RFC 8785 JSON restricted to ASCII keys, whole numbers below 2^53, NFC text and UTC times in whole seconds.

## Around the facts

| field | holds | personal data |
|---|---|---|
| `v` | version of rules and leaf schema: 1 | no |
| `n` | number of the entry in its book: 0, 1, 2 … without a gap | no |
| `at` | when it was recorded; never goes back | no |
| `territory` | whose book it is | no |
| `plan` | the plan, or null for an act of the territory | no |
| `act` | the kind of entry, one of those below | no |
| `by` | `body`, `seat`, `side`, `person`: whose decision or right the act is | `person` is a pseudonym |
| `actor` | the seat that typed it, null when it is `by` itself | as above |
| `on_behalf_of` | commitment to the person or circle whose words are relayed, or null | committed; never opened |
| `happened` | when it happened, if earlier than `at` | no |
| `stage_before`, `stage` | where the plan was and is | no |
| `facts` | below | as decided for each |

## Kinds of facts

| kind | written as |
|---|---|
| name | identifier somebody chose, `body/seat` for a seat; refers to a row where one is named |
| official | number an office gave, as the office writes it: `0279/10/2005/RK`, at most 60 characters |
| words | `{"commit", "length"}`: hex HMAC-SHA256 under a salt of 32 random bytes, and bytes of UTF-8 |
| digest | SHA-256, 64 lower-case hex digits |
| day | `2026-05-14`, a date in Prague |
| moment | `2026-05-14T21:59:59Z` |
| count | whole number |
| flag | true or false |
| choice | one of the words listed |
| person | 32 hex digits, random per territory |
| origin | name of a record book as its checkpoints bear it |
| table | lists of lists |

**Personal data**: *no*; *pseudonym*, a random number per territory whose link to a human is outside the book and
erasable; *committed*, the words are outside the book and erasable, and it is said when they become public: *at once*,
*with the matter* (while it is neither held nor hidden), *with the reply* (while neither the reply nor its matter is),
*when settled*, *never*. Words that are public are in every
export; a `redact` entry takes them out.

A fact marked *derived* is worked out by the rules and never given by the person who acts; whoever replays the book
works it out again. *Across* marks what follows from an entry of another book: the installation that keeps both fills it
in, and whoever verifies a bundle with both books compares it. *?* marks what may be null. Whoever acts may leave out
a flag, which is then false, and a list, which is then empty; a leaf holds every fact.
"""

HOLDERS: Mapping[Pen, str] = {
    Pen.OPERATOR: "whoever runs the installation, without a seat",
    Pen.CLOCK: "the installation itself, when a time has come",
    Pen.ANYONE: "a citizen, without a seat or an account",
    Pen.CLERK: "role `clerk` in the office",
    Pen.TEAM: "role `coordinator`, `methodologist`, `project_manager` or `town_contact` in a delivery team",
    Pen.CHAIR: "role `facilitator` or `lead` in the body at the table, or `facilitator` or `coordinator` in a delivery "
    "team",
    Pen.SCRIBE: "role `minute_taker`, `facilitator` or `lead` in the body at the table, or `minute_taker` or "
    "`coordinator` in a delivery team",
    Pen.MEMBER: "a seat with a vote in the body at the table",
    Pen.STEERING: "role `facilitator`, `lead` or `minute_taker` in a steering group",
    Pen.GROUP: "any seat of any working group",
    Pen.COUNCIL_CLERK: "role `clerk` in the council or board at the table",
    Pen.HOLDER: "any seat, for itself",
}

SUBJECTS: Mapping[Question, tuple[str, str, str]] = {
    # what may be asked: its subject, its text, and the act that follows
    Question.ADOPT_CHARTER: ("`charter`", "give the digest of the charter", "adopt_charter"),
    Question.SIGN_OFF_PART: ("the part", "worked out: the part as it stands", "sign_off_part"),
    Question.SIGN_OFF_STAGE: (
        "`preparation`, `drafting` or `resolving`",
        "worked out: what the stage has produced",
        "sign_off_stage",
    ),
    Question.SETTLE_MATTER: (
        "number of the matter",
        "worked out: the answer prepared (`draft_answer`)",
        "settle_matter",
    ),
    Question.SETTLE_DISPUTE: ("number of the matter", "worked out: the answer it was settled by", "settle_dispute"),
    Question.GRANT_EXCEPTION: ("the guard, with dashes for `_`", "give any digest", "grant_exception"),
    Question.AMEND_PROCESS: ("`process`", "give the digest of the new process file", "amend_process"),
    Question.APPROVE_DELIVERABLE: ("the deliverable", "give the digest of its file", "approve_deliverable"),
    Question.CHANGE_MEASURE: ("the measure", "give any digest", "change_measure"),
    Question.ACTION_PLAN: ("the year", "give the digest of the document", "adopt_action_plan"),
    Question.CONFIRM_SIDE: ("the seat, `body.seat`", "give any digest", "confirm_side"),
    Question.OTHER: ("any name", "give any digest", ""),
}

ALSO = """\
## Not seen from the facts

- `establish_body` knows no process file. What it says of a body is compared when the body is constituted: another kind
  or another way of admission than the plan's file has is refused (`not_in_process`), and so are sides not yet seated.
- A council that rejected the plan may vote again on the same text, under a new number, without a return; its last
  decision counts. One that approved it has decided.
- `propose` may ask any constituted body that looks for agreement. Where the act that follows needs the steering group
  (every kind but `settle_matter`, `approve_deliverable` and `other`), a decision of another body does not do
  (`wrong_question`); a deliverable is approved by the body its process file names.
"""

_TOLD = {
    Opened.AT_ONCE: "public at once",
    Opened.WITH_MATTER: "public with the matter",
    Opened.WITH_REPLY: "public with the reply",
    Opened.WHEN_SETTLED: "public when settled",
    Opened.NEVER: "never public",
}


def records_page() -> str:
    """The whole page, in Markdown."""
    lines = [PREFACE, *_holders(), *_subjects(), ALSO]
    for pen in PENS:
        lines.append(f"## The pen of {pen}\n")
        for name, kind in ACTS.items():
            if kind.__module__.rpartition(".")[2] == pen:
                lines.extend(_section(name, kind))
    return "\n".join(lines)


def _holders() -> Iterator[str]:
    yield "## Who holds which pen\n"
    yield (
        "The body *at the table* is the one an act is about: the body of a proposal, a call or a meeting, the council\n"
        "of a result. An act that follows a decision needs both, the pen here and the decision.\n"
    )
    yield "| pen | who holds it |\n|---|---|"
    for pen, who in HOLDERS.items():
        yield f"| {str(pen).replace('_', ' ')} | {who} |"
    yield ""


def _subjects() -> Iterator[str]:
    yield "## What is put to a body with `propose`\n"
    yield "| `kind` | `subject` | `text` | the act that follows |\n|---|---|---|---|"
    for kind, (subject, text, follows) in SUBJECTS.items():
        yield f"| `{kind}` | {subject} | {text} | {f'`{follows}`' if follows else 'none'} |"
    yield ""


def _section(name: str, kind: type[Act]) -> Iterator[str]:
    yield f"### `{name}`\n"
    yield inspect.cleandoc(kind.__doc__ or "") + "\n"
    yield f"{_stages(name, kind)} By {_pens(AUTHORITY[name])}{_relayed(name)}.\n"
    if not kind.SCHEMA:
        yield "No facts.\n"
        return
    yield "| fact | kind | personal data |\n|---|---|---|"
    for field, fact in kind.SCHEMA.items():
        yield f"| `{field}`{'?' if fact.optional else ''} | {_kind(fact)} | {_personal(name, field, fact)} |"
    yield ""


def _stages(name: str, kind: type[Act]) -> str:
    if name in SOURCES:
        moves = [f"{source} → {TARGETS[name, source]}" for source in SOURCES[name]]
        return "Moves a plan: " + ", ".join(moves) + "."
    if not kind.STAGES:
        return "An act of the territory" + (", with or without a plan." if kind.EITHER else ".")
    if frozenset(MAIN_LINE) <= kind.STAGES:
        more = [str(stage) for stage in Stage if stage in kind.STAGES - frozenset(MAIN_LINE)]
        return "In every stage" + (f", also {', '.join(more)}." if more else " of a running plan.")
    return "In " + ", ".join(str(stage) for stage in Stage if stage in kind.STAGES) + "."


def _pens(pens: tuple[str, ...]) -> str:
    return ", ".join(str(pen).replace("_", " ") for pen in pens)


def _relayed(name: str) -> str:
    return f"; may be entered for them by {_pens(RELAY[name])}" if name in RELAY else ""


def _kind(fact: Fact) -> str:
    told = str(fact.kind)
    if fact.kind is FactKind.CHOICE:
        told = "one of " + ", ".join(fact.options)
    if fact.refers:
        told += f" of a {fact.refers}"
    if fact.many:
        told = f"list: {told}"
    if fact.least:
        told += f", at least {fact.least}"
    return f"derived {told}" if fact.derived else f"across: {told}" if fact.across else told


def _personal(name: str, field: str, fact: Fact) -> str:
    if fact.kind is not FactKind.WORDS:
        return str(fact.personal)
    return f"{fact.personal}; {_TOLD[PUBLICITY[name, field]]}"
