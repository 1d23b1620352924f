"""A table of disasters: every way somebody might bend a book, and what tells on them.

Two attackers bend the book of Lipová, made through the one door. The weak one changes what lies in the bundle. The
strong one holds the town's own key, works out the tree again and signs it: against that one only the replay helps.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import TOWN, number_of
from tests.workflow.exported import BOOK, Exported
from workflow.replay import ReplayResult, WrongEntryError, read_entry, replay
from workflow.rules.act import ACTS
from workflow.rules.process import Process
from workflow.rules.process_file import load_process
from workflow.rules.state import Replayed
from workflow.trail.canonical import dumps, loads
from workflow.trail.findings import Wrong
from workflow.trail.note import KeyKind, add_signatures, format_vkey
from workflow.trail.signing import Signer

pytestmark = pytest.mark.django_db

Forge = Callable[[Exported], Exported]

STRANGER = Signer(f"testserver/{TOWN}", b"\x02" * 32)


def put(*path: str, to: Any) -> Callable[[Any], None]:
    """A change of one place in a leaf."""

    def change(leaf: Any) -> None:
        place = leaf
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


def fact(act: str, field: str, to: Any, which: int = 0) -> Forge:
    """A fact of the first entry of a kind (or another of them) says something else."""
    return lambda book: book.changed(book.nth(act, which), put("facts", field, to=to))


def around(act: str, *path: str, to: Any, which: int = 0) -> Forge:
    """What stands around the facts of an entry says something else."""
    return lambda book: book.changed(book.nth(act, which), put(*path, to=to))


def without(act: str, which: int = 0) -> Forge:
    """An entry is left out and the rest numbered anew."""

    def forge(book: Exported) -> Exported:
        n, lines = book.nth(act, which), book.lines
        return book.renumbered([*lines[:n], *lines[n + 1 :]])

    return forge


def moved(act: str, by: int, which: int = 0) -> Forge:
    """An entry stands earlier than it happened, at the time of its new neighbour."""

    def forge(book: Exported) -> Exported:
        n, lines = book.nth(act, which), book.lines
        leaf = {**book.leaf(n), "at": book.leaf(n - by)["at"]}
        return book.renumbered([*lines[: n - by], dumps(leaf), *lines[n - by : n], *lines[n + 1 :]])

    return forge


def inserted(after: str, leaf: Callable[[Exported], dict[str, Any]], which: int = 0) -> Forge:
    """An entry that never was."""

    def forge(book: Exported) -> Exported:
        n, lines = book.nth(after, which), book.lines
        made = {**book.leaf(n), **leaf(book)}
        return book.renumbered([*lines[: n + 1], dumps(made), *lines[n + 1 :]])

    return forge


def forged_voice(book: Exported) -> dict[str, Any]:
    """A second voice from the seat that spoke first."""
    return book.leaf(book.nth("take_position"))


def straight_to_the_councils(book: Exported) -> Exported:
    """The questions nobody answered disappear: the book jumps from the closed window to the councils."""
    first, last = book.nth("close_comments"), book.nth("submit_to_councils")
    return book.renumbered([*book.lines[: first + 1], *book.lines[last:]])


def cut(by: int) -> Forge:
    """The last entries are missing."""
    return lambda book: book.with_lines(book.lines[:-by])


def raised_by_one(book: Exported) -> Exported:
    """One vote more for the plan, one less against."""
    n = book.nth("record_council_result")
    facts = book.leaf(n)["facts"]
    more = book.changed(n, put("facts", "yes", to=facts["yes"] + 1))
    return more.changed(n, put("facts", "no", to=facts["no"] - 1))


def longer_by_one(book: Exported) -> Exported:
    """The checkpoint says one entry more than was signed."""
    origin, size, *rest = book.files[BOOK + "checkpoint.txt"].split(b"\n")
    return book.with_files(checkpoint_txt=b"\n".join([origin, b"%d" % (int(size) + 1), *rest]))


def erased_on_paper(book: Exported) -> Exported:
    """The last entry erases words that are still given out."""
    commitment = book.leaf(book.nth("raise_matter", -1))["facts"]["told"]["commit"]
    order = book.leaf(book.nth("redact"))
    order = {**order, "at": book.leaf(-1)["at"], "facts": {**order["facts"], "commitment": commitment}}
    return book.renumbered([*book.lines, dumps(order)])


# what was done, by somebody who then signed with the town's own key -> what tells on them, and the obstacle if any
REPLAYED: dict[str, tuple[Forge, Wrong, str]] = {
    # entries that are not where they were
    "an entry dropped and the numbers left": (
        lambda b: b.with_lines([*b.lines[:40], *b.lines[41:]]), Wrong.WRONG_NUMBER, "",
    ),
    "two numbers exchanged": (
        lambda b: b.with_lines([*b.lines[:40], b.lines[41], b.lines[40], *b.lines[42:]]), Wrong.WRONG_NUMBER, "",
    ),
    "an entry doubled": (
        lambda b: b.renumbered([*b.lines[:30], b.lines[29], *b.lines[30:]]), Wrong.REFUSED, "",
    ),
    "the founding left out": (lambda b: b.renumbered(b.lines[1:]), Wrong.REFUSED, "no_territory"),
    "a mandate left out": (without("record_mandate"), Wrong.WORKED_OUT_OTHERWISE, ""),
    "a need left out": (without("record_need"), Wrong.REFUSED, "unknown"),
    "an approval left out": (without("sign_off_part"), Wrong.REFUSED, "part_not_approved"),
    "a settlement left out": (without("settle_matter"), Wrong.REFUSED, ""),
    "a side's agreement left out": (without("agree_side"), Wrong.REFUSED, "side_agreement_missing"),
    "a failed attempt at agreement left out": (without("record_attempt"), Wrong.REFUSED, "attempt_missing"),
    "a blocking voice left out": (without("cast_ballot"), Wrong.WORKED_OUT_OTHERWISE, ""),
    "minutes left out": (without("publish_minutes"), Wrong.REFUSED, "process_record_missing"),
    "the first comment left out": (without("raise_matter"), Wrong.WORKED_OUT_OTHERWISE, ""),
    "the last comment left out": (without("raise_matter", -1), Wrong.REFUSED, "unknown"),
    "everything between the window and the councils left out": (
        straight_to_the_councils, Wrong.REFUSED, "wrong_stage",
    ),
    "a voice put in after the round": (inserted("close_call", forged_voice), Wrong.REFUSED, "call_closed"),
    "a call closed before its last voice": (moved("close_call", 1), Wrong.WORKED_OUT_OTHERWISE, ""),
    "the plan adopted before the council decided": (moved("adopt", 4), Wrong.REFUSED, "council_not_decided"),
    "the window closed too soon": (moved("close_comments", 3), Wrong.REFUSED, "window_still_open"),
    # when, who, as whom
    "an entry backdated": (around("adopt", "at", to="2001-01-01T00:00:00Z"), Wrong.REFUSED, "clock_went_back"),
    "something that happens tomorrow": (
        around("adopt", "happened", to="2099-01-01T00:00:00Z"), Wrong.REFUSED, "happened_later",
    ),
    "a voice from a seat nobody holds": (
        around("take_position", "by", "seat", to="nikdo"), Wrong.REFUSED, "seat_unknown",
    ),
    "a voice from a seat its holder left": (
        around("take_position", "by", to={"body": "ps-terenni-sluzby", "seat": "provider-1", "side": "provider",
                                          "person": None}), Wrong.REFUSED, "seat_vacant",
    ),  # fmt: skip
    "a voice taken by another person": (
        around("take_position", "by", "person", to=number_of("cizí")), Wrong.REFUSED, "not_the_holder",
    ),
    "a provider who says to be a user": (
        around("take_position", "by", "side", to="public"), Wrong.REFUSED, "not_the_holder",
    ),
    "a citizen who closes a round": (
        around("close_call", "by", to={"body": None, "seat": None, "side": "public", "person": None}),
        Wrong.REFUSED, "not_your_pen",
    ),
    "a comment relayed by nobody entitled": (
        around("raise_matter", "actor", to={"body": "zastupitelstvo-klatovy", "seat": "zapis", "side": None,
                                            "person": number_of("zastupitelstvo-klatovy")}),
        Wrong.REFUSED, "not_your_pen",
    ),  # fmt: skip
    # around comments
    "somebody who agreed counted twice": (
        inserted("join_matter", lambda b: b.leaf(b.nth("join_matter"))), Wrong.REFUSED, "no_change",
    ),
    "somebody else satisfied with the answer": (
        around("answer_back", "by", "person", to=number_of("cizí")), Wrong.REFUSED, "not_the_holder",
    ),
    "an appeal left out": (without("appeal_hiding"), Wrong.REFUSED, "no_change"),
    "an appeal heard by who hid the words": (
        lambda b: b.changed(b.nth("hide_reply"), lambda leaf: leaf["by"].update(b.leaf(b.nth("uphold_hiding"))["by"])),
        Wrong.REFUSED, "not_your_pen",
    ),
    "a hidden reply that was never hidden": (without("hide_reply"), Wrong.REFUSED, ""),
    "an argument where none are gathered": (without("open_lane"), Wrong.REFUSED, "lane_not_open"),
    "help granted that nobody asked for": (without("ask_for_help"), Wrong.REFUSED, "unknown"),
    "a comment split from a group it is not in": (without("confirm_alike"), Wrong.REFUSED, "no_change"),
    # what the rules work out
    "a stage forged": (around("post_draft", "stage", to="councils"), Wrong.STAGE_DIFFERS, ""),
    "a stage before forged": (around("adopt", "stage_before", to="resolving"), Wrong.STAGE_DIFFERS, ""),
    "the outcome of a round forged": (fact("close_call", "result", "no_consensus"), Wrong.WORKED_OUT_OTHERWISE, ""),
    "tallies forged": (fact("close_call", "tallies", [["agree", 99]]), Wrong.WORKED_OUT_OTHERWISE, ""),
    "the outcome of a vote forged": (fact("close_vote", "result", "fail"), Wrong.WORKED_OUT_OTHERWISE, ""),
    "a position turned around": (fact("take_position", "position", "stand_aside"), Wrong.REFUSED, "reason_missing"),
    "a ballot turned around": (fact("cast_ballot", "ballot", "no"), Wrong.WORKED_OUT_OTHERWISE, ""),
    "the count of a call made smaller": (fact("open_call", "counted", []), Wrong.WORKED_OUT_OTHERWISE, ""),
    "a council's result forged": (fact("record_council_result", "result", "pass"), Wrong.WORKED_OUT_OTHERWISE, ""),
    "a council's votes forged": (raised_by_one, Wrong.WORKED_OUT_OTHERWISE, ""),
    "a council made smaller": (fact("record_council_result", "members_total", 25), Wrong.WORKED_OUT_OTHERWISE, ""),
    "counts that do not add up": (fact("record_council_result", "absent", 5), Wrong.REFUSED, "counts_do_not_add_up"),
    "a comment made late": (fact("raise_matter", "late", True), Wrong.WORKED_OUT_OTHERWISE, ""),
    "a comment numbered otherwise": (fact("raise_matter", "number", 7), Wrong.WORKED_OUT_OTHERWISE, ""),
    "another answer settled": (fact("settle_matter", "disposition", "accepted"), Wrong.WORKED_OUT_OTHERWISE, ""),
    "another text approved": (fact("sign_off_part", "text", "ab" * 32), Wrong.WORKED_OUT_OTHERWISE, ""),
    "a label taken off": (fact("close_call", "preparatory", ["user"]), Wrong.WORKED_OUT_OTHERWISE, ""),
    "the window made shorter": (fact("post_draft", "closes_on", "2020-10-20"), Wrong.REFUSED, "window_too_short"),
    "the last second moved": (
        fact("post_draft", "closes_at", "2020-12-24T22:59:59Z"), Wrong.WORKED_OUT_OTHERWISE, "",
    ),
    "true written as one": (
        lambda b: b.changed(b.nth("open_call"), lambda leaf: leaf["facts"]["counted"][0].__setitem__(2, 0)),
        Wrong.WORKED_OUT_OTHERWISE, "",
    ),
    # what an entry is
    "another act in its place": (around("enter_steering", "act", to="adopt"), Wrong.FACTS_DO_NOT_FIT, ""),
    "an act nobody knows": (around("enter_steering", "act", to="skip_steering"), Wrong.FACTS_DO_NOT_FIT, ""),
    "another town's entry": (around("record_need", "territory", to="jinde"), Wrong.OTHER_TERRITORY, ""),
    "another plan's entry": (around("record_need", "plan", to="jiny"), Wrong.REFUSED, "plan_unknown"),
    "an entry of a later version": (around("record_need", "v", to=2), Wrong.NOT_AN_ENTRY, ""),
    "a field nobody knows": (fact("record_need", "navic", 1), Wrong.FACTS_DO_NOT_FIT, ""),
    "words in place of a commitment": (fact("record_need", "told", "Chybí."), Wrong.FACTS_DO_NOT_FIT, ""),
    "a space in an entry": (
        lambda b: b.with_lines([*b.lines[:9], b.lines[9].replace(b'":', b'": ', 1), *b.lines[10:]]),
        Wrong.NOT_CANONICAL, "",
    ),
    "a key given twice": (
        lambda b: b.with_lines([*b.lines[:9], b.lines[9][:-1] + b',"v":1}', *b.lines[10:]]), Wrong.NOT_CANONICAL, "",
    ),
    "a process file nobody enclosed": (fact("create_plan", "process", "cd" * 32), Wrong.REFUSED, "process_unknown"),
    # words
    "a commitment put in the place of another": (
        lambda b: b.changed(b.nth("publish_news"), put("facts", "news", "commit", to="ef" * 32)),
        Wrong.OPENING_UNKNOWN, "",
    ),
    "the length of words changed": (
        lambda b: b.changed(b.nth("publish_news"), put("facts", "news", "length", to=3)), Wrong.OPENING_WRONG, "",
    ),
    "an erasure that was never ordered": (fact("redact", "commitment", "ab" * 32), Wrong.OPENING_MISSING, ""),
    "an erasure that was not done": (erased_on_paper, Wrong.OPENING_REDACTED, ""),
}  # fmt: skip


@pytest.mark.parametrize("disaster", REPLAYED)
def test_a_forger_with_the_towns_own_key_is_found_by_replay(disaster: str, lipova: Exported) -> None:
    forge, wrong, obstacle = REPLAYED[disaster]
    forged = forge(lipova).signed()
    assert forged.lines != lipova.lines
    found = forged.found()
    assert wrong in [one.wrong for one in found], found
    assert not obstacle or obstacle in [missing.code for one in found for missing in one.obstacles]
    assert any(one.n is not None for one in found), "the entry is named"


@pytest.mark.parametrize("disaster", REPLAYED)
def test_whoever_has_no_key_is_found_by_the_bytes_alone(disaster: str, lipova: Exported) -> None:
    forged = REPLAYED[disaster][0](lipova)
    assert forged.codes() & {Wrong.ROOT_DIFFERS, Wrong.SIZE_DIFFERS}


def opening(book: Exported, text: str) -> tuple[str, bytes]:
    """The name in the bundle of the file that would open these words, and the file."""
    commitment, words = next((commitment, words) for commitment, words in book.words.items() if words.text == text)
    return f"{BOOK}texts/{commitment}.json", words.file


def leaked(text: str) -> Forge:
    """Words are enclosed that are nobody's to read."""
    return lambda book: book.with_named(dict([opening(book, text)]))


