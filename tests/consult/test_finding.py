"""Search: found is what is public, at this moment, however people write it; the same on both databases."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from consult.finding.asking import Scope, counted, found
from consult.finding.folding import MOST_ASKED, asked_words, excerpt, folded
from consult.finding.index import behind, catch_up, catch_up_everywhere
from consult.models import Findable, Looked
from tests.cast import Installed
from tests.consult.pages.conftest import PLAN, TERRITORY, habrova, habrova_built, row_words
from tests.towns import process_of, raw_file
from tests.walk import CLERK, STEPS, coordinator
from workflow.models import Book
from workflow.rules.lifecycle import MAIN_LINE, Stage

assert habrova and habrova_built

DISASTERS = (
    "*", '"', "'", "''", '"""', "a OR b", "NOT", "NEAR(a b)", "(" * 10_000, "x" * 10_000, "' OR 1=1 --", ":*",
    "a:*&!b", "\\", "%", "_", "\x00", "lav\x00icka", "🪑🪑", "\u202elavička", "مقعد", "\u200b", "folded: lavicka",
    "lavicka* -x ^2", "{a b}: c", "½ ß ﬁ", " " * 500, "\n\n", "12/2020", "a" * 59 + "ž" * 10,
)  # fmt: skip
IN_TOWN = Scope(TERRITORY)


def names(question: str, scope: Scope = IN_TOWN) -> set[tuple[str, str]]:
    """What is found, after the index was brought up to date."""
    catch_up_everywhere()
    return {(one.kind, one.name) for one in found(asked_words(question), scope)}


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Příspěvek na PÉČI", "prispevek na peci"),
        ("pečovatelská/odlehčovací služba", "pecovatelska odlehcovaci sluzba"),
        ("č. j. 12/2020-b", "c j 12 2020 b"),
        ("Straße, Łódź", "strasse lodz"),
        ("** „nic“ **", "nic"),
        ("🪑", ""),
    ],
)
def test_words_are_compared_without_case_marks_and_signs(written: str, compared: str) -> None:
    assert folded(written) == compared


def test_of_a_question_only_so_many_words_are_asked() -> None:
    assert asked_words("v domě s péčí") == ("dome", "peci")
    assert asked_words("a") == ("a",) and asked_words("č. 7") == ("7",)
    assert len(asked_words(" ".join(f"slovo{n}" for n in range(100)))) == MOST_ASKED


def test_an_excerpt_shows_the_place_and_is_safe_whatever_stands_there() -> None:
    words = "Úvod. " * 60 + "<script>Lavička</script> & konec " + "Závěr. " * 60
    shown = excerpt(words, ("lavic",))
    assert "&lt;script&gt;<mark>Lavička</mark>&lt;/script&gt; &amp; konec" in shown
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 500


@pytest.mark.parametrize("question", ["lavicka", "LAVIČKA", "lavi", "chybí lav", "lavička chybí"])
def test_a_comment_is_found_without_diacritics_by_prefix_and_by_several_words(
    habrova: Installed, question: str
) -> None:
    assert ("matter", "1") in names(question)


def test_every_word_must_be_there(habrova: Installed) -> None:
    assert names("lavička slon") == set() and names("avicka") == set()


def test_a_number_finds_its_comment(habrova: Installed) -> None:
    assert ("matter", "2") in names("2")


def test_sections_meetings_decisions_answers_measures_and_summaries_are_found(habrova: Installed) -> None:
    kinds = {kind for question in ("text", "radnice", "souhlasite", "vysvetlujeme", "zridit", "strucne")
             for kind, _name in names(question)}  # fmt: skip
    assert {"section", "meeting", "decision", "answer", "measure", "summary"} <= kinds
    assert ("meeting", "projednani") in names("veřejné projednání") & names("public hearing")


def test_news_is_found_once_it_is_published(habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "publish_news", news="Otevřeli jsme půjčovnu kol.")
    assert {kind for kind, _name in names("pujcovn")} == {"news"}


@pytest.mark.parametrize("question", ["tajemství", "tajná osoba", "tajné číslo"])
def test_what_is_held_hidden_redacted_or_confided_is_not_found(habrova: Installed, question: str) -> None:
    assert names(question) == set()
    assert not Findable.objects.filter(text__icontains="tajemství").exists()


def test_released_and_shown_again_it_is_found_again(habrova: Installed) -> None:
    assert names("tajemství") == set()
    habrova.do(CLERK, "release_matter", matter="3")
    habrova.do(CLERK, "show_matter", matter="4", reason="Odvolání.")
    assert names("tajemství") == {("matter", "3"), ("matter", "4")}
    habrova.do(CLERK, "hold_matter", matter="3", ground="spam")
    assert names("tajemství") == {("matter", "4")}


