"""A process file is read whole, its digest is of its bytes, and whatever is wrong with it is said at once."""

import hashlib
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import workflow.rules.process_file as process_file
from tests.workflow.rules.dolany import DOLANY, loaded, refused, spoilt
from workflow.rules.lifecycle import Stage
from workflow.rules.process import Process
from workflow.rules.process_bans import BANS
from workflow.rules.process_file import LARGEST_FILE, load_process
from workflow.rules.process_mistakes import Mistake, ProcessError
from workflow.rules.process_terms import CouncilCompletion, CouncilLevel, FinalSignOff, IntakeChannel, PartKind
from workflow.rules.sides import BodyKind, Decides, Side

TOWNS = Path(process_file.__file__).parents[1] / "processes"
SHIPPED = {name: (TOWNS / f"{name}.toml").read_bytes() for name in ("klatovy", "susice")}


def shipped(name: str) -> Process:
    return load_process(SHIPPED[name], file=f"{name}.toml")


# What the towns described


def test_klatovy_has_a_working_group_for_each_of_its_four_areas() -> None:
    klatovy = shipped("klatovy")
    assert [group.area for group in klatovy.working_groups] == [area.id for area in klatovy.areas]
    assert len(klatovy.areas) == 4


def test_klatovy_cannot_leave_drafting_without_its_four_analyses_nor_the_councils_without_its_guide() -> None:
    gates = [deliverable.stage for deliverable in shipped("klatovy").deliverables]
    assert gates == [Stage.DRAFTING] * 4 + [Stage.COUNCILS]


def test_klatovy_took_a_year_and_a_half_in_four_stages_of_which_one_is_named() -> None:
    phases = shipped("klatovy").phases
    assert sum(phase.months for phase in phases) == 18
    assert [phase.named_in_seed for phase in phases] == [True, False, False, False]


def test_klatovy_is_decided_by_one_council_of_27_for_2008_to_2012() -> None:
    klatovy = shipped("klatovy")
    assert [council.members_total for council in klatovy.deciding_councils] == [27]
    assert [(period.from_year, period.to_year) for period in klatovy.cycle.periods] == [(2008, 2012)]


def test_susice_signs_off_its_three_parts_one_after_another() -> None:
    parts = shipped("susice").parts
    assert [part.kind for part in parts] == [PartKind.ANALYTIC, PartKind.STRATEGIC, PartKind.IMPLEMENTATION]
    assert [part.after for part in parts] == [(), (parts[0].id,), (parts[1].id,)]


def test_susice_has_a_board_that_recommends_and_three_councils_each_for_its_own_territory() -> None:
    susice = shipped("susice")
    assert susice.council_rule is CouncilCompletion.OWN_TERRITORY
    assert [council.level for council in susice.councils if council.recommends] == [CouncilLevel.BOARD]
    assert len({council.municipality for council in susice.deciding_councils}) == 3


def test_susice_opens_its_groups_to_four_sides_lets_people_insist_and_takes_relayed_comments() -> None:
    susice = shipped("susice")
    assert all(group.least_seats(side) == 1 for group in susice.working_groups for side in Side)
    assert susice.comments.insist and IntakeChannel.RELAYED in susice.comments.channels
    assert susice.sign_off.final is FinalSignOff.IF_CHANGED


@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_shipped_town_did_not_say_is_marked_and_nobody_is_named(name: str) -> None:
    text = SHIPPED[name].decode()
    assert text.count("assumption") >= 5
    assert not re.search(r"\b(Ing|Mgr|Bc)\b|@|\+420", text)
    assert "řídící skupin" not in text.lower()


# What is read


def test_the_digest_is_of_the_bytes_so_a_comment_makes_another_file() -> None:
    raw = DOLANY.encode()
    assert load_process(raw, file="dolany.toml").digest == hashlib.sha256(raw).hexdigest()
    assert loaded(DOLANY + "# a word").digest != loaded(DOLANY).digest


def test_what_a_town_leaves_out_has_the_common_default() -> None:
    dolany = loaded(DOLANY)
    assert (dolany.comments.min_days_before_hearing, dolany.comments.min_days_total) == (14, 30)
    assert (dolany.charter.min_rounds_before_vote, dolany.charter.max_stand_asides) == (2, Fraction(1, 4))
    assert dolany.sign_off.stages == (Stage.PREPARATION, Stage.DRAFTING, Stage.RESOLVING)
    assert dolany.support_check is None and dolany.lead is None and dolany.programme is None


