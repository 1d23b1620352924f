"""The years of plans as a picture: said in words, in order, with the empty years left empty."""

import re
from xml.etree import ElementTree as Xml

from consult.timeline import Span, timeline

EVIL = "<script>alert(1)</script>"
SPACE = "{http://www.w3.org/2000/svg}"


def drawn(*spans: Span) -> Xml.Element:
    return Xml.fromstring(timeline(spans, title="Plans", description="The table says the same."))


def plan(first: int, last: int, kind: str = "past", note: str = "over") -> Span:
    return Span(first, last, f"{first}–{last}", note, kind)


def bars(picture: Xml.Element) -> list[tuple[float, float]]:
    """Top and bottom of each bar, from the top."""
    boxes = picture.iter(f"{SPACE}rect")
    return [(float(box.attrib["y"]), float(box.attrib["y"]) + float(box.attrib["height"])) for box in boxes]


def test_plans_stand_in_the_order_of_their_years() -> None:
    picture = drawn(plan(2017, 2019, "now"), plan(2009, 2011))
    labels = [node.text for node in picture.iter(f"{SPACE}text") if node.get("class") == "time-label"]
    assert labels == ["2009–2011", "2017–2019"]
    assert [group.get("class") for group in picture.iter(f"{SPACE}g")] == ["time-past", "time-now"]


def test_years_without_a_plan_stay_empty() -> None:
    (_, first), (second, _) = bars(drawn(plan(2009, 2011), plan(2012, 2014)))
    (_, before), (after, _) = bars(drawn(plan(2009, 2011), plan(2015, 2017)))
    assert after - before == second - first + 3 * 20


def test_it_says_what_it_is_and_where_the_same_stands_in_words() -> None:
    picture = drawn(plan(2009, 2011))
    assert picture.get("role") == "img" and picture.get("aria-labelledby") == "timeline-title timeline-desc"
    assert picture[0].text == "Plans" and picture[1].text == "The table says the same."


def test_hostile_words_stay_words_and_no_style_is_written_in() -> None:
    picture = timeline([Span(2009, 2011, EVIL, EVIL, "past")], title=EVIL, description=EVIL)
    assert "<script" not in picture and not re.search(r"style=|on\w+=", picture)


def test_without_plans_there_is_no_picture() -> None:
    assert timeline([], title="Plans", description="") == ""
