"""Value stream maps from files: what is taken, and every cell that is not, by its place."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from meritbook.core.results.value_stream import ValueStream
from meritbook.readers.errors import EmptyFileError
from meritbook.readers.value_streams import StreamFileError, read_value_stream
from meritbook.writers.value_stream import stream_csv, stream_xlsx

HEAD = ("step", "process", "waiting", "people", "right", "back to")
ABOVE = (("title", "A refund form"), ("unit", "form"), ("demand", "40"), ("available", "7.5 h"), ())
STEPS = (
    ("Open mail", "90 s", "3 d", "2", "80", ""),
    ("Check", "12 min", "1.5 h", "", "95%", "1"),
)


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv(rows: Sequence[Sequence[Any]]) -> bytes:
    """The same as CSV."""
    return "\r\n".join(",".join(str(one) for one in row) for row in rows).encode()


def refused(data: bytes, name: str = "map.csv") -> list[dict[str, str]]:
    """The cells that cannot be taken."""
    with pytest.raises(StreamFileError) as found:
        read_value_stream(data, name=name)
    cells: list[dict[str, str]] = found.value.details.get("cells", [])
    return cells


@pytest.mark.parametrize(("make", "name"), [(csv, "map.csv"), (workbook, "map.xlsx")])
def test_a_map_is_read_with_its_units(make: Any, name: str) -> None:
    found = ValueStream.model_validate(read_value_stream(make((*ABOVE, HEAD, *STEPS)), name=name))
    assert (found.title, found.unit, found.demand, found.available) == ("A refund form", "form", 40, 450)
    first, second = found.steps
    assert (first.process, first.waiting, first.people, first.back_to) == (Decimal("1.5"), 1350, 2, None)
    assert (second.people, second.complete_accurate, second.back_to) == (None, 95, 1)


def test_what_is_written_is_read_again() -> None:
    stream = ValueStream.model_validate(read_value_stream(csv((*ABOVE, HEAD, *STEPS)), name="map.csv"))
    for data, name in ((stream_csv(stream), "map.csv"), (stream_xlsx(stream), "map.xlsx")):
        assert ValueStream.model_validate(read_value_stream(data, name=name)) == stream


def test_a_word_that_a_spreadsheet_would_run_stays_a_word() -> None:
    stream = ValueStream.model_validate({"title": "=1+1", "steps": [{"name": "@SUM(A1)"}]})
    assert b"'=1+1" in stream_csv(stream)
    book = load_workbook(io.BytesIO(stream_xlsx(stream)))
    assert book.active is not None
    assert book.active["B1"].data_type == "s"
    for data, name in ((stream_csv(stream), "map.csv"), (stream_xlsx(stream), "map.xlsx")):
        assert ValueStream.model_validate(read_value_stream(data, name=name)) == stream


@pytest.mark.parametrize(
    ("place", "value", "cell", "says"),
    [
        ((0, 1), "12", "B7", "no duration with a unit"),
        ((0, 1), "soon", "B7", "no duration with a unit"),
        ((0, 3), "two", "D7", "is no figure"),
        ((0, 4), "0.9", "E7", "write 90 for 90 percent"),
        ((0, 5), "1.5", "F7", "is whole"),
        ((0, 0), "", "B7", "no name"),
        ((1, 3), "nan", "D8", "is no figure"),
    ],
)
def test_a_wrong_cell_is_told_by_its_place(place: tuple[int, int], value: str, cell: str, says: str) -> None:
    steps = [list(one) for one in STEPS]
    steps[place[0]][place[1]] = value
    (found,) = refused(csv((*ABOVE, HEAD, *steps)))
    assert found["cell"] == cell
    assert says in found["message"]


def test_every_wrong_cell_is_told_at_once() -> None:
    cells = refused(csv((*ABOVE, HEAD, ("Open mail", "12", "x", "two", "0.9", ""))))
    assert [one["cell"] for one in cells] == ["B7", "C7", "D7", "E7"]


def test_days_without_the_length_of_a_day_are_not_guessed_at() -> None:
    (found,) = refused(csv((HEAD, STEPS[0])))
    assert (found["cell"], "working day is not given" in found["message"]) == ("C2", True)


def test_formulas_and_merged_cells_are_not_taken() -> None:
    book = Workbook()
    assert book.active is not None
    for row in (*ABOVE, HEAD, *STEPS):
        book.active.append(list(row))
    book.active["D7"] = "=1+1"
    book.active.merge_cells("B7:B8")
    out = io.BytesIO()
    book.save(out)
    told = {one["cell"].rpartition("!")[2]: one["message"] for one in refused(out.getvalue(), "map.xlsx")}
    assert "formula" in told["D7"]
    assert "made one" in told["B7"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ((("a", "b"), ("c", "d")), "no line that heads the steps"),
        ((HEAD,), "no step below its head"),
        ((HEAD, *(("S", "1 min", "1 min", "1", "90", "") for _ in range(61))), "60 at most"),
        ((("colour", "blue"), HEAD, ("S", "1 min", "1 min", "1", "90", "")), "none of title, unit"),
    ],
)
def test_a_file_that_is_no_map_is_refused(rows: Any, says: str) -> None:
    with pytest.raises(StreamFileError, match=says):
        read_value_stream(csv(rows), name="map.csv")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyFileError):
        read_value_stream(b"  ", name="map.csv")
