"""One record, one byte string: everything else is refused, with the place and the reason."""

import json
import unicodedata
from datetime import UTC, datetime
from enum import StrEnum

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from workflow.trail.canonical import MAX_DEPTH, MAX_INTEGER, CanonicalError, dumps, loads

nfc = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: unicodedata.normalize("NFC", text))
records = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | nfc,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=20,
)


class Side(StrEnum):
    USER = "user"


@given(records)
def test_a_record_has_the_bytes_rfc_8785_gives_it_and_comes_back_the_same(record: object) -> None:
    line = dumps(record)
    assert line == rfc8785.dumps(record)  # type: ignore[arg-type]
    assert loads(line) == record


def test_order_of_writing_tuples_and_closed_sets_leave_no_trace() -> None:
    line = b'{"at":"2026-05-05T16:10:00Z","seats":[1,2],"side":"user"}'
    assert dumps({"side": Side.USER, "seats": (1, 2), "at": "2026-05-05T16:10:00Z"}) == line
    assert loads(line) == {"at": "2026-05-05T16:10:00Z", "seats": [1, 2], "side": "user"}


def test_every_control_character_is_escaped_as_rfc_8785_says() -> None:
    text = "".join(map(chr, range(0x20))) + '"\\/\x7f\u2028ž😀'
    assert dumps(text) == rfc8785.dumps(text)
    assert dumps('€$\u000f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"facts": {"share": 0.5}}, "facts.share: a value of type float"),
        ({"votes": [1, float("nan")]}, "votes[1]: a value of type float"),
        ({"n": 2**53}, "n: an integer must lie strictly"),
        ([-(2**53)], "[0]: an integer must lie strictly"),
        ({"text": "e\u0301"}, "text: the string is not in Unicode normalisation form C"),
        ({"by": {"seat": "\ud800"}}, "by.seat: the string holds a lone surrogate"),
        ({"čas": 1}, r"the key '\u010das' is not an ASCII string"),
        ({"by": {1: "clock"}}, "by: the key 1 is not an ASCII string"),
        ({"salt": b"raw"}, "salt: a value of type bytes"),
        ({"at": datetime(2026, 5, 5, tzinfo=UTC)}, "at: a value of type datetime"),
        ({"seats": {1, 2}}, "seats: a value of type set"),
    ],
)
def test_a_value_outside_the_subset_is_refused_by_its_path(record: object, said: str) -> None:
    with pytest.raises(CanonicalError) as refusal:
        dumps(record)
    assert str(refusal.value).startswith(said)


def test_nesting_ends_at_a_fixed_depth_and_a_list_inside_itself_ends_too() -> None:
    deepest: object = []
    for _ in range(MAX_DEPTH - 1):
        deepest = [deepest]
    assert loads(dumps(deepest)) == deepest
    with pytest.raises(CanonicalError, match="nested deeper than 64"):
        dumps([deepest])
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(CanonicalError, match="nested deeper than 64"):
        dumps(endless)


