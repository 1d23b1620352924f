"""Columns known by what people write above them, values by what people write into them."""

import pytest

from consult.intake.columns import NoWordsError, recognised, sections_by_words

SECTIONS = sections_by_words([("bydleni", "3.2 Bydlení pro seniory"), ("doprava", "Doprava")])


def test_a_czech_table_with_a_title_above_it() -> None:
    table = [
        ["Vypořádání připomínek k návrhu"],
        ["č.", "Jméno", "Příjmení", "Text připomínky", "Kapitola", "Způsob podání", "Č. j.", "Datum odeslání"],
        ["1", "Anežka", "Tichá", "Chybí lavička.", "bydlení pro seniory", "datová schránka", "MU 1/26", "14. 5. 2026"],
    ]
    found = recognised(table, SECTIONS)
    assert found.rows == [
        {
            "told": "Chybí lavička.", "on_behalf_of": "Anežka Tichá", "section": "bydleni", "channel": "data_box",
            "reference": "MU 1/26", "sent_on": "14. 5. 2026",
        }
    ]  # fmt: skip
    assert found.lines == [3] and found.unused == []


def test_an_english_table() -> None:
    table = [
        ["Comment", "Section", "From", "Received", "Side", "Via", "Signatures", "For whom"],
        ["A bench is missing.", "3.2 Bydlení pro seniory", "Ann", "2026-05-14", "users", "e-mail", "212", "signatures"],
    ]
    (row,) = recognised(table, SECTIONS).rows
    assert row == {
        "told": "A bench is missing.", "section": "bydleni", "on_behalf_of": "Ann", "received": "2026-05-14",
        "side": "user", "channel": "email", "voices": "212", "voice": "signatures",
    }  # fmt: skip


def test_a_table_without_accents_and_with_explanations_in_brackets() -> None:
    (row,) = recognised([["PRIPOMINKA (cely text)", "E-MAIL"], ["x", "a@b.cz"]], {}).rows
    assert row == {"told": "x", "mail": "a@b.cz"}


def test_one_column_needs_no_heading() -> None:
    assert [row["told"] for row in recognised([["První."], ["Druhá."]], {}).rows] == ["První.", "Druhá."]
    assert [row["told"] for row in recognised([["Připomínka"], ["Druhá."]], {}).rows] == ["Druhá."]


def test_several_columns_without_the_words_are_named_to_whoever_brought_them() -> None:
    with pytest.raises(NoWordsError) as error:
        recognised([["Barva", "Tvar"], ["modrá", "kruh"]], {})
    assert error.value.headings == ["Barva", "Tvar"]


def test_columns_nobody_knows_are_told_and_numbers_of_rows_are_not() -> None:
    assert recognised([["č.", "Připomínka", "Barva"], ["1", "x", "modrá"]], {}).unused == ["Barva"]


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("Zastoupení", "Uživatelé služeb", "user"),
        ("Zastoupení", "poskytovatel", "provider"),
        ("Zastoupení", "Zadavatelé", "commissioner"),
        ("Zastoupení", "veřejnost", "public"),
        ("Zastoupení", "kdoví", "kdoví"),
        ("Způsob podání", "e-mailem", "email"),
        ("Způsob podání", "poštou", "post"),
        ("Způsob podání", "osobně na podatelně", "in_person"),
        ("Způsob podání", "telefonicky", "in_person"),
        ("Způsob podání", "veřejné projednání", "hearing"),
        ("Druh", "dotaz", "question"),
        ("Mluví za", "organizace", "organisation"),
        ("Část", "DOPRAVA", "doprava"),
        ("Část", "neexistuje", "neexistuje"),
    ],
)
def test_what_people_write_into_a_column_is_understood_or_left_to_be_mended(field: str, said: str, value: str) -> None:
    (row,) = recognised([["Připomínka", field], ["x", said]], SECTIONS).rows
    assert value in row.values()


def test_an_empty_table_has_no_words() -> None:
    with pytest.raises(NoWordsError):
        recognised([], {})
