"""One writer, a process of its own: it is told over its standard input what to do, and answers when it is done.

`lead TERRITORY 0` leads a fresh town to where comments are open; `book TERRITORY COUNT` raises that many matters as the
engine does it, `stub TERRITORY COUNT` the same with the book's append replaced.
"""

import sys
from collections.abc import Callable
from unittest.mock import patch

import django

ANSWER = "done"
TOLD = (
    "Na zastávce před poliklinikou chybí lavička a přístřešek. Starší lidé a lidé s berlemi tam čekají na autobus "
    "vestoje i půl hodiny, v zimě na ledu. Prosím, doplňte do opatření."
)


def nothing_appended(book: object, leaf: object) -> tuple[bytes, bytes]:
    """In the place of `append`: no canonical bytes, no hash, no leaf, no new head."""
    return b"", b""


def deeds() -> dict[str, Callable[[str, int], None]]:
    """What a writer can be told to do; the engine can be imported only once Django is set up."""
    from tests.cast import Installed
    from tests.towns import process_of, raw_file
    from tests.walk import lead_to
    from workflow import perform as door
    from workflow.models import model_of
    from workflow.rules.case import CITIZEN
    from workflow.rules.lifecycle import Stage
    from workflow.rules.rows import Section
    from workflow.store import head_of

    def lead(territory: str, _: int) -> None:
        town = Installed(process_of("susice"), raw_file("susice"), territory=territory, plan=f"{territory}-plan")
        lead_to(town, Stage.COMMENTING)

    def speak(territory: str, count: int) -> None:
        section = model_of(Section).objects.filter(territory=territory).order_by("key").first()
        at = head_of(territory).last_at
        name = section.key.removeprefix(f"{section.plan}/")
        for _ in range(count):
            facts = {"kind": "comment", "told": TOLD, "channel": "web", "side": "public", "section": name}
            door.perform(door.Request(
                act="raise_matter", facts=facts, territory=territory, by=CITIZEN, at=at, plan=section.plan
            ))  # fmt: skip

    def speak_unrecorded(territory: str, count: int) -> None:
        with patch.object(door, "append", nothing_appended):
            speak(territory, count)

    return {"lead": lead, "book": speak, "stub": speak_unrecorded}


def main() -> None:
    """Do as told until the other end hangs up."""
    django.setup()
    known = deeds()
    for line in sys.stdin:
        verb, territory, count = line.split()
        known[verb](territory, int(count))
        print(ANSWER, flush=True)


if __name__ == "__main__":
    main()
