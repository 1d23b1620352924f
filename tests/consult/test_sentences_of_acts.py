"""Acts, their facts and their entries in words: in both languages, with what was opened and without."""

from pathlib import Path
from typing import Any

import pytest

from consult.sentences import (
    act_about,
    act_groups,
    act_label,
    choices_of,
    doer_words,
    entry_sentence,
    fact_words,
    field_hint,
    field_label,
    flaw_sentence,
    names_of,
    word,
)
from consult.sentences.fixes import FIXES, fix_words
from consult.sentences.tables import DEEDS
from consult.sentences.words import BY_OPTIONS, NEVER_OFFERED, VOCABULARIES, vocabulary_of
from tests.bilingual import in_both, in_czech, translated
from workflow.rules.act import ACTS
from workflow.rules.acts import PENS
from workflow.rules.facts import CHECKS, Fact, FactKind, Flaw, flaws_of
from workflow.rules.lifecycle import Stage
from workflow.rules.process_file import load_process
from workflow.rules.sides import Position

SUSICE = Path(__file__).resolve().parents[2] / "workflow" / "processes" / "susice.toml"
TEXT = "c" * 64
SAME_IN_BOTH = {"Text", "Role"}
VALUE_OF_KIND: dict[FactKind, Any] = {
    FactKind.NAME: "x1",
    FactKind.OFFICIAL: "0279/10/2005/RK",
    FactKind.WORDS: {"commit": TEXT, "length": 5},
    FactKind.DIGEST: "a" * 64,
    FactKind.DAY: "2026-05-14",
    FactKind.MOMENT: "2026-05-14T15:00:00Z",
    FactKind.COUNT: 3,
    FactKind.FLAG: True,
    FactKind.PERSON: "b" * 32,
    FactKind.ORIGIN: "dohoda.example/dohoda/lipova",
    FactKind.TABLE: [],
}


def leaf_of(act: str, **known: Any) -> dict[str, Any]:
    """An entry of this act with a value of the right kind for every fact."""
    given: dict[str, Any] = {}
    for field, fact in ACTS[act].SCHEMA.items():
        one = fact.options[0] if fact.options else VALUE_OF_KIND[fact.kind]
        given[field] = [one] if fact.many else one
    by = {"body": "rs", "seat": "karel", "side": "user", "person": "b" * 32}
    around = {"n": 7, "at": "2026-05-14T15:00:00Z", "territory": "susicko", "plan": "p2027", "actor": None}
    return {**around, "act": act, "by": by, "facts": {**given, **known}}


def barely(act: str) -> dict[str, Any]:
    """An entry of this act with nothing optional and nothing worked out."""
    leaf = leaf_of(act)
    for field, fact in ACTS[act].SCHEMA.items():
        if fact.optional or fact.derived:
            leaf["facts"][field] = None
    return leaf


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_has_a_label_and_an_explanation(act: str) -> None:
    assert translated(act_label, act) and translated(act_about, act)


def test_no_two_acts_share_a_label_and_none_is_made_up() -> None:
    assert set(DEEDS) == set(ACTS)
    for labels in in_both(lambda: [act_label(act) for act in ACTS]):
        assert len(set(labels)) == len(labels)


def test_the_acts_are_listed_by_pen_each_once_under_a_title() -> None:
    cs, en = in_both(act_groups)
    assert [group.pen for group in cs] == list(PENS)
    assert sorted(act for group in cs for act in group.acts) == sorted(ACTS)
    for in_one, in_other in zip(cs, en, strict=True):
        assert in_one.acts and in_one.title != in_other.title


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_fact_of_an_act_is_asked_for_in_words(act: str) -> None:
    for field, fact in ACTS[act].SCHEMA.items():
        cs, en = in_both(field_label, act, field)
        assert cs != en or cs in SAME_IN_BOTH
        assert translated(field_hint, act, field)
        if fact.options:
            vocabulary = vocabulary_of(act, field)
            assert vocabulary is not None, f"{act}.{field} has no words for its choices"
            assert set(fact.options) == set(VOCABULARIES[vocabulary])
            for (value, said), _ in zip(*in_both(choices_of, act, field), strict=True):
                assert said and said != value


