"""docs/obstacles.md is what the rules say: every code a refusal may bear, what it rests on, and who may lift it."""

import re
from pathlib import Path

from workflow.rules.obstacles import GROUNDS, LIFTABLE
from workflow.rules.quorum import ARTICLE_OF
from workflow.trail.obstacles_page import OF_OUTCOMES, obstacles_page

HOUSE = Path(__file__).resolve().parents[3]
PAGE = HOUSE / "docs" / "obstacles.md"


def test_the_page_is_drawn_from_the_rules() -> None:
    assert PAGE.read_text(encoding="utf-8") == obstacles_page(), "run manage.py trail obstacles > docs/obstacles.md"


def test_every_code_stands_there_once_and_says_whether_a_town_may_do_without_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) .*\| (yes|no) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [code for code, _, _ in rows] == sorted(GROUNDS)
    assert {code for code, _, lifted in rows if lifted == "yes"} == LIFTABLE
    assert {rest for _, rest, lifted in rows if lifted == "yes"} == {"charter"}


def test_what_is_said_of_outcomes_is_never_raised_against_an_act() -> None:
    assert set(OF_OUTCOMES) <= set(ARTICLE_OF) and set(OF_OUTCOMES) <= set(GROUNDS)
    acts = "".join(path.read_text() for path in (HOUSE / "workflow" / "rules" / "acts").glob("*.py"))
    assert [code for code in OF_OUTCOMES if f'missing("{code}"' in acts] == []


def test_both_pages_for_newcomers_lead_there() -> None:
    for name in ("README.md", "workflow/processes/README.md"):
        assert "docs/obstacles.md" in (HOUSE / name).read_text(encoding="utf-8"), name
