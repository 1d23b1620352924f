"""What is missing, how to mend it, who can, and on which principle or paragraph it rests."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from consult.sentences.principles import law_words, principle_name, principle_words
from consult.sentences.tables import DEEDS, LACKS
from consult.sentences.telling import first_said
from consult.sentences.told import Told
from consult.sentences.words import either, word
from workflow.rules.authority import AUTHORITY
from workflow.rules.case import Obstacle
from workflow.rules.obstacles import GROUNDS


@dataclass(frozen=True, slots=True)
class ObstacleLine:
    """One line of the obstacle panel.

    `sentence` says what is missing and how to mend it; `principle` (1 to 11), `principle_name` and `law` on what it
    rests, `who` can perform the act `act` that helps, called `act_label`; "" or None where there is none.
    """

    code: str
    sentence: str
    principle: int | None
    principle_name: str
    law: str
    who: str
    act: str | None
    act_label: str


def obstacle_sentence(obstacle: Obstacle, names: Mapping[str, str] | None = None) -> str:
    """What is missing, the principle or paragraph behind it in full, and how to mend it, in the reader's language.

    `names` maps what the facts name to what people call it (see `Told`); without it short names stand there.
    """
    what, mend = _said(obstacle, names)
    grounds = ground_words(obstacle)
    if not grounds:
        return f"{what}. {mend}"
    if what.endswith(")"):
        return f"{what[:-1]}; {grounds}). {mend}"
    return f"{what} ({grounds}). {mend}"


def obstacle_line(obstacle: Obstacle, names: Mapping[str, str] | None = None) -> ObstacleLine:
    """The obstacle as a line of the panel, where principle and law stand beside the sentence."""
    what, mend = _said(obstacle, names)
    principle, law = _rests_on(obstacle)
    ground = GROUNDS.get(obstacle.code)
    act = ground.remedy if ground else None
    return ObstacleLine(
        code=obstacle.code,
        sentence=f"{what}. {mend}",
        principle=principle,
        principle_name=principle_name(principle) if principle else "",
        law=law_words(law) if law else "",
        who=who_may(act) if act else "",
        act=act,
        act_label=str(DEEDS[act].label) if act and act in DEEDS else "",
    )


def ground_words(obstacle: Obstacle) -> str:
    """Principle and paragraph in full: "principle 4 – Democratic cooperation; Section 87 of ..."; "" if neither."""
    principle, law = _rests_on(obstacle)
    return "; ".join([*([principle_words(principle)] if principle else []), *([law_words(law)] if law else [])])


def who_may(act: str) -> str:
    """Who may perform an act, in words: "the coordinator or another leading member of the delivery team"."""
    return either(word("pen", str(pen)) for pen in AUTHORITY.get(act, ()))


def _said(obstacle: Obstacle, names: Mapping[str, str] | None) -> tuple[str, str]:
    lack = LACKS.get(obstacle.code)
    if lack is None:
        return gettext("This is not possible now"), gettext("Ask the town's office.")
    return first_said(lack.what, Told(dict(obstacle.facts), names=names)), str(lack.mend)


def _rests_on(obstacle: Obstacle) -> tuple[int | None, str | None]:
    """Who judges standing does not know the list of grounds; what it leaves out stands there."""
    ground = GROUNDS.get(obstacle.code)
    principle = obstacle.principle or (ground.principle if ground else None)
    return principle, obstacle.law or (ground.law if ground else None)
