"""What each choice for an executive before a deadline does, as values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from meritbook.core.errors import MeritbookError
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.model import Appeal, Citation
from meritbook.core.service.due import Due
from meritbook.core.values import Value
from meritbook.core.verdict import Missing, Verdict

ChoiceKey = Literal["renew", "change_pay", "serve_notice", "nothing"]
FIRST_DAY, LAST_DAY = date(1902, 1, 1), date(2197, 12, 31)
"""The days that can be asked about, so that the years around them can be counted too."""
Served = Literal["hand", "mail", "e-mail", "fax"]


WAYS: dict[str, Served] = {"hand": "hand", "mail": "mail", "e-mail": "e-mail", "fax": "fax"}
"""The ways in which a notice is served, by their names."""


class VacantSeatError(MeritbookError):
    """Nobody holds the seat, so that there is nothing to choose for anybody."""

    code = "choices.vacant"
    remedy = "Choose a seat that an executive holds on the day, or another day."
    http_status = 409


class NoticeDayError(MeritbookError):
    """A notice is to be tried on a day that has passed, or is to have arrived before it was served, or a day lies
    outside the years that are counted with."""

    code = "choices.notice_day"
    remedy = "Try the day itself or a later one; a notice arrives on the day on which it is served, or later."
    http_status = 422


class Supposed(Value):
    """What the law says of the facts as a choice would make them."""

    supposing: str
    """On which day, and with what done."""
    verdict: LawVerdict


class ChoiceDate(Value):
    """A day that a choice brings, and the rule that it is from."""

    on: date
    says: str
    rule: str
    passed: bool
    """Whether it lies before the day on which one asks."""


class AppealRight(Value):
    """Who may appeal what follows, to whom, and until when."""

    to: Appeal
    says: str
    citation: Citation
    rule: str
    first_day: date | None = None
    """The first of the days that are counted."""
    last_day: date | None = None
    """Rolled over weekends and holidays; none while it cannot be figured."""
    verdict: LawVerdict | None = None
    """How the last day was figured."""
    note: str = ""


class RightSaid(Value):
    """A right of the executive that a choice touches, as the table of rights has it."""

    key: str
    says: str
    has: Verdict
    instead: str
    citation: Citation


class Cost(Value):
    """The executive's salary now and then, in dollars; what is not known is none, never nought."""

    month_now: Decimal | None = None
    month_then: Decimal | None = None
    month_change: Decimal | None = None
    year_now: Decimal | None = None
    """Twelve months of it: a full fiscal year."""
    year_then: Decimal | None = None
    year_change: Decimal | None = None
    says: str
    missing: tuple[Missing, ...] = ()
    cap: LawVerdict | None = None
    """What the law says of the salary then, on the first day on which it would be paid."""


class Choice(Value):
    """One thing that can be done, or left, and what comes of it."""

    key: ChoiceKey
    says: str
    possible: Verdict
    possible_says: str
    judged: tuple[Supposed, ...]
    dates: tuple[ChoiceDate, ...]
    """In their order."""
    follows: tuple[str, ...]
    appeal: AppealRight | None = None
    """None where nothing follows that could be appealed."""
    rights: tuple[RightSaid, ...] = ()
    cost: Cost


class Choices(Value):
    """The four choices for an executive, as of a day."""

    seat: int
    position: str
    title: str
    department: str
    department_name: str
    executive: str
    on: date
    due: Due | None
    """The contract that is due next; none where the law asks for none."""
    contract_by: date | None
    """The last day for that contract."""
    notice_by: date | None
    """The last safe day for notice of dismissal in the contract year that runs."""
    decided: Literal["nothing", "contract", "notice"]
    """What is on record for the time after the deadline: nothing yet, a contract agreed, or a notice that stands."""
    overdue: tuple[LawVerdict, ...]
    """Contracts of the year that runs that should be there and are not."""
    choices: tuple[Choice, ...]
    cautions: tuple[str, ...]

    def choice(self, key: ChoiceKey) -> Choice:
        """One of the four."""
        return next(one for one in self.choices if one.key == key)


class Trial(Value):
    """What somebody wants to try: a salary for the next contract, and how a notice would be served."""

    salary: Decimal | None = None
    """For a month; without it the change of pay keeps the salary as it is, and says so."""
    notice_on: date | None = None
    """The day on which the notice is handed over or sent; the day of asking where none is given."""
    served: Served = "hand"
    arrived_on: date | None = None
    """When a notice that was sent reached the executive, where that is known."""
    in_writing: bool = True