def words_exchanged(book: Exported) -> Exported:
    """Two people seem to have said what the other said."""
    one, other = opening(book, "Autobus v neděli."), opening(book, "V neděli nejede autobus.")
    return book.with_named({one[0]: other[1], other[0]: one[1]})


def named_files(prefix: str, change: Callable[[bytes], bytes]) -> Forge:
    """Every file whose name begins so, changed."""
    return lambda book: book.with_named({k: change(raw) for k, raw in book.files.items() if k.startswith(prefix)})


# what was done to the bundle by somebody without the key -> what tells on them
BENT: dict[str, tuple[Forge, Wrong]] = {
    "the last entries cut off": (cut(5), Wrong.SIZE_DIFFERS),
    "the last newline cut off": (
        lambda b: b.with_files(leaves_jsonl=b.files[BOOK + "leaves.jsonl"][:-1]), Wrong.NOT_CANONICAL,
    ),
    "no entries at all": (lambda b: b.with_files(leaves_jsonl=b""), Wrong.EMPTY_BOOK),
    "a checkpoint signed by a stranger": (
        lambda b: b.with_files(checkpoint_txt=b.note_over(signer=STRANGER)), Wrong.CHECKPOINT_UNSIGNED,
    ),
    "the key swapped together with the checkpoint": (lambda b: b.signed(STRANGER), Wrong.KEY_NOT_RECORDED),
    "the checkpoint of a shorter book": (
        lambda b: b.with_files(checkpoint_txt=b.note_over(100)), Wrong.SIZE_DIFFERS,
    ),
    "the book of another town": (
        lambda b: b.signed(Signer("testserver/jinde", b"\x03" * 32)), Wrong.CHECKPOINT_OF_ANOTHER_BOOK,
    ),
    "a checkpoint with one byte changed": (
        longer_by_one, Wrong.CHECKPOINT_UNSIGNED,
    ),
    "no checkpoint": (lambda b: b.with_files(checkpoint_txt=b""), Wrong.CHECKPOINT_UNSIGNED),
    "a second signature under the checkpoint": (
        lambda b: b.with_files(
            checkpoint_txt=add_signatures(
                b.files[BOOK + "checkpoint.txt"], [STRANGER.signature_line("něco\n")]
            )
        ),
        Wrong.CHECKPOINT_UNSIGNED,
    ),
    "a key that is none": (lambda b: b.with_files(log_vkey=b"klic\n"), Wrong.KEY_UNREADABLE),
    "a witness who signed nothing": (lambda b: b.with_files(witnesses_txt=b"nikdo\n"), Wrong.WITNESS_WRONG),
    "a lifecycle with another arrow": (
        named_files("lifecycle.json", lambda raw: raw.replace(b'"adopt"', b'"adupt"')), Wrong.LIFECYCLE_DIFFERS,
    ),
    "a lifecycle written otherwise": (
        named_files("lifecycle.json", lambda raw: raw.replace(b'":', b'": ')), Wrong.LIFECYCLE_DIFFERS,
    ),
    "a process file changed": (named_files("process/", lambda raw: raw + b"\n"), Wrong.PROCESS_DIFFERS),
    "a process file taken away": (
        lambda b: b.with_named({name: None for name in b.files if name.startswith("process/")}), Wrong.REFUSED,
    ),
    "words exchanged": (words_exchanged, Wrong.OPENING_WRONG),
    "words written otherwise": (
        lambda b: b.with_named({opening(b, "Pokračujeme.")[0]: opening(b, "Pokračujeme.")[1].replace(b":", b": ")}),
        Wrong.OPENING_WRONG,
    ),
    "words taken away": (
        lambda b: b.with_named({opening(b, "Autobus v neděli.")[0]: None}), Wrong.OPENING_MISSING,
    ),
    "words nobody committed to": (
        lambda b: b.with_named({f"{BOOK}texts/{'ab' * 32}.json": b"{}\n"}), Wrong.OPENING_UNKNOWN,
    ),
    "hidden words given out": (leaked("Soused Novotný má dluhy."), Wrong.OPENING_NOT_PUBLIC),
    "what an applicant said of herself given out": (leaked("Pečuji o maminku."), Wrong.OPENING_NOT_PUBLIC),
    "a letter's reference given out": (leaked("MU 12/2020"), Wrong.OPENING_NOT_PUBLIC),
}  # fmt: skip


