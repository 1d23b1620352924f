"""A recording or attachment of a comment: for those who answer it and for whoever sent it, for nobody else."""

from typing import Any

from consult.models import Comment, StoredFile
from consult.own import own_link
from consult.places import here_of
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk
from tests.consult.pages.conftest import PLAN, TERRITORY, habrova, habrova_built
from tests.walk import CLERK
from tests.workflow.talk import comment
from workflow.models import model_of
from workflow.rules import rows
from workflow.trail.canonical import parse_time

assert habrova and habrova_built


def recorded(town: Installed) -> tuple[str, Any]:
    """A comment that came as a recording: its number, and the file."""
    kept = StoredFile.keep(b"ID3 hlas", name="hlas.mp3", media="audio/mpeg", at=parse_time(town.at))
    return comment(town, "Nahrávka.", recording=kept.digest), kept


def test_whoever_answers_hears_it_and_the_public_does_not(habrova: Installed) -> None:
    number, kept = recorded(habrova)
    place = f"/plans/{PLAN}/comments/{number}/files/{kept.digest}/"
    member = habrova.seats(habrova.process.working_groups[0].id)[-1].key
    for seat in (CLERK, member):
        given = at_desk(habrova, seat).get(place)
        assert given.content == b"ID3 hlas" and given["Content-Disposition"].startswith("attachment")
        assert "no-store" in given["Cache-Control"]
    assert anybody().get(place).status_code == 404
    assert anybody().get(f"/files/{kept.digest}/").status_code == 404


def test_the_file_of_one_comment_is_not_given_out_by_another(habrova: Installed) -> None:
    number, kept = recorded(habrova)
    clerk = at_desk(habrova, CLERK)
    for other in ("1", "999", f"{number}a"):
        assert clerk.get(f"/plans/{PLAN}/comments/{other}/files/{kept.digest}/").status_code == 404
    assert clerk.get(f"/plans/{PLAN}/comments/{number}/files/{'0' * 64}/").status_code == 404


def test_whoever_sent_it_gets_it_with_the_link_of_their_slip(habrova: Installed) -> None:
    number, kept = recorded(habrova)
    secret = said_through_the_site(habrova, int(number))
    browser = anybody()
    here = here_of(model_of(rows.Plan).objects.get(territory=TERRITORY, key=PLAN), habrova.process, {})
    link = own_link(here, int(number), secret)
    browser.get(link[link.index("/plans/") :])
    assert browser.get(f"/plans/{PLAN}/comments/{number}/files/{kept.digest}/").content == b"ID3 hlas"


def said_through_the_site(town: Installed, number: int) -> str:
    """What the site keeps of a comment that came through it; the secret of its link."""
    from consult.comments import digest_of_secret, fresh_secret

    secret = fresh_secret()
    row = model_of(rows.Matter).objects.get(territory=TERRITORY, key=f"{PLAN}/{number}")
    plan = model_of(rows.Plan).objects.get(territory=TERRITORY, key=PLAN)
    Comment.objects.create(
        content_object=plan, site_id=1, comment="Nahrávka.", territory=TERRITORY, plan=PLAN, number=number, n=row.born,
        commit=row.words, secret=digest_of_secret(secret), submit_date=parse_time(town.at),
    )  # fmt: skip
    return secret
