"""Which words behind commitments are public: one table, deny by default, and the fold over a book that applies it.

The export opens exactly what this page says, and `verify.py` demands exactly that: words that are public must be there
(or a `redact` entry says why not), words that are not public must not. Whoever wrote something keeps the proof in the
receipt either way.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from string import ascii_lowercase
from typing import Any, NamedTuple


class Opened(StrEnum):
    """When the words of a fact become public."""

    AT_ONCE = "at_once"
    WITH_MATTER = "with_matter"  # while the matter is neither held nor hidden
    WITH_REPLY = "with_reply"  # the same of a reply, and of the matter it stands under
    WHEN_SETTLED = "when_settled"  # a prepared answer is nobody's word until the group has decided on it
    NEVER = "never"


RELAYED = "on_behalf_of"
"""May name somebody who asked for no publicity: never opened, whatever the act. A public name is `publish_as`."""

_LATER: Mapping[tuple[str, str], Opened] = {
    ("raise_matter", "told"): Opened.WITH_MATTER,
    ("raise_matter", "proposed"): Opened.WITH_MATTER,
    ("raise_matter", "publish_as"): Opened.WITH_MATTER,
    ("raise_matter", "quote"): Opened.WITH_MATTER,
    ("insist", "reason"): Opened.WITH_MATTER,
    ("transcribe_matter", "transcript"): Opened.WITH_MATTER,
    ("join_matter", "publish_as"): Opened.WITH_MATTER,
    ("answer_back", "reason"): Opened.WITH_MATTER,
    # an appeal may repeat what was hidden; those who decide on it read it
    ("appeal_hiding", "reason"): Opened.WITH_MATTER,
    ("reply_to_matter", "told"): Opened.WITH_REPLY,
    ("reply_to_matter", "publish_as"): Opened.WITH_REPLY,
    # what somebody needs to take part is told to the office alone
    ("ask_for_help", "about"): Opened.NEVER,
    ("answer_help", "reason"): Opened.NEVER,
    ("split_matter", "told"): Opened.WITH_MATTER,
    ("draft_answer", "reason"): Opened.WHEN_SETTLED,
    ("draft_answer", "destination"): Opened.WHEN_SETTLED,
    # what somebody says of themselves when asking to join, which may be an illness
    ("apply_to_join", "about"): Opened.NEVER,
    # a doubt about a person's side speaks of that person; that there is a doubt is public
    ("contest_side", "reason"): Opened.NEVER,
    # a file number or sender of a letter leads to the person; the matter's words are public
    ("raise_matter", "reference"): Opened.NEVER,
    # whom the town asked may be people in need; sides, invitations and answers are public
    ("record_stakeholder", "who"): Opened.NEVER,
}

_AT_ONCE: Mapping[str, tuple[str, ...]] = {
    # founding and bodies
    "seat_first_clerk": ("office_name",),
    "establish_body": ("title",),
    "create_plan": ("title",),
    "enter_past_plan": ("title", "approved_by", "source"),
    "enter_past_measure": ("told", "evidence"),
    "record_agreement": ("told",),
    "release_municipality": ("reason",),
    "declare_interest": ("gain",),
    "refuse_applicant": ("ground",),
    # preparing, needs
    "record_mandate": ("text",),
    "deliver": ("about",),
    "record_survey": ("summary",),
    "plan_review": ("who",),
    "publish_news": ("news",),
    "record_need": ("told",),
    "record_aim": ("told",),
    "resource_measure": ("owner",),
    # drafting
    "write_section": ("title", "text"),
    "withdraw_section": ("reason",),
    "contest_editorial": ("reason",),
    "write_summary": ("summary",),
    # deciding and disagreeing
    "propose": ("question",),
    "open_agenda": ("question",),
    "take_position": ("reason",),
    "cast_ballot": ("reason",),
    "record_attempt": ("told",),
    "amend_proposal": ("told",),
    "withdraw_proposal": ("reason",),
    "park_proposal": ("reason",),
    "refer_proposal": ("reason",),
    "split_proposal": ("reason",),
    "state_disagreement": ("statement",),
    # steering and agreement
    "return_part": ("reason",),
    "return_to_drafting": ("reason",),
    "return_to_resolving": ("reason",),
    "grant_exception": ("reason",),
    "withdraw_agreement": ("reason",),
    # moderation is public, so that there is something to appeal against
    "hide_matter": ("reason",),
    "show_matter": ("reason",),
    "uphold_hiding": ("reason",),
    "hide_reply": ("reason",),
    "show_reply": ("reason",),
    "open_lane": ("question",),
    "redact": ("ground",),
    # settling
    "reopen_matter": ("reason",),
    "settle_dispute": ("reason",),
    "carry_matters": ("reason",),
    # councils, meetings, cycle, keeping
    "submit_to_councils": ("report",),
    "return_from_councils": ("reason",),
    "call_meeting": ("place", "programme"),
    "cancel_meeting": ("reason",),
    "publish_minutes": ("minutes",),
    "report_measure": ("evidence",),
    "change_measure": ("told",),
    "carry_over": ("reason",),
    "give_promise": ("told", "owner"),
    "close_promise": ("told",),
    "evaluate_plan": ("told",),
    "record_means": ("funder",),
    # programme
    "leave_programme": ("reason",),
    "place_external": ("told",),
    "count_external": ("told",),
    "take_back_count": ("reason",),
    "record_training": ("topic",),
    "move_milestone": ("reason",),
    "reach_milestone": ("told",),
    "close_programme": ("told",),
    "abandon_programme": ("reason",),
    # keeping
    "correct_record": ("reason",),
    "suspend": ("reason",),
    "resume": ("reason",),
    "withdraw_plan": ("reason",),
}

PUBLICITY: Mapping[tuple[str, str], Opened] = {
    **{(act_name, field): Opened.AT_ONCE for act_name, fields in _AT_ONCE.items() for field in fields},
    **_LATER,
}
"""(act, field) -> when its words are public; what does not stand here is never opened."""


class Committed(NamedTuple):
    """Where a commitment stands: entry, act, field, bytes of its words, and the matter they belong to, if any."""

    n: int
    act: str
    field: str
    length: int
    opened: Opened
    matter: tuple[str, str] | None  # plan, and the number without the letter of a point


class Openness(StrEnum):
    """What a reader may expect of the words behind a commitment."""

    PUBLIC = "public"
    WITHHELD = "withheld"
    REDACTED = "redacted"


class PublicWords:
    """A fold over the entries of one book, in order: what is public after the last of them."""

    def __init__(self) -> None:
        self.committed: dict[str, list[Committed]] = {}
        self.redacted: dict[str, int] = {}  # commitment -> the entry that redacts it
        self._settled: dict[tuple[str, str], int] = {}
        self._covered: dict[tuple[str, str], set[tuple[str, str]]] = {}  # matter -> (row, held or hidden)

    def see(self, leaf: Mapping[str, Any]) -> None:
        """Take in the next entry, a leaf of the right shape."""
        facts, act_name = leaf["facts"], leaf["act"]
        for field, value in facts.items():
            if type(value) is dict:
                self._commit(leaf, field, value)
        if leaf[RELAYED] is not None:
            self._commit(leaf, RELAYED, leaf[RELAYED])
        if act_name in _MOVING:
            self._move(act_name, leaf["plan"], leaf["n"], facts)

    def openness(self, commitment: str) -> Openness:
        """Whether its words are public now; a commitment that stands twice is public only if it is in both places."""
        if commitment in self.redacted:
            return Openness.REDACTED
        places = self.committed.get(commitment, [])
        return Openness.PUBLIC if places and all(map(self._is_public, places)) else Openness.WITHHELD

    def public(self) -> Iterator[str]:
        """Every commitment whose words are public now."""
        return (commitment for commitment in self.committed if self.openness(commitment) is Openness.PUBLIC)

    def _is_public(self, place: Committed) -> bool:
        if place.opened is Opened.WHEN_SETTLED:
            return place.matter is not None and self._settled.get(place.matter, -1) > place.n
        if place.opened is Opened.WITH_MATTER:
            return place.matter is not None and not self._covered.get(place.matter)
        if place.opened is Opened.WITH_REPLY and place.matter is not None:
            plan, reply = place.matter
            return not self._covered.get(place.matter) and not self._covered.get((plan, matter_of_reply(reply)))
        return place.opened is Opened.AT_ONCE

    def _commit(self, leaf: Mapping[str, Any], field: str, words: Mapping[str, Any]) -> None:
        act_name, n = leaf["act"], leaf["n"]
        opened = PUBLICITY.get((act_name, field), Opened.NEVER)
        matter = None
        if opened in OF_A_MATTER:
            opened, number = belonging(leaf, opened)
            matter = (leaf["plan"], number)
        place = Committed(n, act_name, field, words["length"], opened, matter)
        self.committed.setdefault(words["commit"], []).append(place)

    def _move(self, act_name: str, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        if act_name == "redact":
            self.redacted[facts["commitment"]] = n
        elif act_name == "settle_many":
            self._settled.update(((plan, row[0]), n) for row in facts["settled"])
        elif act_name == "settle_matter":
            self._settled[plan, facts["matter"]] = n
        elif act_name == "hide_reply":
            self._covered[plan, facts["reply"]] = {(facts["reply"], "hidden")}
        elif act_name == "show_reply":
            self._covered.pop((plan, facts["reply"]), None)
        else:
            matter = facts["matter"]
            covered = self._covered.setdefault((plan, whole_of(matter)), set())
            if act_name in _COVERING:
                covered.add((matter, _COVERING[act_name]))
            elif act_name in _UNCOVERING:
                covered.discard((matter, _UNCOVERING[act_name]))
            else:  # split: the points are rows of their own and begin as the whole stands
                marks = [mark for row, mark in covered if row == matter]
                points = [matter + letter for letter in ascii_lowercase[: facts["points"]]]
                covered.update((point, mark) for point in points for mark in marks)


_COVERING = {"hold_matter": "held", "hide_matter": "hidden"}
_UNCOVERING = {"release_matter": "held", "show_matter": "hidden"}
_OF_REPLIES = ("hide_reply", "show_reply")
_MOVING = frozenset(
    {"redact", "settle_many", "settle_matter", "split_matter", *_COVERING, *_UNCOVERING, *_OF_REPLIES}
)  # fmt: skip
OF_A_MATTER = frozenset({Opened.WITH_MATTER, Opened.WITH_REPLY, Opened.WHEN_SETTLED})


def belonging(leaf: Mapping[str, Any], opened: Opened) -> tuple[Opened, str]:
    """With what the words of an entry open, and its number in the plan: "12", "12a" for an answer, "12.57" for a reply.

    `opened` is what the table says, one of `OF_A_MATTER`; words about a reply open with the reply.
    """
    facts = leaf["facts"]
    number = str(facts["number"] if leaf["act"] == "raise_matter" else facts["matter"])
    if opened is Opened.WITH_REPLY:
        return opened, f"{number}.{leaf['n']}"
    if opened is Opened.WITH_MATTER and facts.get("reply"):
        return Opened.WITH_REPLY, str(facts["reply"])
    return opened, whole_of(number) if opened is Opened.WITH_MATTER else number


def matter_of_reply(reply: str) -> str:
    """The number of the matter a reply stands under: "12" for "12.57"."""
    return reply.split(".", 1)[0]


def whole_of(matter: str) -> str:
    """The number of the whole matter: "12" for "12a". What people wrote belongs to the whole, not to its points."""
    return matter.rstrip(ascii_lowercase)
