"""Cases for `meritbook law check`: one JSON object, a list of them, or a line for each, read as they come.

A line that cannot be read is named by its number, and the others are still judged.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from meritbook.cli.errors import UnreadableFileError
from meritbook.core.errors import MeritbookError
from meritbook.readers.errors import TooLargeError
from meritbook.readers.limits import DEFAULT_LIMITS, MEBIBYTE

LONGEST_LINE = MEBIBYTE
"""Bytes that a case may have where each stands on a line of its own."""


class CaseError(MeritbookError):
    """A case that is not a JSON object, or whose keys are given twice."""

    code = "cli.law_case"
    remedy = "Write each case as one JSON object of facts; docs/how-to/check-the-law.md shows one."


@dataclass(frozen=True)
class Found:
    """A case as it was found, or why it could not be read."""

    number: int
    plain: dict[str, Any]
    problem: MeritbookError | None = None


def cases_of(path: Path) -> Iterator[Found]:
    """The cases of a file, or of standard input for `-`; raises `UnreadableFileError`, `TooLargeError`, `CaseError`."""
    if str(path) == "-":
        yield from _cases(sys.stdin.buffer, "standard input")
        return
    try:
        file = path.open("rb")
    except (OSError, ValueError) as problem:
        says = problem.strerror if isinstance(problem, OSError) and problem.strerror else "The path cannot be used"
        raise UnreadableFileError(f"{says}.", where=str(path)) from problem
    with file:
        yield from _cases(file, path.name)


def _cases(file: BinaryIO, name: str) -> Iterator[Found]:
    first = b""
    number = 0
    while not first.strip():
        first = file.readline(LONGEST_LINE + 1)
        number += 1
        if not first:
            raise CaseError("There is no case.", where=name)
    try:
        alone = isinstance(_parsed(first), dict)
    except CaseError:
        alone = False
    if alone:
        yield from _lines(first, number, file)
        return
    rest = file.read(DEFAULT_LIMITS.max_bytes + 1)
    if len(rest) > DEFAULT_LIMITS.max_bytes:
        raise TooLargeError("The file is too large to be read at once; write a case on each line.", where=name)
    yield from _whole(first, rest, number, name)


def _whole(first: bytes, rest: bytes, number: int, name: str) -> Iterator[Found]:
    """One object over several lines or a list; failing that, lines of which the first is bad."""
    try:
        plain = _parsed(first + rest)
    except CaseError as problem:
        lines = rest.splitlines(keepends=True)
        if not any(_is_case(line) for line in lines):
            raise CaseError(problem.message, where=name) from problem
        yield from _lines(first, number, lines)
        return
    if isinstance(plain, dict):
        plain = [plain]
    if not isinstance(plain, list):
        raise CaseError("It is neither a JSON object nor a list of them.", where=name)
    for place, one in enumerate(plain, start=1):
        yield _case(one, place)


def _lines(first: bytes, number: int, rest: BinaryIO | Iterable[bytes]) -> Iterator[Found]:
    yield _line(first, number)
    for place, line in enumerate(_limited(rest), start=number + 1):
        if line.strip():
            yield _line(line, place)


def _limited(rest: BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    if not hasattr(rest, "readline"):
        yield from rest
        return
    while line := rest.readline(LONGEST_LINE + 1):
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            # The rest of a line that is too long belongs to it, and is not a case of its own.
            more = rest.readline(LONGEST_LINE)
            if not more or more.endswith(b"\n"):
                break
        yield line


def _line(line: bytes, number: int) -> Found:
    if len(line) > LONGEST_LINE:
        return Found(number, {}, CaseError("The line is longer than a case may be.", where=f"line {number}"))
    try:
        return _case(_parsed(line), number)
    except CaseError as problem:
        return Found(number, {}, CaseError(problem.message, where=f"line {number}"))


def _case(plain: Any, number: int) -> Found:
    if isinstance(plain, dict):
        return Found(number, plain)
    return Found(number, {}, CaseError("The case is not a JSON object.", where=f"case {number}"))


def _is_case(line: bytes) -> bool:
    try:
        return isinstance(_parsed(line), dict)
    except CaseError:
        return False


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(
            text.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_refused,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as problem:
        raise CaseError(f"It is not valid JSON: {problem}.") from problem


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(name for name in names if names.count(name) > 1)} is given twice")
    return found
