"""How much of what: amounts of time, credits of study, classes that experience is measured by, and their names.

A field that a text does not speak about is `None`, `""` or empty. Amounts are `Decimal`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from meritbook.core.values import Value

Unit = Literal["year", "month", "week", "day", "hour"]
"""What time is counted in."""
CreditUnit = Literal["semester_hour", "quarter_hour", "credit", "course", "clock_hour", "point"]
"""What study is counted in; `credit` where the text does not say whether semesters or quarters."""
WorkLevel = Literal[
    "trainee",
    "entry",
    "technical",
    "paraprofessional",
    "journey",
    "professional",
    "advanced",
    "lead",
    "supervisory",
    "second_level_supervisory",
    "administrative",
    "managerial",
    "executive",
    "postdoctoral",
]
"""The level at which experience must lie, in the field's terms."""
StudyLevel = Literal[
    "", "eighth_grade", "tenth_grade", "high_school", "vocational", "college", "associate", "bachelor", "graduate",
    "master", "doctorate", "professional",
]  # fmt: skip
"""How far study must go; `college` and `graduate` are study without a named degree. `professional` is a degree in law,
medicine, dentistry, veterinary medicine or pharmacy, and its kind stands in `fields`."""
By = Literal["", "application", "examination", "hire", "appointment", "probation", "after_hire"]
"""The point of time by which something must be had; `""` where the text does not say."""


class Amount(Value):
    """How much: `value` in `unit`. With `most`, a stated range whose lower end is `value`.

    `value` is `None` when the text contradicts itself ("one (1) year (2 years)"): `problem` then says how.
    """

    value: Decimal | None
    unit: Unit
    most: Decimal | None = None
    problem: str = ""


class Credits(Value):
    """So much study, and in what: 16 semester hours of accounting."""

    value: Decimal | None
    unit: CreditUnit
    fields: tuple[str, ...] = ()
    problem: str = ""


class ClassRef(Value):
    """A class, rank or kind of position that experience is measured by.

    `how` is `in` for service in that class, `at_level` for service at that level (in any class), and `duties` for
    performing the duties of it.
    """

    title: str
    how: Literal["in", "at_level", "duties"] = "in"
