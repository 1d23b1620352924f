"""Measurements of the site in a process of its own: `python -m tests.bench.site WHAT ...` prints one JSON object.

`read COUNT` fills a plan and opens its reading page; `bare` is what it is held against. The database is the one
DATABASE_URL names, migrated before.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import Any

import django

RUNS, ROUNDS = 7, 12


def cpu_of(
    open_page: Callable[[], Any], *, before: Callable[[], Any] = lambda: None, rounds: int = ROUNDS
) -> float:  # fmt: skip
    """Seconds of CPU of one opening in this process: the median over runs, after a warm-up; `before` is not counted."""
    took = []
    for run in range(3 + RUNS * ROUNDS // rounds):
        before()
        began = time.process_time()
        for _ in range(rounds):
            open_page()
        if run >= 3:
            took.append((time.process_time() - began) / rounds)
    return median(took)


def say(territory: str, plan: str) -> None:
    """One more comment: what was kept of the page for the state before is of no use any more."""
    from workflow.perform import Request, perform
    from workflow.rules.case import CITIZEN
    from workflow.store import head_of

    facts = {"kind": "comment", "told": "Chybí lavička.", "channel": "web", "side": "public"}
    at = head_of(territory).last_at
    perform(Request(act="raise_matter", facts=facts, territory=territory, by=CITIZEN, at=at, plan=plan))


def reading(counts: list[int]) -> dict[str, Any]:
    """CPU and queries of the reading page with so many comments on the plan, and of the bare view."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tests.bench.bare import lay_rows
    from tests.bench.filling import fill, open_town

    territory = "lipova"
    plan = open_town(territory)
    visitor = Client(HTTP_HOST="127.0.0.1")
    page = reverse("draft", args=[plan])
    found: dict[str, Any] = {"sizes": {}}
    for count in counts:
        found["laid"] = [fill(territory, plan, count), count]
        answer = visitor.get(page)
        assert answer.status_code == 200, answer
        say(territory, plan)
        with CaptureQueriesContext(connection) as asked:
            visitor.get(page)
        queries = len(asked)
        cold = cpu_of(lambda: visitor.get(page), before=lambda: say(territory, plan), rounds=1)
        warm = cpu_of(lambda: visitor.get(page))
        found["sizes"][count] = {"cold": cold, "warm": warm, "queries": queries, "bytes": len(answer.content)}
    lay_rows(100)
    assert visitor.get("/bare/rows/").status_code == 200
    found["bare"] = cpu_of(lambda: visitor.get("/bare/rows/"))
    return found


def towns(counts: list[int]) -> dict[str, Any]:
    """So many towns with an open window and a hundred comments each; the names of their plans."""
    from tests.bench.filling import fill, open_town

    plans = []
    for index in range(counts[0]):
        plans.append(open_town(f"town-{index}"))
        fill(f"town-{index}", plans[-1], 100)
    return {"plans": plans}


def posting(counts: list[int]) -> dict[str, Any]:
    """Queries of one comment through the API, once everything read once is read."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.bench.site_writer import TOLD

    visitor = Client(HTTP_HOST="127.0.0.1")
    with CaptureQueriesContext(connection) as asked:
        for _ in range(2):
            before = len(asked)
            answer = visitor.post("/api/plans/town-0-plan/comments/", {"text": TOLD}, "application/json")
            assert answer.status_code == 201, answer.content
    return {"queries": len(asked) - before}


def grouping(counts: list[int]) -> dict[str, Any]:
    """CPU and memory of comparing the comments of the plan, and how well what was found fits how they were made: the
    numbers of the first and the last that were laid down."""
    import resource

    from consult.alike import compare
    from tests.bench.texts import comments

    idle, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    under = {one.number: one.stands_under for one in compare("lipova", "lipova-plan")}
    cpu = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, last = counts
    truth = [one.letter for one in comments(last - first + 1)]
    found = [under[number] for number in range(first, last + 1)]
    return {"cpu": cpu, "memory": (most - idle) / 1024, "compared": len(under), **agreement(found, truth)}


def agreement(found: list[int], truth: list[int | None]) -> dict[str, float]:
    """Precision and recall over pairs: two comments in one group, and two copies of one letter."""
    groups, letters, both = Counter(found), Counter(truth), Counter(zip(found, truth, strict=True))
    del letters[None]
    paired = sum(n * (n - 1) for n in groups.values())
    alike = sum(n * (n - 1) for n in letters.values())
    right = sum(n * (n - 1) for (_, letter), n in both.items() if letter is not None)
    return {"precision": right / paired if paired else 1.0, "recall": right / alike if alike else 1.0}


def main() -> None:
    """One measurement, said on stdout."""
    django.setup()
    what, *said = sys.argv[1:]
    print(
        json.dumps(
            {"read": reading, "towns": towns, "post": posting, "group": grouping}[what]([int(one) for one in said])
        )
    )


if __name__ == "__main__":
    main()
