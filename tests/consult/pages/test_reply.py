"""Somebody replies to a comment, or brings an argument where arguments are gathered."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tests.cast import Installed, number_of
from tests.consult.desks import anybody, at_desk, confirm, words_of
from tests.consult.pages.conftest import EVIL, PLAN, TERRITORY
from tests.walk import CLERK, coordinator
from workflow.models import model_of
from workflow.rules.case import Standing
from workflow.rules.rows import Reply

COMMENT = f"/plans/{PLAN}/comments/1/"
URL = f"{COMMENT}reply/"


@pytest.fixture(autouse=True)
def _nobody_spoke_yet() -> None:
    cache.clear()


def replies() -> list[Any]:
    return list(model_of(Reply).objects.filter(territory=TERRITORY, plan=PLAN).order_by("born"))


def many(town: Installed, count: int, lane: str = "reply") -> None:
    for index in range(count):
        who = Standing(None, None, "public", number_of(f"{lane} {index}"))
        town.do(who, "reply_to_matter", matter="1", told=f"Názor {index}.", lane=lane)


def shown(answer: Any, lane: str = "reply") -> list[str]:
    """The words of a lane, in the order in which they stand on the page."""
    return [reply["words"] for one in answer.context["lanes"] if one["lane"] == lane for reply in one["replies"]]


def test_anybody_replies_without_an_account_and_finds_the_reply_under_the_comment(reader: Client) -> None:
    answer = reader.post(URL, {"told": "Lavička by byla i pro nás.\nDěkuji."})
    assert answer.status_code == 303
    reply = replies()[0]
    assert answer["Location"].endswith(f"#reply-{reply.born}")
    page = reader.get(answer["Location"])
    assert shown(page) == ["Lavička by byla i pro nás.\nDěkuji."]
    assert "somebody from the public" in words_of(page)
    assert reply.person and reply.seat is None


def test_a_name_stands_there_only_if_it_was_written(reader: Client) -> None:
    reader.post(URL, {"told": "Ano.", "publish_as": "Olga Malá"})
    assert "Olga Malá" in words_of(reader.get(COMMENT))


def test_somebody_seated_replies_with_their_place(habrova: Installed) -> None:
    karel = at_desk(habrova, coordinator(habrova))
    karel.post(URL, {"told": "Prověříme to."})
    assert replies()[0].seat == coordinator(habrova)
    assert "Prověříme to." in words_of(anybody().get(COMMENT))


def test_an_empty_reply_is_not_sent_and_says_what_to_do(reader: Client) -> None:
    answer = reader.post(URL, {"told": "  ", "publish_as": "Olga Malá"})
    assert answer.status_code == 422 and "Olga Malá" in words_of(answer)
    assert replies() == []


def test_hostile_words_stay_words(reader: Client) -> None:
    reader.post(URL, {"told": EVIL, "publish_as": EVIL})
    assert "<script>alert" not in reader.get(COMMENT).content.decode()


def test_a_letter_no_text_has_is_refused_and_the_rest_is_kept(reader: Client) -> None:
    answer = reader.post(URL, {"told": "Lavička\x00"})
    assert answer.status_code == 422 and "Lavička" in words_of(answer)


def test_a_reply_longer_than_a_page_is_named_as_too_long(reader: Client) -> None:
    answer = reader.post(URL, {"told": "a" * 5001})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"told"}


def test_before_sensitive_words_are_shown_to_everybody_one_is_asked_once_more(reader: Client) -> None:
    words = "Zavolejte mi na 602 123 456."
    answer = reader.post(URL, {"told": words})
    assert answer.status_code == 422 and replies() == []
    assert "Before it is published" in words_of(answer) and words in words_of(answer)
    assert reader.post(URL, {"told": words, "step": "all_the_same"}).status_code == 303
    assert shown(reader.get(COMMENT)) == [words]


def test_a_refusal_keeps_the_words_and_offers_them_for_download(habrova: Installed, reader: Client) -> None:
    habrova.do(CLERK, "suspend", reason="Povodeň.")
    answer = reader.post(URL, {"told": "Lavička by byla i pro nás."})
    assert answer.status_code == 409 and "Download what I wrote" in words_of(answer)
    file = reader.post(URL, {"step": "download", "told": "Lavička by byla i pro nás."})
    assert file.content.decode() == "Lavička by byla i pro nás."
    again = words_of(reader.get(URL))
    assert "Lavička by byla i pro nás." in again and "It has not been sent yet." in again


@override_settings(SPEAKING_RATE=1)
def test_above_the_limits_the_words_stay_in_the_form_and_far_above_one_waits(habrova: Installed) -> None:
    answers = [anybody().post(URL, {"told": f"Názor {index}."}) for index in range(12)]
    assert [answer.status_code for answer in answers[:2]] == [303, 422]
    assert "Názor 1." in words_of(answers[1])
    assert answers[-1].status_code == 429 and "Názor 11." in words_of(answers[-1]) and answers[-1]["Retry-After"]
    assert len(replies()) == 1


def test_arguments_have_three_lanes_once_the_group_gathers_them(habrova: Installed, reader: Client) -> None:
    assert "lane" not in reader.get(URL).context["form"].fields
    karel = at_desk(habrova, coordinator(habrova))
    page = karel.get(COMMENT)
    move = next(one for one in page.context["moves"] if one["act"] == "open_lane")
    data = {item["name"]: item["value"] for item in move["hidden"]} | {"question": "Co by vám stačilo?"}
    assert confirm(karel, karel.post(move["url"], data)).status_code == 303
    page = reader.get(COMMENT)
    assert [one["lane"] for one in page.context["lanes"]] == ["in_favour", "against", "would_accept", "reply"]
    assert "Co by vám stačilo?" in words_of(page)
    answer = reader.post(f"{URL}?lane=would_accept", {"told": "Stačila by jedna.", "lane": "would_accept"})
    assert answer.status_code == 303
    assert shown(reader.get(COMMENT), "would_accept") == ["Stačila by jedna."]


def test_no_lane_is_counted_against_another(habrova: Installed, reader: Client) -> None:
    habrova.do(coordinator(habrova), "open_lane", matter="1")
    many(habrova, 3, "in_favour")
    many(habrova, 1, "against")
    for one in reader.get(COMMENT).context["lanes"]:
        assert not {"count", "total", "replies_count"} & one.keys()


def test_an_argument_where_none_are_gathered_becomes_no_argument(reader: Client) -> None:
    reader.post(URL, {"told": "Proti.", "lane": "against"})
    assert [reply.lane for reply in replies()] == ["reply"]


def test_replies_are_read_twenty_at_a_time_in_the_order_in_which_they_came(habrova: Installed, reader: Client) -> None:
    many(habrova, 45)
    first = reader.get(COMMENT)
    assert shown(first) == [f"Názor {index}." for index in range(20)]
    second = reader.get(first.context["lanes"][0]["more_url"])
    third = reader.get(second.context["lanes"][0]["more_url"])
    assert shown(second) == [f"Názor {index}." for index in range(20, 40)]
    assert shown(third) == [f"Názor {index}." for index in range(40, 45)]
    assert third.context["lanes"][0]["more_url"] == ""
    assert shown(reader.get(f"{COMMENT}?lane=reply&after=nonsense")) == shown(first)


def test_a_thousand_replies_cost_what_thirty_cost(habrova: Installed, reader: Client) -> None:
    many(habrova, 30)
    reader.get(COMMENT)

    def cost(url: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as counted:
            page = reader.get(url)
        return len(counted), len(page.content) // 4096

    small = cost(COMMENT)
    row = model_of(Reply).objects.filter(territory=TERRITORY).order_by("-born").first()
    copies = []
    for index in range(970):
        copy = model_of(Reply).objects.get(pk=row.pk)
        copy.pk, copy.key, copy.born = None, f"{row.matter}.{row.born + 1 + index}", row.born + 1 + index
        copies.append(copy)
    from workflow.models.door import open_door

    with open_door():
        model_of(Reply).objects.bulk_create(copies)
    assert cost(COMMENT) == small
    assert cost(f"{COMMENT}?lane=reply&after={row.born + 400}")[0] <= small[0]


def hide(habrova: Installed, browser: Client, act: str, **typed: str) -> Any:
    """Follow the link beside the first reply and fill in the form of the act."""
    page = browser.get(COMMENT)
    url = page.context["lanes"][0]["replies"][0]["moderate_url"]
    assert f"/do/{act}/" in url
    form = browser.get(url)
    data = dict(form.context["form"].initial) | typed
    data |= {"as": form.context["as"], "next": form.context["next"]}
    return confirm(browser, browser.post(url, data))


def test_a_hidden_reply_keeps_its_place_with_ground_reason_and_seat_and_is_shown_again(
    habrova: Installed, reader: Client
) -> None:
    many(habrova, 2)
    clerk = at_desk(habrova, CLERK)
    assert hide(habrova, clerk, "hide_reply", ground="hate", reason="Urážka sousedů.").status_code == 303
    page = reader.get(COMMENT)
    first, second = page.context["lanes"][0]["replies"]
    assert first["words"] == "" and first["hidden"] and second["words"] == "Názor 1."
    assert first["why"]["reason"] == "Urážka sousedů." and first["why"]["by"]
    assert "The words of this reply are hidden." in words_of(page) and "Názor 0." not in words_of(page)
    assert "/do/appeal_hiding/" in first["moderate_url"]
    assert hide(habrova, clerk, "show_reply", reason="Nebyla to urážka.").status_code == 303
    assert shown(reader.get(COMMENT)) == ["Názor 0.", "Názor 1."]


def test_nobody_replies_to_words_nobody_can_read(reader: Client) -> None:
    for number in "34":
        url = f"/plans/{PLAN}/comments/{number}/reply/"
        assert "nobody can reply to them" in words_of(reader.get(url))
        assert reader.post(url, {"told": "Ale já ano."}).status_code == 409
    assert replies() == []


def test_looking_at_the_form_changes_nothing(reader: Client) -> None:
    reader.get(f"{URL}?told=x&step=all_the_same")
    assert replies() == []
    assert reader.get(f"/plans/{PLAN}/comments/999/reply/").status_code == 404
