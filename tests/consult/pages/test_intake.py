"""The office enters what came on paper, by mail, by data box, at a meeting or by telephone: one comment at a time."""

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consult.acting.typed import day_shown
from consult.models import Comment, Follower, StoredFile
from tests.cast import Installed
from tests.consult import papers
from tests.consult.desks import anybody, at_desk, confirm, standing_town, words_of
from tests.walk import CLERK, close_window, coordinator, settle, submit
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.trail.book import seal
from workflow.trail.canonical import parse_time

WORDS = "U polikliniky chybí lavička.\nUnavím se dřív, než dojdu."
REFERENCE, SENDER = "MUSU 1234/2020", "Anežka Tichá, Polní 7"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where the draft is open to comments."""
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The town three days later; the clock of the site shows the same day."""
    built.clock(days=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(built.at))
    return built


@pytest.fixture
def clerk(town: Installed) -> Client:
    return at_desk(town, CLERK)


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/intake/"


def today(town: Installed, *, before: int = 0) -> str:
    return day_shown((parse_time(town.at) - timedelta(days=before)).date().isoformat())


def paper(town: Installed, **typed: Any) -> dict[str, Any]:
    return {
        "told": WORDS, "channel": "post", "received": today(town, before=1), "sent_on": today(town, before=2),
        "reference": REFERENCE, "on_behalf_of": SENDER, "side": "user", "voice": "self", "kind": "comment",
        "as": CLERK, **typed,
    }  # fmt: skip


def enter(browser: Client, town: Installed, **typed: Any) -> Any:
    """Type it, read what will be recorded, record it."""
    return confirm(browser, browser.post(url_of(town), paper(town, **typed)))


def newest(town: Installed) -> Any:
    return model_of(rows.Matter).objects.filter(territory=town.territory).latest("born")


def how_many(town: Installed) -> int:
    return int(model_of(rows.Matter).objects.filter(territory=town.territory).count())


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("Tichá Anežka sken.png", papers.png(), content_type="image/png")


def test_a_letter_from_the_post_gets_the_next_number_and_the_same_slip(town: Installed, clerk: Client) -> None:
    before = newest(town).number
    answer = enter(clerk, town)
    assert answer.status_code == 303
    assert answer["Location"] == f"/plans/{town.plan_key}/comments/{before + 1}/slip/"
    slip = words_of(clerk.get(answer["Location"]))
    assert f'<p class="slip-number">{before + 1}</p>' in slip
    assert "Words for the telephone" in slip


def test_what_was_typed_stands_in_the_book_as_it_came(town: Installed, clerk: Client) -> None:
    enter(clerk, town, voice="signatures", voices="212", insisted="on")
    matter = newest(town)
    assert (matter.channel, matter.side, matter.voice, matter.voices) == ("post", "user", "signatures", 212)
    leaf = json.loads(bytes(Leaf.objects.get(territory=town.territory, n=matter.born).data))
    assert leaf["by"]["side"] == "public" and leaf["actor"]["seat"] == CLERK.split("/")[1]
    assert leaf["happened"][:10] == (parse_time(town.at) - timedelta(days=1)).date().isoformat()
    assert Opening.objects.get(commit=matter.words).text == WORDS
    assert Comment.objects.get(territory=town.territory, number=matter.number).posted_from == "staff"


def test_before_it_is_recorded_the_office_reads_what_will_be(town: Installed, clerk: Client) -> None:
    before = how_many(town)
    page = words_of(clerk.post(url_of(town), paper(town)))
    assert "This will be recorded" in page and "U polikliniky chybí lavička." in page and REFERENCE in page
    assert how_many(town) == before


def test_health_in_the_words_is_pointed_out_before_everybody_reads_it(town: Installed, clerk: Client) -> None:
    page = words_of(clerk.post(url_of(town), paper(town, told="Můj syn má schizofrenii.")))
    assert "syn má schizofrenii" in page and "Think of it before it is published" in page
    assert "Think of it before" not in words_of(clerk.post(url_of(town), paper(town)))


