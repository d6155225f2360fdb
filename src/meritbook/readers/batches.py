"""A file of many candidates, taken a part at a time: the good ones are received, and each bad line is named.

`read_applications` refuses a file with one bad line whole, which is right for a file of one. Here a candidate with a
bad line is left out whole, since a verdict without that line would be wrong, and the others are received. The same
bytes give the same candidates in the same order, so a place in the file is a place to go on from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from meritbook.core.qualifications.candidate import Application
from meritbook.readers.candidates import CandidateFileError, application_in, json_in, text_of
from meritbook.readers.errors import UnsupportedFormatError
from meritbook.readers.examinations import BadLinesError, Table
from meritbook.readers.limits import MEBIBYTE, Limits
from meritbook.readers.sniff import sniff

BATCH_LIMITS: Final = Limits(max_bytes=64 * MEBIBYTE)
"""An examination of many thousands is larger than a document: 20,000 candidates of five lines each are some 20 MiB."""


@dataclass(frozen=True)
class LeftOut:
    """A line, or an entry of a list, that kept its candidate from being received."""

    where: str
    says: str
    code: str = CandidateFileError.code


Entry = Application | tuple[LeftOut, ...]
"""What stands at a place: an application, or why there is none."""


@dataclass(frozen=True)
class Batch:
    """The candidates of a file in their order; made one by one when asked for."""

    name: str
    loose: tuple[LeftOut, ...]
    """Lines that belong to no candidate."""
    _count: int
    _at: Callable[[int], Application]

    def __len__(self) -> int:
        return self._count

    def part(self, first: int, most: int) -> tuple[Entry, ...]:
        """At most `most` entries from the place `first` on, which counts from 0."""
        return tuple(self._entry(place) for place in range(first, min(first + most, self._count)))

    def _entry(self, place: int) -> Entry:
        try:
            return self._at(place)
        except BadLinesError as problem:
            return tuple(LeftOut(_named(one.place, one.number), one.says) for one in problem.lines)
        except CandidateFileError as problem:
            return (LeftOut(problem.where, problem.message),)


def read_batch(data: bytes, *, name: str, limits: Limits = BATCH_LIMITS) -> Batch:
    """The candidates of a CSV or JSON file.

    Raises `EmptyFileError`, `TooLargeError`, `UnsupportedFormatError` for a file of another kind, what decoding raises,
    and `CandidateFileError` where the file as a whole is neither CSV nor JSON or lacks its columns.
    """
    kind = sniff(data, name=name)
    if kind in ("docx", "pdf"):
        what = "a PDF" if kind == "pdf" else "a package (a word-processor file, a workbook or a ZIP archive)"
        raise UnsupportedFormatError(
            f"“{name}” is {what}. Candidates are read from CSV or JSON.",
            where=name,
            remedy="Save the table as CSV in UTF-8, with the columns that the how-to names.",
        )
    text = text_of(data, name, limits)
    if text.lstrip()[:1] in ("{", "["):
        plain = json_in(text, name)
        listed = plain if isinstance(plain, list) else [plain]

        def entry(place: int) -> Application:
            return application_in(listed[place], f"{name}[{place}]" if isinstance(plain, list) else name)

        return Batch(name, (), len(listed), entry)
    table = Table(text, name)
    loose = tuple(LeftOut(one.place, one.says) for one in table.loose)
    return Batch(name, loose, len(table), table.application)


def _named(place: str, number: str) -> str:
    return _printable(place if f"candidate {number}" in place or not number else f"{place}, candidate {number}")


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() else "�" for one in text)
