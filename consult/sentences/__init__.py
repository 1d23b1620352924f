"""What the site says: obstacles, acts, facts, entries, decisions, principles, in the reader's language.

The engine holds codes and facts; every sentence made of them comes from here. Source strings are English; the
Czech ones stand in `consult/locale`.
"""

from consult.sentences.acts import ActGroup, act_about, act_groups, act_label, pen_of
from consult.sentences.decisions import decision_sentence, reason_words, reasons_words, tally_words
from consult.sentences.entries import deed_sentence, doer_words, entry_sentence, standing_words
from consult.sentences.facts import fact_words, field_hint, field_label, flaw_sentence
from consult.sentences.names import names_of
from consult.sentences.obstacles import ObstacleLine, ground_words, obstacle_line, obstacle_sentence, who_may
from consult.sentences.principles import article_words, law_words, principle_gist, principle_name, principle_words
from consult.sentences.words import (
    body_kind_words,
    choice_words,
    choices_of,
    disposition_words,
    outcome_words,
    position_words,
    role_words,
    side_words,
    stage_words,
    word,
)

__all__ = [
    "ActGroup",
    "ObstacleLine",
    "act_about",
    "act_groups",
    "act_label",
    "article_words",
    "body_kind_words",
    "choice_words",
    "choices_of",
    "decision_sentence",
    "deed_sentence",
    "disposition_words",
    "doer_words",
    "entry_sentence",
    "fact_words",
    "field_hint",
    "field_label",
    "flaw_sentence",
    "ground_words",
    "law_words",
    "names_of",
    "obstacle_line",
    "obstacle_sentence",
    "outcome_words",
    "pen_of",
    "position_words",
    "principle_gist",
    "principle_name",
    "principle_words",
    "reason_words",
    "reasons_words",
    "role_words",
    "side_words",
    "stage_words",
    "standing_words",
    "tally_words",
    "who_may",
    "word",
]
