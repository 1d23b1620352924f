"""Within the limits nobody is asked anything; above them nobody is silenced; far above, one is told for how long."""

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from consult import limits
from consult.limits import FAR_ABOVE, NETWORK, Verdict, address_of, judge, note_refused, places, retry_after, standing
from consult.models import Comment, Draft, Follower, Refused
from consult.places import plan_or_404
from tests.cast import Installed
from tests.consult.desks import anybody, standing_town, words_of
from tests.consult.pages.test_comment import fields_of, matters, url_of
from workflow.models import Leaf
from workflow.rules.lifecycle import Stage

TOLD = "U polikliniky chybí lavička."


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


@pytest.fixture
def two_an_hour(settings: Any) -> None:
    settings.SPEAKING_RATE = 2


def asking(address: str = "192.0.2.7", **headers: str) -> Any:
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def verdicts(town: Installed, *addresses: str) -> list[Verdict]:
    here = plan_or_404(asking(), town.plan_key)
    return [judge(asking(address), here) for address in addresses]


def test_within_the_limit_nobody_is_asked_and_above_it_everybody(town: Installed, two_an_hour: None) -> None:
    assert verdicts(town, *["192.0.2.7"] * 3) == [Verdict.WITHIN, Verdict.WITHIN, Verdict.ASK]
    assert verdicts(town, "198.51.100.1") == [Verdict.WITHIN]


def test_far_above_one_waits_until_the_next_hour(town: Installed, two_an_hour: None) -> None:
    told = verdicts(town, *["192.0.2.7"] * (2 * FAR_ABOVE + 1))
    assert told[-2:] == [Verdict.ASK, Verdict.TOO_MANY]
    assert 0 < retry_after() <= 3600


def test_a_whole_network_is_counted_together(town: Installed, two_an_hour: None) -> None:
    told = verdicts(town, *[f"192.0.2.{last}" for last in range(2 * NETWORK + 1)])
    assert told[-2:] == [Verdict.WITHIN, Verdict.ASK]
    assert verdicts(town, "192.0.3.1") == [Verdict.WITHIN]


