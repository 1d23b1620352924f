"""Everything wrong with a scenario, said at once, each with the file, the key and what to do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workflow.rules.process_mistakes import Mistake
from workflow.rules.process_values import first_words, nearest_word, shown_value

MOST_SHOWN = 40


class Slips:
    """Collects what is wrong with one file; nothing stops at the first."""

    def __init__(self, file: str) -> None:
        """`file` is how the reader of the messages knows the file."""
        self.file = file
        self.mistakes: list[Mistake] = []

    def add(self, key: str, wrong: str, fix: str) -> None:
        """One more thing to mend at `key`."""
        mistake = Mistake(self.file, key, wrong, fix)
        if mistake not in self.mistakes:
            self.mistakes.append(mistake)

    def unknown(self, key: str, value: Any, known: Iterable[str], what: str, page: str | None = None) -> None:
        """`value` is not one of `known`; the nearest is suggested. `page` is where a long list stands in full."""
        words = list(known)
        near = nearest_word(value, words) if isinstance(value, str) else None
        fix = f'did you mean "{near}"?' if near else f"write {what}: {first_words(words, MOST_SHOWN, page)}"
        self.add(key, f"{shown_value(value)} is not known here", fix)

    def strangers(self, table: Mapping[str, Any], known: Iterable[str], at: str) -> None:
        """Every key that is not known is refused by name."""
        for key in table.keys() - set(known):
            self.unknown(joined(at, key), key, known, "a known key")

    def required(self, table: Mapping[str, Any], keys: Iterable[str], at: str) -> None:
        """These keys must be there."""
        for key in keys:
            if key not in table:
                self.add(joined(at, key), "this key is missing", "add it")

    def one_of(self, table: Mapping[str, str], key: str, options: Iterable[str], at: str) -> None:
        """The value of `key`, if it is there, must be one of `options`."""
        if key in table and table[key] not in set(options):
            self.unknown(joined(at, key), table[key], options, "one of")

    def texts(self, table: Mapping[str, Any], keys: Iterable[str], at: str) -> dict[str, str]:
        """The values of `keys` that are there and are texts; others are mistakes."""
        said = {key: table[key] for key in keys if key in table}
        for key, value in said.items():
            if not isinstance(value, str) or not value:
                self.add(joined(at, key), f"{shown_value(value)} is not a text", "write it in quotation marks")
        return {key: value for key, value in said.items() if isinstance(value, str) and value}

    def tables(self, table: Mapping[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The tables `[[name]]`, each with its key `name[0]`."""
        rows = table.get(name, [])
        if not isinstance(rows, list):
            self.add(name, f"{shown_value(rows)} is not a list of tables", f"write [[{name}]] before each")
            return
        for place, row in enumerate(rows):
            if isinstance(row, dict):
                yield f"{name}[{place}]", row
            else:
                self.add(f"{name}[{place}]", f"{shown_value(row)} is not a table", f"write [[{name}]] before each")


def joined(at: str, key: str) -> str:
    """The dotted key of `key` in the table at `at`."""
    return f"{at}.{key}" if at else key
