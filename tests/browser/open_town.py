"""A town whose window of comments is open today, where people have said things and asked for things."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from consult import letters
from consult.alike import compare
from consult.attached import take_upload
from consult.comments import Posted
from consult.letters.tokens import CONFIRM, NOT_ME, REISSUE, STOP, issue
from consult.models import Follower, fresh_number
from tests.bench.filling import open_town
from tests.cast import Installed
from tests.consult import papers
from tests.consult.spoken import say
from tests.towns import process_of, raw_file
from tests.walk import coordinator
from workflow.trail.canonical import format_time

LAVICKY = "Chceme více laviček u řeky, starší lidé si cestou na nákup nemají kde sednout"


@dataclass(frozen=True, slots=True)
class Open:
    """The town, one comment in it that was sent with an address, and the keys in letters by what they are for."""

    town: Installed
    posted: Posted
    keys: dict[str, str]

    @property
    def plan(self) -> str:
        """The beginning of every address of its plan."""
        return f"/plans/{self.town.plan_key}"

    @property
    def spoken(self) -> str:
        """The beginning of every address of the comment."""
        return f"{self.plan}/comments/{self.posted.number}"


def open_for_comments() -> Open:
    """Lipová, an hour after its window of comments opened."""
    plan = open_town("lipova")
    at = format_time(timezone.now().replace(microsecond=0))
    town = Installed(process_of("susice"), raw_file("susice"), territory="lipova", plan=plan, at=at)
    posted = say(town, section="analyticka-1", quote="lavičku", publish_as="Olga", follow="olga@obec.invalid")
    for place in ("a zpátky.", "ani zpátky."):
        say(town, f"{LAVICKY} {place}")
    _waiting(town)
    assert list(compare(town.territory, plan))
    return Open(town, posted, _keys(posted))


def _waiting(town: Installed) -> None:
    """What waits for the office: a recording, somebody who would join, a call for help, a hidden comment."""
    kept = take_upload(SimpleUploadedFile("hlas.mp3", papers.MP3), at=timezone.now())
    say(town, "Nahrávka.", recording=kept.digest)
    town.do("citizen", "apply_to_join", body="ps-seniori", application="jarmila", person=fresh_number(), side="user",
            about="Starám se o maminku.")  # fmt: skip
    town.do("citizen", "ask_for_help", kind="transport")
    rude = say(town, "Starosta je lump a zloděj.")
    town.do(coordinator(town), "hide_matter", matter=str(rude.number), ground="hate", reason="Uráží člověka.")


def _keys(posted: Posted) -> dict[str, str]:
    """A key of each kind, as letters carry them; the one that asks is still unanswered."""
    at = timezone.now()
    first = Follower.objects.get(territory=posted.comment.territory, number=posted.number)
    reader = letters.follow(
        territory=first.territory, plan=first.plan, number=None, mail="jana@obec.invalid", person=None, language="cs",
        at=at,
    )  # fmt: skip
    for follower in (first, reader):
        letters.confirm(issue(follower, CONFIRM, at=at), at=at)
    new = letters.follow(
        territory=first.territory, plan=first.plan, number=None, mail="eva@obec.invalid", person=None, language="cs",
        at=at,
    )  # fmt: skip
    return {
        CONFIRM: issue(new, CONFIRM, at=at),
        NOT_ME: issue(new, NOT_ME, at=at),
        STOP: issue(reader, STOP, at=at),
        REISSUE: issue(first, REISSUE, at=at),
    }