def test_who_said_it_the_reference_and_the_scan_reach_nobody_outside(town: Installed, clerk: Client) -> None:
    enter(clerk, town, scan=scan())
    matter = newest(town)
    assert matter.scan == StoredFile.objects.get().digest
    stranger, plan = anybody(), f"/plans/{town.plan_key}"
    seal(town.territory, town.at)
    bundle = b"".join(stranger.get(f"/t/{town.territory}/book/bundle.zip").streaming_content)
    with ZipFile(io.BytesIO(bundle)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    pages = [
        f"{plan}/comments/{matter.number}/", f"{plan}/comments/", f"{plan}/events?after=0",
        f"/api/plans/{town.plan_key}/comments/{matter.number}/", f"/t/{town.territory}/book/{matter.born}/",
        f"/t/{town.territory}/book/{matter.born}/receipt", f"{plan}/comments.atom",
    ]  # fmt: skip
    everything += "".join(stranger.get(page).content.decode() for page in pages)
    assert "lavička" in everything
    for secret in (REFERENCE, "Anežka", "Polní", "sken.png"):
        assert secret not in everything
    assert stranger.get(f"/files/{matter.scan}/").status_code == 404
    assert stranger.get(f"{plan}/comments/{matter.number}/files/{matter.scan}/").status_code == 404
    kept = clerk.get(f"{plan}/comments/{matter.number}/files/{matter.scan}/")
    assert kept.content == papers.png() and "Anežka" not in kept["Content-Disposition"]


def test_the_same_letter_twice_is_recorded_once_and_shown_under_its_number(town: Installed, clerk: Client) -> None:
    enter(clerk, town)
    number, before = newest(town).number, how_many(town)
    answer = clerk.post(url_of(town), paper(town))
    assert answer.status_code == 409 and f"already entered under number {number}" in words_of(answer)
    assert clerk.post(url_of(town), {**paper(town), "step": "record"}).status_code == 409
    assert how_many(town) == before


def test_the_same_scan_under_other_words_is_noticed(town: Installed, clerk: Client) -> None:
    enter(clerk, town, scan=scan())
    answer = clerk.post(url_of(town), paper(town, told="Přepsáno jinak.", scan=scan()))
    assert answer.status_code == 409 and f"under number {newest(town).number}" in words_of(answer)


def test_another_person_with_the_same_words_gets_a_number_of_their_own(town: Installed, clerk: Client) -> None:
    enter(clerk, town)
    before = how_many(town)
    for _ in range(2):
        assert enter(clerk, town, again="on").status_code == 303
    assert how_many(town) == before + 2


def test_the_button_pressed_twice_records_once(town: Installed, clerk: Client) -> None:
    page = clerk.post(url_of(town), paper(town))
    before = how_many(town)
    assert [confirm(clerk, page).status_code for _ in range(2)] == [303, 409]
    assert how_many(town) == before + 1


def test_a_postmark_of_the_last_day_is_in_time_and_one_of_the_day_after_is_late(town: Installed, clerk: Client) -> None:
    last = parse_time(town.plan.closes_at)  # type: ignore[arg-type]
    close_window(town)
    town.clock(days=5)
    for days, late in ((0, False), (1, True)):
        sent = day_shown((last + timedelta(days=days)).date().isoformat())
        page = clerk.post(url_of(town), paper(town, told=f"Dopis {days}.", sent_on=sent, received=today(town)))
        assert ("marked as late" in words_of(page)) is late
        assert confirm(clerk, page).status_code == 303
        assert newest(town).late is late


def test_when_councils_have_the_plan_a_letter_becomes_a_suggestion_and_a_comment_is_refused(
    town: Installed, clerk: Client
) -> None:
    close_window(town)
    settle(town)
    submit(town)
    refused = clerk.post(url_of(town), paper(town))
    assert refused.status_code == 409 and "obstacles" in words_of(refused) and "lavička" in words_of(refused)
    assert enter(clerk, town, kind="suggestion").status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"told": " "}, "What was said"),
        ({"channel": "web"}, "How it came"),
        ({"received": "zítra"}, "Write the day as 14. 5. 2026."),
        ({"received": "31. 12. 2099"}, "This day has not come yet."),
        ({"sent_on": "31. 12. 2099"}, "It was sent after it came."),
        ({"voice": "group"}, "Say how many people or signatures there are"),
        ({"follow": "on"}, "Write the address the answer is to be sent to."),
        ({"mail": "a@b\r\nBcc: c@d.cz"}, "E-mail of the sender"),
        ({"told": "x" * 20_001}, "What was said"),
        ({"told": "a\x00b"}, "What was said"),
        ({"section": "není to část"}, "Which part of the text it is about"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    town: Installed, clerk: Client, typed: dict[str, str], said: str
) -> None:
    answer = clerk.post(url_of(town), paper(town, **typed, proposed="Zřídit lavičku."))
    assert answer.status_code == 422
    assert said in words_of(answer) and "Zřídit lavičku." in words_of(answer)
    assert "Zřídit lavičku." in words_of(clerk.get(url_of(town)))


