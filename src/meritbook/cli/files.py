"""Files named on the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from meritbook.cli.errors import UnreadableFileError
from meritbook.readers.errors import TooLargeError
from meritbook.readers.limits import DEFAULT_LIMITS, MEBIBYTE, Limits


def files_under(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, in the order of their names; hidden ones are left out.

    A path that is not there is handed on like a file, so that it fails by itself and not the others with it.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = [
                Path(folder) / name
                for folder, folders, names in os.walk(path)
                for name in _without_hidden(folders, names)
            ]
            found: Sequence[Path] = sorted(inside)
        else:
            found = (path,)
        for one in found:
            # The same file named twice, or once by itself and once in its folder, is read once.
            real = one.resolve()
            if real not in seen:
                seen.add(real)
                yield one


def _without_hidden(folders: list[str], names: list[str]) -> list[str]:
    folders[:] = sorted(name for name in folders if not name.startswith("."))
    return [name for name in names if not name.startswith(".")]


def bytes_of(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The content of a file, or of standard input for `-`; raises `UnreadableFileError`, `TooLargeError`.

    A file over the reader's limit is refused by its size, before it is read.
    """
    most = limits.max_bytes + 1  # one byte over the limit, for a file that grows while it is read
    if str(path) == "-":
        return sys.stdin.buffer.read(most)
    try:
        if not path.is_file():
            says = "There is no such file" if not path.exists() else "This is not a file that can be read"
            raise UnreadableFileError(f"{says}.", where=str(path))
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise TooLargeError(
                f"The file has {size / MEBIBYTE:,.1f} MiB; the limit is {limits.max_bytes / MEBIBYTE:,.1f} MiB.",
                where=str(path),
                details={"size": size, "limit": limits.max_bytes},
            )
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as problem:
        says = problem.strerror if isinstance(problem, OSError) and problem.strerror else "The path cannot be used"
        raise UnreadableFileError(f"{says}.", where=str(path)) from problem
