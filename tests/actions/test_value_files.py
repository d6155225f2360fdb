"""Files of values: every bad cell is told at its place, a person mends it, and all is recorded or nothing."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from measure_world import BEGINS, QUARTERS, definition
from year_stage import do

pytestmark = pytest.mark.django_db


def workbook(change: Any) -> bytes:
    """The bytes of a workbook that a function filled."""
    from openpyxl import Workbook

    book = Workbook()
    change(book.active)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def taken(who: Any, at: datetime, data: bytes, name: str = "actuals.csv") -> Any:
    """The file, taken in."""
    return do("take_value_file", who, at, data=data, name=name)


def read(who: Any, file: Any, at: datetime, mends: dict[str, str] | None = None) -> Any:
    """What the file would record."""
    from meritbook.actions import value_lines
    from meritbook.actions.permissions import Standing
    from meritbook.readers.value_tables import read_tables
    from meritbook.records import clock

    tables = read_tables(file.document.original(), name=file.name)
    return value_lines.reading(Standing(who, clock.day_of(at)), tables, mends or {})


def codes(reading: Any) -> dict[str, str]:
    """The code of each refused cell."""
    return {place: one.code for place, one in reading.troubles.items()}


@pytest.fixture
def keeper(people: Any, measures: Any) -> Any:
    """The results administrator, who may record everything; the measures are on record, and no other work waits."""
    from meritbook.records.models import Job

    Job.objects.filter(pk=measures.job.pk).update(status="stopped")
    return people.results_administrator


def test_a_long_table_is_read_with_its_words_and_recorded_as_one_batch_that_names_the_file(
    keeper: Any, measures: Any, at: datetime
) -> None:
    file = taken(keeper, at, b"measure,period,value,says\nrefund-days,FY2026 Q2,20.5,Back to two clerks\n")
    reading = read(keeper, file, at)
    assert not reading.troubles
    batch = do("record_value_file", keeper, at, file=file, source="Report R-12.", seen=reading.sha256)
    row = batch.values.get()
    assert (row.measure, row.starts_on, row.value, row.says) == (
        measures.refunds, QUARTERS[1], Decimal("20.5"), "Back to two clerks",
    )  # fmt: skip
    assert batch.document == file.document
    assert batch.document.original().startswith(b"measure,period")


def test_a_wide_table_has_a_row_for_each_measure_and_a_column_for_each_period(keeper: Any, at: datetime) -> None:
    data = b"measure;FY2026 Q1;FY2026 Q2\nrefund-days;;20.5\ncalls-answered;81;84.5\n"
    reading = read(keeper, taken(keeper, at, data), at)
    assert not reading.troubles
    assert [(one.place, one.shown) for one in reading.good] == [("C2", "20.5 days"), ("B3", "81%"), ("C3", "84.5%")]
    assert reading.empty == 1


@pytest.mark.parametrize(
    ("line", "place", "code"),
    [
        ("refund-days,FY2026 Q2,about 20", "C2", "results.cell_not_a_number"),
        ("refund-days,FY2026 Q2,\"1,234\"", "C2", "results.cell_comma"),
        ("calls-answered,FY2026 Q2,0.9", "C2", "results.cell_percent"),
        ("calls-answered,FY2026 Q2,8450", "C2", "results.cell_percent"),
        ("refund-days,2025 Q4,20.5", "B2", "results.period"),
        ("refund-days,2025-11,20.5", "B2", "results.period"),
        ("refund-days,45931,20.5", "B2", "results.cell_serial_date"),
        ("refund-days,FY2026 Q3,20.5", "B2", "results.value_day"),
        ("refund-days,FY2026 Q1,20.5", "C2", "results.value_stands"),
        ("refund-day,FY2026 Q2,20.5", "A2", "results.cell_measure"),
        ("refund-days,FY2026 Q2,20.55", "C2", "results.value"),
        ("refund-days,FY2026 Q2,-1", "C2", "results.value"),
    ],
)  # fmt: skip
def test_each_bad_cell_has_its_code_at_its_place_and_nothing_of_the_file_is_recorded(
    keeper: Any, at: datetime, line: str, place: str, code: str
) -> None:
    from meritbook.actions.record_value_file import FileRefusedError
    from meritbook.records.models import ValueBatch

    before = ValueBatch.objects.count()
    file = taken(keeper, at, f"measure,period,value\n{line}\nrefund-days,FY2026 Q2,20.5\n".encode())
    assert codes(read(keeper, file, at)) == {place: code}
    with pytest.raises(FileRefusedError) as refused:
        do("record_value_file", keeper, at, file=file, source="Report.")
    assert refused.value.details["cells"][0]["code"] == code
    assert ValueBatch.objects.count() == before


def test_a_cell_is_mended_or_left_out_and_then_all_is_recorded(keeper: Any, at: datetime) -> None:
    data = b"measure,period,value\ncalls-answered,FY2026 Q1,0.9\ncalls-answered,FY2026 Q2,none\n"
    file = taken(keeper, at, data)
    assert read(keeper, file, at).troubles["C2"].offer == "90"
    mends = {"C2": "90", "C3": "-"}
    reading = read(keeper, file, at, mends)
    assert (codes(reading), reading.left_out) == ({}, 1)
    batch = do("record_value_file", keeper, at, file=file, source="Report.", mends=mends, seen=reading.sha256)
    assert [one.value for one in batch.values.all()] == [Decimal(90)]


def test_a_percentage_below_one_is_recorded_once_a_person_typed_it(keeper: Any, at: datetime) -> None:
    file = taken(keeper, at, b"measure,period,value\ncalls-answered,FY2026 Q1,0.9\n")
    reading = read(keeper, file, at, {"C2": "0.9"})
    assert [one.shown for one in reading.good] == ["0.9%"]


def test_the_same_period_twice_is_refused_at_the_second_cell(keeper: Any, at: datetime) -> None:
    data = b"measure,period,value\nrefund-days,FY2026 Q2,20.5\nrefund-days,2025-10-01,21\n"
    found = read(keeper, taken(keeper, at, data), at)
    assert codes(found) == {"C3": "results.cell_twice"}
    assert found.troubles["C3"].also == (("B3", "2025-10-01"), ("C2", "20.5"), ("B2", "FY2026 Q2"))


def test_of_a_period_twice_the_period_may_be_mended_too(keeper: Any, at: datetime) -> None:
    # FY2026 Q1 is on record; the file means its second quarter.
    file = taken(keeper, at, b"measure,period,value\nrefund-days,FY2026 Q1,20.5\n")
    trouble = read(keeper, file, at).troubles["C2"]
    assert (trouble.code, trouble.also) == ("results.value_stands", (("B2", "FY2026 Q1"),))
    assert codes(read(keeper, file, at, {"B2": "FY2026 Q2"})) == {}


def test_a_cell_that_was_mended_in_vain_still_says_what_the_file_has_there(keeper: Any, at: datetime) -> None:
    file = taken(keeper, at, b"measure,period,value\nrefund-days,FY2026 Q2,about 20\n")
    assert read(keeper, file, at, {"C2": "eleven"}).troubles["C2"].typed == "about 20"


def test_a_unit_that_is_not_the_measures_is_refused(keeper: Any, at: datetime) -> None:
    data = b"measure,period,value,unit\nrefund-days,FY2026 Q2,20.5,hours\n"
    assert codes(read(keeper, taken(keeper, at, data), at)) == {"D2": "results.cell_unit"}


def test_a_unit_that_changed_is_held_against_the_version_of_its_period(
    keeper: Any, measures: Any, at: datetime
) -> None:
    counted = definition(title="Calls answered", unit="calls", direction="at_least")
    taken_on = {"starts_on": date(2025, 10, 1), "because": "Calls are counted."}
    do("change_measure", keeper, at, measure=measures.statewide, definition=counted, **taken_on)
    data = b"measure,period,value,unit\ncalls-answered,FY2026 Q1,81,calls\ncalls-answered,FY2026 Q2,81,calls\n"
    reading = read(keeper, taken(keeper, at, data), at)
    assert codes(reading) == {"D2": "results.cell_unit"}
    assert [one.shown for one in reading.good] == ["81 calls"]


def test_a_measure_that_the_person_does_not_own_is_refused(people: Any, measures: Any, at: datetime) -> None:
    data = b"measure,period,value\nrefund-days,FY2026 Q2,20.5\ncalls-answered,FY2026 Q2,81\n"
    owner = people.measure_owner
    reading = read(owner, taken(owner, at, data), at)
    assert codes(reading) == {"A3": "results.cell_forbidden"}
    assert [one.shown for one in reading.good] == ["20.5 days"]


def test_merged_cells_formulas_and_what_is_hidden_are_asked_about_at_their_cells(keeper: Any, at: datetime) -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "Sheet1"
        for row in (
            ["measure", "period", "value"],
            ["refund-days", "FY2026 Q2", "=10+10.5"],
            ["calls-answered", "FY2026 Q1", 81],
            ["calls-answered", "FY2026 Q2", 84],
        ):
            sheet.append(row)
        sheet.merge_cells("C3:D3")
        sheet.row_dimensions[4].hidden = True

    file = taken(keeper, at, workbook(fill), "actuals.xlsx")
    assert codes(read(keeper, file, at)) == {
        "Sheet1!C2": "results.cell_formula_empty",
        "Sheet1!C3": "results.cell_merged",
        "Sheet1!C4": "results.cell_hidden",
    }


def test_the_result_that_a_workbook_kept_of_a_formula_is_offered_and_must_be_confirmed(
    keeper: Any, at: datetime
) -> None:
    import zipfile

    def fill(sheet: Any) -> None:
        sheet.title = "Sheet1"
        sheet.append(["measure", "period", "value"])
        sheet.append(["refund-days", "FY2026 Q2", "=10+10.5"])

    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(fill))) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(b"<f>10+10.5</f><v />", b"<f>10+10.5</f><v>20.5</v>").replace(
                b"<f>10+10.5</f><v></v>", b"<f>10+10.5</f><v>20.5</v>"))  # fmt: skip
    file = taken(keeper, at, written.getvalue(), "actuals.xlsx")
    trouble = read(keeper, file, at).troubles["Sheet1!C2"]
    assert (trouble.code, trouble.offer) == ("results.cell_formula", "20.5")
    assert [one.shown for one in read(keeper, file, at, {"Sheet1!C2": "20.5"}).good] == ["20.5 days"]


def test_a_day_in_a_cell_of_a_workbook_names_the_period_that_it_lies_in(keeper: Any, at: datetime) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["measure", date(2025, 10, 1)])
        sheet.append(["refund-days", 20.5])

    reading = read(keeper, taken(keeper, at, workbook(fill), "a.xlsx"), at)
    assert [(one.recorded.period.label, one.shown) for one in reading.good] == [("FY2026 Q2", "20.5 days")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reader.empty"),
        (b"\n,,\n", "reader.empty"),
        ("measure,period,value\nrefund-days,FY2026 Q2,20.5,Zürich\n".encode("latin-1"), "reader.encoding"),
        (b"%PDF-1.7", "reader.unsupported"),
        (b"what,when,how much\nrefund-days,FY2026 Q2,20.5\n", "results.layout"),
        (b"PK\x03\x04 broken", "reader.damaged"),
    ],
)
def test_a_file_that_is_no_sound_table_is_refused_and_not_kept(
    keeper: Any, at: datetime, data: bytes, code: str
) -> None:
    from meritbook.core.errors import MeritbookError
    from meritbook.records.models import ValueFile

    before = ValueFile.objects.count()
    with pytest.raises(MeritbookError) as refused:
        taken(keeper, at, data)
    assert refused.value.code == code
    assert ValueFile.objects.count() == before


def test_a_sheet_whose_only_cell_lies_far_out_is_refused_before_it_is_opened(keeper: Any, at: datetime) -> None:
    from meritbook.readers.errors import TooLargeError

    def fill(sheet: Any) -> None:
        sheet.cell(row=1_000_000, column=1, value="measure")

    with pytest.raises(TooLargeError):
        taken(keeper, at, workbook(fill), "a.xlsx")


def test_what_is_recorded_is_what_the_preview_showed(keeper: Any, measures: Any, at: datetime) -> None:
    from meritbook.actions.record_value_file import FileChangedError

    file = taken(keeper, at, b"measure,period,value\nrefund-days,FY2026 Q2,20.5\n")
    with pytest.raises(FileChangedError):
        do("record_value_file", keeper, at, file=file, source="Report.", seen="0" * 64)


def test_a_large_file_is_recorded_in_parts_and_goes_on_after_its_worker_was_killed(
    keeper: Any, measures: Any, departments: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import value_import
    from meritbook.actions.work import Worker
    from meritbook.records.models import MeasureValue

    monkeypatch.setattr(value_import, "AT_ONCE", 2)
    for n in range(3):
        do("define_measure", keeper, at, key=f"m-{n}", department=departments.revenue, starts_on=BEGINS,
           definition=definition(title=f"M {n}"))  # fmt: skip
    data = "measure,period,value\n" + "".join(f"m-{n},FY2026 Q{q},{n}.{q}\n" for q in (1, 2) for n in range(3))
    job = do("import_values", keeper, at, data=data.encode(), name="all.csv", source="Warehouse.")
    assert job.total == 12
    parts = iter([False, False, False, False, False, True])
    Worker(stopping=lambda: next(parts, False)).do_one(job)
    job.refresh_from_db()
    assert job.place.startswith("record:")
    assert 0 < MeasureValue.objects.filter(measure__key__startswith="m-").count() < 6
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.left_out, job.problem_says) == ("finished", 0, "")
    assert MeasureValue.objects.filter(measure__key__startswith="m-", current=True).count() == 6
    assert departments.revenue.pk
    assert {one.stands.newest_on for one in measures.refunds.__class__.objects.filter(key__startswith="m-")} == {
        QUARTERS[1]
    }


def test_of_a_large_file_with_one_bad_line_nothing_is_recorded_and_the_line_is_told(
    keeper: Any, measures: Any, at: datetime
) -> None:
    from meritbook.actions.work import Worker
    from meritbook.records.models import ValueBatch

    before = ValueBatch.objects.count()
    data = b"measure,period,value\nrefund-days,FY2026 Q2,20.5\ncalls-answered,FY2026 Q2,0.5\nrefund-days,FY2026 Q2,1\n"
    job = do("import_values", keeper, at, data=data, name="all.csv", source="Warehouse.")
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.problem_code) == ("failed", "results.lines_refused")
    assert '"where":"C3"' in job.skipped_json
    assert '"where":"A4"' in job.skipped_json
    assert ValueBatch.objects.count() == before
