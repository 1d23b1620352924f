"""A plan from preparation to adoption, walked by hand through the pages by people in a real browser.

Hana is the clerk, Karel coordinates, Věra facilitates, three members speak for users, providers and commissioners, Olga
is a citizen whose browser runs no JavaScript, a council has its own clerk, and an auditor looks at the end. A process
takes most of a year and no test can wait for it: between the chapters the town is brought to its next telling moment by
the same acts through the same door, at the times they would have. The book then runs ahead of the wall clock, and what
people do in the browser is recorded at the end of the book.
"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from consult.acting.typed import moment_shown
from tests import walk
from tests.browser.served import served
from tests.browser.walker import Walker, label
from tests.cast import Installed
from tests.towns import process_of, raw_file
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.trail.canonical import format_time, parse_time


@pytest.fixture
def town(transactional_db: None) -> Installed:
    """A town that begins its plan today."""
    town = Installed(process_of("susice"), raw_file("susice"), at=format_time(datetime.now(UTC).replace(microsecond=0)))
    walk.found(town)
    return town


def pass_time(town: Installed, at: str) -> None:
    """The book reaches a later hour: the office tells the public where the plan stands."""
    town.at = at
    town.do(walk.coordinator(town), "publish_news", news="Práce pokračují.")


def later(town: Installed) -> None:
    """What the test does next comes after what was just done in the browser."""
    town.at = max(format_time(datetime.now(UTC).replace(microsecond=0)), town.state.head.last_at)


def stage_of(town: Installed) -> str:
    return str(town.plan.stage)


def draft(town: Installed) -> None:
    """Needs, aims and every part written and approved."""
    karel, area = walk.coordinator(town), town.process.areas[0].id
    town.do(karel, "record_need", need="potreba", area=area, source="survey", told="Chybí odlehčení.")
    for kind, name in (("priority", "priorita"), ("measure", "opatreni")):
        town.do(karel, "record_aim", aim=name, kind=kind, area=area, told="Zřídit.", needs=["potreba"])
    town.do(karel, "resource_measure", aim="opatreni", owner="Město", funding="sought", amount=900)
    for rule in town.process.parts:
        walk.write_part(town, rule.id)
        town.do(karel, "submit_part", part=rule.id)
        walk.approve_part(town, rule.id)
    for deliverable in town.process.deliverables:
        if deliverable.stage == "drafting":
            walk.hand_in(town, deliverable.id)
    walk.approve_stage(town, "drafting")


def prepared_by_the_clerk(hana: Walker, town: Installed) -> None:
    hana.open("do/").sees("What you can do")
    hana.open("do/record_stakeholder/").fill(stakeholder="spolek", side="user", who="Spolek seniorů", reply="comes")
    hana.press("Continue").record().sees("It is recorded")
    later(town)
    walk.prepare(town)


def drafted_and_posted_by_the_coordinator(karel: Walker, town: Installed) -> None:
    karel.open("do/begin_drafting/").press("Continue").record().sees("It is recorded")
    later(town)
    draft(town)
    karel.open("sign-off/").sees("approved")
    karel.open("do/enter_steering/").press("Continue").record()
    later(town)
    rule = town.process.comments
    starts = parse_time(town.at) + timedelta(days=rule.min_days_before_hearing + 1)
    karel.open("do/call_meeting/").fill(
        meeting="projednani", kind="public_hearing", starts_at=moment_shown(format_time(starts)), place="Sál",
        programme="Návrh plánu",
    )  # fmt: skip
    karel.press("Continue").record()
    closes = parse_time(town.at) + timedelta(
        days=max(rule.min_days_total, rule.min_days_before_hearing + rule.min_days_after_hearing) + 6
    )
    karel.open("do/post_draft/").fill(closes_on=f"{closes.day}. {closes.month}. {closes.year}")
    karel.press("Continue").record().sees("The plan is now in the stage")
    later(town)
    town.do("clock", "open_comments")
    assert stage_of(town) == "commenting"


def said_by_a_citizen(olga: Walker, town: Installed) -> None:
    section = model_of(rows.Section).objects.filter(territory=town.territory).first().key.split("/")[1]
    olga.open(f"comment/?section={section}").fill(told="Chybí lavička u polikliniky.")
    olga.press("Send").sees("Your comment has the number 1")
    olga.open("comments/1/").sees("Chybí lavička u polikliniky.")


def heard_in_public(karel: Walker, town: Installed) -> None:
    pass_time(town, walk.next_hearing(town))
    karel.open("meetings/projednani/").press(label("open_meeting"))
    karel.unfold(label("record_attendance")).fill(guests="24").press(label("record_attendance")).sees("24")
    karel.unfold(label("close_meeting")).press(label("close_meeting"))
    karel.fill(minutes="Mluvilo se o lavičkách.").press(label("publish_minutes")).record().sees(
        "Mluvilo se o lavičkách."
    )
    later(town)
    walk.close_window(town)
    assert stage_of(town) == "resolving"


def settled_by_the_group(karel: Walker, vera: Walker, members: list[Walker], town: Installed) -> None:
    group = town.process.working_groups[0].id
    karel.open("comments/1/settle/").unfold("Write the change of the text").fill(text="Zřídit lavičku u polikliniky.")
    karel.press("Write the change of the text").record().sees("lavičku u polikliniky")
    karel.unfold(label("draft_answer")).fill(disposition="accepted", reason="Máte pravdu.").press(label("draft_answer"))
    karel.unfold("Put the answer to the group").press("Put the answer to the group").record().sees("open")
    later(town)
    walk.meet(town, "vyporadani", group)
    question = model_of(rows.Proposal).objects.get(territory=town.territory, subject="1").key.split("/")[1]
    vera.open(f"decisions/{question}/").press(label("open_call")).record().sees("So far")
    for member, position in zip(members, ("agree", "agree_with_reservations", "agree"), strict=True):
        member.open(f"decisions/{question}/").fill(position=position, reason="Ale brzy.").press(label("take_position"))
        member.sees("Recorded as entry")
    vera.open(f"decisions/{question}/")
    for field in vera.page.locator('select[name^="value"]').all():
        if not field.input_value():
            field.select_option("agree")
    vera.press("Record what was said").sees("If it closed now, it would be adopted by agreement")
    vera.press(label("close_call")).record().sees("greement")
    vera.open("comments/1/settle/").press(label("settle_matter")).record()
    later(town)
    walk.part_ways(town, "vyporadani")


def submitted(karel: Walker, town: Installed) -> None:
    karel.open("do/finish_resolving/").press("Continue").record().sees("It is recorded")
    later(town)
    walk.submit(town)
    assert stage_of(town) == "councils"


def adopted_by_councils(clerk: Walker, karel: Walker, town: Installed) -> None:
    first, *others = [rule for rule in town.process.councils if not rule.recommends]
    for board in town.process.councils:
        if board.recommends:
            walk.vote(town, board.id)
    total = first.members_total
    clerk.open("councils/").sees(f"needs {total // 2 + 1} of {total}")
    day = local_date(parse_time(town.at))
    clerk.fill(
        resolution="12-2027", day=f"{day.day}. {day.month}. {day.year}", present=str(total), yes=str(total - 1), no="1"
    )
    clerk.fill(abstain="0", not_voting="0", absent="0", conditions="none").press(label("record_council_result"))
    clerk.record().sees("Recorded as entry")
    later(town)
    for rule in others:
        walk.vote(town, rule.id)
    for deliverable in town.process.deliverables:
        if deliverable.stage == "councils":
            walk.hand_in(town, deliverable.id)
    karel.open("councils/").press(label("adopt")).record()
    assert stage_of(town) == "adopted"


def audited(auditor: Walker, town: Installed) -> None:
    auditor.open("comments/1/").sees("Máte pravdu.")
    auditor.open("process/")
    auditor.open("decisions/")
    answer = auditor.page.goto(f"{auditor.site}/t/{town.territory}/book/")
    assert answer is not None and answer.ok
    auditor.page.locator("article.entry a").first.click()
    expect(auditor.page.locator("main")).to_be_visible()


def test_a_plan_is_walked_by_hand_from_preparation_to_adoption(town: Installed, chromium: Browser) -> None:
    group = town.process.working_groups[0].id
    council = next(rule.id for rule in town.process.councils if not rule.recommends)
    with served() as site:
        karel = Walker(chromium, site, town, walk.coordinator(town))
        vera = Walker(chromium, site, town, walk.facilitator(town))
        prepared_by_the_clerk(Walker(chromium, site, town, walk.CLERK), town)
        drafted_and_posted_by_the_coordinator(karel, town)
        said_by_a_citizen(Walker(chromium, site, town, scripts=False), town)
        heard_in_public(karel, town)
        members = [Walker(chromium, site, town, f"{group}/{side}-0") for side in ("user", "provider", "commissioner")]
        settled_by_the_group(karel, vera, members, town)
        submitted(karel, town)
        adopted_by_councils(Walker(chromium, site, town, f"{council}/zapis"), karel, town)
        audited(Walker(chromium, site, town, scripts=False), town)
