"""One door: rows of the engine change through perform, and the database itself stands behind the book."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import Installed, Refused, digest_of_file
from tests.towns import process_of, raw_file
from tests.walk import coordinator, found, lead_to, prepare
from workflow.models import Book, Leaf, Opening, model_of
from workflow.models.door import OneDoorError, open_door
from workflow.models.guarded import guards_in_place
from workflow.rules.lifecycle import SOURCES, TARGETS, Stage
from workflow.rules.rows import Matter, Plan

pytestmark = pytest.mark.django_db


def lipova() -> Installed:
    """The town with a plan ready for drafting."""
    town = Installed(process_of("susice"), raw_file("susice"))
    found(town)
    prepare(town)
    return town


def test_no_row_of_the_engine_is_saved_deleted_or_updated_but_through_the_door() -> None:
    town = lipova()
    plan = model_of(Plan).objects.get(territory=town.territory)
    with pytest.raises(OneDoorError):
        plan.save()
    with pytest.raises(OneDoorError):
        plan.delete()
    with pytest.raises(OneDoorError):
        model_of(Plan).objects.filter(pk=plan.pk).update(suspended=True)
    with pytest.raises(OneDoorError):
        Leaf.objects.filter(territory=town.territory).delete()
    with pytest.raises(AttributeError):
        plan.stage = "adopted"


def test_an_entry_of_the_book_is_never_changed_deleted_or_put_out_of_turn() -> None:
    town = lipova()
    book = Leaf.objects.filter(territory=town.territory)
    for write in (
        lambda: book.filter(n=3).update(act="adopt"),
        lambda: book.filter(n=3).delete(),
        lambda: Leaf(territory=town.territory, n=9999, at=town.at, act="adopt", data=b"", hash=b"").save(),
        lambda: Leaf(territory=town.territory, n=3, at=town.at, act="adopt", data=b"", hash=b"").save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), open_door():
            write()


def test_a_stage_changes_only_with_the_entry_it_came_from() -> None:
    town = lipova()
    plans = model_of(Plan).objects.filter(territory=town.territory)
    with pytest.raises(DatabaseError), transaction.atomic(), open_door():
        plans.update(stage="adopted")
    with pytest.raises(DatabaseError), transaction.atomic(), open_door():
        plans.update(stage="adopted", stage_entry=3)
    town.do(coordinator(town), "begin_drafting")
    assert plans.get().stage == Stage.DRAFTING


def test_the_guards_stand_after_every_migration() -> None:
    with connection.cursor():
        assert {"leaf_kept", "leaf_next", "plan_stage"} <= guards_in_place()


def test_the_transitions_django_fsm_knows_are_the_ones_on_the_page() -> None:
    plan = model_of(Plan)
    known = {
        (move.name, source, move.target) for move in plan().get_all_stage_transitions() for source in [move.source]
    }
    page = {(act, str(source), str(TARGETS[act, source])) for act, sources in SOURCES.items() for source in sources}
    assert {(name, str(source), str(target)) for name, source, target in known} == page


def test_a_refused_act_leaves_nothing_behind() -> None:
    town = lipova()
    size = Book.objects.get(territory=town.territory).size
    words = Opening.objects.filter(territory=town.territory).count()
    with pytest.raises(Refused):
        town.do("citizen", "raise_matter", kind="comment", told="Brzy.", channel="web", side="public")
    assert Book.objects.get(territory=town.territory).size == size
    assert Opening.objects.filter(territory=town.territory).count() == words


def test_an_act_on_a_stale_wording_is_refused_and_says_which_one_it_is_now() -> None:
    town = lipova()
    town.do(coordinator(town), "begin_drafting")
    part = town.process.parts[0].id
    section = {"section": "s1", "part": part, "place": 1, "title": "Oddíl"}
    town.do(coordinator(town), "write_section", text="První.", **section)
    town.do(coordinator(town), "write_section", text="Druhé.", after=1, **section)
    with pytest.raises(Refused) as refusal:
        town.do(coordinator(town), "write_section", text="Třetí nad prvním.", after=1, **section)
    assert refusal.value.codes == ["stale"]
    assert refusal.value.obstacles[0].fact("now") == 2


def test_a_plan_keeps_the_process_file_it_began_with() -> None:
    town = lipova()
    changed = raw_file("susice").replace(b"review_months = 12", b"review_months = 18")
    Installed(process_of("susice"), changed if changed != raw_file("susice") else raw_file("susice") + b"\n# x\n")
    assert town.plan.process == process_of("susice").digest
    with pytest.raises(Refused):
        town.do(coordinator(town), "amend_process", process=digest_of_file("nový"), proposal="nic")


def test_a_whole_way_through_the_one_door() -> None:
    town = lead_to(Installed(process_of("klatovy"), raw_file("klatovy")), Stage.IN_FORCE)
    assert town.plan.stage == Stage.IN_FORCE
    leaves = Leaf.objects.filter(territory=town.territory).order_by("n")
    assert [row.n for row in leaves] == list(range(len(leaves)))


def test_redacted_words_are_gone_from_the_database_and_the_book_still_verifies() -> None:
    town = lead_to(Installed(process_of("susice"), raw_file("susice")), Stage.COMMENTING)
    matter = town.state.get(Matter, f"{town.plan_key}/1")
    assert matter is not None
    openings = Opening.objects.filter(territory=town.territory, commit=matter.words)
    assert openings.get().text == "Chybí lavička."
    town.do("office/clerk", "redact", commitment=matter.words, ground="Požádala o to pisatelka.")
    assert not openings.exists()
