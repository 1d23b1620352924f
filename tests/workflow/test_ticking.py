"""The clock: it performs what the calendar asks for, once, and one plan's trouble is no other plan's."""

import io
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.cast import Installed
from tests.towns import process_of, raw_file
from tests.walk import coordinator, facilitator, lead, lead_to
from workflow import ticking
from workflow.models import Book, Checkpoint, Leaf
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Call
from workflow.ticking import SEAL_AFTER_SECONDS, tick
from workflow.trail.canonical import format_time, parse_time

HOUSE = Path(__file__).resolve().parents[2]
GROUP = "ps-terenni-sluzby"


def town_in(stage: Stage, territory: str = "lipova") -> Installed:
    """A town whose plan is in this stage."""
    town = Installed(process_of("klatovy"), raw_file("klatovy"), territory=territory, plan=f"{territory}-2021")
    lead_to(town, stage)
    return town


def later(at: str, **ahead: int) -> str:
    return format_time(parse_time(at) + timedelta(**ahead))


def acts(town: Installed) -> list[str]:
    """What happened in the town, in order."""
    return list(Leaf.objects.filter(territory=town.territory).order_by("n").values_list("act", flat=True))


@pytest.mark.django_db
def test_a_posted_draft_is_opened_for_comments_once_and_the_change_is_sealed_at_once() -> None:
    town = town_in(Stage.POSTED)
    done = tick(town.at)
    assert [(one.due.act, one.due.plan) for one in done] == [("open_comments", town.plan_key)]
    assert town.plan.stage == Stage.COMMENTING
    book = Book.objects.get(territory=town.territory)
    assert Checkpoint.objects.filter(territory=town.territory, size=book.size).exists()
    assert tick(later(town.at, seconds=10)) == []
    assert Book.objects.get(territory=town.territory).size == book.size


@pytest.mark.django_db
def test_the_window_ends_with_its_last_second_and_the_deadline_holds_though_the_clock_has_not_run() -> None:
    town = town_in(Stage.COMMENTING)
    town.at = town.plan.closes_at or ""
    assert tick(town.at) == []
    in_time = town.do("citizen", "raise_matter", kind="comment", told="Včas.", channel="web", side="public")
    town.at = later(town.at, seconds=1)
    too_late = town.do("citizen", "raise_matter", kind="comment", told="Pozdě.", channel="web", side="public")
    assert (in_time.late, too_late.late, town.plan.stage) == (False, True, Stage.COMMENTING)
    assert [one.due.act for one in tick(town.at)] == ["close_comments"]
    assert town.plan.stage == Stage.RESOLVING


@pytest.mark.django_db
def test_the_plan_takes_effect_in_the_first_second_of_its_first_year_in_prague() -> None:
    town = town_in(Stage.ADOPTED)
    year = town.plan.from_year
    assert tick(f"{year - 1}-12-31T22:59:59Z") == []
    assert [one.due.act for one in tick(f"{year - 1}-12-31T23:00:00Z")] == ["take_effect"]
    assert town.plan.stage == Stage.IN_FORCE


@pytest.mark.django_db
def test_a_call_in_writing_ends_when_its_days_are_over() -> None:
    town = town_in(Stage.DRAFTING)
    town.do(coordinator(town), "propose", proposal="rad", body=GROUP, kind="other", subject="rad", question="Ano?",
            text="ab" * 32)  # fmt: skip
    until = (parse_time(town.at) + timedelta(days=10)).date().isoformat()
    town.do(facilitator(town), "open_call", call="pisemne", proposal="rad", until=until)
    town.do(f"{GROUP}/user-0", "take_position", call="pisemne", position="agree")
    call = town.state.get(Call, f"{town.plan_key}/pisemne")
    assert call is not None and call.deadline is not None
    assert tick(call.deadline) == []
    assert [(one.due.act, one.due.call) for one in tick(later(call.deadline, seconds=1))] == [("close_call", "pisemne")]
    closed = town.state.get(Call, call.key)
    assert closed is not None and closed.outcome == "inconclusive"


