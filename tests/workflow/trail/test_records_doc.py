"""docs/records.md is what the act classes say: every kind of entry, every fact, whose privacy it touches."""

from pathlib import Path

from workflow.rules.act import ACTS
from workflow.rules.acts import PENS
from workflow.rules.acts.deciding import Question
from workflow.rules.facts import FactKind
from workflow.rules.pens import Pen
from workflow.trail.records import HOLDERS, SUBJECTS, records_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "records.md"


def test_the_page_is_drawn_from_the_classes() -> None:
    assert PAGE.read_text(encoding="utf-8") == records_page(), "run manage.py trail records > docs/records.md"


def test_every_kind_and_every_fact_is_explained_and_decides_about_personal_data() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert PENS
    for name, kind in ACTS.items():
        assert f"`{name}`" in page, name
        assert (kind.__doc__ or "").strip(), name
        assert all(f"`{fact}`" in page for fact in kind.SCHEMA), name
        assert all(fact.personal for fact in kind.SCHEMA.values())


def test_every_pen_every_question_and_every_kind_of_fact_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert list(HOLDERS) == list(Pen)
    assert list(SUBJECTS) == list(Question)
    assert {follows for *_, follows in SUBJECTS.values()} - {""} <= ACTS.keys()
    assert all(f"\n| {kind} | " in page for kind in FactKind)
