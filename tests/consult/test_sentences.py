"""Obstacles, acts, facts, entries and decisions in words: in both languages, with the facts there are and without."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from consult.sentences import (
    act_about,
    act_groups,
    act_label,
    article_words,
    choices_of,
    decision_sentence,
    doer_words,
    entry_sentence,
    field_hint,
    field_label,
    flaw_sentence,
    law_words,
    names_of,
    obstacle_line,
    obstacle_sentence,
    principle_gist,
    principle_name,
    principle_words,
    reason_words,
    who_may,
    word,
)
from consult.sentences.fixes import FIXES, fix_words
from consult.sentences.tables import DEEDS, LACKS
from consult.sentences.words import BY_OPTIONS, NEVER_OFFERED, VOCABULARIES, vocabulary_of
from workflow.rules import facts
from workflow.rules.act import ACTS
from workflow.rules.authority import AUTHORITY, Pen
from workflow.rules.case import Obstacle
from workflow.rules.charter import ARTICLES
from workflow.rules.facts import FactKind, Flaw, flaws_of
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import GROUNDS, missing
from workflow.rules.process_file import load_process
from workflow.rules.quorum import ARTICLE_OF, Reason, because

RULES = Path(__file__).resolve().parents[2] / "workflow"
CHARTER_OF_SUSICE = RULES / "processes" / "susice.toml"
BOTH = ("cs", "en")
TEXT = "c" * 64

# A value for every fact a guard may give, by its name; what is not here gets a short name.
SAMPLE: dict[str, str | int] = {
    "until": "2026-05-14", "ended": "2026-05-01T08:00:00Z", "at": "2026-05-14T08:00:00Z", "last": "2026-05-15T08:00:00Z",
    "closes_at": "2026-05-14T21:59:59Z", "opens_at": "2026-05-14T22:00:00Z", "earliest": "2026-06-01", "seat": "rs/karel",
    "act": "sign_off_part", "pens": "steering team", "stage": "commenting", "stages": "drafting steering", "side": "user",
    "given_by": "public", "scope": "aims", "matter": "plan/12a", "of": 5, "days": 3, "need": 7, "needed": 14, "have": 0,
    "working_days": 3, "present": 3, "counted": 7, "yes": 12, "members_total": 27, "process": "a" * 64, "guard": "no_mandate",
    "field": "reason", "fix": "give a whole number, 3 or more", "position": "block", "status": "open", "round": 2,
    "disposition": "accepted", "channel": "post", "blocks": 2, "article": 7,
}  # fmt: skip
# Facts that reach an obstacle by way of a mapping, which reading the source cannot see.
BY_MAPPING = {
    "hearing_too_soon": {("days", "needed", "earliest")},
    "window_too_short": {("days", "needed", "earliest")},
    "closes_too_soon_after_hearing": {("days", "needed", "earliest")},
    "aim_untraced": {("aim", "kind")},
    "seat_unknown": {("seat",)},
    "seat_vacant": {("seat", "ended")},
    "seat_lapsed": {("seat", "until")},
    "not_your_pen": {("act", "seat", "pens", "body")},
}


def yielded() -> dict[str, set[tuple[str, ...]]]:
    """Every code the rules give, with the names of the facts they give it with, read out of their source."""
    found: dict[str, set[tuple[str, ...]]] = {code: set(given) for code, given in BY_MAPPING.items()}
    for path in RULES.rglob("*.py"):
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


def leaf_of(act: str, **known: Any) -> dict[str, Any]:
    """An entry of this act with a value of the right kind for every fact."""
    value = {
        FactKind.NAME: "x1", FactKind.WORDS: {"commit": TEXT, "length": 5}, FactKind.DIGEST: "a" * 64,
        FactKind.DAY: "2026-05-14", FactKind.MOMENT: "2026-05-14T15:00:00Z", FactKind.COUNT: 3, FactKind.FLAG: True,
        FactKind.PERSON: "b" * 32, FactKind.TABLE: [],
    }  # fmt: skip
    given: dict[str, Any] = {}
    for field, fact in ACTS[act].SCHEMA.items():
        one = fact.options[0] if fact.options else value[fact.kind]
        given[field] = [one] if fact.many else one
    by = {"body": "rs", "seat": "karel", "side": "user", "person": "b" * 32}
    around = {"n": 7, "at": "2026-05-14T15:00:00Z", "territory": "susicko", "plan": "p2027", "actor": None}
    return {**around, "act": act, "by": by, "facts": {**given, **known}}


def in_czech(leaf: dict[str, Any], **opened: str) -> str:
    with override("cs"):
        return entry_sentence(leaf, {key.replace("_", ":", 1): value for key, value in opened.items()})


def both_differ(cs: str, en: str) -> bool:
    return bool(cs) and bool(en) and cs != en


def spoken(function: Any, *arguments: Any) -> Iterator[str]:
    for language in BOTH:
        with override(language):
            yield str(function(*arguments))


# obstacles


def test_every_obstacle_has_its_words_and_no_words_lack_an_obstacle() -> None:
    assert set(LACKS) == set(GROUNDS)
    for lack in LACKS.values():
        assert "%(" not in str(lack.what[-1]) and "%(" not in str(lack.mend)


@pytest.mark.parametrize("code", GROUNDS)
def test_an_obstacle_says_what_is_missing_and_names_its_principle_or_law_in_both_languages(code: str) -> None:
    ground = GROUNDS[code]
    obstacle = missing(code)
    cs, en = spoken(obstacle_sentence, obstacle)
    assert both_differ(cs, en) and cs.endswith(".") and en.endswith(".")
    for language, sentence in zip(BOTH, (cs, en), strict=True):
        with override(language):
            if ground.principle:
                assert principle_words(ground.principle) in sentence
            if ground.law:
                assert law_words(ground.law) in sentence


@pytest.mark.parametrize(("code", "names"), [(code, names) for code, given in yielded().items() for names in given])
def test_an_obstacle_is_said_with_the_facts_its_guards_give(code: str, names: tuple[str, ...]) -> None:
    obstacle = Obstacle(code, None, None, tuple((name, SAMPLE.get(name, f"{name}-1")) for name in names))
    for sentence in spoken(obstacle_sentence, obstacle):
        assert "%(" not in sentence and "None" not in sentence
    for sentence in spoken(obstacle_sentence, Obstacle(code, None, None, (("odd", "x"), ("matter", 3)))):
        assert sentence


def test_the_full_sentence_is_chosen_where_the_facts_are_there() -> None:
    obstacle = missing("side_missing", body="rs", side="user", have=0, need=2)
    with override("cs"):
        assert obstacle_sentence(obstacle, {"body:rs": "Řídicí skupina"}) == (
            "Řídicí skupina: obsazených členství za uživatele je 0, potřeba je nejméně 2 "
            "(zásada\u00a03 – Bez uživatelů není KPSS). Pozvěte a zapište někoho, kdo bude za toto zastoupení mluvit."
        )
    with override("en"):
        assert "“12a”" not in obstacle_sentence(missing("matter_open", matter="plan/12a", of=3))
        assert "no. 12a is not settled (3 in all; principle 8" in obstacle_sentence(
            missing("matter_open", matter="plan/12a", of=3)
        )


def test_a_line_says_who_can_help_with_which_act() -> None:
    with override("cs"):
        line = obstacle_line(missing("matter_open", matter="plan/3"))
    assert (line.principle, line.act) == (8, "settle_matter")
    assert line.who == "facilitátor či vedoucí skupiny nebo zapisovatel"
    assert line.act_label == "Vypořádat připomínku"
    assert line.principle_name not in line.sentence


def test_whoever_holds_a_pen_is_named() -> None:
    for act in AUTHORITY:
        assert both_differ(*spoken(who_may, act))
    assert set(VOCABULARIES["pen"]) == set(Pen)


def test_law_is_cited_in_full() -> None:
    with override("cs"):
        assert law_words("128/2000 § 87") == "§\u00a087 zákona č.\u00a0128/2000\u00a0Sb., o obcích"
        assert law_words("128/2000 § 92(3)") == "§\u00a092 odst.\u00a03 zákona č.\u00a0128/2000\u00a0Sb., o obcích"
    assert law_words("common sense") == "common sense"


# acts, their fields and choices


def test_every_act_has_a_label_an_explanation_and_a_place() -> None:
    assert set(DEEDS) == set(ACTS)
    for act in ACTS:
        assert both_differ(*spoken(act_label, act)) and both_differ(*spoken(act_about, act))
    groups = [list(act_groups()) for _ in BOTH]
    assert sorted(act for group in groups[0] for act in group.acts) == sorted(ACTS)
    for group in groups[0]:
        assert group.acts and group.title != group.pen


def test_no_two_acts_share_a_label() -> None:
    for language in BOTH:
        with override(language):
            labels = [act_label(act) for act in ACTS]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("act", sorted(AUTHORITY))
def test_every_fact_of_an_act_is_asked_for_in_words(act: str) -> None:
    for field, fact in ACTS[act].SCHEMA.items():
        cs, en = spoken(field_label, act, field)
        assert cs and en and cs != field and (cs != en or cs == "Text")
        assert both_differ(*spoken(field_hint, act, field))
        if fact.options:
            vocabulary = vocabulary_of(act, field)
            assert vocabulary is not None, f"{act}.{field} has no words for its choices"
            assert set(fact.options) == set(VOCABULARIES[vocabulary])
            for (value, in_cs), (_, in_en) in zip(*spoken_choices(act, field), strict=True):
                assert in_cs and in_en and in_cs != value


def spoken_choices(act: str, field: str) -> Iterator[list[tuple[str, str]]]:
    for language in BOTH:
        with override(language):
            yield choices_of(act, field)


def test_a_vocabulary_is_found_by_its_choices_without_doubt() -> None:
    assert len(BY_OPTIONS) == len(VOCABULARIES) - len(NEVER_OFFERED)
    assert set(VOCABULARIES["stage"]) == set(Stage)
    for language in BOTH:
        with override(language):
            for name, words in VOCABULARIES.items():
                assert all(word(name, value) for value in words)


def test_positions_are_said_as_the_town_says_them() -> None:
    with override("cs"):
        assert [words for _, words in choices_of("take_position", "position")] == [
            "souhlasím", "souhlasím s výhradou", "nesouhlasím, ale nebráním", "bráním přijetí",
        ]  # fmt: skip


def test_whatever_the_rules_find_wrong_with_a_fact_is_said_in_czech() -> None:
    bad: list[Any] = ["Á!", "", 5, (), ("Á!",), None, True, "2026-13-45", "x" * 100]
    fixes = {
        fact_fix for check in facts.CHECKS.values() for value in bad for fact_fix in [check(value, CHOICE)] if fact_fix
    }
    flaws = flaws_of({"odd": 1, "reason": None}, {"reason": facts.Fact(FactKind.WORDS)}, from_book=False)
    for fix in fixes | {flaw.fix for flaw in flaws} | FIXES:
        assert both_differ(*spoken(fix_words, fix))
    with override("cs"):
        assert flaw_sentence("suspend", Flaw("reason", "is missing", "give it")) == "Odůvodnění: vyplňte"


CHOICE = facts.Fact(FactKind.CHOICE, options=("a", "b"), least=3)

# entries


@pytest.mark.parametrize("act", sorted(AUTHORITY))
def test_every_entry_is_told_in_a_sentence_of_its_own(act: str) -> None:
    full, bare = leaf_of(act), leaf_of(act)
    bare["facts"] = {
        field: None if fact.optional or fact.derived else full["facts"][field]
        for field, fact in ACTS[act].SCHEMA.items()
    }
    for leaf, opened in ((full, {TEXT: "Slova lidí."}), (full, {}), (bare, {})):
        cs, en = spoken(entry_sentence, leaf, opened)
        assert both_differ(cs, en) and "%(" not in cs + en and ".." not in cs and cs[-1] in ".“"
        with override("cs"):
            assert cs != f"{act_label(act)}."  # the label alone would tell nothing
    assert all(spoken(entry_sentence, {**full, "facts": {}}, {}))


def test_the_steering_group_approves_a_part() -> None:
    leaf = leaf_of("sign_off_part", part="analyticka", how="consensus", preparatory=False)
    assert (
        in_czech(leaf, part_analyticka="Analytická část") == "Řídicí skupina schválila část „Analytická část“ dohodou."
    )


def test_a_round_without_agreement_says_why() -> None:
    reasons = [["blocked", 7, [["blocks", 1]]], ["side_without_agree", 7, [["side", "user"]]]]
    leaf = leaf_of("close_call", result="no_consensus", reasons=reasons, preparatory=[])
    assert in_czech(leaf) == "Dohody nebylo dosaženo: brání přijetí 1 člen; chybí souhlas zástupce uživatelů."


def test_what_was_voted_is_told_as_voted() -> None:
    leaf = leaf_of("close_vote", result="pass", failed_rounds=2, tallies=[["yes", 5], ["no", 2]], preparatory=[])
    assert in_czech(leaf) == "Přijato hlasováním po 2 nedohodnutých kolech (5 pro; 2 proti)."


def test_a_council_result_is_told_with_its_counts() -> None:
    counts = {"present": 20, "yes": 14, "no": 3, "abstain": 2, "not_voting": 1, "absent": 7, "members_total": 27}
    leaf = leaf_of(
        "record_council_result", **counts, council="zm", resolution="12-2026", result="pass", contradiction=False
    )
    assert in_czech(leaf, body_zm="Zastupitelstvo") == (
        "Zastupitelstvo: plán byl schválen usnesením č.\u00a012-2026 ze dne 14. 5. 2026 "
        "(pro 14, proti 3, zdrželo se 2, nehlasovalo 1, nepřítomno 7; potřeba 14 z\u00a027)."
    )


def test_long_words_are_cut_and_a_full_stop_is_not_doubled() -> None:
    leaf = leaf_of("suspend")
    told = in_czech(leaf, **{TEXT: "Čeká se na rozpočet."})
    assert told == "Práce na plánu byla přerušena. Důvod: „Čeká se na rozpočet.“"
    assert len(in_czech(leaf, **{TEXT: "slovo " * 1000})) < 400


def test_who_did_it_is_said_for_seats_the_calendar_and_citizens() -> None:
    names = {"body:rs": "Řídicí skupina"}
    with override("cs"):
        assert doer_words(leaf_of("suspend"), names) == "Řídicí skupina – karel (uživatelé)"
        assert doer_words({"by": {"body": None, "seat": "clock", "side": None}}, names) == "kalendář sám"
        assert doer_words({"by": {"body": None, "seat": None, "side": "public"}}, names) == "někdo z veřejnosti"


def test_a_process_file_lends_its_names() -> None:
    names = {}
    for language in BOTH:
        with override(language):
            names[language] = names_of(load_process(CHARTER_OF_SUSICE))
    assert names["cs"].keys() == names["en"].keys()
    assert "Analytická část" in names["cs"].values() and "Analytic part" in names["en"].values()


# decisions and principles


def test_what_is_still_missing_in_a_round() -> None:
    reasons = [because("side_without_agree", side="user")]
    with override("cs"):
        assert (
            decision_sentence(reasons=reasons, round=1, rounds=2)
            == "Zatím chybí souhlas zástupce uživatelů; kolo 1 ze\u00a02."
        )
        assert decision_sentence(outcome="pass", failed_rounds=2) == "Přijato hlasováním po 2 nedohodnutých kolech."
        assert decision_sentence(outcome="consensus", preparatory=["user"]).endswith("souhlasit: uživatelé.")


@pytest.mark.parametrize("code", ARTICLE_OF)
def test_every_reason_of_the_charter_is_said(code: str) -> None:
    given = max(yielded().get(code, {()}), key=len)
    reason = Reason(code, ARTICLE_OF[code], tuple((name, SAMPLE.get(name, 1)) for name in given))
    for bare in (reason, Reason(code, ARTICLE_OF[code])):
        cs, en = spoken(reason_words, bare)
        assert both_differ(cs, en) and "%(" not in cs + en and not cs.endswith(".")


def test_principles_and_articles_are_said_in_both_languages() -> None:
    for number in range(1, 12):
        assert both_differ(*spoken(principle_name, number)) and both_differ(*spoken(principle_gist, number))
    for number in ARTICLES:
        assert both_differ(*spoken(article_words, number))
    with override("cs"):
        assert principle_words(4) == "zásada\u00a04 – Demokratická spolupráce"
        assert re.search("zastupitelstva", article_words(15), re.IGNORECASE)