REFUSED = {
    "a key twice": (b'{"n":1,"n":1}', "the key 'n' appears twice"),
    "a key twice, deep inside": (b'{"a":[{"n":1,"n":2}]}', "the key 'n' appears twice"),
    "NaN": (b'{"n":NaN}', "NaN is not an integer"),
    "Infinity": (b'{"n":-Infinity}', "-Infinity is not an integer"),
    "a number beyond every float": (b'{"n":1e400}', "1e400 is not an integer"),
    "a float": (b'{"n":0.5}', "0.5 is not an integer"),
    "a whole float": (b'{"n":1.0}', "1.0 is not an integer"),
    "an exponent": (b'{"n":1E2}', "1E2 is not an integer"),
    "minus zero": (b'{"n":-0}', "not in canonical form from character 5"),
    "a leading zero": (b'{"n":01}', "not JSON"),
    "a plus sign": (b'{"n":+1}', "not JSON"),
    "2^53": (b'{"n":9007199254740992}', "does not lie strictly between"),
    "-2^53": (b'{"n":-9007199254740992}', "does not lie strictly between"),
    "five thousand digits": (b"9" * 5000, "does not lie strictly between"),
    "a lone surrogate, escaped": (rb'{"t":"\ud800"}', "t: the string holds a lone surrogate"),
    "a surrogate pair, escaped": (rb'{"t":"\ud83d\ude00"}', "not in canonical form"),
    "a surrogate in UTF-8": (b'{"t":"\xed\xa0\x80"}', "is not UTF-8"),
    "an overlong encoding": (b'{"t":"\xc0\xaf"}', "is not UTF-8"),
    "a byte that is not UTF-8": (b'{"t":"\xff"}', "byte 6 is not UTF-8"),
    "text that is not NFC": ('{"t":"e\u0301"}'.encode(), "t: the string is not in Unicode normalisation form C"),
    "a key outside ASCII": ('{"č":1}'.encode(), "is not an ASCII string"),
    "a key outside ASCII, escaped": (rb'{"\u010d":1}', "is not an ASCII string"),
    "an escape that is not needed": (rb'{"t":"\u0041"}', "not in canonical form from character 6"),
    "an escaped slash": (rb'{"t":"\/"}', "not in canonical form"),
    "a long escape for a short one": (rb'{"t":"\u000a"}', "not in canonical form"),
    "upper-case hex in an escape": (rb'{"t":"\u000F"}', "not in canonical form"),
    "an unescaped control character": (b'{"t":"\n"}', "not JSON: Invalid control character"),
    "keys out of order": (b'{"b":1,"a":2}', "not in canonical form from character 2"),
    "white space": (b'{"n": 1}', "not in canonical form from character 5"),
    "white space in front": (b' {"n":1}', "not JSON"),
    "a newline behind": (b'{"n":1}\n', "bytes follow the value at character 7"),
    "a second value": (b"{}{}", "bytes follow the value at character 2"),
    "a byte order mark": (b'\xef\xbb\xbf{"n":1}', "not JSON"),
    "a comment": (b'{"n":1/**/}', "not JSON"),
    "a comma too many": (b'{"n":1,}', "not JSON"),
    "single quotes": (b"{'n':1}", "not JSON"),
    "True": (b"True", "not JSON"),
    "half a line": (b'{"n":1', "not JSON"),
    "nothing": (b"", "not JSON"),
    "65 lists": (b"[" * 65 + b"]" * 65, "nested deeper than 64"),
    "65 objects": (b'{"a":' * 64 + b"{}" + b"}" * 64, "nested deeper than 64"),
    "a hundred thousand lists": (b"[" * 100_000, "nested deeper than 64"),
}


@pytest.mark.parametrize(("line", "said"), REFUSED.values(), ids=REFUSED)
def test_a_line_that_is_not_canonical_is_refused_with_its_reason(line: bytes, said: str) -> None:
    with pytest.raises(CanonicalError) as refusal:
        loads(line)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "line",
    [b"null", b"0", b"-1", b"9007199254740991", b"-9007199254740991", b'""', b"[]", b"{}", rb'"\\ud800"', b'"{{[["'],
)
def test_the_edge_of_the_subset_is_taken(line: bytes) -> None:
    assert dumps(loads(line)) == line


@given(st.text(), st.text())
def test_a_combining_mark_after_an_escape_is_judged_as_the_string_it_stands_in(before: str, after: str) -> None:
    text = unicodedata.normalize("NFC", f"{before}\n\u0303{after}")
    assert loads(dumps(text)) == text


def unhurried_reading(line: bytes) -> object:
    """The same judgement, slowly: parse everything, visit everything, write it again with another library."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError
        return dict(pairs)

    def visit(value: object) -> None:
        match value:
            case float():
                raise ValueError
            case str() if not unicodedata.is_normalized("NFC", value):
                raise ValueError
            case dict():
                for key, item in value.items():
                    key.encode("ascii")
                    visit(item)
            case list():
                for item in value:
                    visit(item)
            case _:
                pass

    value = json.loads(line.decode(), object_pairs_hook=once)
    visit(value)
    if rfc8785.dumps(value) != line:
        raise ValueError
    return value


def judged_alike(line: bytes) -> bool:
    try:
        expected = [unhurried_reading(line)]
    except (ValueError, rfc8785.CanonicalizationError):
        expected = []
    try:
        found = [loads(line)]
    except CanonicalError:
        found = []
    return found == expected


@given(records, st.data())
def test_a_line_with_one_byte_changed_inserted_or_dropped_is_judged_as_by_a_slow_reader(
    record: object, data: st.DataObject
) -> None:
    line = bytearray(dumps(record))
    at = data.draw(st.integers(0, len(line) - 1))
    match data.draw(st.sampled_from(["change", "insert", "drop"])):
        case "change":
            line[at] ^= data.draw(st.integers(1, 255))
        case "insert":
            line.insert(at, data.draw(st.integers(0, 255)))
        case _:
            del line[at]
    assert judged_alike(bytes(line))


@given(st.text(alphabet='{}[]",:\\u0e1.-dčn \u0301').map(str.encode) | st.binary())
@example('"\\n\u0303"'.encode())
@example('"a\\n\u0303"'.encode())
@example('"\u0301"'.encode())
def test_any_bytes_at_all_are_judged_as_by_a_slow_reader(line: bytes) -> None:
    assert judged_alike(line)
