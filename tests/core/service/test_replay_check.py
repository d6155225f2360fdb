"""The acts on seats, taken again, against the tables: each row that differs is named with both sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from meritbook.core.service.replay import ToldAct, replay
from meritbook.core.service.replay_check import checked
from meritbook.core.service.seats import SeatsRecord, SizeOnRecord

DAY = date(2004, 7, 1)
TAKEN = {"seat": 5, "position_id": 9, "department_id": 1, "starts_on": "2004-07-01"}
SIZED = {"department_id": 1, "permanent_fte": "200.00", "starts_on": "2004-07-01", "source": "Payroll"}


def told(*acts: tuple[str, dict[str, Any]]) -> list[ToldAct]:
    return [ToldAct(action=action, on=DAY, facts=facts) for action, facts in acts]


ACTS = told(("record_department_size", SIZED), ("take_over_seat", TAKEN), ("sign_in", {}))
KEPT = replay(ACTS)


def numbered(acts: list[ToldAct | str]) -> list[tuple[int, ToldAct | str]]:
    return list(enumerate(acts, 1))


def test_what_the_acts_come_to_and_nothing_else_is_sound() -> None:
    found = checked(numbered([*ACTS]), KEPT)
    assert (found.sound, found.acts, found.rows, found.faults) == (True, 3, 2, ())


def test_a_number_of_fte_is_the_same_with_as_many_decimals_as_one_likes() -> None:
    size = SizeOnRecord(department=1, fte=Decimal("2E+2"), starts_on=DAY, source="Payroll")
    assert checked(numbered([*ACTS]), KEPT.model_copy(update={"sizes": (size,)})).sound


@pytest.mark.parametrize(
    ("kept", "where", "says"),
    [
        (KEPT.model_copy(update={"seats": ()}), "seat:5", "which the tables do not hold"),
        (
            KEPT.model_copy(update={"seats": (KEPT.seats[0].model_copy(update={"ends_before": date(2005, 7, 1)}),)}),
            "seat:5",
            "ends_before",
        ),
        (
            KEPT.model_copy(update={"seats": (*KEPT.seats, KEPT.seats[0].model_copy(update={"seat": 6}))}),
            "seat:6",
            "to which no act in the ledger comes",
        ),
    ],
)
def test_a_row_that_lacks_differs_or_came_from_nowhere_is_named(kept: SeatsRecord, where: str, says: str) -> None:
    (fault,) = checked(numbered([*ACTS]), kept).faults
    assert fault.where == where
    assert says in fault.says


def test_of_a_row_that_differs_both_sides_are_told() -> None:
    size = KEPT.sizes[0].model_copy(update={"fte": Decimal(201)})
    (fault,) = checked(numbered([*ACTS]), KEPT.model_copy(update={"sizes": (size,)})).faults
    assert (fault.where, fault.told, fault.kept) == ("size:1:2004-07-01", "fte 200", "fte 201")


@pytest.mark.parametrize(
    "bad", ["its facts cannot be read", ToldAct(action="end_authorisation", on=DAY, facts={"authorisation": 7})]
)
def test_an_entry_that_cannot_be_taken_is_named_and_the_others_are_taken_all_the_same(bad: ToldAct | str) -> None:
    found = checked(numbered([bad, *ACTS]), KEPT)
    assert [one.where for one in found.faults] == ["entry:1"]
    assert found.acts == 4
