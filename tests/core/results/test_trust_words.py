"""What a rating of trust says as sentences, and what a figure is that was typed as minus zero or as a share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from meritbook.core.results.audit_policy import TrustLevel
from meritbook.core.results.cells import Cell, CellKind, ShareOrPercentError, figure
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


SHARE = MeasureDefinition.model_validate(
    {"title": "A", "kind": "outcome", "unit": "%", "frequency": "monthly", "year_starts_in": 1}
)


@pytest.mark.parametrize(
    ("typed", "newest", "offer"),
    [("0.9", "95.6", "90"), ("1", None, "100"), ("9000", "95.6", "90"), ("1000", None, "10"), ("-2500", "4", "-25")],
)
def test_a_percentage_that_may_be_a_hundred_times_off_is_asked_about(
    typed: str, newest: str | None, offer: str
) -> None:
    known = Decimal(newest) if newest else None
    with pytest.raises(ShareOrPercentError) as problem:
        figure(Cell(text=typed, place="B2", kind=CellKind.TEXT), SHARE, known)
    assert problem.value.details["offer"] == offer


@pytest.mark.parametrize(
    ("typed", "newest", "mended"),
    [
        ("1.1", "95.6", False), ("999", "95.6", False),  # ordinary percentages, up to a tenfold
        ("9000", "8000", False),  # a measure whose values are of that size
        ("9000%", "95.6", False),  # said to be a percentage
        ("9000", "95.6", True), ("0.9", "95.6", True),  # typed once more by whoever was asked
    ],
)  # fmt: skip
def test_a_percentage_is_not_asked_about_without_a_doubt(typed: str, newest: str, mended: bool) -> None:
    cell = Cell(text=typed, place="B2", kind=CellKind.TEXT, mended=mended)
    assert figure(cell, SHARE, Decimal(newest)) == Decimal(typed.removesuffix("%"))