@pytest.mark.parametrize("disaster", BENT)
def test_whatever_is_changed_in_a_bundle_is_found(disaster: str, lipova: Exported) -> None:
    forge, wrong = BENT[disaster]
    assert wrong in forge(lipova).codes()


def test_the_book_as_it_is_holds_also_against_the_towns_key_and_an_older_checkpoint(lipova: Exported) -> None:
    assert lipova.found() == []
    verdict = lipova.verdict(keys=(lipova.signer.key,), old=lipova.note_over(200))
    assert verdict.holds and verdict.compared and verdict.books[0].extends == 200


def rewritten(book: Exported) -> Exported:
    """Other news, committed to and opened: a fork no rule objects to, signed with the town's own key."""
    n = book.nth("publish_news")
    name, file = opening(book, "Voda opadla.")
    words = {"commit": name[-69:-5], "length": len(b"Voda opadla.")}
    gone = opening(book, "Pokračujeme.")[0]
    return book.changed(n, put("facts", "news", to=words)).with_named({gone: None}).signed()


def test_a_fork_no_rule_objects_to_shows_against_an_older_checkpoint(lipova: Exported) -> None:
    fork = rewritten(lipova)
    assert fork.codes() == set()
    kept = lipova.note_over()
    assert fork.codes(old=kept) == {Wrong.OLD_CHECKPOINT_DIFFERS}