def test_a_process_finds_its_bodies_parts_and_councils_by_name() -> None:
    dolany = loaded(DOLANY)
    assert dolany.steering.id == "rs" and [group.id for group in dolany.working_groups] == ["ps"]
    assert dolany.part("opatreni") is dolany.parts[1] and dolany.part("x") is None
    assert dolany.deliverable("pruzkum") is dolany.deliverables[0] and dolany.deliverable("x") is None
    assert dolany.council("rada") is dolany.councils[0] and dolany.body("x") is None


def test_a_council_is_also_a_body_that_votes_and_never_decides_by_circular() -> None:
    board = loaded(spoilt(("[charter]", '[charter]\nwritten_procedure = ["working_group"]'))).body("rada")
    assert board is not None
    assert (board.kind, board.decision) == (BodyKind.EXECUTIVE_BOARD, Decides.VOTE_ONLY)
    assert not loaded(DOLANY).allows_written_procedure(board)


def test_a_group_decides_by_circular_as_its_kind_may_unless_it_says_otherwise() -> None:
    dolany = loaded(spoilt(('"rs"\nkind', '"rs"\nwritten_procedure = true\nkind')))
    assert [dolany.allows_written_procedure(body) for body in dolany.bodies] == [True, True, False, False]
    silent = loaded(spoilt(("[charter]", "[charter]\nwritten_procedure = []")))
    assert not any(silent.allows_written_procedure(body) for body in silent.bodies)


def test_a_closed_working_group_is_possible_only_openly_and_with_a_reason() -> None:
    reason = (
        '[[relaxed]]\nguard = "open_group"\nprinciple = 2\nassumption = true\nreason = {cs = "Byt.", en = "Flat."}\n'
    )
    dolany = loaded(spoilt(('admission = "open"', 'admission = "appointed"')) + reason)
    relaxed = dolany.relaxation("open_group")
    assert relaxed is not None and relaxed.reason.en == "Flat."
    assert dolany.relaxation("no_mandate") is None


def test_a_council_of_an_even_number_is_lawful() -> None:
    assert loaded(spoilt(("members_total = 21", "members_total = 20"))).deciding_councils[0].members_total == 20


# What is refused, all at once


def test_several_mistakes_are_reported_together_each_on_a_line_of_its_own() -> None:
    text = spoilt(
        ("period_years = 4", "period_years = 0"),
        ('area = "rodina"', 'area = "deti"'),
        ("user = 2", "user = 0"),
        ("members_total = 5", 'members_total = "five"'),
        ("[comments]", '[comments]\nwho = "residents"\ncolour = "red"'),
        ('"1/4"', '"3/4"'),
        ("no_stakeholders", "second_voice"),
    )
    assert {mistake.key for mistake in refused(text)} == {
        "plan.period_years",
        "bodies[1].area",
        "bodies[1].sides.user",
        "councils[0].members_total",
        "comments.who",
        "comments.colour",
        "charter.max_stand_asides",
        "relaxed[0].guard",
    }
    with pytest.raises(ProcessError) as refusal:
        loaded(text)
    lines = str(refusal.value).splitlines()
    assert len(lines) == 8 and all(re.fullmatch(r"dolany\.toml: \S+: .+; .+", line) for line in lines)


def test_one_slip_is_not_blamed_on_everything_that_rests_on_it() -> None:
    assert [mistake.key for mistake in refused(spoilt(('id = "ps"', 'id = "Pracovní skupina"')))] == ["bodies[1].id"]
    assert [mistake.key for mistake in refused(spoilt(("[sign_off]", "[signoff]")))] == ["signoff"]
    assert [mistake.key for mistake in refused(spoilt(('kind = "working_group"', "kind = 3")))] == ["bodies[1].kind"]


def test_a_plan_that_only_gets_recommendations_is_decided_by_nobody() -> None:
    text = DOLANY[: DOLANY.index('[[councils]]\nid = "zastupitelstvo"')] + DOLANY[DOLANY.index("[charter]") :]
    council = '[[bodies]]\nid = "zastupitelstvo"'
    text = text[: text.index(council)] + text[text.index("[[parts]]") :]
    assert [(mistake.key, "no council would decide" in mistake.wrong) for mistake in refused(text)] == [
        ("councils", True)
    ]


