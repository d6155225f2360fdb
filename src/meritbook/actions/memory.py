"""The collector of circles, stopped while very many small things are made that refer to no circle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let Python look for circles only afterwards.

    The collector looks at all that lives each time so many new lists and tuples were made, and finds nothing in the
    lines of a file: of the work on seven million lines it took a quarter. What was stopped before stays stopped.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(1)
