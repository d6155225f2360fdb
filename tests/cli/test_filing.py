"""`file`, `packet` and `verify-packet` on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract_world import ContractYear
from file_world import FileWorld, file_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record")]


@pytest.fixture
def world(contract_year: ContractYear, departments: Any, settings: Any) -> FileWorld:
    settings.MERITBOOK_DEMO = True
    return file_world(contract_year, departments)


def test_a_file_is_listed_with_what_is_missing(world: FileWorld, meritbook: Callable[..., Any]) -> None:
    ran = meritbook("file", "year_executive", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["copies_missing"]
    assert "Refunds" not in ran.out
    assert {"contract", "evidence", "notice"} <= {one["kind"] for one in ran.json["items"]}
    assert "Copy missing" in meritbook("file", "year_executive").out


def test_a_packet_is_made_written_and_verified(world: FileWorld, meritbook: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "packet.zip"
    order = ("packet", "year_executive", "--as", "year_officer", "--purpose", "Appeal 12.", "--out", out)
    ran = meritbook(*order, "--json")
    assert ran.code == 0, ran.err
    checked = meritbook("verify-packet", out, "--json")
    assert checked.code == 0
    assert checked.json["holds"]
    # What is there already is never written over.
    kept = out.read_bytes()
    assert meritbook(*order).code == 3
    assert out.read_bytes() == kept


def test_where_somebody_may_not_nothing_is_written(
    world: FileWorld, meritbook: Callable[..., Any], tmp_path: Path
) -> None:
    out = tmp_path / "packet.zip"
    ran = meritbook("packet", "year_executive", "--as", "year_elsewhere", "--purpose", "Curious.", "--out", out)
    assert ran.code == 3
    assert not out.exists()
