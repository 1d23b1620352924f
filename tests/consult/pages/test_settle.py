"""A comment is settled by hand: an answer prepared, the text changed, the group asked, the end recorded."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, press, standing_town, words_of
from tests.walk import close_window, coordinator, facilitator, meet
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import format_time, parse_time


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where comments are being settled; one is open, about a section."""
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        section = model_of(rows.Section).objects.filter(territory=town.territory).first().key.split("/")[1]
        town.do("citizen", "raise_matter", kind="comment", told="Chybí <i>noclehárna</i>.", channel="web",
                side="public", section=section)  # fmt: skip
        close_window(town)
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def row(town: Installed, table: Any, name: str) -> Any:
    return model_of(table).objects.get(territory=town.territory, key=f"{town.plan_key}/{name}")


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/comments/2/settle/"


def test_the_persons_words_stand_beside_the_answer(town: Installed) -> None:
    page = words_of(anybody().get(url_of(town)))
    assert "Chybí &lt;i&gt;noclehárna&lt;/i&gt;." in page
    assert "No answer has been prepared yet." in page


def test_a_citizen_looks_and_is_offered_nothing_to_press(town: Installed) -> None:
    assert anybody().get(url_of(town)).context["moves"] == []


def test_the_coordinator_changes_the_text_answers_and_asks_the_group(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    answer = press(karel, karel.get(url_of(town)), "write_section", text="Text s noclehárnou.")
    assert answer.status_code == 303, words_of(answer)
    answer = press(karel, karel.get(url_of(town)), "draft_answer", disposition="accepted", reason="Máte pravdu.")
    assert answer.status_code == 303, words_of(answer)
    page = karel.get(url_of(town))
    assert "<ins>" in page.content.decode()
    assert row(town, rows.Wording, row(town, rows.Answer, "2").change).matter == f"{town.plan_key}/2"
    answer = press(karel, page, "propose")
    assert answer.status_code == 303, words_of(answer)
    asked = model_of(rows.Proposal).objects.get(territory=town.territory, subject="2")
    assert asked.digest == row(town, rows.Answer, "2").digest


def test_a_change_made_on_a_wording_somebody_has_replaced_is_refused_and_kept(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    page = karel.get(url_of(town))
    part, section = (
        row(town, rows.Matter, "2").section.split("/")[1][:-2],
        row(town, rows.Matter, "2").section.split("/")[1],
    )
    town.do(coordinator(town), "write_section", section=section, part=part, place=1, title="Oddíl", text="Jiný text.",
            matter="2")  # fmt: skip
    answer = press(karel, page, "write_section", text="Můj text.")
    assert answer.status_code == 409
    assert "Můj text." in words_of(answer)


def test_refusing_for_money_alone_names_the_principle(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    answer = press(
        karel,
        karel.get(url_of(town)),
        "draft_answer",
        disposition="not_accepted",
        reason="Nejsou peníze.",
        grounds=["no_funds"],
    )
    assert answer.status_code == 409
    assert "Principle 11" in words_of(answer)
    assert "Nejsou peníze." in words_of(answer)


def test_what_the_group_agreed_on_is_recorded_as_the_end(town: Installed) -> None:
    vera, group = at_desk(town, facilitator(town)), town.process.working_groups[0].id
    town.do(coordinator(town), "draft_answer", matter="2", disposition="explained", reason="Bude v roce 2024.")
    meet(town, "stul", group)
    town.do(
        facilitator(town), "propose", proposal="odpoved", body=group, kind="settle_matter", subject="2", question="Ano?"
    )
    town.do(facilitator(town), "open_call", call="kolo", proposal="odpoved", meeting="stul")
    url = f"/plans/{town.plan_key}/decisions/odpoved/"
    page = vera.get(url)
    assert "So far" in words_of(page)
    lines = page.context["voices"].seats
    said = {f"value{index}": "agree" for index in range(len(lines))} | {"value0": "stand_aside", "reason0": "Nevím."}
    assert vera.post(url, said).status_code == 303
    assert "If it closed now, it would be adopted by agreement" in words_of(vera.get(url))
    assert press(vera, vera.get(url), "close_call").status_code == 303
    page = vera.get(url_of(town))
    assert press(vera, page, "settle_matter").status_code == 303
    assert row(town, rows.Matter, "2").disposition == "explained"
    assert format_time(parse_time(town.at)) == town.at


def test_whoever_writes_the_answer_reads_what_was_prepared_and_the_public_does_not_yet(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    press(karel, karel.get(url_of(town)), "draft_answer", disposition="explained", reason="Rozmýšlíme ještě.")
    page = karel.get(url_of(town))
    assert words_of(page).count("Rozmýšlíme ještě.") >= 2
    assert "Rozmýšlíme" not in words_of(anybody().get(url_of(town)))
    assert "(public once the group has decided)" in words_of(anybody().get(url_of(town)))
