"""Obstacles, decisions and principles in words: in both languages, with the facts there are and without."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from consult.sentences import (
    article_words,
    decision_sentence,
    law_words,
    obstacle_line,
    obstacle_sentence,
    principle_gist,
    principle_name,
    principle_words,
    reason_words,
    who_may,
)
from consult.sentences.tables import LACKS
from consult.sentences.words import VOCABULARIES
from tests.bilingual import BOTH, in_both, in_czech, translated
from workflow.rules.authority import AUTHORITY
from workflow.rules.case import Obstacle
from workflow.rules.charter import ARTICLES
from workflow.rules.obstacles import GROUNDS, missing
from workflow.rules.pens import Pen
from workflow.rules.quorum import ARTICLE_OF, Reason, because

ENGINE = Path(__file__).resolve().parents[2] / "workflow"

# A value for every fact a guard may give, by its name; what is not here gets a short name.
SAMPLE: dict[str, str | int] = {
    "until": "2026-05-14",
    "ended": "2026-05-01T08:00:00Z",
    "at": "2026-05-14T08:00:00Z",
    "last": "2026-05-15T08:00:00Z",
    "closes_at": "2026-05-14T21:59:59Z",
    "opens_at": "2026-05-14T22:00:00Z",
    "earliest": "2026-06-01",
    "seat": "rs/karel",
    "act": "sign_off_part",
    "pens": "steering team",
    "stage": "commenting",
    "stages": "drafting steering",
    "side": "user",
    "given_by": "public",
    "scope": "aims",
    "matter": "plan/12a",
    "process": "a" * 64,
    "guard": "no_mandate",
    "field": "reason",
    "fix": "give a whole number, 3 or more",
    "position": "block",
    "status": "open",
    "disposition": "accepted",
    "channel": "post",
    **dict.fromkeys(("of", "days", "need", "needed", "have", "working_days", "present", "counted", "yes"), 3),
    **dict.fromkeys(("members_total", "round", "blocks", "article", "agrees", "stand_asides", "allowed"), 7),
}
# Facts that reach an obstacle by way of a mapping, which reading the source cannot see.
BY_MAPPING: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("hearing_too_soon", "window_too_short", "closes_too_soon_after_hearing"), ("days", "needed", "earliest")
    ),
    **dict.fromkeys(("side_without_agree", "side_without_yes"), ("side",)),
    "aim_untraced": ("aim", "kind"),
    "seat_unknown": ("seat",),
    "seat_vacant": ("seat", "ended"),
    "seat_lapsed": ("seat", "until"),
    "not_your_pen": ("act", "seat", "pens", "body"),
}


def yielded() -> dict[str, set[tuple[str, ...]]]:
    """Every code the rules give, with the names of the facts they give it with, read out of their source."""
    found: dict[str, set[tuple[str, ...]]] = {code: {given} for code, given in BY_MAPPING.items()}
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("missing", "because")
            ):
                codes = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                names = tuple(sorted(keyword.arg for keyword in node.keywords if keyword.arg))
                for code in codes:
                    found.setdefault(str(code), set()).add(names)
    return {code: given for code, given in found.items() if code in GROUNDS}


YIELDED = yielded()


def test_every_obstacle_has_its_words_and_no_words_lack_an_obstacle() -> None:
    assert set(LACKS) == set(GROUNDS)
    for lack in LACKS.values():
        assert "%(" not in str(lack.what[-1]) and "%(" not in str(lack.mend)


@pytest.mark.parametrize("code", GROUNDS)
def test_an_obstacle_says_what_is_missing_and_names_its_principle_or_law(code: str) -> None:
    ground = GROUNDS[code]
    assert translated(obstacle_sentence, missing(code))
    for language in BOTH:
        with override(language):
            sentence = obstacle_sentence(missing(code))
            assert sentence.endswith(".")
            assert not ground.principle or principle_words(ground.principle) in sentence
            assert not ground.law or law_words(ground.law) in sentence


@pytest.mark.parametrize(("code", "names"), [(code, names) for code, given in YIELDED.items() for names in given])
def test_an_obstacle_is_said_with_the_facts_its_guards_give(code: str, names: tuple[str, ...]) -> None:
    obstacle = Obstacle(code, None, None, tuple((name, SAMPLE.get(name, f"{name}-1")) for name in names))
    for sentence in in_both(obstacle_sentence, obstacle):
        assert "%(" not in sentence and "None" not in sentence
    odd = Obstacle(
        code, None, None, (("odd", "x"), ("matter", 3), ("until", "soon"), ("days", "many"), ("side", "left"))
    )
    assert all(in_both(obstacle_sentence, odd))


@pytest.mark.parametrize("code", [code for code, given in YIELDED.items() if any(given)])
def test_what_a_guard_knows_is_told(code: str) -> None:
    """A code that comes with facts has a sentence that uses some of them, unless they are only for machines."""
    if len(LACKS[code].what) == 1:
        assert code == "no_change" or not any(set(names) - {"article"} for names in YIELDED[code])


def test_the_fullest_sentence_is_chosen_and_things_are_called_by_their_names() -> None:
    lonely = missing("side_missing", body="rs", side="user", have=0, need=2)
    assert in_czech(obstacle_sentence, lonely, {"body:rs": "Řídicí skupina"}) == (
        "Řídicí skupina: obsazených členství za uživatele je 0, potřeba je nejméně 2 "
        "(zásada\u00a03 – Bez uživatelů není KPSS). Pozvěte a zapište někoho, kdo bude za toto zastoupení mluvit."
    )
    assert "není vypořádána (celkem 3; zásada" in in_czech(
        obstacle_sentence, missing("matter_open", matter="p/12a", of=3)
    )


def test_an_obstacle_nobody_has_words_for_still_says_something() -> None:
    assert translated(obstacle_sentence, Obstacle("brand_new", 4, None, ()))


def test_a_line_says_who_can_help_with_which_act() -> None:
    line = in_czech(obstacle_line, missing("matter_open", matter="plan/3"))
    assert (line.principle, line.act) == (8, "settle_matter")
    assert line.who == "facilitátor či vedoucí skupiny nebo zapisovatel"
    assert line.act_label == "Vypořádat připomínku"
    assert line.principle_name == "Průběh je stejně důležitý jako výsledek"
    assert line.principle_name not in line.sentence


@pytest.mark.parametrize("act", sorted(AUTHORITY))
def test_whoever_holds_a_pen_is_named(act: str) -> None:
    assert translated(who_may, act)
    assert set(VOCABULARIES["pen"]) == set(Pen)


def test_law_is_cited_in_full() -> None:
    assert in_czech(law_words, "128/2000 § 87") == "§\u00a087 zákona č.\u00a0128/2000\u00a0Sb., o obcích"
    assert (
        in_czech(law_words, "128/2000 § 92(3)") == "§\u00a092 odst.\u00a03 zákona č.\u00a0128/2000\u00a0Sb., o obcích"
    )
    assert law_words("common sense") == "common sense"


def test_what_is_still_missing_in_a_round() -> None:
    reasons = [because("side_without_agree", side="user"), because("blocked", blocks=2)]
    with override("cs"):
        assert decision_sentence(reasons=reasons[:1], round=1, rounds=2) == (
            "Zatím chybí souhlas zástupce uživatelů; kolo 1 ze\u00a02."
        )
        assert decision_sentence(reasons=reasons, round=3, rounds=2).endswith("brání přijetí 2 členové; kolo 3.")
        assert decision_sentence(round=1).startswith("Kdyby se uzavřelo teď, bylo by přijato dohodou")


def test_how_a_decision_came_out() -> None:
    with override("cs"):
        assert decision_sentence(outcome="pass", failed_rounds=2) == "Přijato hlasováním po 2 nedohodnutých kolech."
        assert decision_sentence(outcome="consensus", preparatory=["user"]) == (
            "Přijato dohodou. Rozhodnutí je přípravné, dokud nebudou souhlasit: uživatelé."
        )
        for outcome in ("no_consensus", "inconclusive", "fail", "inquorate", "done"):
            assert "%(" not in decision_sentence(outcome=outcome)


@pytest.mark.parametrize("code", ARTICLE_OF)
def test_every_reason_of_the_charter_is_said(code: str) -> None:
    given = max(YIELDED.get(code, {()}), key=len)
    facts = tuple((name, SAMPLE.get(name, 1)) for name in given)
    for reason in (Reason(code, ARTICLE_OF[code], facts), Reason(code, ARTICLE_OF[code])):
        assert translated(reason_words, reason)
        assert "%(" not in in_czech(reason_words, reason) and not in_czech(reason_words, reason).endswith(".")


def test_principles_and_articles_are_said_in_both_languages() -> None:
    for number in range(1, 12):
        assert translated(principle_name, number) and translated(principle_gist, number)
    for number in ARTICLES:
        assert translated(article_words, number)
    assert in_czech(principle_words, 4) == "zásada\u00a04 – Demokratická spolupráce"
    assert re.search("zastupitelstva", in_czech(article_words, 15), re.IGNORECASE)
