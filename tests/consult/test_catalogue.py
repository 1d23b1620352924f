"""Everything the site says is said in both languages, in the words a Czech town office would use."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from consult.catalogues import LOCALE, check, extract, main, read_catalogue, update

CZECH = LOCALE / "cs" / "LC_MESSAGES" / "django.po"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"

# Words a town office would not use, or would use in another sense; each with the reason it stands here.
NOT_SAID = {
    r"\bstran(a|y|ě|u|ou|ám|ách|ami)\b": "a side is zastoupení, a page stránka",
    r"\bpodpi[sš](?!ov\w+ arch)|\bpodepi|\bpodepsa": "suggests an electronic signature; schválit, stvrdit",
    r"\bakt(y|u|em|ů|ům|ech)?\b": "an act is úkon",
    r"\bseda(dl|del)": "a seat is členství",
    r"\bpetic|\bnámit": "statutory terms",
    r"\búčten": "potvrzení o přijetí připomínky",
    r"\bverdikt": "výsledek ověření",
    r"\bmístnost|\bpokoj": "pracovní jednání, společný stůl",
    r"\bblok": "bráním přijetí",
    r"\bzabra(t|l|n)": "převzít k vypořádání",
    r"\bspis(u|y|em|ů)?\b": "kniha záznamů",
    r"hlavní knih|ledger": "kniha záznamů",
    r"řídící skup|řídících skup": "řídicí skupina",
    r"schůz\w* zastupitelstv": "zastupitelstvo meets at zasedání",
    r"zákon\w* o obcích": "§ 87 zákona č. 128/2000 Sb., o obcích",
    r"zásadní připomín|\brozpor": "borrowed from the ministries' rules",
    r"\bv Dohodě\b": "the product's name is no outcome",
    r"uživatelsk\w+ (jméno|účet|účt)|přihlášen\w+ uživatel": "uživatel uses a social service, nothing else",
    r"vyčkejte|!": "a good clerk neither shouts nor makes wait",
    r"\"|“[^“]*”": "Czech quotation marks are „ and “",
    r" - ": "a dash is –",
}


@pytest.fixture(scope="module")
def said() -> Catalog:
    return extract()


def czech() -> Iterator[tuple[str, str]]:
    for message in read_catalogue(CZECH):
        if message.id:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((str(message.id), form) for form in forms)


def test_the_czech_catalogue_says_everything_the_site_says(said: Catalog) -> None:
    """Nothing missing, left over, fuzzy or untranslated, and the placeholders are the same."""
    assert check(CZECH, said) == []


def test_the_catalogues_are_as_the_gathering_leaves_them(said: Catalog, tmp_path: Path) -> None:
    for source in (CZECH, ENGLISH):
        copy = tmp_path / source.parent.parent.name / "LC_MESSAGES" / "django.po"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(source.read_bytes())
        assert not update(copy, said), f"{source.name} is behind its sources: make messages"


def test_english_is_the_language_of_the_sources() -> None:
    assert [message.id for message in read_catalogue(ENGLISH) if message.id] == []


@pytest.mark.parametrize("pattern", NOT_SAID, ids=list(NOT_SAID.values()))
def test_a_town_office_finds_the_right_word(pattern: str) -> None:
    found = [text for _, text in czech() if re.search(pattern, text, re.IGNORECASE)]
    assert found == []


def test_templates_and_python_are_both_gathered(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "consult").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '<p>\n    {% translate "The plan" %}\n  {% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days'
        '{% endblocktranslate %}\n{% translate "Comment" context "verb" %}</p>'
    )
    (tmp_path / "consult" / "words.py").write_text(
        'A = gettext_lazy("Agreement" " of all")\nB = pgettext_lazy("side", "users")\n'
        'C = ngettext("%(n)s hour", "%(n)s hours", n)\nD = gettext(A)\n'
    )
    gathered = {
        (message.context, message.id)
        for message in extract(tmp_path)
        if message.id and not message.locations[0][0].startswith("workflow")
    }
    assert gathered == {
        (None, "The plan"),
        (None, ("%(n)s day", "%(n)s days")),
        ("verb", "Comment"),
        (None, "Agreement of all"),
        ("side", "users"),
        (None, ("%(n)s hour", "%(n)s hours")),
    }


def test_every_fault_of_a_catalogue_is_named(tmp_path: Path) -> None:
    source = tmp_path / "cs" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "old"\nmsgstr "staré"\n\n'
        'msgid "empty"\nmsgstr ""\n\n#, fuzzy\nmsgid "guessed"\nmsgstr "uhodnuté"\n\n'
        '#, python-format\nmsgid "%(days)s days"\nmsgstr "dny"\n',
        encoding="utf-8",
    )
    said = Catalog()
    for words in ("empty", "guessed", "%(days)s days", "new"):
        said.add(words)
    assert sorted(check(source, said)) == [
        "'%(days)s days': placeholders differ",
        "'empty': untranslated",
        "'guessed': fuzzy",
        "'new': not in the catalogue",
        "'old': nobody says this any more",
    ]
    assert update(source, said)
    assert sorted(check(source, said)) == [
        "'%(days)s days': placeholders differ",
        "'empty': untranslated",
        "'guessed': fuzzy",
        "'new': untranslated",
    ]


def test_compiling_answers_for_all_catalogues(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("Catalogues compiled: ")
