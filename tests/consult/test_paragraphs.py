"""The text of a section, paragraph by paragraph."""

import pytest

from consult.anchors import Selector
from consult.paragraphs import moved, paragraphs_of, passage_in, plain_words

TEXT = """# Doprava

Město zajistí **dopravu** do stacionáře
pro [seniory](https://example.org/).

- v pondělí
- ve středu

> Jezdí málo spojů.

---

| obec | spoj |
|---|---|
| Lipová | 8:15 |
"""


def test_paragraphs_are_numbered_from_one_and_a_heading_leads_the_next() -> None:
    found = paragraphs_of(TEXT)
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert found[0].html.startswith("<h4>Doprava</h4>") and "<strong>dopravu</strong>" in found[0].html
    assert "<li>ve středu</li>" in found[1].html and "<td>8:15</td>" in found[3].html


def test_the_plain_words_are_those_a_reader_selects() -> None:
    found = paragraphs_of(TEXT)
    assert found[0].text == "Doprava Město zajistí dopravu do stacionáře pro seniory."
    assert found[1].text == "v pondělí ve středu" and str(found[2]) == "Jezdí málo spojů."


def test_each_paragraph_has_its_own_place_on_the_page() -> None:
    assert paragraphs_of(TEXT)[2].anchor("sluzby") == "sluzby-p3"


def test_an_empty_section_has_no_paragraphs() -> None:
    assert paragraphs_of("") == paragraphs_of("  \n\n ") == ()


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>",
        "[odkaz](javascript:alert(1))\n\n![obrázek](https://evil.example/x.png)",
        "- <svg onload=x>\n\n> <iframe src=//evil.example>",
        "| <style>*{display:none}</style> |\n|---|\n| <b onclick=x> |",
    ],
)
def test_nothing_that_acts_gets_into_a_paragraph(words: str) -> None:
    for paragraph in paragraphs_of(words):
        for live in ("<script", "<img", "<svg", "<iframe", "<style", "<b ", 'href="javascript'):
            assert live not in paragraph.html


@pytest.mark.parametrize(
    "bomb", ["[" * 20_000, "> " * 20_000, "*a " * 10_000, "- " * 10_000, "`" * 20_000, "![](" * 5_000]
)
def test_a_text_made_to_choke_the_reader_is_still_a_text(bomb: str) -> None:
    assert len(paragraphs_of(bomb)) <= 1


def test_words_from_right_to_left_and_pictures_of_feelings_stay_as_they_were_written() -> None:
    words = "\u202eopačně\u202c a \u05e9\u05dc\u05d5\u05dd 👨‍👩‍👧"
    assert paragraphs_of(words)[0].text == words


def test_a_quote_is_found_in_its_paragraph_with_what_stands_around_it() -> None:
    passage = passage_in(TEXT, Selector("dopravu do stacionáře", "Město zajistí ", " pro seniory"))
    assert passage is not None and (passage.paragraph, passage.exactly) == (1, True)
    assert passage.before.endswith("Město zajistí ") and passage.after == " pro seniory."
    assert passage.before + passage.words + passage.after == paragraphs_of(TEXT)[0].text


def test_a_quote_is_found_in_the_last_paragraph_too() -> None:
    passage = passage_in(TEXT, Selector("Lipová 8:15", "obec spoj "))
    assert passage is not None and (passage.paragraph, passage.after) == (4, "")


def test_a_quote_whose_sentence_was_struck_out_is_found_nowhere() -> None:
    assert passage_in(TEXT.replace("Jezdí málo spojů.", "Hotovo."), Selector("Jezdí málo spojů.")) is None


def test_paragraphs_are_known_again_when_others_come_and_go() -> None:
    before = "První odstavec.\n\nDruhý odstavec o dopravě do stacionáře.\n\nTřetí zmizí docela beze stopy."
    after = "Nový úvod.\n\nPrvní odstavec.\n\nDruhý odstavec o dopravě do nového stacionáře."
    assert moved(before, after) == {1: 2, 2: 3}


def test_a_text_written_anew_keeps_no_paragraph() -> None:
    assert moved("Kdysi dávno tu stál mlýn.", "1234567890") == {}
    old = "\n\n".join(f"stará věta číslo {place}" for place in range(600))
    new = "\n\n".join(f"zcela nové znění {place}" for place in range(600))
    assert moved(old, new) == {}


def test_all_words_stand_one_paragraph_a_line() -> None:
    assert plain_words(TEXT).count("\n") == 3
