"""What `appraisals` answers with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.values import Value


class AppraisalLine(Value):
    """A contract of the year, and how far its appraisal is."""

    contract: int
    department: str
    position: str
    executive: str
    state: str
    """`none`, `draft`, `shown`, `final` or `acknowledged`."""
    final_on: date | None
    meeting_on: date | None
    sound: bool | None
    """Whether marks, words and results are as they were sealed; null before it is final."""


class AppraisalsAnswer(Value):
    """The appraisals of the contracts that begin in a fiscal year, by position."""

    year: int
    appraisals: tuple[AppraisalLine, ...]
