"""Light Markdown, made clean."""

import pytest

from consult.text import html_of, plain_of


def test_people_write_lists_tables_and_headings() -> None:
    html = html_of("# Nadpis\n\n- jedna\n- **dvě**\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<h4>Nadpis</h4>" in html and "<li><strong>dvě</strong></li>" in html and "<td>1</td>" in html


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[odkaz](javascript:alert(1))",
        "![obrázek](https://evil.example/x.png)",
        "<svg><style><a title='</style><img src=x onerror=alert(1)>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;<img src=x onerror=alert(1)>'>",
        "[x](data:text/html,<script>alert(1)</script>)",
        "<a href='vbscript:x'>a</a>",
    ],
)
def test_nothing_that_acts_gets_through(words: str) -> None:
    html = html_of(words)
    for live in ("<script", "<img", "<svg", "<style", "<math", 'href="javascript', 'href="data', 'href="vbscript'):
        assert live not in html


def test_a_link_to_the_web_stays_and_tells_nobody_where_from() -> None:
    html = html_of("[zákon](https://www.e-sbirka.cz/)")
    assert 'href="https://www.e-sbirka.cz/"' in html and "noreferrer" in html and "nofollow" in html


def test_the_beginning_is_cut_between_words() -> None:
    assert plain_of("jedna dvě\ntři", most=10) == "jedna dvě …"
    assert plain_of("krátké") == "krátké"
