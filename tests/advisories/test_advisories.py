"""Every hole of the register of trust that concerns what exists, and the test that tries it here.

An id stands either beside tests that exist, or beside the reason for which it cannot apply yet.
"""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

WHO = "tests/advisories/test_who_reads_what.py"
HOSTILE = "tests/advisories/test_hostile_words.py"
KEYS = "tests/advisories/test_keys.py"
ONCE = "tests/advisories/test_pressed_at_once.py"
PAGES, LETTERS = "tests/consult/pages", "tests/consult/letters"
EVERY_ANSWER = f"{WHO}::test_nothing_private_is_in_any_answer"
NEXT_TOWN = f"{HOSTILE}::test_what_is_sent_from_the_next_town_changes_nothing_here"
IN_ADDRESSES = f"{HOSTILE}::test_nonsense_in_an_address_breaks_nothing"
IN_FORMS = f"{HOSTILE}::test_nonsense_in_every_field_of_every_form_breaks_nothing"
SOCKETS = "no socket is listened to before the live table of issue 5: every one is closed at once (consult/urls.py)"

TRIED: dict[str, list[str]] = {
    "CVE-2026-40869": [
        NEXT_TOWN,
        "tests/workflow/test_matrix.py::test_whoever_tries_whatever_whenever_is_told_what_is_missing_or_it_is_done",
    ],
    "CVE-2026-40870": [EVERY_ANSWER],
    "CVE-2023-47634": [f"{ONCE}::test_sixty_four_presses_of_i_agree_are_one_person"],
    "CVE-2023-36465": [NEXT_TOWN],
    "CVE-2026-45086": [EVERY_ANSWER, f"{WHO}::test_every_address_is_sorted"],
    "CVE-2026-45415": [f"{PAGES}/test_intake_list.py::test_a_list_is_nobody_elses_to_see"],
    "CVE-2026-45330": [f"{PAGES}/test_matter_file.py::test_whoever_answers_hears_it_and_the_public_does_not"],
    "CVE-2023-34090": [f"{HOSTILE}::test_no_question_to_the_database_is_made_of_what_somebody_typed", IN_ADDRESSES],
    "CVE-2026-45376": [IN_ADDRESSES, "tests/consult/test_finding.py::test_a_word_of_the_query_language_is_a_word"],
    "CVE-2024-43415": [IN_ADDRESSES],
    "CVE-2025-64459": [f"{HOSTILE}::test_no_question_to_the_database_is_made_of_what_somebody_typed"],
    "CVE-2025-57833": [f"{HOSTILE}::test_no_question_to_the_database_is_made_of_what_somebody_typed"],
    "CVE-2026-1287": [f"{HOSTILE}::test_no_question_to_the_database_is_made_of_what_somebody_typed"],
    "CVE-2026-1312": [f"{HOSTILE}::test_no_question_to_the_database_is_made_of_what_somebody_typed"],
    "CVE-2026-23891": [
        IN_FORMS,
        f"{PAGES}/test_join_matter.py::test_nobody_is_named_who_did_not_wish_it_and_hostile_names_stay_words",
    ],
    "CVE-2023-51447": ["tests/consult/test_attached.py::test_a_file_is_kept_and_given_out_under_a_name_of_our_own"],
    "CVE-2024-41673": ["tests/consult/test_differences.py::test_marks_of_the_layout_are_no_words", IN_ADDRESSES],
    "CVE-2020-11001": [IN_ADDRESSES],
    "CVE-2024-39910": [IN_FORMS],
    "CVE-2024-32034": [IN_FORMS],
    "CVE-2024-27095": [IN_ADDRESSES],
    "CVE-2024-32469": [IN_ADDRESSES],
    "CVE-2024-45594": [IN_FORMS],
    "CVE-2023-32693": [f"{PAGES}/test_sign_in.py::test_signing_in_leads_nowhere_else"],
    "CVE-2023-34089": [IN_ADDRESSES],
    "CVE-2026-45572": ["tests/consult/test_text.py::test_nothing_that_acts_gets_through"],
    "liqd/adhocracy#203": ["tests/consult/test_text.py::test_nothing_that_acts_gets_through"],
    "CVE-2020-6802": ["tests/consult/test_text.py::test_nothing_that_acts_gets_through"],
    "CVE-2020-6816": ["tests/consult/test_text.py::test_nothing_that_acts_gets_through"],
    "CVE-2021-23980": ["tests/consult/test_text.py::test_nothing_that_acts_gets_through"],
    "CVE-2020-6817": [f"{PAGES}/test_draft.py::test_a_text_made_to_break_the_page_is_only_shown"],
    "CVE-2024-27090": [EVERY_ANSWER],
    "CVE-2026-45377": [f"{PAGES}/test_matter_file.py::test_whoever_sent_it_gets_it_with_the_link_of_their_slip"],
    "CVE-2026-45378": [EVERY_ANSWER],
    "CVE-2025-65017": [f"{PAGES}/test_matter_file.py::test_the_file_of_one_comment_is_not_given_out_by_another"],
    "CVE-2026-45414": [f"{KEYS}::test_a_link_opens_the_comment_of_its_own_town_alone"],
    "CVE-2023-48220": [f"{LETTERS}/test_following.py::test_a_link_too_old_confirms_nothing_by_any_way"],
    "CVE-2026-3590": [
        f"{LETTERS}/test_races.py::test_of_sixty_four_who_press_at_once_one_confirms_and_the_others_hear_that_it_is_done",
        f"{PAGES}/test_new_link.py::test_64_presses_at_the_same_moment_make_one_new_link",
    ],
    "CVE-2019-1020018": [f"{PAGES}/test_confirm.py::test_a_scanner_that_opens_every_link_confirms_nothing"],
    "CVE-2022-31184": [f"{LETTERS}/test_sending.py::test_six_letters_a_day_go_to_an_address_and_no_seventh"],
    "CVE-2021-30185": [f"{LETTERS}/test_sending.py::test_links_come_from_the_settings_whatever_a_request_claims"],
    "CVE-2023-44463": ["tests/consult/test_limits.py::test_only_what_our_own_proxies_wrote_is_believed"],
    "CVE-2022-21683": [f"{LETTERS}/test_digest.py::test_nobody_gets_letters_of_another_thread"],
    "CVE-2023-45809": [f"{PAGES}/test_lost_link.py::test_the_page_says_the_same_to_everybody"],
    "CVE-2026-45573": [f"{HOSTILE}::test_no_server_asks_an_address_somebody_wrote"],
    "CVE-2023-47635": [f"{KEYS}::test_a_form_from_another_site_is_not_taken"],
    "CVE-2015-5081": [f"{KEYS}::test_a_form_from_another_site_is_not_taken"],
    "CVE-2026-1285": [f"{PAGES}/test_draft.py::test_a_text_made_to_break_the_page_is_only_shown"],
    "CVE-2016-5851": ["tests/consult/test_attached.py::test_what_may_do_harm_is_turned_away"],
    "CVE-2017-5992": ["tests/consult/intake/test_tables.py::test_traps_are_refused_or_bounded"],
    "CVE-2023-28837": ["tests/consult/test_attached.py::test_looking_a_large_document_through_needs_little_memory"],
    "CVE-2020-22782": ["tests/consult/intake/test_letter.py::test_broken_headers_break_nothing"],
    "CVE-2019-12134": [f"{PAGES}/test_export.py::test_no_cell_is_a_formula"],
    "CVE-2019-17661": [f"{PAGES}/test_intake_list.py::test_cells_that_look_like_commands_stay_words"],
    "CVE-2024-1297": [f"{HOSTILE}::test_no_server_asks_an_address_somebody_wrote"],
}
NOT_YET: dict[str, str] = {
    "CVE-2026-33393": "no address of mail is allowed or refused by its domain",
    "nextcloud/polls#1159": "a link is nobody's vote: votes are acts of seats, and joining a comment is none",
    "CVE-2020-35681": SOCKETS,
    "CVE-2026-44545": SOCKETS,
    "CVE-2018-1000518": SOCKETS,
    "CVE-2025-14550": "of the framework: its version is held by requirements.lock and looked up in CI",
    "CVE-2021-43802": "nothing is imported that could give somebody a right",
    "GHSA-qfmh-fph3-mw8q": "there are no tokens with claims",
    "helios-server#225": "verify.py has no page: it works without a network and takes no address",
}
IN_THE_REGISTER = 64  # ids of the table C2; who adds one there adds it here


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests in a file."""
    tree = ast.parse((Path(settings.BASE_DIR) / file).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("advisory", sorted(TRIED))
def test_each_is_tried_by_a_test_there_is(advisory: str) -> None:
    assert TRIED[advisory]
    for node in TRIED[advisory]:
        file, name = node.split("::")
        assert name in names_in(file), node


def test_none_is_forgotten_and_none_stands_twice() -> None:
    assert not TRIED.keys() & NOT_YET.keys()
    assert len(TRIED) + len(NOT_YET) == IN_THE_REGISTER
    assert all(len(reason) > 20 for reason in NOT_YET.values())
