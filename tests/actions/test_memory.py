"""The collector of circles is stopped for a while, and works as before afterwards."""

from __future__ import annotations

import gc

import pytest

from meritbook.actions.memory import without_collecting


def test_the_collector_rests_while_lines_are_read_and_works_again_after_an_error() -> None:
    def read() -> bool:
        with without_collecting():
            return int("line 7") > 0 or gc.isenabled()

    assert gc.isenabled()
    with without_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="line 7"):
        read()
    assert gc.isenabled()


def test_a_collector_that_somebody_else_stopped_stays_stopped() -> None:
    gc.disable()
    try:
        with without_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
