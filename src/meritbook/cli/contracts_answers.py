"""What the `contracts` commands answer with `--json`."""

from __future__ import annotations

from datetime import date
from typing import Any

from meritbook.cli.examining_answers import LeftOutLine
from meritbook.core.values import Value


class AgreementLine(Value):
    """A contract in the list."""

    id: int
    executive: str
    position: str
    title: str
    department: str
    starts_on: date
    last_day: date
    state: str
    mine: bool


class AgreementsAnswer(Value):
    """`meritbook contracts list`."""

    contracts: tuple[AgreementLine, ...]


class AgreementAnswer(Value):
    """`meritbook contracts show`: the newest version of the words that the person may read."""

    contract: AgreementLine
    version: int
    status: str
    sha256: str
    sections: dict[str, str]
    text: dict[str, Any]


class YearAnswer(Value):
    """`meritbook contracts open-year`: long work, and how far it is."""

    starts_on: date
    department: str
    """Its code; empty for all."""
    status: str
    done: int
    total: int
    left_out: tuple[LeftOutLine, ...]
    left_out_total: int
    problem: str
    problem_says: str