@pytest.mark.django_db
def test_a_plan_at_rest_is_left_in_peace() -> None:
    town = town_in(Stage.POSTED)
    town.do(lead(town), "suspend", reason="Povodeň.")
    assert tick(town.at) == []


@pytest.mark.django_db
def test_a_window_without_its_hearing_stays_open_and_the_next_town_is_served() -> None:
    quiet = town_in(Stage.POSTED, territory="brezova")
    quiet.do("clock", "open_comments")
    other = town_in(Stage.COMMENTING)
    at = later(max(quiet.plan.closes_at or "", other.plan.closes_at or ""), seconds=1)
    done = {one.due.territory: one for one in tick(at)}
    assert [obstacle.code for obstacle in done["brezova"].obstacles] == ["hearing_missing"]
    assert done["lipova"].n is not None
    assert (quiet.plan.stage, other.plan.stage) == (Stage.COMMENTING, Stage.RESOLVING)


@pytest.mark.django_db
def test_a_fault_in_one_plan_does_not_stop_the_clock_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    town_in(Stage.POSTED, territory="brezova")
    other = town_in(Stage.POSTED)
    whole = ticking.rehearse_act

    def broken(request: ticking.Request) -> object:
        if request.territory == "brezova":
            raise RuntimeError("the disk is full")
        return whole(request)

    monkeypatch.setattr(ticking, "rehearse_act", broken)
    done = tick(other.at)
    assert [(one.due.territory, one.fault) for one in done if one.fault] == [("brezova", "the disk is full")]
    assert other.plan.stage == Stage.COMMENTING


@pytest.mark.django_db
def test_an_entry_is_sealed_before_the_promised_minute_is_over_and_not_with_every_look() -> None:
    town = town_in(Stage.COMMENTING)
    tick(town.at)
    covered = Book.objects.get(territory=town.territory).sealed
    town.do("citizen", "raise_matter", kind="comment", told="Lavička.", channel="web", side="public")
    tick(later(town.at, seconds=SEAL_AFTER_SECONDS - 1))
    assert Book.objects.get(territory=town.territory).sealed == covered
    tick(later(town.at, seconds=SEAL_AFTER_SECONDS))
    assert Book.objects.get(territory=town.territory).sealed == covered + 1
    assert SEAL_AFTER_SECONDS + 10 < 60


@pytest.mark.django_db
def test_the_command_tells_what_it_did_and_seals_everything() -> None:
    town = town_in(Stage.POSTED)
    out = io.StringIO()
    call_command("tick", "--at", town.at, stdout=out)
    n = len(acts(town)) - 1
    assert out.getvalue() == f"lipova/{town.plan_key}: open_comments: entry {n}\n"
    town.do("citizen", "raise_matter", kind="comment", told="Lavička.", channel="web", side="public")
    call_command("tick", "--at", town.at, stdout=out)
    assert Book.objects.get(territory="lipova").sealed == n + 2


@pytest.mark.parametrize("words", [("--at", "tomorrow"), ("--every", "0"), ("--every", "3600")])
def test_the_command_refuses_times_that_make_no_sense(words: tuple[str, str]) -> None:
    told = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("tick", *words, stderr=told)
    assert left.value.code == 2 and words[1].rstrip("0") in told.getvalue()


def test_the_clock_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    room = {"DOHODA_VAR": str(tmp_path), "PATH": "", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    words = [sys.executable, "manage.py", "tick", "--every", "1"]
    clock = subprocess.Popen(words, cwd=HOUSE, env=room, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert clock.stderr is not None
    clock.stderr.readline()  # the first look: there are no tables here, and the clock says so and goes on
    before = time.monotonic()
    clock.terminate()
    clock.communicate(timeout=20)
    assert clock.returncode == 0 and time.monotonic() - before < 10
