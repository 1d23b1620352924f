"""One book counts what another says: looked up under both locks, refused when forged, checked again by strangers."""

from typing import Any

import pytest

import workflow.perform
from tests.cast import Installed, digest_of_file
from tests.walk import lead_to
from tests.workflow.lipova import Sealed
from tests.workflow.polesi import KAREL, PROGRAMME, installed_region, installed_town, join, methodology, raw_polesi
from workflow import across
from workflow.models import Book, Checkpoint, Leaf
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import CouncilDecision, Counted, SourcePlan
from workflow.ticking import tick
from workflow.trail.archive import sorted_out
from workflow.trail.book import root_of
from workflow.trail.bundle import bundle_files
from workflow.trail.examine import Trusted, examine
from workflow.trail.sentences import CZECH, ENGLISH, told
from workflow.trail.verdict import BundleVerdict
from workflow.verify import verify_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Installed:
    town = installed_region()
    join(town, "bukova", "dubova")
    return town


@pytest.fixture
def bukova() -> Installed:
    town = installed_town("bukova")
    town.do(KAREL, "deliver", deliverable="pruzkum", file=digest_of_file("pruzkum"), about="Analýza potřeb.")
    return town


def entry(town: Installed, act: str) -> int:
    """The number of the last entry of this kind."""
    numbers = Leaf.objects.filter(territory=town.territory, act=act).order_by("n").values_list("n", flat=True)
    return list(numbers)[-1]


def count(region: Installed, town: Installed, need: str = "analyzy", act: str = "deliver", **facts: Any) -> Any:
    n = facts.pop("n", None)
    n = entry(town, act) if n is None else n
    return region.do(
        KAREL, "count_town", programme=PROGRAMME, need=need, town=town.territory, n=n, **facts
    )  # fmt: skip


def correct(town: Installed, n: int) -> None:
    town.do(KAREL, "correct_record", entry=n, reason="Byla to jiná analýza.")


def exported(*territories: str) -> BundleVerdict:
    """What a stranger finds in a bundle of these books."""
    return examine(sorted_out(dict(bundle_files(territories))), Trusted())


# at the door


def test_who_counts_says_town_and_entry_and_everything_else_is_looked_up(region: Installed, bukova: Installed) -> None:
    deed = count(region, bukova)
    book = Book.objects.get(territory="bukova")
    assert (deed.origin, deed.size, deed.value) == (book.origin, book.size, 1)
    assert deed.root == root_of("bukova", deed.size).hex()
    leaf = Leaf.objects.get(territory="bukova", n=deed.n)
    assert deed.leaf == bytes(leaf.hash).hex()


def test_the_other_book_is_sealed_so_that_a_signed_head_covers_the_entry(region: Installed, bukova: Installed) -> None:
    assert not Checkpoint.objects.filter(territory="bukova").exists()
    deed = count(region, bukova)
    assert Checkpoint.objects.get(territory="bukova").size == deed.size
    bukova.do(KAREL, "count_participants")
    again = count(region, bukova, need="lide", act="count_participants")
    assert again.size == deed.size + 1 and again.value == 4


def test_a_head_that_covers_the_entry_already_is_used_again(region: Installed, bukova: Installed) -> None:
    bukova.do(KAREL, "count_participants")
    first = count(region, bukova)
    bukova.do(KAREL, "publish_news", news="Sešli jsme se.")
    assert count(region, bukova, need="lide", act="count_participants").size == first.size
    assert Checkpoint.objects.filter(territory="bukova").count() == 1


@pytest.mark.parametrize(("other", "order"), [("bukova", ["bukova", "polesi"]), ("vrbice", ["polesi", "vrbice"])])
def test_two_books_are_locked_in_the_order_of_their_names(
    region: Installed, monkeypatch: pytest.MonkeyPatch, other: str, order: list[str]
) -> None:
    locked: list[str] = []
    lock_book, lock_other = across.lock_book, across.lock_other
    monkeypatch.setattr(across, "lock_book", lambda name: (locked.append(name), lock_book(name))[1])
    monkeypatch.setattr(across, "lock_other", lambda name: (locked.append(name), lock_other(name))[1])
    with region.refused("book_unknown"):
        region.do(KAREL, "count_town", programme=PROGRAMME, need="analyzy", town=other, n=7)
    assert locked == order


