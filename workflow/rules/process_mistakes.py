"""What is wrong with a process file: every mistake at once, each with file, key and fix."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend. `key` is dotted, lists count from 0: `bodies[2].sides.user`; or the line that is no TOML."""

    file: str
    key: str
    wrong: str
    fix: str

    def __str__(self) -> str:
        """One line, as commands print it."""
        return f"{self.file}: {self.key}: {self.wrong}; {self.fix}"


class ProcessError(Exception):
    """A process file nobody may run. `mistakes` are all of them, in the order they were found."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """`mistakes` must not be empty."""
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


KEY_STEP_PATTERN = re.compile(r"[^.\[\]]+|\[[^\]]*\]")


def key_steps(key: str) -> tuple[str, ...]:
    """The steps of a dotted key: `bodies[2].id` is bodies, [2], id."""
    return tuple(KEY_STEP_PATTERN.findall(key))


class MistakesFound:
    """Collects mistakes. What could not be read is remembered, so that nobody is blamed twice for one slip."""

    def __init__(self, file: str) -> None:
        """`file` is how the reader of the messages knows the file."""
        self.file = file
        self.mistakes: list[Mistake] = []
        self._unread: list[tuple[str, ...]] = []

    def unreadable(self, key: str, wrong: str, fix: str) -> None:
        """The value at `key` cannot be used; questions that depend on it are not asked."""
        self.unread(key)
        self.stray(key, wrong, fix)

    def unread(self, key: str) -> None:
        """Nothing is known about `key`, and the reason has been given elsewhere."""
        self._unread.append(key_steps(key))

    def stray(self, key: str, wrong: str, fix: str) -> None:
        """Something at `key` does not belong there; the rest can be judged without it."""
        self.mistakes.append(Mistake(self.file, key, wrong, fix))

    def contradiction(self, key: str, wrong: str, fix: str, *, needs: tuple[str, ...] = ()) -> None:
        """The values are readable but must not stand together. Dropped if `key` or one of `needs` was unreadable.

        `needs` may say `[*]` for every member of a list.
        """
        if not any(self._was_unread(key_steps(needed)) for needed in (key, *needs)):
            self.stray(key, wrong, fix)

    def names(self, key: str) -> bool:
        """Whether a mistake has been found at exactly this key."""
        return any(mistake.key == key for mistake in self.mistakes)

    def names_within(self, key: str) -> bool:
        """Whether a mistake has been found at this key or in the table it holds."""
        return self.names(key) or any(mistake.key.startswith(f"{key}.") for mistake in self.mistakes)

    def _was_unread(self, needed: tuple[str, ...]) -> bool:
        """An unread key spoils itself, everything in it, and what it is a member of."""
        return any(
            all("[*]" in (mine, theirs) or mine == theirs for mine, theirs in zip(needed, unread, strict=False))
            for unread in self._unread
        )
