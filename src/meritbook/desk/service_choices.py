"""What each choice for an executive does, as the person who asks may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from meritbook.actions.pay_limits import paid_law
from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.service_record import record_of
from meritbook.core.service.choice_model import Choices, Trial
from meritbook.core.service.choices import choices_for
from meritbook.core.service.record import SeatOnRecord
from meritbook.desk.service_reach import record_in, seat_named
from meritbook.records.models import Seat


@dataclass(frozen=True)
class Chosen:
    """The choices, and who looks at them."""

    record: SeatOnRecord
    choices: Choices
    own: bool
    """Whether the person who asks is the executive: they see what can happen and by when."""
    decides: bool
    """Whether it is theirs to decide: the director of the department, not on their own case."""


def choices(standing: Standing, seat: int, *, on: date, trial: Trial) -> Chosen:
    """The choices for the executive in a seat, as of a day.

    Raises `NoSuchSeatError`, `VacantSeatError`, `NoticeDayError`, and `FactError` for a salary out of range.
    """
    record = record_in(standing, seat, on=on)
    found = choices_for(paid_law(), record, on=on, trial=trial)
    row = Seat.objects.select_related("position").get(pk=seat)
    own = standing.user is not None and record.executive_id == standing.user.pk
    return Chosen(record, found, own, not own and standing.may(Capability.SERVE_NOTICE, row))


def choices_of(name: str, *, on: date, trial: Trial) -> Choices:
    """The choices for the executive in a seat, named by its number or that of its position, for the record's keeper.

    Raises `NoSuchSeatError` and what `choices` raises.
    """
    seat = seat_named(Seat.objects.all(), name, on=on)
    return choices_for(paid_law(), record_of(seat, on=on), on=on, trial=trial)
