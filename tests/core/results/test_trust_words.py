"""What a rating of trust says as sentences, and what a figure is that was typed as minus zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from meritbook.core.results.audit_policy import TrustLevel
from meritbook.core.results.cells import Cell, CellKind, figure
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.trust import NOT_AUDITED, trust

RATED, LAST = date(2006, 4, 11), date(2007, 4, 10)


def said(because: str, on: date = RATED) -> str:
    found = trust(
        TrustLevel.RELIABLE,
        because=because,
        rated_on=RATED,
        last_day=LAST,
        on=on,
        audit=1,
        address="/results/audits/1/",
    )
    return found.sentence


@pytest.mark.parametrize("because", ["All good but September", "All good but September.", "  All good but September "])
def test_the_reason_and_the_end_of_a_rating_are_two_sentences(because: str) -> None:
    assert said(because) == "All good but September. It holds until 10 April 2007."


def test_a_rating_that_has_ended_says_so_once() -> None:
    assert said("Good", on=date(2007, 4, 11)) == (
        "Rated “reliable” on 11 April 2006, which held until 10 April 2007. It is to be audited again."
    )
    assert NOT_AUDITED.sentence == NOT_AUDITED.because


@pytest.mark.parametrize("typed", ["-0", "-0.00", "−0"])
def test_minus_zero_in_a_file_is_zero(typed: str) -> None:
    entry = MeasureDefinition.model_validate(
        {"title": "A", "kind": "output", "unit": "days", "frequency": "monthly", "year_starts_in": 1}
    )
    found = figure(Cell(text=typed, place="B2", kind=CellKind.TEXT), entry)
    assert found == 0
    assert str(found).startswith("0")
    assert figure(Cell(text="-1", place="B2", kind=CellKind.TEXT), entry) == Decimal(-1)