def test_a_shortened_book_shows_against_an_older_checkpoint(lipova: Exported) -> None:
    kept, n = lipova.note_over(), lipova.nth("resume")
    short = lipova.with_lines(lipova.lines[: n + 1]).with_named({opening(lipova, "Pokračujeme.")[0]: None}).signed()
    assert short.codes() == set()
    assert short.codes(old=kept) == {Wrong.OLD_CHECKPOINT_LONGER}


def test_a_whole_book_made_anew_under_another_key_shows_against_the_towns_key(lipova: Exported) -> None:
    anew = lipova.changed(0, put("facts", "log_key", to=STRANGER.key.fingerprint)).signed(STRANGER)
    assert anew.codes() == set()
    assert not anew.verdict().compared, "who has no key is told to compare the fingerprint"
    assert anew.codes(keys=(lipova.signer.key,)) == {Wrong.KEY_NOT_YOURS}


def test_an_older_checkpoint_of_another_book_or_by_another_key_is_no_witness(lipova: Exported) -> None:
    elsewhere = Signer("testserver/jinde", b"\x03" * 32)
    assert lipova.codes(old=lipova.note_over(200, elsewhere)) == {Wrong.OLD_CHECKPOINT_ELSEWHERE}
    same_name = Signer(lipova.signer.key.name, b"\x04" * 32)
    assert lipova.codes(old=lipova.note_over(200, same_name)) == {Wrong.OLD_CHECKPOINT_UNSIGNED}


