"""The picture of a plan's path: of a small town's four stages, and of the lifecycle itself."""

import re
from typing import NamedTuple
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.drawing import keys, mermaid, svg
from workflow.rules.lifecycle import MAIN_LINE, TRANSITIONS, Stage


class Move(NamedTuple):
    act: str
    source: str
    target: str


STAGES = ("draft", "comments", "council", "force", "withdrawn")
MAIN = STAGES[:4]
NAMES = {stage: f"The {stage} stage" for stage in STAGES}
MOVES = (
    Move("post", "draft", "comments"),
    Move("submit", "comments", "council"),
    Move("adopt", "council", "force"),
    Move("return", "council", "draft"),
    Move("withdraw", "draft", "withdrawn"),
    Move("withdraw", "comments", "withdrawn"),
)
NAMESPACE = "{http://www.w3.org/2000/svg}"


def drawn(**given: object) -> Xml.Element:
    told = {"names": NAMES, "title": "The path", "description": "Four stages and a way out."} | given
    return Xml.fromstring(svg(STAGES, MAIN, MOVES, **told))


def words_of(picture: Xml.Element) -> str:
    return " ".join(node.text or "" for node in picture.iter(f"{NAMESPACE}text"))


def test_the_picture_says_its_title_and_description_to_those_who_listen() -> None:
    picture = drawn(id_="path-klatovy")
    said = {node.get("id"): node.text for node in picture if node.get("id")}
    assert picture.get("role") == "img"
    assert [said[name] for name in picture.get("aria-labelledby", "").split()] == [
        "The path",
        "Four stages and a way out.",
    ]


def test_every_stage_is_named_once_and_the_main_line_comes_first() -> None:
    boxes = [g for g in drawn().iter(f"{NAMESPACE}g") if "path-stage" in g.get("class", "")]
    assert [words_of(box) for box in boxes] == [NAMES[stage] for stage in STAGES]
    heights = [float(box.find(f"{NAMESPACE}rect").get("y")) for box in boxes]
    assert heights == sorted(heights) and len(set(heights)) == len(STAGES)


def test_every_arrow_bears_the_number_of_its_line_in_the_table() -> None:
    table = keys(STAGES, MOVES)
    numbers = [node.text for node in drawn().iter(f"{NAMESPACE}text") if node.get("class") == "path-key-text"]
    assert sorted(numbers, key=int) == [str(key.number) for key in table] == ["1", "2", "3", "4", "5"]


def test_arrows_of_one_act_into_one_stage_are_one_line_of_the_table() -> None:
    withdrawing = [key for key in keys(STAGES, MOVES) if key.act == "withdraw"]
    assert [(key.sources, key.target) for key in withdrawing] == [(("draft", "comments"), "withdrawn")]


def test_where_the_plan_is_is_marked_by_the_outline_and_not_by_colour_alone() -> None:
    picture = drawn(current="council", passed=("draft", "comments"))
    marks = {words_of(g): g.get("class") for g in picture.iter(f"{NAMESPACE}g")}
    assert marks[NAMES["council"]] == "path-stage path-now"
    assert marks[NAMES["draft"]] == "path-stage path-done"
    assert marks[NAMES["force"]] == "path-stage"
    assert marks[NAMES["withdrawn"]] == "path-stage path-end"
    outlines = [box.get("stroke-width") for box in picture.iter(f"{NAMESPACE}rect")]
    assert outlines == ["2.5", "2.5", "2.5", "1.5", "1.5"]


def test_a_long_name_takes_two_lines() -> None:
    long = NAMES | {"council": "Projednávání v zastupitelstvech obcí"}
    assert "Projednávání v" in [node.text for node in drawn(names=long).iter(f"{NAMESPACE}text")]


def test_an_arrow_from_nowhere_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="adopt: no stage 'senate'"):
        svg(
            STAGES,
            MAIN,
            [Move("adopt", "senate", "force")],
            names=NAMES,
            title="The path",
            description="With a stage nobody knows.",
        )


def test_hostile_names_stay_words() -> None:
    picture = svg(
        STAGES, MAIN, MOVES, names=NAMES | {"draft": '<script>&"'}, title="</title><b>", description="</desc><i>"
    )
    assert "<script>" not in picture and "<b>" not in picture and "<i>" not in picture
    assert '<script>&"' in words_of(Xml.fromstring(picture))


def test_nothing_in_the_picture_needs_a_style_or_a_script() -> None:
    assert not [node.tag for node in drawn().iter() if node.tag.endswith(("style", "script")) or node.get("style")]


@given(st.lists(st.tuples(st.sampled_from(STAGES), st.sampled_from(STAGES)), max_size=12))
def test_any_arrows_are_drawn_inside_the_picture(ways: list[tuple[str, str]]) -> None:
    moves = [Move(f"act{n}", source, target) for n, (source, target) in enumerate(ways)]
    picture = Xml.fromstring(svg(STAGES, MAIN, moves, names=NAMES, title="T", description="D"))
    _, _, width, height = map(float, picture.get("viewBox", "").split())
    rims = [(float(c.get("cx")), float(c.get("cy")), float(c.get("r"))) for c in picture.iter(f"{NAMESPACE}circle")]
    assert len(rims) == len(moves)
    assert all(r <= x <= width - r and r <= y <= height - r for x, y, r in rims)


def test_two_ways_that_pass_one_row_never_lie_on_one_another() -> None:
    moves = [Move("a", "council", "draft"), Move("b", "force", "comments"), Move("c", "comments", "draft")]
    picture = svg(STAGES, MAIN, moves, names=NAMES, title="T", description="D")
    assert len(set(re.findall(r"H(-?[\d.]+)V", picture))) == 3


def test_the_lifecycle_itself_is_drawn_whole() -> None:
    names = {stage: stage.value for stage in Stage}
    picture = Xml.fromstring(svg(tuple(Stage), MAIN_LINE, TRANSITIONS, names=names, title="T", description="D"))
    assert {stage.value for stage in Stage} <= set(words_of(picture).split())


def test_mermaid_names_the_start_the_ends_and_every_arrow() -> None:
    assert mermaid(
        STAGES, {"begin": "draft", "enter": "force"}, [*MOVES, Move("give_up", "council", "draft")], names=NAMES
    ).splitlines() == [
        "stateDiagram-v2",
        "    direction TB",
        *(f'    state "{NAMES[stage]}" as {stage}' for stage in STAGES),
        "    [*] --> draft: begin",
        "    [*] --> force: enter",
        "    draft --> comments: post",
        "    comments --> council: submit",
        "    council --> force: adopt",
        "    council --> draft: return / give_up",
        "    draft --> withdrawn: withdraw",
        "    comments --> withdrawn: withdraw",
        "    force --> [*]",
        "    withdrawn --> [*]",
    ]