def test_a_vocabulary_is_found_by_its_choices_without_doubt() -> None:
    assert len(BY_OPTIONS) == len(VOCABULARIES) - len(NEVER_OFFERED)
    assert set(VOCABULARIES["stage"]) == set(Stage)
    for name, words in VOCABULARIES.items():
        for value in words:
            assert all(in_both(word, name, value))


def test_positions_are_said_as_the_town_says_them() -> None:
    said = dict(in_czech(choices_of, "take_position", "position"))
    assert said == {
        Position.AGREE: "souhlasím",
        Position.AGREE_WITH_RESERVATIONS: "souhlasím s výhradou",
        Position.STAND_ASIDE: "nesouhlasím, ale nebráním",
        Position.BLOCK: "bráním přijetí",
    }


def test_whatever_the_rules_find_wrong_with_a_fact_is_said_in_czech() -> None:
    choice = Fact(FactKind.CHOICE, options=("a", "b"), least=3)
    bad: list[Any] = ["Á!", "", 5, ("Á!",), None, True, "2026-13-45", "x" * 100]
    fixes = {fix for check in CHECKS.values() for value in bad if (fix := check(value, choice))}
    flaws = flaws_of({"odd": 1, "reason": None}, {"reason": Fact(FactKind.WORDS)}, from_book=False)
    for fix in fixes | {flaw.fix for flaw in flaws} | FIXES:
        assert translated(fix_words, fix), fix
    assert in_czech(flaw_sentence, "suspend", Flaw("reason", "is missing", "give it")) == "Odůvodnění: vyplňte"


def test_a_fact_of_an_entry_is_shown_in_words() -> None:
    assert in_czech(fact_words, "take_position", "position", "block") == "bráním přijetí"
    assert in_czech(fact_words, "call_meeting", "starts_at", "2026-05-14T15:00:00Z") == "čtvrtek 14. května 2026, 17:00"
    assert in_czech(fact_words, "record_mandate", "resolution", "0279/10/2005/RK") == "0279/10/2005/RK"
    assert in_czech(fact_words, "suspend", "reason", {"commit": TEXT, "length": 5}) == ""
    assert (
        in_czech(fact_words, "settle_many", "settled", [["12a", "noted", "f" * 64]])
        == "12a, noted, ffff ffff ffff ffff"
    )
    for act in ACTS:
        for field, value in leaf_of(act)["facts"].items():
            assert "%(" not in in_czech(fact_words, act, field, value)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_entry_is_told_in_a_sentence_of_its_own(act: str) -> None:
    for leaf, opened in ((leaf_of(act), {TEXT: "Slova lidí."}), (leaf_of(act), {}), (barely(act), {})):
        cs, en = in_both(entry_sentence, leaf, opened)
        assert cs != en and "%(" not in cs + en and ".." not in cs and cs[-1] in ".“"
        assert cs != f"{in_czech(act_label, act)}.", "the label alone tells nothing"
    assert all(in_both(entry_sentence, {**leaf_of(act), "facts": {}}, {}))


def test_the_steering_group_approves_a_part() -> None:
    leaf = leaf_of("sign_off_part", part="analyticka", how="consensus", preparatory=False)
    assert in_czech(entry_sentence, leaf, {"part:analyticka": "Analytická část"}) == (
        "Řídicí skupina schválila část „Analytická část“ dohodou."
    )


def test_a_round_without_agreement_says_why() -> None:
    reasons = [["blocked", 7, [["blocks", 1]]], ["side_without_agree", 7, [["side", "user"]]]]
    leaf = leaf_of("close_call", result="no_consensus", reasons=reasons, preparatory=[])
    assert in_czech(entry_sentence, leaf, {}) == (
        "Dohody nebylo dosaženo: brání přijetí 1 člen; chybí souhlas zástupce uživatelů."
    )