def test_a_bad_scan_is_refused_with_a_way_out_and_a_good_one_is_not_chosen_twice(
    town: Installed, clerk: Client
) -> None:
    bad = SimpleUploadedFile("sken.docm", papers.docx_with("word/vbaProject.bin", b"x"))
    answer = clerk.post(url_of(town), paper(town, scan=bad))
    assert answer.status_code == 422 and "Save it as PDF and send that." in words_of(answer)
    answer = clerk.post(url_of(town), paper(town, scan=scan(), told=""))
    kept = answer.context["form"]["scan_kept"].value()
    assert "a file is here already" in words_of(answer)
    enter(clerk, town, scan_kept=kept)
    assert newest(town).scan == StoredFile.objects.get().digest


def test_a_file_of_somebody_else_cannot_be_named(town: Installed, clerk: Client) -> None:
    enter(clerk, town, scan_kept="a" * 64)
    assert newest(town).scan is None


def test_the_sender_gets_letters_only_if_the_office_ticks_it(town: Installed, clerk: Client) -> None:
    enter(clerk, town, mail="anezka@example.org")
    assert not Follower.objects.exists()
    enter(clerk, town, told="Druhý dopis.", mail="anezka@example.org", follow="on")
    assert Follower.objects.get().number == newest(town).number


def test_the_team_and_those_of_a_group_may_and_a_citizen_is_told_who_does_it(town: Installed) -> None:
    group = town.process.working_groups[0].id
    scribes = model_of(rows.Seat).objects.filter(territory=town.territory, filled=True, body=group, votes=False)
    scribe = scribes.filter(role__in=["minute_taker", "facilitator"]).first()
    for seat in (coordinator(town), town.seats(group)[0].key, *([scribe.key] if scribe else [])):
        assert at_desk(town, seat).get(url_of(town)).status_code == 200
    steering = next(seat.key for seat in town.seats(town.process.sign_off.body))
    for browser in (anybody(), at_desk(town, steering)):
        refused = browser.get(url_of(town))
        assert refused.status_code == 403 and "the clerk of the office, the coordinator" in words_of(refused)
        assert browser.post(url_of(town), paper(town)).status_code == 403


def test_a_form_opened_as_another_seat_is_not_sent(town: Installed, clerk: Client) -> None:
    before = how_many(town)
    answer = clerk.post(url_of(town), {**paper(town), "as": "steering/user-0"})
    assert answer.status_code == 409 and "lavička" in words_of(answer)
    assert how_many(town) == before


def test_hostile_words_stay_words(town: Installed, clerk: Client) -> None:
    evil = "<script>alert(1)</script>\"'><b onmouseover=x>"
    page = clerk.post(url_of(town), paper(town, told=evil, reference=evil, on_behalf_of=evil, publish_as=evil))
    assert "<script>alert" not in page.content.decode() and "<b onmouseover" not in page.content.decode()
    assert confirm(clerk, page).status_code == 303