def test_a_witness_whose_key_one_has_is_checked_and_the_others_are_named(lipova: Exported) -> None:
    text = lipova.note_over().decode().rpartition("\n\n")[0] + "\n"
    region = Signer("kraj.example/witness", b"\x05" * 32, KeyKind.WITNESS)
    line = region.cosignature_line(text, at=datetime(2021, 5, 1, tzinfo=UTC))
    block = add_signatures(lipova.note_over(), [line]).decode().rpartition("\n\n")[2].split("\n", 1)[1].encode()
    witnessed = lipova.with_files(witnesses_txt=block)
    known = witnessed.verdict(keys=(lipova.signer.key, region.key)).books[0]
    assert (known.witnesses, known.witnesses_unknown) == ((region.key.name,), ())
    assert witnessed.verdict(keys=(lipova.signer.key,)).books[0].witnesses_unknown == (region.key.name,)
    other = lipova.with_lines(lipova.lines[:-1]).signed().with_files(witnesses_txt=block)
    assert Wrong.WITNESS_WRONG in other.codes(keys=(lipova.signer.key, region.key))


def test_a_key_that_replaces_another_signs_from_then_on(lipova: Exported) -> None:
    assert format_vkey(lipova.signer.key).encode() in lipova.files[BOOK + "log.vkey"]
    new = Signer(lipova.signer.key.name, b"\x06" * 32)
    who = {"body": None, "seat": "operator", "side": None, "person": None}
    around_it = {"act": "rotate_key", "by": who, "actor": None, "plan": None, "stage": None, "stage_before": None}
    leaf = {**lipova.leaf(len(lipova.lines) - 1), **around_it, "facts": {"log_key": new.key.fingerprint}}
    rotated = lipova.renumbered([*lipova.lines, dumps(leaf)])
    assert rotated.signed(new).codes(old=lipova.note_over(200)) == set(), "an older checkpoint by the older key"
    assert rotated.signed().codes() == set(), "the old key may still seal what announces the new one"
    later = rotated.renumbered([*rotated.lines, dumps({**leaf, "facts": {"log_key": "ab" * 32}})])
    assert Wrong.KEY_NOT_RECORDED in later.signed().codes()


