"""Somebody asks to be erased: nothing of their words is found anywhere afterwards, and the book still verifies."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from consult.models import Comment, Draft, Follower, HelpContact, Likeness, StoredFile
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.consult.spoken import by_link, page_of, say
from tests.walk import CLERK, coordinator
from workflow.models import Book, Opening
from workflow.rules.case import Standing
from workflow.rules.rows import Matter
from workflow.ticking import tick
from workflow.trail.canonical import parse_time
from workflow.verify import verify_territory

PAGE = f"/t/{TERRITORY}/erase/"
MARK = "kolibřík"  # stands in everything this person ever said
MAIL = "eliska@example.org"
GROUND = "Article 17 GDPR"


@pytest.fixture
def quiet(habrova: Installed, settings: Any, tmp_path: Path) -> Iterator[Installed]:
    """The town with a folder of its own for what it makes, whose clock goes on with the book's."""
    settings.VAR = tmp_path
    before = habrova.at
    yield habrova
    habrova.at = before


def ten_comments(town: Installed, patch: pytest.MonkeyPatch) -> list[Any]:
    """Eliška wrote ten comments: with a name, a wording of her own, a file, a reply and an address for letters."""
    patch.setattr("django.utils.timezone.now", lambda: parse_time(town.at))
    file = StoredFile.keep(f"{MARK} v příloze".encode(), name="p.txt", media="text/plain", at=parse_time(town.at))
    posted = []
    for index in range(10):
        facts: dict[str, Any] = {"section": "analyticka-1"} if index % 2 else {}
        if index == 0:
            facts |= {"proposed": f"Doplnit: {MARK} u řeky.", "publish_as": f"Eliška {MARK}", "attached": file.digest}
        if index == 1:
            facts |= {"quote": f"text o {MARK}", "paragraph": 1}
        posted.append(
            say(town, f"Po{index}: {MARK} hnízdí u polikliniky.", follow=MAIL if not index else None, **facts)
        )
    return posted


def around(town: Installed, posted: list[Any]) -> None:
    """What was said around the first of them, by her and by others."""
    first = str(posted[0].number)
    row = town.state.get(Matter, f"{PLAN}/{first}")
    assert row is not None
    author = Standing(None, None, "public", row.person)
    town.do(author, "reply_to_matter", matter=first, told=f"Ještě k tomu: {MARK}.", lane="reply")
    town.do("citizen", "reply_to_matter", matter=first, told="Souhlasím s tím.", lane="reply")


def numbers_of(posted: list[Any]) -> str:
    return ", ".join(str(one.number) for one in posted)


def find(browser: Client, posted: list[Any], **typed: str) -> Any:
    """The clerk asks what is kept."""
    return browser.post(PAGE, {"plan": PLAN, "numbers": numbers_of(posted), "step": "look", **typed})


def carried(answer: Any, **typed: Any) -> dict[str, Any]:
    """The second form as it stands, with its ticks."""
    words = [piece["commit"] for piece in answer.context["pieces"] if piece["ticked"]]
    return {**dict(answer.context["hidden"]), "words": words, "ground": GROUND, "step": "check", **typed}


def erased(browser: Client, posted: list[Any], **typed: str) -> Any:
    """All three steps."""
    look = browser.post(PAGE, carried(find(browser, posted, **typed)))
    assert "This will be recorded" in words_of(look)
    return confirm(browser, look)


def public_pages(town: Installed, posted: list[Any]) -> list[str]:
    """Every public address that could show a comment of this plan."""
    plan, place = f"/plans/{PLAN}/", f"/t/{TERRITORY}/"
    below = ("", "comments/", "answers/", "charts/", "alike/", "moderation/", "comments.csv", "comments.atom",
             "feed.atom", "news/", "decisions/", "draft/", "draft/analyticka-1/", "people/",
             "principles/", "editions/")  # fmt: skip
    pages = [plan + rest for rest in below]
    pages += [page_of(town, one.number, rest) for one in posted for rest in ("", "slip/")]
    pages += [f"/api/plans/{PLAN}/comments/", *(f"/api/plans/{PLAN}/comments/{one.number}/" for one in posted)]
    pages += [f"{place}", f"{place}book/", f"{place}feed.atom", "/", "/search/?q=poliklin"]
    size = Book.objects.get(territory=TERRITORY).size
    pages += [f"{place}book/{n}/" for n in range(posted[0].done.n, size)]
    return pages + [f"{place}book/{n}/receipt" for n in range(posted[0].done.n, size)]


def found_wrong(town: Installed) -> list[str]:
    """What whoever verifies the book would be told, once it is sealed."""
    tick(town.state.head.last_at, seal_all=True)
    return [str(finding.wrong) for book in verify_territory(TERRITORY).books for finding in book.findings]


def said_by(browser: Client, address: str) -> str:
    answer = browser.get(address)
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return data.decode("utf-8", "replace").lower()


