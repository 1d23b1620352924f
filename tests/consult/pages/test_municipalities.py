"""Municipalities: who belongs since when, who left, what they agreed on, and which plan holds in each."""

from collections.abc import Iterator
from typing import Any

import pytest

from consult.models import StoredFile
from tests.cast import Installed, digest_of_file
from tests.consult.desks import anybody, at_desk, confirm, standing_town, words_of
from tests.walk import CLERK, begin, coordinator, vote
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import parse_time

EVERY = ("susice", "obec-a", "obec-b")


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, whose plan lies before the councils; each decides for its own territory."""
    with standing_town(django_db_blocker, Stage.COUNCILS) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(built.at))
    return built


def agreed(town: Installed, *municipalities: str, name: str = "svazek", kind: str = "association") -> None:
    """The clerk admits municipalities by an agreement."""
    town.do(
        CLERK, "record_agreement", plan=None, agreement=name, kind=kind, parties=list(municipalities), day=town.day,
        file=digest_of_file("smlouva"), told="Plánujeme spolu.",
    )  # fmt: skip
    for municipality in municipalities:
        town.do(CLERK, "admit_municipality", plan=None, municipality=municipality, day=town.day, agreement=name)


def in_force(town: Installed, *, against: str = "") -> None:
    """Every council decides, one of them against, and the plan's first day comes."""
    for rule in sorted(town.process.councils, key=lambda rule: not rule.recommends):
        vote(town, rule.id, yes=0 if rule.municipality == against else None)
    town.do(coordinator(town), "adopt")
    begin(town)


def shown(town: Installed) -> Any:
    return anybody().get(f"/t/{town.territory}/municipalities/")


def plans(town: Installed) -> dict[str, str]:
    return {one["id"]: one["plan"]["label"] or one["plan"]["note"] for one in shown(town).context["standing"]}


def test_before_anybody_is_admitted_the_municipalities_of_the_plan_belong(town: Installed) -> None:
    assert [one["name"] for one in shown(town).context["standing"]] == [
        "Municipality A (invented)", "Municipality B (invented)", "town of Sušice",
    ]  # fmt: skip
    assert set(plans(town).values()) == {"none is in force"}


def test_members_say_since_when_and_by_which_agreement(town: Installed) -> None:
    agreed(town, *EVERY)
    page = shown(town)
    assert [one["since"] for one in page.context["standing"]] == [town.day] * 3
    assert page.context["standing"][0]["agreement"] == {"label": "Plánujeme spolu.", "url": "#agreement-svazek"}
    assert page.context["agreements"][0]["kind"] == "Planning together"
    assert 'id="agreement-svazek"' in words_of(page)


def test_the_document_of_an_agreement_can_be_read(town: Installed) -> None:
    agreed(town, *EVERY)
    StoredFile.keep(b"%PDF smlouva", name="smlouva.pdf", media="application/pdf", at=parse_time(town.at))
    StoredFile.objects.update(digest=digest_of_file("smlouva"))
    [one] = shown(town).context["agreements"]
    assert one["file_name"] == "smlouva.pdf" and anybody().get(one["file"]).status_code == 200


def test_who_left_says_when_and_why(town: Installed) -> None:
    agreed(town, *EVERY)
    town.do(
        CLERK, "release_municipality", plan=None, municipality="obec-b", day=town.day, reason="Plánuje s jinými."
    )  # fmt: skip
    page = shown(town)
    [gone] = page.context["left"]
    assert (gone["name"], gone["until"], gone["reason"]) == (
        "Municipality B (invented)", town.day, "Plánuje s jinými.",
    )  # fmt: skip
    assert {one["id"] for one in page.context["standing"]} == {"susice", "obec-a"}


def test_the_plan_holds_only_where_the_own_council_approved_it(town: Installed) -> None:
    agreed(town, *EVERY)
    in_force(town, against="obec-a")
    assert plans(town) == {
        "susice": "Plán sociálních služeb",
        "obec-a": "none: its own council has not approved the plan",
        "obec-b": "Plán sociálních služeb",
    }


def test_who_joined_later_waits_for_the_next_plan(town: Installed) -> None:
    in_force(town)
    agreed(town, *EVERY, "nova-ves")
    assert plans(town)["nova-ves"] == "none: the plan in force was made before it belonged here"
    assert plans(town)["susice"] == "Plán sociálních služeb"


def test_hana_admits_a_municipality_and_a_reader_cannot(town: Installed) -> None:
    hana = at_desk(town, CLERK)
    acts = {act["label"]: act["url"] for act in hana.get(f"/t/{town.territory}/municipalities/").context["acts"]}
    url = next(url for url in acts.values() if "/admit_municipality/" in url)
    choices = hana.get(url).context["form"]["municipality"].field.choices
    assert ("obec-a", "Municipality A (invented)") in choices
    typed = {"as": CLERK, "municipality": "obec-a", "day": "1. 9. 2020"}
    assert confirm(hana, hana.post(url, typed)).status_code == 303
    assert model_of(rows.Membership).objects.get(territory=town.territory).key == "obec-a"
    assert shown(town).context["acts"] == []


def test_there_is_no_territory_of_another_name(db: None) -> None:
    assert anybody().get("/t/nikde/municipalities/").status_code == 404