def processes_of(book: Exported) -> dict[str, Any]:
    """The process files of a bundle."""
    raws = [raw for name, raw in book.files.items() if name.startswith("process/")]
    return {process.digest: process for process in map(loaded, raws)}


@cache
def loaded(raw: bytes) -> Process:
    """A process file, read once."""
    return load_process(raw, file="process.toml")


def first_of_each_kind(book: Exported) -> list[int]:
    """The number of the first entry of every kind in the book."""
    return [book.nth(act) for act in sorted({loads(line)["act"] for line in book.lines})]  # type: ignore[index]


def told_by(book: Exported, n: int, leaf: Any) -> tuple[int | None, Wrong]:
    """What tells on an entry whose number is right."""
    with pytest.raises(WrongEntryError) as wrong:
        read_entry(ReplayResult(Replayed(processes_of(book))), n, dumps(leaf))
    return wrong.value.finding.n, wrong.value.finding.wrong


def less(members: dict[str, Any], gone: str) -> dict[str, Any]:
    """The same without one member."""
    return {name: value for name, value in members.items() if name != gone}


def test_each_fact_taken_out_of_each_kind_of_entry_breaks_the_verdict(lipova: Exported) -> None:
    kinds = first_of_each_kind(lipova)
    assert len(kinds) > 65
    for n in kinds:
        leaf = lipova.leaf(n)
        for gone in leaf["facts"]:
            bent = {**leaf, "facts": less(leaf["facts"], gone)}
            assert told_by(lipova, n, bent) == (n, Wrong.FACTS_DO_NOT_FIT), (leaf["act"], gone)


