"""What `contracts year` answers with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.contracts.measures import MeasureFinding
from meritbook.core.values import Value


class ReviewLine(Value):
    """A review that was held and stands."""

    held_on: date
    kind: str
    answered: bool
    steps_open: int


class ContractYearAnswer(Value):
    """The year of a contract: what its measures show, and the reviews held. Evidence is read on the site."""

    contract: int
    position: str
    executive: str
    starts_on: date
    ends_before: date
    on: date
    findings: tuple[MeasureFinding, ...]
    reviews: tuple[ReviewLine, ...]
