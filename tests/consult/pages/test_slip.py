"""The slip a person takes home: once with its link and words, later without them."""

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.spoken import TOLD, by_link, page_of, say
from tests.walk import CLERK, coordinator
from workflow.models import Leaf
from workflow.trail.book import seal, signer_for
from workflow.trail.receipt import open_promise


def sent(town: Installed) -> tuple[Client, int]:
    """Somebody sends a comment by the form, and is at its slip."""
    browser = anybody()
    form = browser.get(f"/plans/{town.plan_key}/comment/").context["form"]
    fields = {
        name: str(form[name].value() or "") for name in ("content_type", "object_pk", "timestamp", "security_hash")
    }
    answer = browser.post(f"/plans/{town.plan_key}/comment/", {**fields, "told": TOLD})
    assert answer.status_code == 303, words_of(answer)
    number = int(answer["Location"].rstrip("/").split("/")[-2])
    assert answer["Location"] == page_of(town, number, "slip/")
    return browser, number


def newest_entry(town: Installed) -> int:
    """The entry of the newest comment."""
    newest = Leaf.objects.filter(territory=town.territory, act="raise_matter").order_by("-n").first()
    assert newest is not None
    return newest.n


def test_after_sending_the_slip_has_number_words_link_code_and_promise(habrova: Installed) -> None:
    browser, number = sent(habrova)
    answer = browser.get(page_of(habrova, number, "slip/"))
    page, slip = words_of(answer), answer.context["slip"]
    assert f"Thank you. Your comment has the number {number}." in page
    assert len(slip["words"]) == 6 and " · ".join(slip["words"]) in page
    assert "?key=" in slip["link"] and slip["link"] in page
    born = newest_entry(habrova)
    assert slip["code"].startswith(f"{born + 1}-") and slip["code"] in page
    assert "You will get an answer with a reason, until" in page
    assert 'role="img"' in page


def test_the_link_on_the_slip_opens_the_comment_as_ones_own(habrova: Installed) -> None:
    browser, number = sent(habrova)
    link = browser.get(page_of(habrova, number, "slip/")).context["slip"]["link"]
    elsewhere = anybody()
    elsewhere.get(link)
    assert "This is your comment" in words_of(elsewhere.get(page_of(habrova, number)))


def test_the_promise_is_signed_at_once_and_the_receipt_is_said_to_be_ready_when_it_is(habrova: Installed) -> None:
    browser, number = sent(habrova)
    answer = browser.get(page_of(habrova, number, "slip/"))
    assert "Receipt – ready within a minute" in words_of(answer)
    promise = browser.get(answer.context["promise_url"])
    assert promise["Content-Disposition"].endswith('.promise"')
    key = signer_for(habrova.territory).key
    assert open_promise(promise.content, log_keys=[key]).index == newest_entry(habrova)
    seal(habrova.territory, habrova.at)
    answer = browser.get(page_of(habrova, number, "slip/"))
    assert "Receipt</a> – ready now" in words_of(answer)
    assert browser.get(answer.context["receipt_url"]).content.startswith(b"c2sp.org/tlog-proof@v1\n")


def test_printed_again_by_the_owner_it_has_no_secret_any_more(habrova: Installed) -> None:
    posted = say(habrova)
    answer = by_link(posted).get(page_of(habrova, posted.number, "slip/"))
    page = words_of(answer)
    assert f"Slip of comment {posted.number}" in page
    assert answer.context["slip"]["code"] in page
    assert posted.secret not in page and posted.words[0] + " · " not in page
    assert "stand on the first slip alone" in page


def test_the_office_prints_the_slip_of_any_comment_without_its_secret(habrova: Installed) -> None:
    posted = say(habrova)
    for seat in (CLERK, coordinator(habrova)):
        answer = at_desk(habrova, seat).get(page_of(habrova, posted.number, "slip/"))
        assert answer.status_code == 200
        assert posted.secret not in words_of(answer)


def test_a_stranger_and_a_member_of_a_group_are_told_whose_it_is(habrova: Installed) -> None:
    posted = say(habrova)
    member = at_desk(habrova, habrova.seats(habrova.process.sign_off.body)[1].key)
    for browser in (anybody(), member):
        answer = browser.get(page_of(habrova, posted.number, "slip/"))
        assert answer.status_code == 403
        assert "Only for whoever sent the comment" in words_of(answer)
        assert f"/plans/{habrova.plan_key}/lost-link/" in words_of(answer)


def test_a_cookie_made_up_or_left_from_an_older_link_prints_nothing(habrova: Installed) -> None:
    posted, other = say(habrova), say(habrova)
    browser = anybody()
    browser.cookies[f"slip-{habrova.plan_key}-{posted.number}"] = other.secret
    assert browser.get(page_of(habrova, posted.number, "slip/")).status_code == 403


def test_the_secret_goes_to_the_page_of_the_slip_alone_and_for_an_hour(habrova: Installed) -> None:
    browser, number = sent(habrova)
    cookie = browser.cookies[f"slip-{habrova.plan_key}-{number}"]
    assert (cookie["path"], cookie["max-age"], cookie["httponly"]) == (page_of(habrova, number, "slip/"), 3600, True)
    assert "no-store" in browser.get(page_of(habrova, number, "slip/"))["Cache-Control"]


def test_a_late_comment_says_so_and_a_point_leads_to_its_whole(habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "split_matter", matter="1", points=2, told="Lavička; stín.")
    clerk = at_desk(habrova, CLERK)
    assert clerk.get(page_of(habrova, 1, "slip/").replace("/1/", "/1b/"))["Location"] == page_of(habrova, 1, "slip/")
    assert clerk.get(page_of(habrova, 999, "slip/")).status_code == 404


def test_a_comment_that_waits_before_it_is_shown_is_not_lost(habrova: Installed) -> None:
    page = words_of(at_desk(habrova, CLERK).get(page_of(habrova, 3, "slip/")))
    assert "The number is given and they are not lost." in page
