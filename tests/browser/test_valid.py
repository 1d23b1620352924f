"""What a browser would mend in silence is found; what the standard allows is let be."""

import pytest

from tests.browser.valid import not_valid

AROUND = '<!doctype html><html lang="cs"><head><meta charset="utf-8"><title>Plán</title></head><body>{}</body></html>'


@pytest.mark.parametrize(
    "source",
    [
        "<p><div>V odstavci.</div></p>",
        "<b><i>Přes sebe.</b></i>",
        "<ul><div>Bez odrážky.</div></ul>",
        "<ul>Slova bez odrážky.<li>Odrážka</li></ul>",
        '<a href="/"><button>V odkazu</button></a>',
        "<button><div>V tlačítku</div></button>",
        "<span><h2>V textu</h2></span>",
        '<p id="a">1</p><p id="a">2</p>',
        '<label for="nikde">Jméno</label>',
        '<p class="a" class="b">Dvakrát.</p>',
        "<details><p>Bez nadpisu.</p></details>",
        '<img src="/obrazek.png">',
        "<section><p>Neuzavřeno.</p>",
    ],
)
def test_a_mistake_is_found(source: str) -> None:
    assert not_valid(AROUND.format(source)) != []


@pytest.mark.parametrize(
    "source",
    [
        "<dl><div><dt>Kdy</dt><dd>Zítra</dd></div></dl>",
        "<details><summary><h2>Více</h2></summary><p>Slova.</p></details>",
        '<a href="/"><h2>Nadpis</h2><p>Celý odkaz.</p></a>',
        '<svg viewBox="0 0 1 1" role="img" aria-labelledby="t"><title id="t">Bod</title><circle r="1"/></svg>',
        '<p><del><span lang="cs">Slovo</span></del><br>a <ins>jiné</ins></p>',
    ],
)
def test_what_the_standard_allows_is_let_be(source: str) -> None:
    assert not_valid(AROUND.format(source)) == []
