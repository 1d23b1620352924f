"""`docs/obstacles.md`, drawn from the closed list of obstacles: what each rests on and what helps."""

from textwrap import fill

from workflow.rules.obstacles import GROUNDS, LIFTABLE, Ground
from workflow.rules.quorum import ARTICLE_OF

PREFACE = """\
# Obstacles: every reason an act may be refused for

Drawn from the rules by `manage.py trail obstacles > docs/obstacles.md` and held equal to them by a test. The site says
each in a sentence with its facts, `rehearse --json` gives the code and the facts, and a scenario expects codes:
`expect = {refused = ["no_mandate"]}`. A refusal names everything that is missing at once or, where an act does not fit
where things are at all, that alone.

What an obstacle **rests on**: *order*, the act does not fit where things are; *law*, which nobody can waive, whether it
is a paragraph of an act or a rule of the charter that is as firm; *charter*, a guard of one of the eleven principles.
Guards of the charter may be relaxed in a process file (`[[relaxed]]`, with the principle in this table) or by an
exception of the steering group (`grant_exception`); both are shown for ever. An **article** is one of the charter's
fifteen. The act that **helps** is not the only way on.
"""

AFTERWORD = (
    "Some codes tell why a round or a vote came out as it did, and are no obstacle of an act: {said}. To relax one of "
    "them in a process file changes no outcome; an exception from `side_conflicted` does, in the steering group "
    "(charter article 5)."
)

OF_OUTCOMES = (
    "quorum_of_seats", "side_absent", "side_conflicted", "blocked", "too_few_agrees", "too_many_stand_asides",
    "side_without_agree", "too_few_yes", "side_without_yes", "meeting_demanded",
)  # fmt: skip


def obstacles_page() -> str:
    """The whole page, in Markdown."""
    lines = [PREFACE, "| code | rests on | principle | article or paragraph | helps | may be relaxed |"]
    lines += ["|---|---|---|---|---|---|"]
    lines += [_row(code, ground) for code, ground in sorted(GROUNDS.items())]
    afterword = AFTERWORD.format(said=", ".join(f"`{code}`" for code in OF_OUTCOMES))
    return "\n".join([*lines, "", fill(afterword, 120), ""])


def _row(code: str, ground: Ground) -> str:
    article = f"article {ARTICLE_OF[code]}" if code in ARTICLE_OF else None
    written = ", ".join(one for one in (article, ground.law) if one)
    helps = f"`{ground.remedy}`" if ground.remedy else ""
    cells = (f"`{code}`", ground.rest, ground.principle or "", written, helps, "yes" if code in LIFTABLE else "no")
    return f"| {' | '.join(map(str, cells))} |".replace("|  |", "| |").replace("|  |", "| |")
