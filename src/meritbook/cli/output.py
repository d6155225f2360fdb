"""What the command line writes: the answer to standard output, everything about the work to standard error.

With `--json` standard output carries one JSON document and nothing else. Text from documents is shown with its control
characters made visible, so that a file cannot steer the reader's terminal.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# Invisible characters that turn the direction of writing; alone among the format characters they can make a text read
# as another.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

MARKS = {"met": "met", "not_met": "not met", "undetermined": "undetermined"}
STYLES = {"met": "green", "not_met": "red", "undetermined": "yellow"}


def visible(text: str) -> str:
    """The text with control characters written as escapes, line breaks and tabs kept."""
    if text.isprintable():
        return text
    # What the shell handed over in UTF-8 while the locale said otherwise.
    with contextlib.suppress(UnicodeError):
        text = text.encode("utf-8", "surrogateescape").decode("utf-8")
    return "".join(
        char.encode("unicode_escape").decode("ascii")
        if (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t") or char in _TURNS
        else char
        for char in text
    )


def write_utf8(stream: TextIO) -> None:
    """Make the stream write UTF-8 whatever the locale says; what UTF-8 cannot write is escaped, never an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def width_of(text: str) -> int:
    """How many columns of a terminal the text takes (wide characters two, combining marks none)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


@dataclass
class Output:
    """Where one run of the program writes."""

    as_json: bool = False
    _consoles: dict[bool, Console] = field(default_factory=dict)

    def _console(self, *, stderr: bool) -> Console:
        if stderr not in self._consoles:
            # Only here: JSON and plain pipes do not pay for it.
            from rich.console import Console

            self._consoles[stderr] = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
        return self._consoles[stderr]

    def _write(self, text: str, *, stderr: bool, style: str) -> None:
        stream = sys.stderr if stderr else sys.stdout
        text = visible(text)
        if style and stream.isatty() and "NO_COLOR" not in os.environ:
            self._console(stderr=stderr).print(text, style=style, soft_wrap=True)
        else:
            stream.write(text + "\n")

    def line(self, text: str = "", *, style: str = "") -> None:
        """One line of the answer, for people."""
        self._write(text, stderr=False, style=style)

    def note(self, text: str, *, style: str = "") -> None:
        """One line about the work: never part of the answer."""
        self._write(text, stderr=True, style=style)

    def json(self, answer: Any) -> None:
        """The answer as one JSON document."""
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, indent: str = "") -> None:
        """Aligned columns; the last one is not padded."""
        if not rows:
            return
        shown = [[visible(cell).replace("\n", " ") for cell in row] for row in [head, *rows]]
        widths = [max(width_of(row[column]) for row in shown) for column in range(len(head))]
        for number, row in enumerate(shown):
            cells = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)]
            self.line((indent + "  ".join(cells)).rstrip(), style="bold" if number == 0 else "")

    @contextlib.contextmanager
    def progress(self, title: str, total: int) -> Iterator[Progress]:
        """A progress bar on standard error; without a terminal, nothing but a closing count."""
        if not sys.stderr.isatty() or total == 0:
            yield Progress()
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[now]}", markup=False),
            console=self._console(stderr=True),
            transient=True,
        )
        with bar:
            task = bar.add_task(title, total=total, now="")

            yield Progress(lambda **changes: bar.update(task, **changes))


def _nothing(**_: Any) -> None:
    return None


@dataclass
class Progress:
    """The handle of a progress bar."""

    _update: Callable[..., None] = _nothing

    def step(self, now: str = "") -> None:
        """One more is done; `now` names it."""
        self._update(advance=1, now=visible(now)[:60])

    def at(self, done: int, total: int) -> None:
        """So many of so many are done."""
        self._update(completed=done, total=total)
