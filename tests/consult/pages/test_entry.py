"""One entry of the book, with its bytes and its receipt."""

from typing import Any

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import CLERK
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.trail.book import seal, signer_for
from workflow.trail.receipt import open_receipt

BOOK = f"/t/{TERRITORY}/book/"


def raised(number: int) -> int:
    return int(model_of(rows.Matter).objects.get(territory=TERRITORY, key=f"{PLAN}/{number}").born)


def test_sentence_facts_bytes_and_the_way_to_verify(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(13):
        page = words_of(reader.get(f"{BOOK}{raised(1)}/"))
    assert "Comment no. 1 was received (on the web)." in page and "Chybí lavička." in page
    assert "Verify it" in page and "Earlier entry" in page
    assert bytes(Leaf.objects.get(territory=TERRITORY, n=raised(1)).hash).hex() in page


def test_words_that_are_not_public_are_not_in_the_facts(reader: Client) -> None:
    for number in (3, 4, 5):
        page = words_of(reader.get(f"{BOOK}{raised(number)}/"))
        assert "(words that are not public)" in page and "Tajemství" not in page and "Tajné" not in page


def test_until_it_is_sealed_there_is_a_promise_then_a_receipt_that_opens_only_what_is_public(
    reader: Client, habrova: Installed
) -> None:
    promise = reader.get(f"{BOOK}{raised(4)}/receipt")
    assert promise.status_code == 200 and promise["Content-Disposition"].endswith('.promise"')
    seal(TERRITORY, habrova.at)
    proof = reader.get(f"{BOOK}{raised(4)}/receipt").content
    opened = open_receipt(proof, log_keys=[signer_for(TERRITORY).key])
    assert opened is not None and b"Tajemstv" not in proof
    public = reader.get(f"{BOOK}{raised(1)}/receipt").content
    assert open_receipt(public, log_keys=[signer_for(TERRITORY).key]) is not None


def test_a_wrong_entry_stays_and_says_what_corrects_it(reader: Client, habrova: Installed) -> None:
    habrova.do(CLERK, "correct_record", entry=7, reason="Překlep.")
    page = words_of(reader.get(f"{BOOK}7/"))
    assert "This entry is wrong" in page and "Překlep." in page


def test_there_is_no_entry_beyond_the_end(reader: Client) -> None:
    assert reader.get(f"{BOOK}99999/").status_code == 404
