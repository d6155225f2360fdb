"""The size of a sample, its draw and its limits, held against the definition in whole numbers and published sizes."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, comb, floor

import pytest

from meritbook.core.results.audit_sampling import MOST_POPULATION, SampleError, draw, limits, plan


def at_most(found: int, population: int, wrong: int, size: int) -> float:
    """The chance of so many wrong ones or fewer, in whole numbers."""
    hits = sum(comb(wrong, one) * comb(population - wrong, size - one) for one in range(found + 1) if one <= size)
    return hits / comb(population, size)


@pytest.mark.parametrize(("confidence", "tolerable", "published"), [("90", "5", 45), ("95", "5", 59), ("95", "10", 29)])
def test_for_a_large_population_the_size_is_that_of_the_published_tables(
    confidence: str, tolerable: str, published: int
) -> None:
    # The tables of the Audit Sampling guide for no expected error count a population without end: 0.95 ^ 59 < 0.05.
    # Of 5,000 the sample may be one smaller, which is the finite population correction.
    found = plan(MOST_POPULATION, confidence=Decimal(confidence), tolerable=Decimal(tolerable))
    assert published - 1 <= found.size <= published
    assert found.acceptable == 0


@pytest.mark.parametrize("population", [1, 4, 12, 24, 60, 120])
@pytest.mark.parametrize("expected", ["0", "2.5"])
def test_the_size_is_the_smallest_that_shows_it(population: int, expected: str) -> None:
    tolerable, confidence = Decimal(10), Decimal(95)
    found = plan(population, confidence=confidence, tolerable=tolerable, expected=Decimal(expected))
    too_many = floor(tolerable * population / 100) + 1

    def shows(size: int) -> bool:
        allowed = ceil(Decimal(expected) * size / 100)
        return at_most(allowed, population, too_many, size) <= 0.05

    by_hand = next((one for one in range(1, population) if shows(one)), population)
    assert found.size == by_hand


def test_a_small_population_is_examined_whole() -> None:
    found = plan(4, confidence=Decimal(95), tolerable=Decimal(10))
    assert (found.size, found.acceptable) == (4, 0)
    assert found.sentence.startswith("All 4 periods are examined")
    twelve = plan(12, confidence=Decimal(95), tolerable=Decimal(10))
    # Without one of the two wrong among nine of twelve: 3 × 2 of 12 × 11.
    assert (twelve.size, twelve.risk) == (9, Decimal("4.55"))
    assert "9 of 12 periods" in twelve.sentence


@pytest.mark.parametrize(
    ("population", "confidence", "tolerable", "expected", "where"),
    [
        (0, "95", "10", "0", "population"),
        (MOST_POPULATION + 1, "95", "10", "0", "population"),
        (12, "100", "10", "0", "confidence"),
        (12, "49", "10", "0", "confidence"),
        (12, "95", "0", "0", "tolerable"),
        (12, "95", "51", "0", "tolerable"),
        (12, "95", "10", "10", "expected"),
        (12, "95", "10", "-1", "expected"),
        (12, "NaN", "10", "0", "confidence"),
    ],
)
def test_a_sample_that_cannot_be_planned_is_refused_at_its_place(
    population: int, confidence: str, tolerable: str, expected: str, where: str
) -> None:
    with pytest.raises(SampleError) as refused:
        plan(population, confidence=Decimal(confidence), tolerable=Decimal(tolerable), expected=Decimal(expected))
    assert refused.value.where == where


def test_the_seed_draws_the_same_again_and_another_seed_another() -> None:
    labels = [f"2004-{month:02}" for month in range(1, 13)]
    assert draw(labels, 4, 7) == draw(labels, 4, 7) == ("2004-04", "2004-05", "2004-07", "2004-08")
    assert draw(labels, 4, 8) != draw(labels, 4, 7)
    assert set(draw(labels, 4, 7)) < set(draw(labels, 9, 7)), "a larger sample holds the smaller one"


@pytest.mark.parametrize(("size", "seed"), [(5, 1), (-1, 1), (2, -1), (2, 2**63)])
def test_a_draw_that_cannot_be_is_refused(size: int, seed: int) -> None:
    with pytest.raises(SampleError):
        draw(["a", "b", "c", "d"], size, seed)


@pytest.mark.parametrize(
    ("population", "size", "found"), [(60, 24, 1), (60, 24, 0), (12, 9, 2), (120, 30, 5), (7, 3, 3)]
)
def test_the_limits_are_the_exact_ones(population: int, size: int, found: int) -> None:
    low, high = limits(population, size, found, Decimal(95))
    possible = range(found, population - size + found + 1)
    assert high == max(one for one in possible if at_most(found, population, one, size) > 0.05)
    assert low == min(one for one in possible if found == 0 or 1 - at_most(found - 1, population, one, size) > 0.05)
    assert low <= high


def test_of_a_whole_population_what_was_found_is_what_is() -> None:
    assert limits(12, 12, 3, Decimal(95)) == (3, 3)
    assert limits(12, 0, 0, Decimal(95)) == (0, 12)
    with pytest.raises(SampleError):
        limits(12, 3, 4, Decimal(95))