def test_a_reply_goes_with_its_comment_and_by_itself(habrova: Installed) -> None:
    habrova.do("citizen", "reply_to_matter", matter="1", told="Stačila by houpačka.", lane="reply")
    [(_kind, reply)] = names("houpacka")
    habrova.do(CLERK, "hide_matter", matter="1", ground="hate", reason="Ukázka.")
    assert names("houpacka") == set() == names("lavicka") - {("matter", "2")}
    habrova.do(CLERK, "show_matter", matter="1", reason="Omyl.")
    assert names("houpacka") == {("reply", reply)}
    habrova.do(CLERK, "hide_reply", reply=reply, ground="hate", reason="Ukázka.")
    assert names("houpacka") == set()
    habrova.do(CLERK, "show_reply", reply=reply, reason="Omyl.")
    assert names("houpacka") == {("reply", reply)}


def test_the_office_does_not_wait_for_somebody_to_ask(
    habrova: Installed, django_capture_on_commit_callbacks: Any
) -> None:
    catch_up(TERRITORY)
    commit = row_words(habrova, "1")
    with django_capture_on_commit_callbacks(execute=True):
        habrova.do(CLERK, "redact", commitment=commit, ground="Na žádost osoby.", plan=None)
    assert not Findable.objects.filter(folded__contains="lavicka").exists()


def test_speaking_is_not_slowed_down_by_the_index(habrova: Installed, django_capture_on_commit_callbacks: Any) -> None:
    catch_up(TERRITORY)
    with django_capture_on_commit_callbacks(execute=True):
        habrova.do("citizen", "raise_matter", kind="comment", told="Pítko.", channel="web", side="public")
    assert not Findable.objects.filter(folded="6 pitko").exists()
    assert names("pitko") == {("matter", "6")}


def test_what_takes_words_away_is_looked_at_first_however_much_waits(
    habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up(TERRITORY)
    for n in range(6):
        habrova.do("citizen", "raise_matter", kind="comment", told=f"Strom {n}.", channel="web", side="public")
    habrova.do(CLERK, "hide_matter", matter="1", ground="hate", reason="Ukázka.")
    monkeypatch.setattr("consult.finding.index.CHUNK", 2)
    monkeypatch.setattr("consult.finding.index.BEFORE_A_QUESTION", 1)
    assert ("matter", "1") not in names("lavicka")
    assert behind() == [TERRITORY]


@pytest.mark.parametrize("question", [*DISASTERS, "\ud800"])
def test_any_question_has_an_answer(habrova: Installed, question: str) -> None:
    catch_up(TERRITORY)
    everything = found(asked_words(question), Scope(TERRITORY))
    assert sum(counted(everything).values()) == len(everything)


def test_a_word_of_the_query_language_is_a_word(habrova: Installed) -> None:
    habrova.do("citizen", "raise_matter", kind="comment", told="Or not near and.", channel="web", side="public")
    assert names("or not near and") == {("matter", "6")}


def test_one_plan_or_one_town_can_be_looked_in_alone(habrova: Installed) -> None:
    assert names("lavicka", Scope(TERRITORY, PLAN)) and not names("lavicka", Scope(TERRITORY, "jiny"))
    assert not names("lavicka", Scope("jinde"))


def test_read_entry_by_entry_or_all_at_once_the_index_is_the_same(db: None) -> None:
    town = Installed(process_of("susice"), raw_file("susice"))
    for step, reached in STEPS:
        if MAIN_LINE.index(reached) <= MAIN_LINE.index(Stage.FINAL_SIGNOFF):
            step(town)
            catch_up(town.territory)
    read = everything()
    catch_up(town.territory, anew=True)
    assert read == everything() and {kind for _plan, kind, *_rest in read} >= {"section", "matter", "answer", "meeting"}
    assert Looked.objects.get(territory=town.territory).upto == Book.objects.get(territory=town.territory).size


def everything() -> set[tuple[Any, ...]]:
    return set(Findable.objects.values_list("plan", "kind", "name", "title", "text", "folded", "n"))


def test_the_command_says_what_it_read_and_nothing_twice(habrova: Installed) -> None:
    first, second, anew = StringIO(), StringIO(), StringIO()
    call_command("index", stdout=first)
    call_command("index", stdout=second)
    call_command("index", "--anew", stdout=anew)
    assert first.getvalue() == anew.getvalue() == f"{TERRITORY}: {habrova.state.head.size} entries read\n"  # type: ignore[attr-defined]
    assert second.getvalue() == ""


@pytest.mark.sqlite
def test_sqlite_keeps_its_index_in_step(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'consult_findable'")
        assert {name for (name,) in cursor.fetchall()} == {"findable_added", "findable_gone", "findable_changed"}
        cursor.execute("INSERT INTO consult_findable_words(consult_findable_words) VALUES ('integrity-check')")


@pytest.mark.postgresql
def test_postgresql_has_its_index(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'findable_words'")
        [(definition,)] = cursor.fetchall()
    assert "USING gin (to_tsvector('simple'::regconfig, folded))" in definition


def test_the_page_asks_the_database_as_much_for_one_result_as_for_many(
    habrova: Installed, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        habrova.do("citizen", "raise_matter", kind="comment", told=f"Strom {n}.", channel="web", side="public")
    catch_up(TERRITORY)
    browser = Client(headers={"accept-language": "en"})
    for question in ("lavicka", "strom"):
        with django_assert_max_num_queries(8):
            browser.get("/search/", {"q": question})
