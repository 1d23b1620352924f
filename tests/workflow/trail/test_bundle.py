"""A whole book leaves the house in one file: what is in it, what is not, and what is no bundle at all."""

import io
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.cast import TOWN
from tests.towns import process_of, raw_file
from tests.walk import found, prepare
from tests.workflow.exported import BOOK, Exported
from tests.workflow.lipova import Sealed
from workflow.models import Book, Checkpoint, Opening
from workflow.models.door import open_door
from workflow.trail.archive import BOMB_RATIO, MOST_IN, NoBundleError, read_bundle
from workflow.trail.book import seal
from workflow.trail.bundle import write_bundle
from workflow.trail.canonical import dumps, loads
from workflow.trail.merkle import leaf_hash, root
from workflow.trail.note import parse_checkpoint, parse_note, parse_vkey
from workflow.trail.shelf import kept_files
from workflow.verify import verifier, verify_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> Sealed:
    """A town with a plan ready for drafting, nothing sealed yet."""
    town = Sealed(process_of("klatovy"), raw_file("klatovy"))
    found(town)
    prepare(town)
    return town


def test_every_file_has_its_name_and_nothing_else_is_there(lipova: Exported) -> None:
    digest = process_of("klatovy").digest
    fixed = {"lifecycle.json", "verify.py", "README.txt", f"process/{digest}.toml"}
    fixed |= {BOOK + name for name in ("leaves.jsonl", "checkpoint.txt", "witnesses.txt", "log.vkey")}
    texts = {name for name in lipova.files if re.fullmatch(f"{BOOK}texts/[0-9a-f]{{64}}\\.json", name)}
    assert set(lipova.files) == fixed | texts
    assert lipova.files[f"process/{digest}.toml"] == raw_file("klatovy")
    assert lipova.files["verify.py"].decode() == verifier()
    assert len(texts) > 100


def test_the_checkpoint_covers_every_line_under_the_books_own_signature(lipova: Exported) -> None:
    note = parse_note(lipova.files[BOOK + "checkpoint.txt"])
    head, key = parse_checkpoint(note.text), parse_vkey(lipova.files[BOOK + "log.vkey"].decode().strip())
    assert (head.size, head.root) == (len(lipova.lines), root([leaf_hash(line) for line in lipova.lines]))
    assert [line.name for line in note.lines] == [head.origin] == [key.name]
    assert head.origin.endswith(f"/{TOWN}")
    assert loads(lipova.lines[0])["facts"]["log_key"] == key.fingerprint  # type: ignore[index,call-overload]


def test_an_opening_is_salt_media_and_text_in_canonical_form(lipova: Exported) -> None:
    for name, raw in lipova.files.items():
        if "/texts/" in name:
            opening = loads(raw.removesuffix(b"\n"))
            assert isinstance(opening, dict) and set(opening) == {"salt", "media", "text"}
            assert dumps(opening) + b"\n" == raw


@pytest.mark.parametrize(
    "words",
    [
        "Soused Novotný má dluhy.",  # hidden
        "Prosím o nižší obrubník.",  # erased
        "MU 12/2020",  # a letter's own reference
        "Pečuji o maminku.",  # what applicants say of themselves
        "Už tam nepracuje.",  # a doubt about a person
        "Sousedka Nová je hloupá.",  # a hidden reply
        "Vždyť je to pravda o paní Nové.",  # an appeal that repeats it
        "Jsem na vozíku, jmenuji se Dana.",  # what somebody needs to take part
        "Paní Dano, hlídání nemáme.",  # and what they were told
        "OL 7/2020",  # the reference of a data box
    ],
)
def test_what_is_not_public_stands_nowhere_in_the_bundle(words: str, lipova: Exported) -> None:
    assert not [name for name, raw in lipova.files.items() if words.encode() in raw and name != "verify.py"]


