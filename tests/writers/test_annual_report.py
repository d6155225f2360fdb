"""The papers of an annual report: PDF/UA, a workbook without formulas, and open data that describe themselves."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from meritbook.core.results.report import (
    Contents,
    GoalTold,
    Head,
    LeftOut,
    MeasureFact,
    MoveTold,
    Part,
    ReportWords,
    SavingTold,
    contents,
)
from meritbook.core.results.report_facts import YearValue
from meritbook.core.results.risks_told import RiskCount, RisksTold
from meritbook.core.verdict import Verdict
from meritbook.writers.annual_report import report_pdf
from meritbook.writers.report_data import report_zip
from meritbook.writers.report_xlsx import report_xlsx

EVIL = "=HYPERLINK(1+1)"


def fact(**more: Any) -> MeasureFact:
    of = YearValue(
        period="FY2005", starts_on=date(2004, 7, 1), ends_before=date(2005, 7, 1), value=Decimal("-9.5"), target=None,
        verdict=Verdict.UNDETERMINED, revision=7, says="@SUM(A1)",
    )  # fmt: skip
    history = tuple((date(1995 + n, 7, 1), date(1996 + n, 7, 1), Decimal(n)) for n in range(10))
    parts = {
        "key": "filing-days", "title": EVIL, "kind": "quality", "says": "", "department": "Revenue", "goal": "g",
        "unit": "days", "places": 1, "direction": "at_most", "owner": "Ada", "source": "R-1", "method": "Counted.",
        "version": 1, "entry_sha256": "0" * 64, "period": "FY2005", "value": Decimal("-9.5"), "target": None,
        "verdict": Verdict.UNDETERMINED, "narrative": "Two\nlines; “quoted”, 中文.", "revision": 7,
        "recorded_on": date(2005, 7, 9), "recorded_from": "R-1", "values": (of,), "history": history,
        "stale": "It is stale.", "stands_for_it": "Bo", "because": "A flood.", "included_on": date(2005, 9, 1),
    }  # fmt: skip
    return MeasureFact.model_validate({**parts, **more})


@pytest.fixture(scope="module")
def report() -> Contents:
    told = GoalTold(key="g", called="Goal", says="", words="", reached=0, missed=0, undetermined=0, left_out=1, stale=1)
    head = Head(
        title="Annual performance report of Revenue, FY2005", of="Revenue", department="REV", year="FY2005",
        starts_on=date(2004, 7, 1), ends_before=date(2005, 7, 1), published_on=date(2005, 9, 1), plan="p",
        plan_title="Plan", plan_version=2, plan_sha256="0" * 64, goals=(told,), licence="CC-BY-4.0",
        words=ReportWords(introduction="In short.", results="#set page() *not* markup."),
        risks=RisksTold(
            total=7, told_apart=True, by_state=(RiskCount(called="Open", count=7),), within=4, above=None,
            undetermined=None,
        ),
    )  # fmt: skip
    left = LeftOut(key="calls", title="Calls", department="", goal="g", reasons=("It names no source.",))
    move = MoveTold(
        key="3", moved_on=date(2005, 1, 5), department="Revenue", people=Decimal("3.5"), money=Decimal(250_000),
        moved_from="A", moved_to="+B", because="C", result="D", source="E",
    )  # fmt: skip
    parts = [Part("head", "head", "", head), Part("measure", "filing-days", "g", fact())]
    saving = SavingTold(
        key="7", event="title-transfers", title="Titles", department="Revenue", saved="Spending ends", unit="dollars",
        amount=Decimal("28800.5"), claimed=Decimal(31_200), basis="=800*36", verified_on=date(2005, 8, 1),
        verified_as="auditor",
    )  # fmt: skip
    parts += [Part("left_out", "calls", "g", left), Part("move", "3", "", move), Part("saving", "7", "", saving)]
    return contents(parts, 1)


def test_the_workbook_holds_text_as_text_and_numbers_as_numbers(report: Contents) -> None:
    book = load_workbook(io.BytesIO(report_xlsx(report)))
    assert book.sheetnames[:3] == ["Report", "Goals", "Measures"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    head, row = list(book["Measures"].iter_rows(values_only=True))
    found = dict(zip(head, row, strict=True))
    assert found["title"] == EVIL
    assert found["actual"] == -9.5
    assert found["target"] is None
    assert found["narrative"] == "Two\nlines; “quoted”, 中文."


def test_the_package_describes_every_file_and_every_column(report: Contents) -> None:
    packed = zipfile.ZipFile(io.BytesIO(report_zip(report, name="revenue-fy2005-1")))
    described = json.loads(packed.read("datapackage.json"))
    assert (described["profile"], described["name"]) == ("tabular-data-package", "revenue-fy2005-1")
    assert described["licenses"] == [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International"}]
    assert described["sources"] == [{"title": "R-1"}]
    assert {one["path"] for one in described["resources"]} == set(packed.namelist()) - {"datapackage.json"}
    kinds = {"number": Decimal, "integer": int, "date": date.fromisoformat, "string": str}
    for one in described["resources"]:
        data = packed.read(one["path"])
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert one["bytes"] == len(data)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        fields = one["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields]
        assert set(one["schema"]["primaryKey"]) <= set(rows[0])
        for row in rows[1:]:
            for field, cell in zip(fields, row, strict=True):
                assert cell == "" or kinds[field["type"]](cell) is not None


def test_no_text_of_the_data_begins_like_a_formula_and_negative_numbers_stay_numbers(report: Contents) -> None:
    packed = zipfile.ZipFile(io.BytesIO(report_zip(report, name="r")))
    named = ("measures", "values", "resources-moved", "savings")
    text = {name: packed.read(f"data/{name}.csv").decode() for name in named}
    (saving,) = csv.DictReader(io.StringIO(text["savings"]))
    assert (saving["amount"], saving["basis"]) == ("28800.5", "'=800*36")
    (measure,) = csv.DictReader(io.StringIO(text["measures"]))
    (value,) = csv.DictReader(io.StringIO(text["values"]))
    (move,) = csv.DictReader(io.StringIO(text["resources-moved"]))
    assert measure["title"] == f"'{EVIL}"
    assert measure["actual"] == "-9.5"
    assert value["narrative"] == "'@SUM(A1)"
    assert (move["moved_to"], move["money"]) == ("'+B", "250000")


def test_the_same_report_gives_the_same_data_and_the_same_pdf(report: Contents) -> None:
    assert report_zip(report, name="r") == report_zip(report, name="r")
    made = report_pdf(report, government="State of Example")
    assert made == report_pdf(report, government="State of Example")
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made


def test_a_paper_of_many_measures_tells_each_in_a_row(report: Contents, monkeypatch: pytest.MonkeyPatch) -> None:
    from meritbook.writers import annual_report

    pictures: dict[str, bytes] = {}
    full = annual_report.paper(report, government="S", pictures=pictures)
    assert list(pictures) == ["chart-1.svg"]
    monkeypatch.setattr(annual_report, "MOST_IN_FULL", 0)
    rows = annual_report.paper(report, government="S", pictures=pictures)
    assert len(rows.parts) < len(full.parts)
    (table,) = (one for one in rows.parts if one.summary == "Measures of the goal")
    assert "STALE: It is stale. Included by Bo: A flood." in table.rows[0][1][0].text
    assert report_pdf(report, government="S").startswith(b"%PDF-")


def test_a_risk_count_that_is_too_small_is_not_told(report: Contents) -> None:
    few = report.model_copy(
        update={"head": report.head.model_copy(update={"risks": RisksTold(total=None, told_apart=False)})}
    )
    packed = zipfile.ZipFile(io.BytesIO(report_zip(few, name="r")))
    (row,) = csv.DictReader(io.StringIO(packed.read("data/risks.csv").decode()))
    assert (row["called"], row["count"]) == ("Fewer than three", "")


def test_a_stale_measure_is_marked_in_every_table_of_the_data(report: Contents) -> None:
    packed = zipfile.ZipFile(io.BytesIO(report_zip(report, name="r")))
    rows = {}
    for name in ("goals", "measures", "values"):
        (rows[name],) = csv.DictReader(io.StringIO(packed.read(f"data/{name}.csv").decode()))
    assert (rows["goals"]["reached"], rows["goals"]["undetermined"], rows["goals"]["stale"]) == ("0", "0", "1")
    assert (rows["measures"]["stale"], rows["values"]["stale"]) == ("It is stale.", "yes")
    book = load_workbook(io.BytesIO(report_xlsx(report)))
    head, row = list(book["Goals"].iter_rows(values_only=True))
    assert dict(zip(head, row, strict=True))["stale"] == 1


def test_where_some_are_fewer_than_three_the_appetite_is_told_without_them(report: Contents) -> None:
    packed = zipfile.ZipFile(io.BytesIO(report_zip(report, name="r")))
    rows = csv.DictReader(io.StringIO(packed.read("data/risks.csv").decode()))
    told = {one["called"]: one["count"] for one in rows if one["by"] == "appetite"}
    assert told == {"Within appetite": "4", "Above appetite": "", "Undetermined": ""}
