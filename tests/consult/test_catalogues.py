"""Translations are compiled without gettext, and a broken one is refused before it can break a page."""

import gettext
from pathlib import Path

import pytest

from consult.catalogues import CatalogueError, compile_catalogues

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def catalogue(folder: Path, entry: str) -> Path:
    path = folder / "cs" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + entry, encoding="utf-8")
    return path


def test_a_catalogue_is_compiled_once(tmp_path: Path) -> None:
    source = catalogue(tmp_path, 'msgid "agreement"\nmsgstr "dohoda"\n')
    assert compile_catalogues(tmp_path) == [source]
    with source.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("agreement") == "dohoda"
    assert compile_catalogues(tmp_path) == []


def test_a_translation_that_lost_its_placeholder_is_refused_with_its_line(tmp_path: Path) -> None:
    source = catalogue(tmp_path, '#, python-format\nmsgid "%(days)s days left"\nmsgstr "zbývá %(dny)s dní"\n')
    with pytest.raises(CatalogueError, match=r"django.po:\d+: unknown named placeholder .dny."):
        compile_catalogues(tmp_path)
    assert not source.with_suffix(".mo").exists()


def test_a_file_that_is_no_catalogue_is_refused_by_name(tmp_path: Path) -> None:
    catalogue(tmp_path, "a letter, not a catalogue\n")
    with pytest.raises(CatalogueError, match="django.po"):
        compile_catalogues(tmp_path)