@pytest.mark.parametrize(
    "words",
    [
        "Lavička chybí i v parku.",
        "Jitka z Lipové",
        "Park není náš.",
        "Pokračujeme.",
        "dvakrát týdně",  # the passage a comment points at
        "Nevidím na schody u pošty.",  # a recording written down
        "U nás je to stejné.",
        "Olga z náměstí",
        "Co by vám stačilo?",
        "Stačí čidlo.",
        "Uráží sousedku.",  # why a reply is hidden
        "Je to urážka, ne důvod.",  # and why it stays so
        "Přijďte na kávu.",  # a reply shown again
        "Jde mi o chodník.",  # an appeal that was heard
        "Ptala jsem se jinak.",
    ],
)
def test_what_is_public_is_opened(words: str, lipova: Exported) -> None:
    assert [name for name, raw in lipova.files.items() if "/texts/" in name and words.encode() in raw]


def test_no_number_of_a_person_is_more_than_a_number(lipova: Exported) -> None:
    people = {loads(line)["by"]["person"] for line in lipova.lines}  # type: ignore[index,call-overload]
    assert all(person is None or re.fullmatch("[0-9a-f]{32}", person) for person in people)


def test_the_same_book_makes_the_same_bundle_byte_for_byte(small: Sealed, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert write_bundle(tmp_path / name, [small.territory]) == [small.territory]
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.zip", "two.zip"]


def test_every_book_of_the_house_goes_out_unless_one_is_asked_for(small: Sealed, tmp_path: Path) -> None:
    other = Sealed(process_of("susice"), raw_file("susice"), territory="jinde", plan="jinde-2021")
    found(other)
    assert write_bundle(tmp_path / "all.zip") == ["jinde", TOWN]
    bundle = read_bundle(tmp_path / "all.zip")
    assert set(bundle.books) == {"jinde", TOWN} and len(bundle.processes) == 2
    assert write_bundle(tmp_path / "one.zip", ["jinde"]) == ["jinde"]
    assert set(read_bundle(tmp_path / "one.zip").books) == {"jinde"}


def test_a_town_nobody_knows_is_named_and_leaves_no_file(small: Sealed, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="nikde"):
        write_bundle(tmp_path / "out.zip", ["nikde"])
    assert list(tmp_path.iterdir()) == []


def test_what_is_appended_while_a_bundle_is_made_waits_for_the_next_seal(small: Sealed) -> None:
    seal(small.territory, small.at)
    size = Checkpoint.objects.get(territory=small.territory).size
    small.do("office/clerk", "publish_news", news="Právě teď.")
    assert kept_files(small.territory, sealed_only=True).leaves.count(b"\n") == size
    assert kept_files(small.territory).leaves.count(b"\n") == size + 1 == Book.objects.get(territory=TOWN).size
    assert verify_territory(small.territory).holds


def test_a_text_lost_without_an_entry_is_missed(small: Sealed, tmp_path: Path) -> None:
    with open_door():
        Opening.objects.filter(territory=small.territory, field="office_name").delete()
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("trail", "verify", stdout=out)
    assert ended.value.code == 1 and "seat_first_clerk.office_name" in out.getvalue()


def test_the_commands_export_verify_and_seal(small: Sealed, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("trail", "seal", stdout=out)
    call_command("trail", "seal", "--territory", TOWN, stdout=out)
    call_command("trail", "verify", "--territory", TOWN, stdout=out)
    call_command("trail", "export", str(tmp_path / "kniha.zip"), stdout=out)
    told = out.getvalue()
    assert f"{TOWN}: {Book.objects.get(territory=TOWN).size}" in told and "nothing new" in told
    assert "RESULT: it holds" in told and "VÝSLEDEK OVĚŘENÍ: souhlasí" in told
    assert read_bundle(tmp_path / "kniha.zip").books[TOWN].leaves


@pytest.mark.parametrize("command", [("verify",), ("export", "x.zip"), ("seal",)])
def test_the_commands_name_a_town_nobody_knows(command: tuple[str, ...], small: Sealed) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("trail", *command, "--territory", "nikde", stderr=err)
    assert ended.value.code == 2 and "nikde" in err.getvalue()


def archive_of(files: dict[str, bytes], **how: int) -> bytes:
    """A ZIP of these files."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", **({"compression": zipfile.ZIP_DEFLATED} | how)) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def twice(book: Exported) -> bytes:
    """One name twice."""
    raw = io.BytesIO(archive_of(book.files))
    with zipfile.ZipFile(raw, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("lifecycle.json", b"{}")
    return raw.getvalue()


def locked(book: Exported) -> bytes:
    """The flag of encryption is set on every file."""
    raw = bytearray(archive_of(book.files))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + place] |= 1
            at = raw.find(mark, at + 1)
    return bytes(raw)


def linked(book: Exported) -> bytes:
    """A link out of the archive."""
    raw = io.BytesIO(archive_of(book.files))
    with zipfile.ZipFile(raw, "a") as archive:
        info = zipfile.ZipInfo("books/lipova/odkaz")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return raw.getvalue()


def besides(name: str, raw: bytes = b"x") -> Callable[[Exported], bytes]:
    """A file that does not belong."""
    return lambda book: archive_of({**book.files, name: raw})


def lacking(name: str) -> Callable[[Exported], bytes]:
    """A file that is missing."""
    return lambda book: archive_of({key: raw for key, raw in book.files.items() if key != name})


# what a stranger may be handed instead of a bundle -> a word of what they are told
NO_BUNDLES: dict[str, tuple[Callable[[Exported], bytes], str]] = {
    "nothing": (lambda book: b"", "not an intact ZIP"),
    "some text": (lambda book: b"PK, dobry den", "not an intact ZIP"),
    "half of it": (lambda book: archive_of(book.files)[:5000], "not an intact ZIP"),
    "a byte changed in the packing": (
        lambda book: archive_of(book.files).replace(b"PK\x03\x04", b"PK\x03\x05", 1), "not an intact ZIP",
    ),
    "another archive": (lambda book: archive_of({"dopis.txt": b"Dobry den"}), "does not belong"),
    "an empty archive": (lambda book: archive_of({}), "lacks"),
    "no book": (
        lambda book: archive_of({k: raw for k, raw in book.files.items() if not k.startswith("books/")}), "lacks",
    ),
    "no leaves": (lacking(BOOK + "leaves.jsonl"), "leaves.jsonl"),
    "no checkpoint": (lacking(BOOK + "checkpoint.txt"), "checkpoint.txt"),
    "no witnesses": (lacking(BOOK + "witnesses.txt"), "witnesses.txt"),
    "no key": (lacking(BOOK + "log.vkey"), "log.vkey"),
    "no lifecycle": (lacking("lifecycle.json"), "lifecycle.json"),
    "no verifier": (lacking("verify.py"), "verify.py"),
    "a way out": (besides("../../etc/cron.d/x"), "does not belong"),
    "a way out below a book": (besides("books/../../x/leaves.jsonl"), "does not belong"),
    "the root": (besides("/etc/passwd"), "does not belong"),
    "a drive": (besides("C:\\windows\\x"), "does not belong"),
    "a name in capitals": (besides(f"{BOOK}texts/{'AB' * 32}.json"), "does not belong"),
    "a program": (besides("run.sh"), "does not belong"),
    "one name twice": (twice, "twice"),
    "a locked archive": (locked, "encrypted"),
    "a link": (linked, "does not belong"),
    "a bomb": (besides(f"{BOOK}texts/{'ab' * 32}.json", b"0" * (BOMB_RATIO * 40_000)), "that is no record"),
    "a text no person wrote": (
        besides(f"{BOOK}texts/{'ab' * 32}.json", b"0" * (MOST_IN["text"] + 1)), "too large",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NO_BUNDLES)
def test_what_is_no_bundle_is_refused_in_clear_words(what: str, lipova: Exported, tmp_path: Path) -> None:
    make, word = NO_BUNDLES[what]
    path = tmp_path / "kniha.zip"
    path.write_bytes(make(lipova))
    with pytest.raises(NoBundleError) as refusal:
        read_bundle(path)
    assert word in refusal.value.english and refusal.value.czech
    assert [entry.name for entry in tmp_path.iterdir()] == ["kniha.zip"], "nothing was unpacked"


def test_a_bundle_packed_again_by_somebody_with_folders_is_still_one(lipova: Exported, tmp_path: Path) -> None:
    folders = {"books/": b"", f"books/{TOWN}/": b"", BOOK + "texts/": b"", "process/": b""}
    (tmp_path / "znovu.zip").write_bytes(archive_of({**folders, **lipova.files}, compression=zipfile.ZIP_STORED))
    assert read_bundle(tmp_path / "znovu.zip").books[TOWN].leaves == lipova.files[BOOK + "leaves.jsonl"]