def test_a_town_without_a_working_group_could_answer_nobody() -> None:
    text = spoilt(
        ('kind = "working_group"', 'kind = "consultative_group"'), ('"open"\ndecision = "con', '"open"\n# "con')
    )
    text = text.replace('# "consensus_first"', 'decision = "advisory"').replace('["ps"]', '["tym"]')
    assert "bodies" in [mistake.key for mistake in refused(text)]


def test_a_town_without_any_council_is_told_to_name_one() -> None:
    text = re.sub(r"\[\[councils\]\].*?(?=\[charter\])", "", DOLANY, flags=re.DOTALL)
    assert "councils" in [mistake.key for mistake in refused(text)]


@pytest.mark.parametrize(
    ("raw", "key", "words"),
    [
        (b"[plan\n", "line 1, column 6", "not TOML"),
        (b'id = "a"\nid = "b"\n', "line 2", "not TOML"),
        (b'id = "a"\ntitle = "\xe8"\n', "line 2", "not UTF-8"),
        (b"\xef\xbb\xbfid = 1", "line 1", "byte order mark"),
        (b"a = " + b"[" * 100_000, "file", "nested"),
        (b"a = " + b"9" * 5_000, "file", "not TOML"),
        (b"#" * (LARGEST_FILE + 1), "file", "bytes"),
    ],
)
def test_what_is_no_toml_is_one_mistake_with_its_line(raw: bytes, key: str, words: str) -> None:
    with pytest.raises(ProcessError) as refusal:
        load_process(raw, file="dolany.toml")
    (mistake,) = refusal.value.mistakes
    assert mistake.key.startswith(key) and words in mistake.wrong and mistake.fix


# What nobody thought of

TABLES = re.findall(r"^\[.+\]$", DOLANY, re.MULTILINE)
FORBIDDEN = frozenset().union(*(ban.keys for ban in BANS))
KNOWN = set(re.findall(r"^(\w+) =", "\n".join([DOLANY, *(raw.decode() for raw in SHIPPED.values())]), re.MULTILINE))
WRITABLE = st.characters(exclude_categories=["C", "Z"], exclude_characters="\"\\'")


@given(table=st.sampled_from(TABLES), key=st.text(WRITABLE, min_size=1, max_size=80))
def test_any_unknown_key_anywhere_is_refused_by_name_with_a_hint(table: str, key: str) -> None:
    assume(key not in KNOWN | FORBIDDEN)
    written = json.dumps(key, ensure_ascii=False)
    mistakes = refused(spoilt((table, f"{table}\n{written} = 1")))
    found = [mistake for mistake in mistakes if mistake.wrong == "this key is unknown"]
    assert len(found) == 1 and (key if len(key) <= 60 else key[:60]) in found[0].key
    assert "did you mean" in found[0].fix or "known here" in found[0].fix


LITERALS = st.sampled_from(
    ["0", "-1", "99999999999999999999", "0x" + "f" * 5_000, "1.5", "nan", "-inf", "true", '""', '"x"', "1979-05-27"]
    + [
        "07:32:00",
        "[]",
        "[[], {}]",
        "{}",
        "{a = {a = 1}}",
        '["x", "x"]',
        "[1, true]",
        '"1/0"',
        '"\\u0000"',
        '"""a\nb"""',
    ]
)


def survives(raw: bytes) -> None:
    """Reading gives a process, or mistakes that each fit on a line and say what to do; nothing else."""
    mistakes: tuple[Mistake, ...] = ()
    try:
        process = load_process(raw, file="spoilt.toml")
    except ProcessError as refusal:
        mistakes = refusal.mistakes
    else:
        assert process.steering and process.working_groups and process.deciding_councils
    assert all(mistake.key and mistake.wrong and mistake.fix for mistake in mistakes)
    assert all(len(str(mistake).splitlines()) == 1 for mistake in mistakes)


@given(st.sampled_from(sorted(SHIPPED)), st.data())
def test_a_good_file_with_any_bytes_changed_is_read_or_refused_and_nothing_else(name: str, data: st.DataObject) -> None:
    raw = bytearray(SHIPPED[name])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        raw[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    survives(bytes(raw))


@given(st.sampled_from(sorted(SHIPPED)), st.data())
def test_a_good_file_with_any_values_changed_is_read_or_refused_and_nothing_else(
    name: str, data: st.DataObject
) -> None:
    lines = SHIPPED[name].decode().splitlines()
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _ = lines[place].partition(" = ")
        lines[place] = f"{key} = {data.draw(LITERALS)}" if equals else data.draw(st.sampled_from(["", *lines]))
    survives("\n".join(lines).encode())