def test_a_plan_everybody_speaks_about_asks_and_turns_nobody_away(
    town: Installed, two_an_hour: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PLAN", 2)
    told = verdicts(town, *[f"198.51.{net}.1" for net in range(100)])
    assert told[:5] == [Verdict.WITHIN] * 4 + [Verdict.ASK] and Verdict.TOO_MANY not in told


def test_a_form_that_comes_faster_than_anybody_types_counts_more(town: Installed, two_an_hour: None) -> None:
    here = plan_or_404(asking(), town.plan_key)
    assert judge(asking(), here, hasty=True) is Verdict.ASK


def test_looking_at_the_form_counts_nothing(town: Installed, two_an_hour: None) -> None:
    here = plan_or_404(asking(), town.plan_key)
    assert {standing(asking(), here) for _ in range(30)} == {Verdict.WITHIN}
    verdicts(town, *["192.0.2.7"] * 2)
    assert standing(asking(), here) is Verdict.ASK


@pytest.mark.parametrize(
    ("address", "one", "network"),
    [
        ("192.0.2.7", "192.0.2.7", "c00002/24"),
        ("::ffff:192.0.2.7", "192.0.2.7", "c00002/24"),
        ("2001:db8:1:2:3:4:5:6", "20010db800010002/64", "20010db80001/48"),
        ("", "unknown", "unknown network"),
        ("<b>", "unknown", "unknown network"),
    ],
)
def test_an_address_and_its_network(address: str, one: str, network: str) -> None:
    assert places(address) == (one, network)


@pytest.mark.parametrize(
    ("proxies", "header", "believed"),
    [
        (0, "198.51.100.9", "192.0.2.7"),
        (1, "203.0.113.1, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.1, 198.51.100.9", "203.0.113.1"),
        (3, "203.0.113.1, 198.51.100.9", "203.0.113.1"),
        (1, "", "192.0.2.7"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings: Any, proxies: int, header: str, believed: str) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    assert address_of(asking(**({"x-forwarded-for": header} if header else {}))) == believed


def test_no_address_is_kept_anywhere_and_tomorrow_its_hash_is_another(
    town: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen = anybody()
    stamped = fields_of(citizen, url_of(town))
    citizen.post(url_of(town), {**stamped, "told": TOLD}, REMOTE_ADDR="192.0.2.77")
    today = limits.hidden("192.0.2.77")
    leaves = b"".join(bytes(data) for data in Leaf.objects.values_list("data", flat=True))
    assert b"192.0.2.77" not in leaves and today.encode() not in leaves
    assert Comment.objects.latest("pk").ip_address is None
    now = limits.time.time()
    monkeypatch.setattr(limits.time, "time", lambda: now + 86_400)
    assert limits.hidden("192.0.2.77") != today


def test_above_the_limit_the_form_says_why_and_offers_every_way(town: Installed, two_an_hour: None) -> None:
    citizen = anybody()
    stamped = fields_of(citizen, url_of(town))
    for _ in range(2):
        citizen.post(url_of(town), {**stamped, "told": TOLD})
    before = matters(town).count()
    answer = citizen.post(url_of(town), {**stamped, "told": TOLD})
    assert answer.status_code == 422 and matters(town).count() == before
    assert answer.context["form"]["told"].value() == TOLD
    said = words_of(answer)
    assert "Unusually much is coming in" in said and "Send all the same" in said and "data-challenge" in said
    assert "Unusually much is coming in" in words_of(citizen.get(url_of(town)))


def above(citizen: Client, town: Installed) -> dict[str, str]:
    """A citizen whose address has spoken as often as it may; what the form sends besides the words."""
    verdicts(town, *["127.0.0.1"] * 2)
    return fields_of(citizen, url_of(town))


def solved(challenge: dict[str, Any], **changed: Any) -> str:
    """The answer a browser works out."""
    number = next(
        number
        for number in range(challenge["max_number"] + 1)
        if hashlib.sha256(f"{challenge['salt']}{number}".encode()).hexdigest() == challenge["challenge"]
    )
    answer = {key: challenge[key] for key in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**answer, "number": number, **changed}).encode()).decode()


def test_whoever_lets_the_browser_do_a_small_sum_counts_at_once(town: Installed, two_an_hour: None) -> None:
    citizen = anybody()
    stamped = above(citizen, town)
    challenge = json.loads(citizen.get(url_of(town)).context["gate"].challenge)
    answer = solved(challenge)
    assert citizen.post(url_of(town), {**stamped, "told": TOLD, "altcha": answer}).status_code == 303
    assert not matters(town).latest("born").held
    replayed = citizen.post(url_of(town), {**stamped, "told": f"{TOLD} Ještě jednou.", "altcha": answer})
    assert replayed.status_code == 422, "each sum is good for one comment"
    assert Refused.objects.get(territory=town.territory, ground="challenge").times == 1


@pytest.mark.parametrize(
    "forged",
    ["x", "e30=", base64.b64encode(b"[]").decode(), base64.b64encode(b'"algorithm"').decode(), "A" * 1_999],
)
def test_a_sum_that_is_none_opens_nothing(town: Installed, two_an_hour: None, forged: str) -> None:
    citizen = anybody()
    stamped = above(citizen, town)
    assert citizen.post(url_of(town), {**stamped, "told": TOLD, "altcha": forged}).status_code == 422


def test_a_sum_for_another_number_opens_nothing(town: Installed, two_an_hour: None) -> None:
    citizen = anybody()
    stamped = above(citizen, town)
    challenge = json.loads(citizen.get(url_of(town)).context["gate"].challenge)
    for changed in ({"number": -1}, {"number": "7"}, {"algorithm": "SHA-1"}, {"salt": challenge["salt"] + "&x=1"}):
        forged = solved(challenge, **changed)
        assert citizen.post(url_of(town), {**stamped, "told": TOLD, "altcha": forged}).status_code == 422


def test_without_script_and_mail_it_gets_its_number_and_waits_for_the_office(
    town: Installed, two_an_hour: None
) -> None:
    citizen = anybody()
    stamped = above(citizen, town)
    answer = citizen.post(url_of(town), {**stamped, "told": TOLD, "wait": "1"})
    assert answer.status_code == 303
    matter = matters(town).latest("born")
    assert matter.held
    held = Leaf.objects.get(territory=town.territory, n=matter.born + 1)
    assert held.act == "hold_matter"
    assert json.loads(bytes(held.data))["facts"] == {"matter": str(matter.number), "ground": "rate_limit"}
    assert json.loads(bytes(held.data))["by"]["seat"] == "clock"
    assert not Comment.objects.get(territory=town.territory, number=matter.number).is_public
    page = anybody().get(f"/plans/{town.plan_key}/comments/{matter.number}/")
    assert TOLD not in words_of(page)


def test_whoever_answers_the_letter_is_shown_at_once(
    town: Installed, two_an_hour: None, django_capture_on_commit_callbacks: Any
) -> None:
    from consult.letters import confirmed

    citizen = anybody()
    stamped = above(citizen, town)
    citizen.post(url_of(town), {**stamped, "told": TOLD, "mail": "olga@example.org"})
    matter = matters(town).latest("born")
    assert matter.held
    follower = Follower.objects.get(territory=town.territory, number=matter.number)
    stranger = Follower(territory=town.territory, plan=town.plan_key, number=matter.number, mail="x@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        confirmed.send(None, follower=stranger, at=follower.made_at)
        assert matters(town).get(pk=matter.pk).held, "only the one who spoke can answer for the words"
        confirmed.send(None, follower=follower, at=follower.made_at)
    assert not matters(town).get(pk=matter.pk).held
    assert Comment.objects.get(territory=town.territory, number=matter.number).is_public


def test_what_the_office_holds_no_letter_releases(town: Installed) -> None:
    from consult.letters import confirmed

    citizen = anybody()
    stamped = fields_of(citizen, url_of(town))
    citizen.post(url_of(town), {**stamped, "told": TOLD, "mail": "olga@example.org"})
    matter = matters(town).latest("born")
    town.at = Leaf.objects.filter(territory=town.territory).latest("n").at
    town.do("office/clerk", "hold_matter", matter=str(matter.number), ground="sensitive_data")
    follower = Follower.objects.get(territory=town.territory, number=matter.number)
    confirmed.send(None, follower=follower, at=follower.made_at)
    assert matters(town).get(pk=matter.pk).held


def test_the_second_look_above_the_limit_is_passed_once_with_what_was_chosen(
    town: Installed, two_an_hour: None
) -> None:
    citizen = anybody()
    stamped = above(citizen, town)
    told = "Můj soused Jan Novák má schizofrenii."
    look = citizen.post(url_of(town), {**stamped, "told": told, "wait": "1"})
    assert look.status_code == 200
    carried = look.context["carried"]
    first = citizen.post(url_of(town), {**carried, "step": "publish"})
    assert first.status_code == 303 and matters(town).latest("born").held
    number = town.plan.matters
    again = citizen.post(url_of(town), {**carried, "step": "publish"})
    assert again["Location"] == first["Location"], "pressed twice, said once"
    stranger = anybody().post(url_of(town), {**carried, "step": "publish"})
    assert stranger.status_code == 422, "the way to the last step is open once"
    assert town.plan.matters == number
    other = citizen.post(url_of(town), {**carried, "told": "Kupte levně.", "step": "publish"})
    assert other.status_code == 422, "and for the same words alone"


def test_far_above_the_limit_the_words_are_shown_and_can_be_downloaded(town: Installed, two_an_hour: None) -> None:
    citizen = anybody()
    stamped = fields_of(citizen, url_of(town))
    verdicts(town, *["127.0.0.1"] * (2 * FAR_ABOVE))
    answer = citizen.post(url_of(town), {**stamped, "told": TOLD})
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert answer.context["form"]["told"].value() == TOLD and "Download what I wrote" in words_of(answer)
    assert 'value="send"' not in answer.content.decode()
    assert citizen.post(url_of(town), {"step": "download", "told": TOLD}).content.decode() == TOLD
    assert Refused.objects.get(territory=town.territory, ground="too_many").times == 1
    assert not Draft.objects.exists(), "a flood writes no row for each refusal"


def test_a_flood_of_refusals_is_counted_without_a_write_for_each(
    town: Installed, django_assert_max_num_queries: Any
) -> None:
    note_refused(town.territory, town.plan_key, "too_many")
    with django_assert_max_num_queries(0):
        for _ in range(50):
            note_refused(town.territory, town.plan_key, "too_many")
    cache.delete(f"refused-{town.territory}-{town.plan_key}-written")  # ten seconds later
    note_refused(town.territory, town.plan_key, "too_many")
    assert Refused.objects.get(territory=town.territory, ground="too_many").times == 52


def test_each_ground_of_each_day_is_counted_in_one_row(town: Installed) -> None:
    for ground in ("stage", "stage", "machine"):
        note_refused(town.territory, town.plan_key, ground)
    assert dict(Refused.objects.values_list("ground", "times")) == {"stage": 2, "machine": 1}
