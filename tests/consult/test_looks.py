"""The token layer and the style sheets: what must hold for every page before any page is drawn."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[2] / "consult" / "static" / "consult"


def tokens() -> dict[str, dict[str, str]]:
    """The colours by look: light, dark, and both with more contrast, each laid over the light ones."""
    looks: dict[str, dict[str, str]] = {}
    for query, body in re.findall(r"(@media [^{]+)?{?\s*:root {([^}]*)}", (STYLES / "tokens.css").read_text()):
        looks.setdefault(query.strip(), {}).update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
    light, dark = looks[""], looks["@media (prefers-color-scheme: dark)"]
    more, more_dark = (
        looks[f"@media (prefers-contrast: more){end}"] for end in ("", " and (prefers-color-scheme: dark)")
    )
    return {"light": light, "dark": light | dark, "more": light | more, "more dark": light | dark | more | more_dark}


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: the ratio of relative luminances, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", ["light", "dark", "more", "more dark"])
def test_every_word_can_be_read_and_every_border_be_seen(look: str) -> None:
    colours = tokens()[look]
    meanings = ("done", "waiting", "missing", "late")
    soft = [f"{name}-soft" for name in (*meanings, "accent")]
    wanted = [("ink", back, 7) for back in ("paper", "sunk", *soft)]
    wanted += [("quiet", back, 7) for back in ("paper", "sunk")] + [("quiet", back, 4.5) for back in soft]
    wanted += [(name, back, 4.5) for name in ("accent", "accent-strong", *meanings) for back in ("paper", "sunk")]
    wanted += [(name, f"{name}-soft", 4.5) for name in meanings] + [("on-accent", "accent", 4.5)]
    wanted += [("edge", "paper", 3), ("edge", "sunk", 3), ("focus", "paper", 7)]
    low = [
        (a, b, round(contrast(colours[a], colours[b]), 2))
        for a, b, least in wanted
        if contrast(colours[a], colours[b]) < least
    ]
    assert low == []


def test_the_style_sheets_fetch_nothing_and_name_no_colour_outside_the_tokens() -> None:
    for sheet in STYLES.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        assert not re.search(r"url\(|@import|@font-face|https?:", text), sheet.name
        if sheet.name not in ("tokens.css", "print.css"):
            assert re.findall(r"#[0-9a-f]{3,6}\b", text) in ([], ["#fff"]), sheet.name
