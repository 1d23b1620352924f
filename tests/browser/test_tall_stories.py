"""Three tall stories by hand, in Czech: ten councils of one plan, the fifth cycle of a town, the board of a region.

Each begins where a scenario of that place has brought it, a few days ago. Nobody's browser runs JavaScript here: what
these people do never needs it. What they did is read in the page, and then in the book.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, expect

from consult.models import StoredFile
from tests.browser.readable import fits, hard_to_read
from tests.browser.served import served
from tests.browser.tale import Tale, shown, today, told
from tests.browser.walker import PHONE, Walker, label
from workflow.models import model_of
from workflow.rules import rows

COORDINATOR = "koordinatorka"
RESULT = label("record_council_result", "cs")
CONTINUE = "Pokračovat"


@pytest.fixture
def tanvald(transactional_db: None) -> Tale:
    """Ten councils have the plan before them, and none has voted."""
    return told("tanvald", until="T6.1")


@pytest.fixture
def breclav(transactional_db: None) -> Tale:
    """The fifth plan is prepared; of what the fourth left open nobody has spoken yet."""
    return told("breclav", until="B5.5", without="carry_over")


@pytest.fixture
def vysocina(transactional_db: None) -> Tale:
    """Month 18: nine drafts are posted, but the project has not counted them yet, and a day of it has passed."""
    return told("vysocina", until="V5.10", days_ago=20)


def results(town: Tale, place: str = "") -> list[Any]:
    """What the book has of councils that voted, or of one of them."""
    found = model_of(rows.CouncilDecision).objects.filter(territory=town.territory, plan=town.plan_key)
    return list((found.filter(council=f"zastupitelstvo-{place}") if place else found).order_by("born"))


def votes(resolution: str, present: int, yes: int, no: int, absent: int) -> dict[str, str]:
    """A session of today, as its minutes say; whoever was present and did neither abstained."""
    counts = {
        "present": present,
        "yes": yes,
        "no": no,
        "abstain": present - yes - no,
        "not_voting": 0,
        "absent": absent,
    }
    return {"resolution": resolution, "day": shown(today()), **{name: str(n) for name, n in counts.items()}}


def voted_elsewhere(town: Tale, totals: dict[str, int]) -> None:
    """Other clerks enter results meanwhile, each under a number of its own; everybody present is for."""
    for place, total in totals.items():
        town.do(
            f"zapis-{place}", "record_council_result", council=f"zastupitelstvo-{place}", resolution="1/2027",
            day=today().isoformat(), present=total, yes=total, no=0, abstain=0, not_voting=0, absent=0,
            conditions="none",
        )  # fmt: skip


def entered_by_its_clerk(clerk: Walker) -> None:
    clerk.open("councils/").sees("Zastupitelstvo města Desná").fill(**votes("41/2027", 13, 11, 0, 2)).press(RESULT)
    clerk.record().sees("11")


def entered_on_behalf(coordinator: Walker, extract: bytes) -> None:
    """The smallest council has no clerk at hand; without the extract nobody believes the coordinator."""
    coordinator.open("councils/").follow("Zastupitelstvo obce Albrechtice v Jizerských horách")
    coordinator.fill(**votes("5/2027", 6, 6, 0, 1)).press(CONTINUE)
    coordinator.sees("musí mít přiložený výpis").shoot("without-extract")
    expect(coordinator.field("resolution")).to_have_value("5/2027")
    expect(coordinator.field("yes")).to_have_value("6")
    file = {"name": "vypis-5-2027.txt", "mimeType": "text/plain", "buffer": extract}
    coordinator.fill(extract_file=file).press(CONTINUE)
    coordinator.record().sees("5/2027")


def failed_and_tried_again(clerk: Walker) -> None:
    """Four of six present are for, and nine are the council; the second session has a number of its own."""
    clerk.open("councils/").fill(**votes("6/2027", 6, 4, 1, 3)).press(RESULT).record().sees("6/2027")
    again = votes("6/2027", 7, 5, 1, 2)
    clerk.open("councils/").fill(**again).press(RESULT).sees("6/2027")
    clerk.sees("už je zapsáno")
    expect(clerk.field("yes")).to_have_value("5")
    clerk.fill(resolution="9/2027").press(CONTINUE).record()
    clerk.sees("9/2027")


def test_ten_councils_vote_and_everybody_sees_that_nine_are_not_ten(tanvald: Tale, chromium: Browser) -> None:
    extract = "Výpis z usnesení č. 5/2027: schvaluje.".encode()
    with served() as site:
        entered_by_its_clerk(Walker(chromium, site, tanvald, "zapis-desna", scripts=False, language="cs"))
        coordinator = Walker(chromium, site, tanvald, COORDINATOR, scripts=False, language="cs")
        entered_on_behalf(coordinator, extract)
        failed_and_tried_again(Walker(chromium, site, tanvald, "zapis-plavy", scripts=False, language="cs"))
        voted_elsewhere(
            tanvald, {"tanvald": 21, "smrzovka": 15, "velke-hamry": 15, "harrachov": 15, "jiretin": 7,
                      "zlata-olesnice": 7},
        )  # fmt: skip
        neighbour = Walker(chromium, site, tanvald, scripts=False, language="cs", width=PHONE)
        neighbour.open("councils/").sees("9 z 10").sees("6/2027").sees("9/2027").sees("Kořenov")
        assert fits(neighbour.page)
        visitor = Walker(chromium, site, tanvald, scripts=False, width=PHONE)
        visitor.open("councils/").sees("9 of 10")
        assert fits(visitor.page)
        coordinator.open("councils/").press(label("adopt", "cs")).sees("Kořenov")
        plan = f"/plans/{tanvald.plan_key}"
        assert hard_to_read(chromium, site, tanvald, [f"{plan}/councils/", f"{plan}/support/"]) == []
    passed = [row.council for row in results(tanvald) if row.result == "pass"]
    assert len(passed) == len(set(passed)) == 9 and not results(tanvald, "korenov")
    assert [(row.attempt, row.resolution, row.result) for row in results(tanvald, "plavy")] == [
        (1, "6/2027", "fail"), (2, "9/2027", "pass"),
    ]  # fmt: skip
    (relayed,) = results(tanvald, "albrechtice")
    assert relayed.extract == hashlib.sha256(extract).hexdigest()
    assert tanvald.problem is None


def carried(town: Tale) -> dict[str, str]:
    """What became of each thing the plan before left open, as the book has it."""
    found = model_of(rows.Carried).objects.filter(territory=town.territory, plan=town.plan_key)
    return {row.origin.split("/", 1)[1]: row.choice for row in found}


def reads_what_is_missing(coordinator: Walker) -> None:
    coordinator.open("do/begin_drafting/").press(CONTINUE)
    coordinator.sees("Co ještě chybí (5)").sees("Zavést terénní odlehčovací službu").sees("připomínka č. 1")
    coordinator.shoot("begin-drafting-refused")
    coordinator.follow("Rozhodnout o tom, co zůstalo z minula")


def chooses(coordinator: Walker, words: str) -> Walker:
    """From the list to the form of one thing that was left open."""
    line = coordinator.page.locator("main li", has_text=words).last
    line.get_by_role("link", name="Rozhodnout, co s tím").click()
    return coordinator


def forgets_to_say_why(coordinator: Walker) -> None:
    """A measure is dropped without a reason, then a reason is given without a choice; what was there stays there."""
    chooses(coordinator, "hlídání dětí").fill(inheritance="dropped").press(CONTINUE).sees("Opravte prosím toto")
    expect(coordinator.page.locator('[name="inheritance"][value="dropped"]')).to_be_checked()
    coordinator.shoot("without-reason").open("inheritance/").sees("Zbývá rozhodnout: 5 z 5")
    chooses(coordinator, "dluhovou poradnu").fill(reason="Jeden den nestačí.").press(CONTINUE).sees("Opravte prosím")
    expect(coordinator.field("reason")).to_have_value("Jeden den nestačí.")
    coordinator.fill(inheritance="changed").press(CONTINUE).record().sees("Zbývá rozhodnout: 4 z 5")


def test_the_fifth_cycle_begins_when_nothing_of_the_fourth_is_left_unsaid(breclav: Tale, chromium: Browser) -> None:
    rest = {
        "odlehčovací službu": ("carried", "Do obcí se služba za tři roky nedostala."),
        "hlídání dětí": ("dropped", "Nikdo ji nechce provozovat."),
        "příspěvkem na péči": ("carried", "Posoudí to pracovní skupina."),
        "zveřejní, kolik": ("carried", "První přehled se teprve sestavuje."),
    }
    with served() as site:
        coordinator = Walker(chromium, site, breclav, COORDINATOR, scripts=False, language="cs")
        reads_what_is_missing(coordinator)
        forgets_to_say_why(coordinator)
        for left, (words, (choice, reason)) in zip((3, 2, 1), rest.items(), strict=False):
            chooses(coordinator, words).fill(inheritance=choice, reason=reason).press(CONTINUE).record()
            coordinator.sees(f"Zbývá rozhodnout: {left} z 5").sees(reason)
        words, (choice, reason) = list(rest.items())[-1]
        chooses(coordinator, words).fill(inheritance=choice, reason=reason).press(CONTINUE).record()
        coordinator.sees("Se vším, co minulý plán nechal otevřené, už je rozhodnuto")
        coordinator.shoot("nothing-left").press(label("begin_drafting", "cs")).record()
        neighbour = Walker(chromium, site, breclav, scripts=False, language="cs", width=PHONE)
        neighbour.go(f"/t/{breclav.territory}/history/").shoot("history")
        expect(neighbour.page.locator("table.cycles tbody tr")).to_have_count(5)
        assert fits(neighbour.page)
        pages = [f"/plans/{breclav.plan_key}/inheritance/", f"/t/{breclav.territory}/history/"]
        assert hard_to_read(chromium, site, breclav, pages) == []
    assert carried(breclav) == {
        "odlehcovaci-sluzba": "carried", "dluhova-poradna": "changed", "mobilni-jesle": "dropped", "1": "carried",
        "prehled-nakladu": "carried",
    }  # fmt: skip
    assert model_of(rows.Plan).objects.get(key=breclav.plan_key).stage == "drafting" and breclav.problem is None


def test_what_came_of_a_plan_and_what_it_costs_can_be_read_by_everybody(
    transactional_db: None, chromium: Browser
) -> None:
    town = told("breclav", until="B6")
    plan = f"/plans/{town.plan_key}"
    with served() as site:
        neighbour = Walker(chromium, site, town, scripts=False, language="cs", width=PHONE)
        neighbour.open("fulfilment/").sees("Zřídit zimní noclehárnu").sees("opuštěno").sees("Sliby")
        neighbour.open("means/").sees("Zůstat doma i s větší potřebou péče").sees("17 bodů").sees("Minimální síť")
        assert hard_to_read(chromium, site, town, [f"{plan}/fulfilment/", f"{plan}/means/"]) == []


BOARD = "/programmes/vysocina/kpss-vysocina/"
LATE, IN_WORD = "m17", "svetla-nad-sazavou"
COMMENTING = [
    "jihlava", "trebic", "havlickuv-brod", "zdar-nad-sazavou", "pelhrimov", "velke-mezirici", "humpolec",
    "nove-mesto-na-morave", "bystrice-nad-pernstejnem",
]  # fmt: skip
WORKING_DRAFT = "Komunitní plán, pracovní verze z 10. měsíce".encode()


def due_on(milestone: str) -> date:
    found = model_of(rows.Milestone).objects.get(territory="vysocina", milestone=milestone)
    return date.fromisoformat(found.due_on)


def diary(neighbour: Walker) -> dict[str, Any]:
    """The calendar as somebody takes it home: its events by the names of the milestones."""
    neighbour.go(f"{BOARD}calendar/")
    with neighbour.page.expect_download() as taken:
        neighbour.page.locator('main a[href$="calendar.ics"]').first.click()
    calendar = Calendar.from_ical(Path(taken.value.path()).read_bytes())
    return {str(event["UID"]).partition(".")[0]: event for event in calendar.walk("VEVENT")}


def looks_at_the_board(neighbour: Walker) -> None:
    """From the home page: towns against stages, the town that writes in Word, what is late and what that endangers."""
    neighbour.go("/").follow("Komunitní plánování sociálních služeb v kraji Vysočina")
    neighbour.shoot("board")
    town = neighbour.page.locator("table.board tbody tr")
    expect(town).to_have_count(13)
    expect(town.filter(has_text="Připomínkování")).to_have_count(len(COMMENTING))
    for place in COMMENTING:
        expect(neighbour.page.locator(f"#town-{place}")).to_contain_text("fáze 5 z 10")
    late = neighbour.page.locator(".late-list > li")
    expect(late).to_have_count(1)
    expect(late).to_contain_text("návrhy schválené řídicími skupinami")
    expect(late.locator("ul li")).not_to_have_count(0)
    assert fits(neighbour.page)
    word = neighbour.page.locator(f"#town-{IN_WORD}")
    expect(word).to_contain_text("píše město ve Wordu")
    href = word.get_by_role("link", name="pracovni-verze").get_attribute("href")
    assert neighbour.page.request.get(f"{neighbour.site}{href}").body() == WORKING_DRAFT


def moves_it(coordinator: Walker, day: date, reason: str) -> None:
    """With the keys Tab and Enter alone: refused without a reason, taken with one, and nothing is typed twice."""
    page, keys = coordinator.page, coordinator.page.keyboard
    onward = page.locator("main form .button")
    coordinator.go(f"{BOARD}calendar/").tab_to(
        page.locator(f'#milestone-{LATE} a[href*="move_milestone"]')
    )  # fmt: skip
    keys.press("Enter")
    coordinator.tab_to(coordinator.field("due_on"))
    keys.type(shown(day))
    coordinator.tab_to(onward)
    keys.press("Enter")
    coordinator.sees("Odůvodnění – Toto pole je vyžadováno").shoot("no-reason")
    expect(coordinator.field("due_on")).to_have_value(shown(day))
    coordinator.tab_to(coordinator.field("reason"))
    keys.type(reason)
    coordinator.tab_to(onward)
    keys.press("Enter")
    expect(page.locator(".book-sentence")).to_contain_text(reason)
    coordinator.tab_to(onward)
    keys.press("Enter")
    coordinator.sees(reason).shoot("moved")


def test_the_board_of_a_region_is_read_by_a_neighbour_and_its_calendar_moves_with_a_reason(
    vysocina: Tale, chromium: Browser
) -> None:
    StoredFile.keep(WORKING_DRAFT, name="pracovni-verze.txt", media="text/plain", at=datetime.now(UTC))
    before, after = due_on(LATE), today() + timedelta(days=30)
    reason = "Čtyři města se opozdila, počkáme na ně."
    with served() as site:
        neighbour = Walker(chromium, site, vysocina, scripts=False, language="cs", width=PHONE)
        looks_at_the_board(neighbour)
        events = diary(neighbour)
        assert len(events) == 22 and events[LATE]["DTSTART"].dt == before < today()
        moves_it(Walker(chromium, site, vysocina, "manazerka", scripts=False, language="cs"), after, reason)
        assert {name for name, event in diary(neighbour).items() if event["DTSTART"].dt == after} == {LATE}
        expect(neighbour.page.locator(f"#milestone-{LATE} del")).to_contain_text(shown(before))
        expect(neighbour.page.locator(f"#milestone-{LATE}")).to_contain_text(reason)
        pages = [f"{BOARD}{page}" for page in ("", "calendar/", "gates/", "measures/")]
        assert hard_to_read(chromium, site, vysocina, pages) == []
    assert due_on(LATE) == after and vysocina.problem is None