def test_nothing_of_ten_comments_is_found_anywhere_and_the_book_verifies(
    quiet: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = ten_comments(quiet, monkeypatch)
    around(quiet, posted)
    browser = anybody()
    shown = [page for page in public_pages(quiet, posted) if MARK in said_by(browser, page)]
    assert len(shown) > 20  # the words were public, on many pages
    sound = found_wrong(quiet)
    assert sound == ["key_not_recorded"]  # the key of a test is another one than the town's
    answer = erased(at_desk(quiet, CLERK), posted)
    assert answer.status_code == 303 and answer["Location"].endswith("/moderation/")
    for page in public_pages(quiet, posted):
        told = said_by(browser, page)
        assert not any(word in told for word in (MARK, "hnízdí", "eliška")), page
    assert "Nothing public says this" in words_of(browser.get(f"/search/?q={MARK}"))
    assert not Opening.objects.filter(territory=TERRITORY, text__contains=MARK).exists()
    assert found_wrong(quiet) == sound
    packed = io.BytesIO(b"".join(anybody().get(f"/t/{TERRITORY}/book/bundle.zip").streaming_content))
    with zipfile.ZipFile(packed) as bundle:
        assert all(MARK.encode() not in bundle.read(name) for name in bundle.namelist())


def test_what_the_site_keeps_beside_the_book_goes_as_well(quiet: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = ten_comments(quiet, monkeypatch)
    first = posted[0]
    Draft.keep(owner="s", page="/x/", fields={"told": f"Po3: {MARK} hnízdí u polikliniky."}, at=parse_time(quiet.at))
    Draft.keep(owner="t", page="/x/", fields={"told": "Někdo jiný a něco jiného."}, at=parse_time(quiet.at))
    Likeness.objects.create(territory=TERRITORY, plan=PLAN, number=first.number, exact="a" * 64)
    HelpContact.objects.create(
        territory=TERRITORY, request=f"{PLAN}/help.1", contact=f"Eliška, {MAIL}", made_at=parse_time(quiet.at)
    )
    own = by_link(first)
    assert own.get(page_of(quiet, first.number)).context["own"] is not None
    erased(at_desk(quiet, CLERK), posted, contact=MAIL)
    assert not StoredFile.objects.exists() and not Follower.objects.exclude(mail="").exists()
    assert [draft.owner for draft in Draft.objects.exclude(owner__contains="user")][:2].count("s") == 0
    assert Draft.objects.filter(owner="t").exists() and not HelpContact.objects.exists()
    kept = Comment.objects.filter(territory=TERRITORY, number__in=[one.number for one in posted])
    assert set(kept.values_list("comment", "user_name", "secret", "spoken")) == {("", "", "", "")}
    assert Likeness.objects.get().exact == "" and own.get(page_of(quiet, first.number)).context["own"] is None


def test_a_file_somebody_else_sent_as_well_is_kept(quiet: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = ten_comments(quiet, monkeypatch)
    digest = StoredFile.objects.get().digest
    say(quiet, "Posílám totéž.", attached=digest)
    erased(at_desk(quiet, CLERK), posted)
    assert StoredFile.objects.filter(digest=digest).exists()


def test_what_others_wrote_is_shown_and_goes_only_where_it_is_ticked(
    quiet: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = ten_comments(quiet, monkeypatch)
    around(quiet, posted)
    page = find(at_desk(quiet, CLERK), posted)
    ticks = {piece["text"]: piece["ticked"] for piece in page.context["pieces"]}
    assert ticks[f"Ještě k tomu: {MARK}."] and ticks[f"Eliška {MARK}"] and not ticks["Souhlasím s tím."]
    erased(at_desk(quiet, CLERK), posted)
    assert "Souhlasím s tím." in words_of(anybody().get(page_of(quiet, posted[0].number)))


def test_the_number_the_place_and_the_reason_stay(quiet: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = ten_comments(quiet, monkeypatch)
    erased(at_desk(quiet, CLERK), posted)
    page = words_of(anybody().get(page_of(quiet, posted[1].number)))
    assert "The words were taken from the public on a legal ground" in page
    listed = anybody().get(f"/plans/{PLAN}/moderation/").context["happened"]
    assert {one["reason"] for one in listed if one["what"] == "words erased"} >= {GROUND}
    assert str(posted[1].number) in {one["number"] for one in listed}


def test_only_the_clerk_erases(quiet: Installed) -> None:
    for browser in (anybody(), at_desk(quiet, coordinator(quiet))):
        for answer in (browser.get(PAGE), browser.post(PAGE, {"plan": PLAN, "numbers": "1", "step": "look"})):
            assert answer.status_code == 403 and "pieces" not in answer.context


@pytest.mark.parametrize("typed", ["", "abc", "1, x", "99999", "0", "1 2 3", ";;;"])
def test_numbers_typed_badly_name_the_mistake_and_erase_nothing(quiet: Installed, typed: str) -> None:
    before = quiet.state.head.size
    answer = at_desk(quiet, CLERK).post(PAGE, {"plan": PLAN, "numbers": typed, "step": "look"})
    assert answer.status_code == 422 and answer.context["form"].errors["numbers"]
    assert quiet.state.head.size == before


def test_without_a_ground_nothing_is_erased_and_the_list_stays_as_it_was_ticked(
    quiet: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = ten_comments(quiet, monkeypatch)
    hana = at_desk(quiet, CLERK)
    page = find(hana, posted)
    one = next(piece["commit"] for piece in page.context["pieces"] if piece["ticked"])
    answer = hana.post(PAGE, carried(page, ground="", words=[one]))
    assert answer.status_code == 422 and "ground" in answer.context["form"].errors
    assert [piece["commit"] for piece in answer.context["pieces"] if piece["ticked"]] == [one]


def test_words_of_a_comment_nobody_named_cannot_be_slipped_in(quiet: Installed) -> None:
    other = quiet.state.get(Matter, f"{PLAN}/1")
    assert other is not None
    hana = at_desk(quiet, CLERK)
    page = hana.post(PAGE, {"plan": PLAN, "numbers": "2", "step": "look"})
    answer = hana.post(PAGE, carried(page, words=[other.words]))
    assert other.words not in [field["value"] for field in answer.context["record"]["fields"]]
    assert confirm(hana, answer).status_code == 303
    assert Opening.objects.filter(territory=TERRITORY, commit=other.words).exists()
