"""The pages of the cycle in Habrová, whose draft is still open for comments, with hostile words in every field."""

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.pages.conftest import PLAN
from tests.walk import coordinator

PAGES = ("councils", "support", "means", "fulfilment", "inheritance")


def test_hostile_words_stay_words_and_looking_changes_nothing(habrova: Installed, reader: Client) -> None:
    before = habrova.state.head
    for page in PAGES:
        words = words_of(reader.get(f"/plans/{PLAN}/{page}/"))
        assert "<script>alert" not in words, page
        assert reader.post(f"/plans/{PLAN}/{page}/").status_code == 405
    assert habrova.state.head == before


def test_every_page_speaks_both_languages(habrova: Installed) -> None:
    for page in PAGES:
        said = {
            language: words_of(Client(headers={"accept-language": language}).get(f"/plans/{PLAN}/{page}/"))
            for language in ("cs", "en")
        }
        assert 'lang="cs"' in said["cs"] and 'lang="en"' in said["en"]
        assert said["cs"].split("<h1>")[1].split("</h1>")[0] != said["en"].split("<h1>")[1].split("</h1>")[0]


def test_nothing_is_entered_before_the_councils_have_the_text(habrova: Installed) -> None:
    page = at_desk(habrova, coordinator(habrova)).get(f"/plans/{PLAN}/councils/")
    assert page.context["relaying"] == [] and "Who enters the result" not in words_of(page)


def test_where_the_rules_ask_for_no_support_it_says_so(reader: Client) -> None:
    assert "This town does not ask for it." in words_of(reader.get(f"/plans/{PLAN}/support/"))


def test_before_adoption_it_says_when_reports_come(reader: Client) -> None:
    page = words_of(reader.get(f"/plans/{PLAN}/fulfilment/"))
    assert "The plan is not adopted yet; reports come once it is." in page
    assert "Nobody's promise is recorded." in page


def test_the_plan_leads_only_where_there_is_something_to_see(reader: Client) -> None:
    page = words_of(reader.get(f"/plans/{PLAN}/"))
    assert f"/plans/{PLAN}/means/" in page and f"/plans/{PLAN}/councils/" in page
    assert not any(f"/plans/{PLAN}/{page_}/" in page for page_ in ("support", "fulfilment", "inheritance"))


def test_a_plan_nobody_has_begun_has_none_of_these_pages(db: None) -> None:
    assert {anybody().get(f"/plans/nic/{page}/").status_code for page in PAGES} == {404}