def test_each_thing_around_the_facts_taken_out_breaks_the_verdict(lipova: Exported) -> None:
    for n in first_of_each_kind(lipova):
        leaf = lipova.leaf(n)
        for gone in leaf:
            assert told_by(lipova, n, less(leaf, gone)) == (n, Wrong.NOT_AN_ENTRY), (leaf["act"], gone)
        for who in leaf["by"]:
            assert told_by(lipova, n, {**leaf, "by": less(leaf["by"], who)}) == (n, Wrong.NOT_AN_ENTRY)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_one_byte_changed_in_the_leaves_is_found(lipova: Exported, data: st.DataObject) -> None:
    raw = lipova.files[BOOK + "leaves.jsonl"]
    place = data.draw(st.integers(0, len(raw) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != raw[place]))
    bent = lipova.with_files(leaves_jsonl=raw[:place] + bytes([byte]) + raw[place + 1 :])
    assert bent.codes() & {Wrong.ROOT_DIFFERS, Wrong.SIZE_DIFFERS}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_rules_work_out_cannot_be_written_otherwise_even_with_the_towns_key(
    lipova: Exported, data: st.DataObject
) -> None:
    derived = [(n, field) for n in range(len(lipova.lines)) for field in ACTS[lipova.leaf(n)["act"]].DERIVED]
    n, field = data.draw(st.sampled_from(derived))
    values = st.one_of(st.none(), st.booleans(), st.integers(0, 40), st.sampled_from(["pass", "ab" * 32, []]))
    value = data.draw(values.filter(lambda value: dumps(value) != dumps(lipova.leaf(n)["facts"][field])))
    bent = lipova.changed(n, put("facts", field, to=value))
    assert [one.n for one in replay(bent.lines[: n + 1], processes_of(lipova)).findings] == [n]
