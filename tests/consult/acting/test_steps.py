"""The three steps of every act: what is typed is never lost, what is recorded is what was seen."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from consult.models import Draft, Person
from consult.who import standings
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, standing_town, words_of
from tests.walk import CLERK, coordinator, lead
from workflow.models import Book, Leaf, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage

HOSTILE = "<script>alert('x')</script> & \"uvozovky\" \u202e"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where the parts of the plan are being written."""
    with standing_town(django_db_blocker, Stage.DRAFTING) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed, act: str) -> str:
    return f"/plans/{town.plan_key}/do/{act}/"


def need(**typed: str) -> dict[str, str]:
    return {"need": "potreba-9", "area": "seniori", "source": "survey", "told": "Chybí taxi.", **typed}


def entries(town: Installed) -> int:
    return int(Book.objects.get(territory=town.territory).size)


def send(browser: Client, town: Installed, act: str, seat: str, **typed: Any) -> Any:
    return browser.post(url_of(town, act), {"as": seat, **typed})


def test_first_it_is_shown_then_recorded_then_confirmed_under_its_number(town: Installed) -> None:
    karel, before = at_desk(town, coordinator(town)), entries(town)
    area = town.process.areas[0].id
    check = send(karel, town, "record_need", coordinator(town), **need(area=area))
    assert "This will be recorded" in words_of(check)
    assert entries(town) == before
    done = confirm(karel, check)
    assert done.status_code == 303
    assert entries(town) == before + 1
    page = words_of(karel.get(done["Location"]))
    assert "It is recorded" in page
    assert str(before) in page
    assert not Draft.objects.exists()


def test_hostile_words_are_shown_as_they_are_at_every_step(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    area = town.process.areas[0].id
    check = send(karel, town, "record_need", coordinator(town), **need(area=area, told=HOSTILE))
    assert "<script>alert(" not in check.content.decode()
    page = karel.get(confirm(karel, check)["Location"])
    assert "<script>alert(" not in page.content.decode()
    wrong = send(karel, town, "record_need", coordinator(town), **need(area="<b>", told=HOSTILE))
    assert wrong.status_code in (409, 422)
    assert "<script>alert(" not in wrong.content.decode()


def test_whoever_was_signed_out_meanwhile_loses_no_word(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    karel.logout()
    answer = send(karel, town, "record_need", coordinator(town), **need())
    assert answer.status_code == 409
    assert "Chybí taxi." in words_of(answer)
    assert "Sign in and go on" in words_of(answer)
    karel.force_login(Person.objects.get(number=town.person(coordinator(town)).person, territory=town.territory).user)
    assert "Chybí taxi." in words_of(karel.get(url_of(town, "record_need")))


def test_a_form_opened_as_one_seat_is_not_sent_as_another(town: Installed) -> None:
    hana, before = at_desk(town, CLERK), entries(town)
    answer = send(hana, town, "record_need", coordinator(town), **need(step="record"))
    assert answer.status_code == 409
    assert entries(town) == before


def test_a_citizen_who_makes_up_the_request_is_refused_with_who_may(town: Installed) -> None:
    before = entries(town)
    answer = anybody().post(url_of(town, "enter_steering"), {"as": "citizen", "step": "record"})
    assert answer.status_code == 409
    assert "What is still missing" in words_of(answer)
    assert entries(town) == before


def test_nobody_relays_a_decision_whose_pen_they_do_not_hold(town: Installed) -> None:
    before, group = entries(town), town.process.working_groups[0].id
    olga = at_desk(town, f"{group}/user-0")
    answer = send(
        olga, town, "declare_interest", f"{group}/user-0", by=f"{group}/provider-0", gain="Nic.", step="record"
    )
    assert answer.status_code in (303, 404, 409)
    if answer.status_code == 303:  # her own word, whatever the request claimed
        assert entries(town) == before + 1
        data = bytes(Leaf.objects.filter(territory=town.territory).latest("n").data).decode()
        assert '"actor":null' in data
        assert '"seat":"user-0"' in data


def test_a_part_changed_after_it_was_looked_at_is_shown_once_more(town: Installed) -> None:
    part = town.process.parts[0].id
    chair, digest = lead(town), model_of(rows.Part).objects.get(key=f"{town.plan_key}/{part}").substance
    known = {"proposal": "znovu", "body": town.process.sign_off.body, "kind": "sign_off_part", "subject": part}
    browser = at_desk(town, chair)
    check = send(browser, town, "propose", chair, question="Schvalujete?", **known)
    town.do(coordinator(town), "write_section", section=f"{part}-1", part=part, place=1, title="Oddíl", text="Jinak.")
    answer = confirm(browser, check)
    assert answer.status_code == 200
    assert "Something changed meanwhile" in words_of(answer)
    stale = send(browser, town, "propose", chair, question="Schvalujete?", text=digest, **known)
    assert stale.status_code == 409


def test_an_act_that_needs_a_plan_is_not_found_at_the_town(town: Installed) -> None:
    assert anybody().get(f"/t/{town.territory}/do/enter_steering/").status_code == 404
    assert anybody().get(url_of(town, "drop_everything")).status_code == 404


def test_looking_changes_nothing(town: Installed) -> None:
    karel, before = at_desk(town, coordinator(town)), entries(town)
    karel.get(url_of(town, "enter_steering") + "?step=record&as=" + coordinator(town))
    karel.get(f"/plans/{town.plan_key}/do/")
    karel.get(f"/t/{town.territory}/do/")
    assert entries(town) == before


def test_nobody_is_sent_to_another_site_afterwards(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    for foreign in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        check = send(karel, town, "publish_news", coordinator(town), news="Novinky.", next=foreign)
        assert confirm(karel, check)["Location"].startswith(f"/plans/{town.plan_key}/do/publish_news/?done=")


def test_a_new_member_is_invited_only_when_the_seat_is_filled(town: Installed) -> None:
    hana, group = at_desk(town, CLERK), town.process.working_groups[0].id
    url = f"/t/{town.territory}/do/fill_seat/"
    typed = {"body": group, "seat": "user-9", "person": "new", "person_mail": "Nova@Example.org", "side": "user",
             "role": "member", "as": CLERK}  # fmt: skip
    check = hana.post(url, typed)
    assert not Person.objects.filter(user__email="nova@example.org").exists()
    assert confirm(hana, check).status_code == 303
    user = Person.objects.get(user__email="nova@example.org").user
    assert [held.key for held in standings(user, town.territory)] == [f"{group}/user-9"]