@pytest.mark.parametrize("part", ["origin", "size", "root", "leaf"])
def test_a_forged_reference_is_refused_and_nothing_is_left_of_it(
    region: Installed, bukova: Installed, part: str
) -> None:
    forged = {"origin": "jinde.example/dohoda/bukova", "size": 999, "root": "ab" * 32, "leaf": "cd" * 32}
    size = region.state.head.size
    with region.refused("reference_forged"):
        count(region, bukova, **{part: forged[part]})
    assert region.state.head.size == size
    assert not Checkpoint.objects.filter(territory="bukova").exists()


def test_what_is_given_and_true_is_taken(region: Installed, bukova: Installed) -> None:
    n = entry(bukova, "deliver")
    true = {"size": n + 1, "root": root_of("bukova", n + 1).hex(), "value": 1}
    bukova.do(KAREL, "publish_news", news="Sešli jsme se.")
    assert count(region, bukova, **true).size == n + 1


def test_an_entry_that_is_not_there_yet_counts_for_nothing(region: Installed, bukova: Installed) -> None:
    with region.refused("reference_forged"):
        count(region, bukova, n=bukova.state.head.size)


def test_an_entry_of_another_kind_or_worth_does_not_fit(region: Installed, bukova: Installed) -> None:
    with region.refused("reference_does_not_fit"):
        count(region, bukova, act="create_plan")
    with region.refused("reference_does_not_fit"):
        count(region, bukova, value=2)
    bukova.do(KAREL, "count_participants")
    with region.refused("reference_does_not_fit"):
        count(region, bukova, need="lide", act="count_participants", value=400)


def test_an_entry_the_town_corrected_counts_for_nothing(region: Installed, bukova: Installed) -> None:
    correct(bukova, entry(bukova, "deliver"))
    with region.refused("reference_does_not_fit"):
        count(region, bukova)


def test_a_town_whose_book_is_not_here_is_named(region: Installed) -> None:
    with region.refused("book_unknown"):
        region.do(KAREL, "count_town", programme=PROGRAMME, need="analyzy", town="dubova", n=7)
    assert not Book.objects.filter(territory="dubova").exists()


def regional_plan(region: Installed) -> None:
    process = region.process.digest
    region.do("office/clerk", "create_plan", title="Krajský plán", process=process, from_year=2022, to_year=2025)


def test_the_regional_plan_is_made_from_plans_that_towns_have_approved(region: Installed) -> None:
    bukova = Sealed(methodology(), raw_polesi(), territory="bukova", plan="bukova-2021")
    lead_to(bukova, Stage.ADOPTED)
    assert bukova.state.count(CouncilDecision, plan="bukova-2021") == 1
    regional_plan(region)
    region.at = bukova.at
    n = entry(bukova, "adopt")
    with region.refused("reference_does_not_fit"):
        region.do(KAREL, "include_source", town="bukova", slug="bukova-1999", n=n)
    region.do(KAREL, "include_source", town="bukova", slug="bukova-2021", n=n)
    (source,) = region.state.find(SourcePlan, plan=region.plan_key)
    assert (source.town, source.slug, source.n) == ("bukova", "bukova-2021", n)
    with region.refused("taken"):
        region.do(KAREL, "include_source", town="bukova", slug="bukova-2021", n=n)
    assert exported("bukova", "polesi").holds


def test_the_regional_plan_is_not_posted_before_it_has_its_sources(region: Installed, bukova: Installed) -> None:
    regional_plan(region)
    n, slug = entry(bukova, "create_plan"), bukova.plan_key
    with region.refused("reference_does_not_fit"):
        region.do(KAREL, "include_source", town="bukova", slug=slug, n=n)
    with bukova.refused("not_in_process"):
        bukova.do(KAREL, "include_source", town="dubova", slug="dubova-2021", n=3)
    with region.refused("sources_missing"):
        region.do(KAREL, "post_draft", closes_on="2021-05-01")
    assert region.state.count(SourcePlan, plan=region.plan_key) == 0


# strangers


def test_a_bundle_with_both_books_has_its_references_compared(region: Installed, bukova: Installed) -> None:
    count(region, bukova)
    verdict = exported("bukova", "polesi")
    assert verdict.holds and [book.references for book in verdict.books] == [0, 1]
    assert verify_territory("polesi").holds


def test_books_that_are_not_in_the_bundle_are_named_as_unchecked(region: Installed, bukova: Installed) -> None:
    n = len(list(Leaf.objects.filter(territory="polesi")))
    count(region, bukova)
    verdict = exported("polesi")
    assert verdict.holds and verdict.books[0].unchecked == (("bukova", (n,)),)
    for language, words in ((CZECH, "neověřeno: kniha bukova"), (ENGLISH, "unchecked: the book of bukova")):
        assert words in "\n".join(told(verdict, "b.zip", language))


