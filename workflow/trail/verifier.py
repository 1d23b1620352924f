"""`python verify.py BUNDLE.zip`: what a stranger runs, with nothing but Python 3.11 and no network."""

import argparse
import sys
from pathlib import Path

from workflow.trail.archive import NoBundleError, read_bundle
from workflow.trail.canonical import TrailError
from workflow.trail.examine import Trusted, examine, read_keys
from workflow.trail.note import VerifierKey, parse_checkpoint, parse_note, parse_vkey
from workflow.trail.sentences import CZECH, ENGLISH, told
from workflow.trail.verdict import BundleVerdict

HOLDS, DOES_NOT_HOLD, NO_BUNDLE = 0, 1, 2
MOST_ARGUMENT = 1 << 20
"""Bytes a file of keys or an older checkpoint may have."""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    line = argparse.ArgumentParser(
        prog="verify.py",
        description="Ověří vyvezenou knihu záznamů. / Verify an exported record book. "
        "0: souhlasí / it holds, 1: nesouhlasí / it does not, 2: není to vývoz / not a bundle.",
    )
    line.add_argument("bundle", metavar="BUNDLE.zip", type=Path)
    line.add_argument(
        "--vkey",
        metavar="KEY|FILE",
        help="klíč, který město zveřejnilo, nebo soubor klíčů / the key the town published, or a file of keys",
    )
    line.add_argument(
        "--checkpoint",
        metavar="OLD",
        type=Path,
        help="starší pečeť, na kterou má kniha navazovat / an older checkpoint the book must continue",
    )
    return line


def trusted_from(vkey: str | None, checkpoint: Path | None) -> Trusted:
    """What the reader brought along; `NoBundleError` if it cannot be read."""
    keys: tuple[VerifierKey, ...] = ()
    old = None
    if vkey is not None:
        try:
            keys = (parse_vkey(vkey),) if "+" in vkey and not Path(vkey).is_file() else read_keys(_file(Path(vkey)))
        except TrailError as fault:
            raise NoBundleError(f"--vkey není klíč ({fault})", f"--vkey is no key ({fault})") from None
    if checkpoint is not None:
        old = _file(checkpoint)
        try:
            parse_checkpoint(parse_note(old).text)
        except TrailError as fault:
            raise NoBundleError(f"--checkpoint není pečeť ({fault})", f"--checkpoint is none ({fault})") from None
    return Trusted(keys, old)


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_ARGUMENT + 1)
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise NoBundleError(f"{path} nelze přečíst: {why}", f"{path} cannot be read: {why}") from None
    if len(raw) > MOST_ARGUMENT:
        raise NoBundleError(f"{path} je příliš velký", f"{path} is too large")
    return raw


def say(verdict: BundleVerdict, name: str) -> str:
    """The whole answer, Czech and then English."""
    czech, english = ("\n".join(told(verdict, name, language)) for language in (CZECH, ENGLISH))
    return f"{czech}\n\n{'-' * 72}\n\n{english}\n"


def main(arguments: list[str] | None = None) -> int:
    """Verify a bundle; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without Czech letters must not end in an error
    options = parser().parse_args(arguments)
    try:
        trusted = trusted_from(options.vkey, options.checkpoint)
        verdict = examine(read_bundle(options.bundle), trusted)
    except NoBundleError as error:
        sys.stderr.write(f"{options.bundle}: {error.czech}\n{options.bundle}: {error.english}\n")
        return NO_BUNDLE
    sys.stdout.write(say(verdict, options.bundle.name))
    return HOLDS if verdict.holds else DOES_NOT_HOLD
