"""A pasted list: one comment a paragraph, or one a line."""

import pytest

from consult.intake.pasted import comments_in


@pytest.mark.parametrize(
    ("text", "apart", "found"),
    [
        ("Jedna.\nstále jedna\n\nDvě.", "paragraph", ["Jedna.\nstále jedna", "Dvě."]),
        ("Jedna.\r\n\r\n \t\r\nDvě.", "paragraph", ["Jedna.", "Dvě."]),
        ("Jedna.\nDvě.\n\n\nTři.", "line", ["Jedna.", "Dvě.", "Tři."]),
        ("1. Jedna.\n2) Dvě.\n(3) Tři.\n- Čtyři.\n• Pět.", "line", ["Jedna.", "Dvě.", "Tři.", "Čtyři.", "Pět."]),
        ("14. 5. 2026 jsme šli.\n1990 bylo lépe.", "line", ["14. 5. 2026 jsme šli.", "1990 bylo lépe."]),
        ("-\n\n•\n", "line", ["-", "•"]),
        (" \n\n ", "paragraph", []),
        ("", "line", []),
    ],
)
def test_what_stands_apart_is_a_comment_of_its_own(text: str, apart: str, found: list[str]) -> None:
    assert comments_in(text, apart) == found
