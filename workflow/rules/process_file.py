"""From the bytes of a process file to a `Process`, or to every mistake in it at once."""

import hashlib
import tomllib

from workflow.rules.process import Process
from workflow.rules.process_bans import refuse_banned
from workflow.rules.process_body_checks import check_bodies, check_councils
from workflow.rules.process_checks import (
    check_comments,
    check_contents,
    check_cycle,
    check_deliverables,
    check_ids,
    check_parts,
    check_relaxed,
    check_sign_off,
)
from workflow.rules.process_mistakes import Mistake, MistakesFound, ProcessError
from workflow.rules.process_programme_checks import check_programme
from workflow.rules.process_reader import TableReader

LARGEST_FILE = 128 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

PROCESS_CHECKS = (
    check_contents,
    check_ids,
    check_bodies,
    check_parts,
    check_deliverables,
    check_comments,
    check_sign_off,
    check_councils,
    check_cycle,
    check_relaxed,
    check_programme,
)


def load_process(raw: bytes, *, file: str) -> Process:
    """The process described by the TOML in `raw`; its digest is SHA-256 of exactly these bytes.

    `file` names the file in messages. Raises `ProcessError` with every mistake, and nothing else.
    """
    found = MistakesFound(file)
    table = parse_toml(raw, file)
    refuse_banned(table, found)
    process = TableReader(found).record(Process, table, "", digest=hashlib.sha256(raw).hexdigest())
    for check in PROCESS_CHECKS:
        check(process, found)
    if found.mistakes:
        raise ProcessError(tuple(found.mistakes))
    return process


def parse_toml(raw: bytes, file: str) -> dict[str, object]:
    """The tables in `raw`; what is not TOML 1.0 in UTF-8 is a single mistake, because nothing after it is known."""
    if len(raw) > LARGEST_FILE:
        wrong = f"{len(raw)} bytes are more than a process file may have"
        raise ProcessError((Mistake(file, "file", wrong, f"say it in at most {LARGEST_FILE} bytes"),))
    if raw.startswith(BYTE_ORDER_MARK):
        wrong = "the file begins with a byte order mark"
        raise ProcessError((Mistake(file, "line 1", wrong, "save it as UTF-8 without BOM"),))
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as broken:
        line = raw.count(b"\n", 0, broken.start) + 1
        wrong = f"byte {broken.start} is not UTF-8"
        raise ProcessError((Mistake(file, f"line {line}", wrong, "save the file as UTF-8"),)) from broken
    except RecursionError as broken:
        wrong = "lists or tables are nested without end"
        raise ProcessError((Mistake(file, "file", wrong, "write it as shown in processes/README.md"),)) from broken
    except ValueError as broken:
        # TOMLDecodeError, and what int() says of thousands of digits: "MESSAGE (at line L, column C)"
        wrong, _, place = str(broken).rstrip(")").partition(" (at ")
        fix = "correct it; text stands in quotation marks, tables as [name], lists of tables as [[name]]"
        raise ProcessError((Mistake(file, place or "file", f"this is not TOML: {wrong}", fix),)) from broken
