"""`manage.py post`, the worker beside the site: quiet, done once or again and again, and gone when it is told to go."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests.consult.mailing import ANNA, Post

HOUSE = Path(__file__).resolve().parents[3]


def test_once_sends_what_waits_and_says_nothing(post: Post, capsys: pytest.CaptureFixture[str]) -> None:
    post.follow(post.say())
    call_command("post")
    assert [letter.to for letter in mail.outbox] == [[ANNA]]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("every", ["0", "-1", "61"])
def test_a_rhythm_that_makes_no_sense_is_refused(every: str) -> None:
    with pytest.raises(CommandError, match="write a number of seconds from 1 to 60"):
        call_command("post", every=float(every))


def test_it_works_until_it_is_told_to_stop_and_then_ends_well(tmp_path: Path) -> None:
    surroundings = {"PATH": os.environ["PATH"], "DOHODA_VAR": str(tmp_path)}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=HOUSE, env=surroundings, check=True)
    put = (
        "from django.utils.timezone import now; from consult.letters import follow;"
        "follow(territory='t', plan='p', number=None, mail='anna@example.org', person=None, language='cs', at=now())"
    )
    subprocess.run([*manage, "shell", "-v", "0", "-c", put], cwd=HOUSE, env=surroundings, check=True)
    worker = subprocess.Popen(
        [*manage, "post", "--every", "1"], cwd=HOUSE, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        until = time.monotonic() + 60
        while worker.poll() is None and not list(tmp_path.glob("mail/*.log")) and time.monotonic() < until:
            pass
        worker.send_signal(signal.SIGTERM)
        said = worker.communicate(timeout=30)
    finally:
        worker.kill()
    assert (worker.returncode, said) == (0, (b"", b""))
    (letter,) = tmp_path.glob("mail/*.log")
    assert b"To: anna@example.org" in letter.read_bytes()
