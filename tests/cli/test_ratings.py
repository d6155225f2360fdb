"""`appraisals`: how far a year is, without marks, and whether what is final is as it was sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest

from contract_world import ContractYear, final_appraisal
from meritbook.cli.answers import schemas
from meritbook.records.models import Appraisal

pytestmark = pytest.mark.django_db
JUNE = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)


def test_it_says_how_far_each_is_and_shows_no_mark(
    meritbook: Callable[..., Any], on_record: None, contract_year: ContractYear
) -> None:
    before = meritbook("appraisals", "--year", "2004", "--json")
    jsonschema.validate(before.json, schemas()["appraisals"])
    assert [(one["position"], one["state"], one["sound"]) for one in before.json["appraisals"]] == [
        ("Y-1", "none", None)
    ]
    row = final_appraisal(contract_year.contract, contract_year.authority, JUNE)
    after = meritbook("appraisals", "--year", "2004", "--department", "revenue")
    assert "as sealed" in after.out
    assert "As agreed." not in after.out
    Appraisal.objects.filter(pk=row.pk).update(marks_json=row.marks_json.replace('"mark":3', '"mark":4', 1))
    assert "ALTERED" in meritbook("appraisals", "--year", "2004").out


def test_a_year_without_contracts_is_said(
    meritbook: Callable[..., Any], on_record: None, contract_year: ContractYear
) -> None:
    ran = meritbook("appraisals", "--year", "1999")
    assert (ran.code, "No signed contract begins in that fiscal year." in ran.out) == (0, True)
