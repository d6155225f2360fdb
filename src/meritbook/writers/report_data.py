"""An annual report as open data: CSV files and their description, a Data Package (tabular profile), as one zip.

Follows the Data Package and Table Schema descriptions, version 1, and RFC 4180. What a spreadsheet would take for a
formula is kept as text by an apostrophe, as in all tables that Meritbook gives out; numbers stay numbers.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.core.results.licences import LICENCES
from meritbook.core.results.report import Contents
from meritbook.writers.report_tables import Cell, Table, tables

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_zip(report: Contents, *, name: str) -> bytes:
    """The package as a zip; the same report gives the same bytes. `name` is that of the package."""
    files: dict[str, bytes] = {}
    resources = []
    for table in tables(report):
        path = f"data/{table.name}.csv"
        files[path] = csv_of(table)
        resources.append(_resource(table, path, files[path]))
    described = json.dumps(_package(report, name, resources), indent=2, ensure_ascii=False) + "\n"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in {"datapackage.json": described.encode("utf-8"), **files}.items():
            on = report.head.published_on
            # The form of a zip has no year before 1980.
            info = zipfile.ZipInfo(path, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, data)
    return made.getvalue()


def csv_of(table: Table) -> bytes:
    """A table as CSV in UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(one.name for one in table.columns)
    for row in table.rows:
        writer.writerow([_cell(one) for one in row])
    return written.getvalue().encode("utf-8", "replace")


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if value.startswith(_FORMULA) else value


def _package(report: Contents, name: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    head = report.head
    sources = dict.fromkeys(one.source for one in report.measures)
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": f"{head.title}, edition {report.number}",
        "description": head.words.introduction,
        "version": f"{report.number}.0.0",
        "created": f"{head.published_on.isoformat()}T00:00:00Z",
        "licenses": [{"name": head.licence, "title": LICENCES.get(head.licence, head.licence)}],
        "sources": [{"title": one} for one in sources],
        "contributors": [{"title": head.of, "role": "publisher"}],
        "seal": report.sha256,
        "resources": resources,
    }


def _resource(table: Table, path: str, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, one.name, one.type, one.says) for one in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.measures:
        reference = {"resource": "measures", "fields": ["measure", "goal"]}
        schema["foreignKeys"] = [{"fields": ["measure", "goal"], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(table: Table, name: str, kind: str, says: str) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "type": kind, "description": says}
    if kind == "date":
        found["format"] = "default"
    if name in table.key:
        found["constraints"] = {"required": True}
    return found
