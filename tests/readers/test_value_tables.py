"""Workbooks of values that are refused before they are opened."""

from __future__ import annotations

import io
import zipfile

import pytest

from meritbook.readers.errors import DamagedFileError, ZipBombError
from meritbook.readers.value_tables import read_tables


def test_a_workbook_that_unfolds_without_end_is_refused_with_advice_that_fits_a_workbook() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"0" * 30_000_000)
    with pytest.raises(ZipBombError) as refused:
        read_tables(packed.getvalue(), name="values.xlsx")
    assert refused.value.remedy.endswith("a new copy, saved by the program that it was made with.")
    assert "word" not in refused.value.remedy


def test_a_file_named_as_a_workbook_that_holds_none_is_damaged_and_not_asked_to_be_text() -> None:
    for data in (b"\x00\x01\x02 no workbook", b"part,key\nmodel,x\n", b"PK\x03\x04 and then nothing"):
        with pytest.raises(DamagedFileError) as refused:
            read_tables(data, name="Model.XLSX")
        assert "UTF-8" not in refused.value.to_do