def test_what_was_voted_is_told_as_voted() -> None:
    leaf = leaf_of("close_vote", result="pass", failed_rounds=2, tallies=[["yes", 5], ["no", 2]], preparatory=["user"])
    assert in_czech(entry_sentence, leaf, {}) == (
        "Přijato hlasováním po 2 nedohodnutých kolech (5 pro; 2 proti). "
        "Rozhodnutí je přípravné, dokud nebudou souhlasit: uživatelé."
    )


def test_a_summary_approval_says_how_much_was_agreed() -> None:
    results = [["k.1", "consensus", [], []], ["k.2", "pulled", [], []], ["k.3", "consensus", [], []]]
    told = in_czech(entry_sentence, leaf_of("close_agenda", results=results), {})
    assert told == "Souhrnné schválení bylo uzavřeno; dohodou přijato bodů: 2 ze\u00a03."


def test_a_council_result_is_told_with_its_counts() -> None:
    counts = {"present": 20, "yes": 14, "no": 3, "abstain": 2, "not_voting": 1, "absent": 7, "members_total": 27}
    known = {**counts, "council": "zm", "resolution": "Z/12/2026", "result": "pass", "contradiction": False}
    assert in_czech(entry_sentence, leaf_of("record_council_result", **known), {"body:zm": "Zastupitelstvo"}) == (
        "Zastupitelstvo: plán byl schválen usnesením č.\u00a0Z/12/2026 ze dne 14. 5. 2026 "
        "(pro 14, proti 3, zdrželo se 2, nehlasovalo 1, nepřítomno 7; potřeba 14 z\u00a027)."
    )


@pytest.mark.parametrize(
    ("kind", "subject", "about"),
    [
        ("sign_off_part", "analyticka", "(Analytická část)"),
        ("sign_off_stage", "drafting", "(tvorba návrhu)"),
        ("settle_matter", "12a", "(č.\u00a012a)"),
        ("grant_exception", "no-mandate", "(chybí pověření k pořízení plánu)"),
        ("confirm_side", "rs.karel", "(Řídicí skupina – karel)"),
    ],
)
def test_a_question_says_what_it_is_about(kind: str, subject: str, about: str) -> None:
    leaf = leaf_of("propose", kind=kind, subject=subject, body="rs")
    names = {"body:rs": "Řídicí skupina", "part:analyticka": "Analytická část"}
    assert about in in_czech(entry_sentence, leaf, names)


def test_long_words_are_cut_and_a_full_stop_is_not_doubled() -> None:
    assert in_czech(entry_sentence, leaf_of("suspend"), {TEXT: "Čeká se na rozpočet."}) == (
        "Práce na plánu byla přerušena. Důvod: „Čeká se na rozpočet.“"
    )
    assert len(in_czech(entry_sentence, leaf_of("suspend"), {TEXT: "slovo " * 1000})) < 400


def test_who_did_it_is_said_for_seats_the_calendar_and_citizens() -> None:
    names = {"body:rs": "Řídicí skupina"}
    seat = {"body": "rs", "seat": "zapis", "side": None}
    assert in_czech(doer_words, leaf_of("suspend"), names) == "Řídicí skupina – karel (uživatelé)"
    assert "Řídicí skupina – zapis" in in_czech(doer_words, {**leaf_of("suspend"), "actor": seat}, names)
    assert in_czech(doer_words, {"by": {"body": None, "seat": "clock", "side": None}}, names) == "kalendář sám"
    assert in_czech(doer_words, {"by": {"body": None, "seat": None, "side": "public"}}, names) == "někdo z veřejnosti"


def test_a_process_file_lends_its_names() -> None:
    cs, en = in_both(names_of, load_process(SUSICE.read_bytes(), file=SUSICE.name))
    assert cs.keys() == en.keys()
    assert "Analytická část" in cs.values() and "Analytic part" in en.values()
