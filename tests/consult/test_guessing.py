"""Guesses at the words of a slip are counted also when they come all at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from consult.phone_words import WORDS
from tests.cast import Installed
from tests.consult.desks import at_desk
from tests.consult.spoken import say
from tests.towns import process_of, raw_file
from tests.walk import CLERK, lead_to
from workflow.rules.lifecycle import Stage

WRONG = " ".join(WORDS[:6])


@pytest.mark.django_db(transaction=True)
def test_64_guesses_at_the_same_moment_are_64_guesses() -> None:
    town = Installed(process_of("susice"), raw_file("susice"))
    lead_to(town, Stage.COMMENTING)
    posted = say(town)
    session = at_desk(town, CLERK).cookies["sessionid"].value

    def guess(_: int) -> int:
        clerk = Client(headers={"accept-language": "en"})
        clerk.cookies["sessionid"] = session
        try:
            asked = {"plan": town.plan_key, "number": posted.number, "words": WRONG}
            return clerk.post(f"/t/{town.territory}/counter/", asked).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as crowd:
        answers = sorted(crowd.map(guess, range(64)))
    assert answers == [422] * 5 + [429] * 59
