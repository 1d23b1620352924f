"""In the demo letters can be read where they would have been sent from, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.consult.desks import words_of
from tests.consult.mailing import ANNA, Post
from workflow.rules.rows import Matter

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    """A demo on this machine, its letters in a folder of their own."""
    settings.DEMO, settings.EMAIL_FILE_PATH = True, tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    return tmp_path


def test_letters_stand_there_readable_and_their_links_work(post: Post, reader: Client, demo: Path) -> None:
    assert "No letter was sent yet." in words_of(reader.get("/outbox/"))
    post.follow(2, language="cs")
    post.round()
    page = reader.get("/outbox/")
    assert ANNA in words_of(page)
    (letter,) = page.context["letters"]
    assert letter.subject == "Připomínka č. 2: může odpověď přijít na tuto adresu?"
    (link,) = [piece.url for piece in letter.pieces if "/confirm/" in piece.url]
    assert f'<a href="{link}">' in words_of(page)
    assert reader.post(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_what_waits_is_sent_at_once_with_a_button(post: Post, reader: Client, demo: Path) -> None:
    follower = post.follow(2)
    post.round()
    type(follower).objects.update(confirmed_at=post.now)
    post.town.do("office/clerk", "hold_matter", matter="2", ground="spam")
    post.town.at = f"{post.town.at[:10]}T23:30:00Z"
    assert reader.post("/outbox/").status_code == 303
    assert "News about comment no. 2" in words_of(reader.get("/outbox/"))


def test_scripts_in_a_letter_stay_words(post: Post, reader: Client, demo: Path) -> None:
    head = f"Subject: {EVIL}\nTo: {EVIL}\nContent-Type: text/plain; charset=utf-8"
    demo.joinpath("a.log").write_text(f"{head}\n\n{EVIL} javascript:alert(1)\n{'-' * 79}\n")
    demo.joinpath("b.log").write_bytes(b"\xff\x00 no letter at all")
    page = reader.get("/outbox/")
    assert page.status_code == 200
    assert EVIL not in page.content.decode()
    assert 'href="javascript' not in page.content.decode()


def test_outside_the_demo_there_is_no_such_page(post: Post, reader: Client, demo: Path, settings: Any) -> None:
    assert Client(REMOTE_ADDR="192.0.2.7").get("/outbox/").status_code == 404
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert reader.get("/outbox/").status_code == 404
    settings.DEMO = False
    assert reader.get("/outbox/").status_code == 404
    assert reader.post("/outbox/").status_code == 404


def test_the_town_has_the_comment_these_tests_speak_of(post: Post) -> None:
    assert post.town.state.get(Matter, "habrova-plan/2") is not None