def test_a_count_forged_behind_the_door_is_found_and_its_entry_named(
    region: Installed, bukova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow.perform, "look_up", lambda state, deed, at: (deed, ()))
    n = bukova.state.head.size - 1
    whole = {"n": n, "origin": Book.objects.get(territory="bukova").origin, "size": n + 1, "leaf": "ab" * 32}
    count(region, bukova, **whole, root=root_of("bukova", n + 1).hex(), value=1)
    entry_of_count = region.state.head.size - 1
    verdict = exported("bukova", "polesi")
    assert not verdict.holds
    (found,) = verdict.books[1].findings
    assert (found.n, found.wrong, dict(found.facts)["field"]) == (entry_of_count, "reference_forged", "leaf")
    assert f"Záznam č. {entry_of_count}: odkazuje na záznam" in "\n".join(told(verdict, "b.zip", CZECH))
    assert not verify_territory("polesi").holds


def test_an_entry_of_another_kind_counted_behind_the_door_is_found(
    region: Installed, bukova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = entry(bukova, "create_plan")
    leaf = bytes(Leaf.objects.get(territory="bukova", n=n).hash).hex()
    monkeypatch.setattr(workflow.perform, "look_up", lambda state, deed, at: (deed, ()))
    origin = Book.objects.get(territory="bukova").origin
    count(region, bukova, n=n, origin=origin, size=n + 1, root=root_of("bukova", n + 1).hex(), leaf=leaf, value=1)
    (found,) = exported("bukova", "polesi").books[1].findings
    assert (found.wrong, dict(found.facts)["why"]) == ("reference_does_not_fit", "create_plan")


def test_an_entry_corrected_after_it_was_counted_is_told_and_breaks_nothing(
    region: Installed, bukova: Installed
) -> None:
    n = entry(bukova, "deliver")
    count(region, bukova)
    correct(bukova, n)
    verdict = exported("bukova", "polesi")
    assert verdict.holds
    (late,) = verdict.books[1].corrected
    assert (late.territory, late.entry, late.by) == ("bukova", n, entry(bukova, "correct_record"))
    assert "později opravil" in "\n".join(told(verdict, "b.zip", CZECH))


# the clock


def counted(region: Installed) -> dict[tuple[str, str], int]:
    rows = region.state.find(Counted, programme=PROGRAMME)
    return {(row.need, row.town): row.value for row in rows if row.standing}


def test_the_clock_counts_what_towns_have_done_and_does_it_once(region: Installed, bukova: Installed) -> None:
    bukova.do(KAREL, "count_participants")
    assert [(one.due.act, one.due.about) for one in tick(bukova.at)] == [("count_town", PROGRAMME)] * 2
    assert counted(region) == {("analyzy", "bukova"): 1, ("lide", "bukova"): 4}
    assert tick(bukova.at) == []


def test_the_clock_takes_the_newest_number_of_people_and_the_first_of_everything_else(
    region: Installed, bukova: Installed
) -> None:
    bukova.do(KAREL, "count_participants")
    tick(bukova.at)
    bukova.do("office/clerk", "fill_seat", body="ps", seat="user-1", person="ab" * 16, side="user", role="member")
    bukova.do(KAREL, "count_participants")
    bukova.do(KAREL, "deliver", deliverable="pruzkum", file=digest_of_file("druhá"), about="Znovu.")
    assert [one.due.count.need for one in tick(bukova.at) if one.due.count] == ["lide"]
    assert counted(region) == {("analyzy", "bukova"): 1, ("lide", "bukova"): 5}


def test_the_clock_counts_no_town_outside_nothing_corrected_and_nothing_taken_back(
    region: Installed, bukova: Installed
) -> None:
    outside = installed_town("habrova")
    outside.do(KAREL, "deliver", deliverable="pruzkum", file=digest_of_file("p"), about="Analýza.")
    correct(bukova, entry(bukova, "deliver"))
    assert tick(bukova.at) == []
    bukova.do(KAREL, "deliver", deliverable="pruzkum", file=digest_of_file("druhá"), about="Znovu.")
    assert len(tick(bukova.at)) == 1
    region.do(KAREL, "take_back_count", programme=PROGRAMME, need="analyzy", town="bukova", reason="Omyl.")
    assert tick(bukova.at) == []


def test_the_clock_leaves_a_programme_that_has_ended_in_peace(region: Installed, bukova: Installed) -> None:
    region.do(KAREL, "abandon_programme", programme=PROGRAMME, reason="Dotace skončila.")
    assert tick(bukova.at) == []
