"""What is wrong with a position description, or doubtful: errors keep it from being signed, cautions do not.

Nothing here judges the work. It judges whether the description can stand as the official one: a number, duties that
say something, percentages that add up, and answers that do not contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from meritbook.core.positions.characters import forbidden_in, texts_of
from meritbook.core.positions.errors import PercentTotalError
from meritbook.core.positions.layout import money, plain_number
from meritbook.core.positions.model import Duty, PositionDescription
from meritbook.core.values import Value

Severity = Literal["error", "caution"]

LONGEST_NUMBER = 64
LONGEST_LINE = 400
LONGEST_TEXT = 40_000
MOST_DUTIES = 200
LARGEST_BUDGET = Decimal("10_000_000_000_000")
LARGEST_STAFF = Decimal(2_000_000)
FEWEST_WORDS_OF_A_DUTY = 3

_LONG_FIELDS = re.compile(
    r"purpose|duties\.\d+\.text|supervision|budget_text|policy_text|decisions|contacts|specialised_qualification"
    r"|qualifications|programs\.\d+\.description|other\.\d+\.2"
)
_SUPERVISES_NOBODY = re.compile(
    r"\b(?:supervises|manages|directs)\s+(?:nobody|no\s*one|no\s+(?:staff|employees|positions|subordinates|one))\b"
    r"|\b(?:no|without)\s+(?:direct\s+reports|subordinates|supervisory\s+(?:duties|responsibilit(?:y|ies)))\b"
    r"|\bdoes\s+not\s+supervise\b|\bnon-?supervisory\b",
    re.IGNORECASE,
)


class Problem(Value):
    """One thing that is wrong or doubtful: a stable code, the field, what it is, and what to do."""

    code: str
    severity: Severity
    field: str
    """Path of the field, list places counted from 1: `duties.2`; empty for the whole description."""
    message: str
    to_do: str


def problems(position: PositionDescription) -> tuple[Problem, ...]:
    """Everything that is wrong or doubtful, errors first; within each, in the order of the fields."""
    found = [
        *_number(position),
        *_characters(position),
        *_lengths(position),
        *_duties(position),
        *_percentages(position),
        *_supervision(position),
        *_resources(position),
        *_qualification(position),
    ]
    return tuple(sorted(found, key=lambda problem: problem.severity != "error"))


def may_be_signed(position: PositionDescription) -> bool:
    """Whether nothing keeps the description from being signed as the official one."""
    return all(problem.severity != "error" for problem in problems(position))


def require_sound_percentages(position: PositionDescription) -> None:
    """Raise `PercentTotalError` for stated percentages that cannot all be true; silence on them passes.

    An allocation weighs duties by their share of the time: shares that contradict each other weigh nothing.
    """
    for problem in _percentages(position):
        if problem.code == PercentTotalError.code:
            raise PercentTotalError(problem.message, where=problem.field, remedy=problem.to_do)


def _error(code: str, field: str, message: str, to_do: str) -> Problem:
    return Problem(code=f"position.{code}", severity="error", field=field, message=message, to_do=to_do)


def _caution(code: str, field: str, message: str, to_do: str) -> Problem:
    return Problem(code=f"position.{code}", severity="caution", field=field, message=message, to_do=to_do)


def _number(position: PositionDescription) -> Iterator[Problem]:
    if not position.number.strip():
        yield _error(
            "number_missing",
            "number",
            "The description has no position number.",
            "Give the number under which the agency keeps the position; it is never made up.",
        )
    elif len(position.number) > LONGEST_NUMBER:
        yield _error(
            "number_too_long",
            "number",
            f"The position number has {len(position.number)} characters; at most {LONGEST_NUMBER} are kept.",
            "Give the number alone, without a title or remarks.",
        )
    elif any(character in position.number for character in "\t\n\r"):
        yield _error(
            "number_not_one_line",
            "number",
            "The position number runs over more than one line.",
            "Write the number on one line.",
        )


def _characters(position: PositionDescription) -> Iterator[Problem]:
    for path, text in texts_of(position):
        if points := forbidden_in(text):
            yield _error(
                "forbidden_characters",
                path,
                f"The text holds characters that cannot be shown or kept: {', '.join(points)}.",
                "Remove them, or paste the text again as plain text.",
            )


def _lengths(position: PositionDescription) -> Iterator[Problem]:
    for path, text in texts_of(position):
        most = LONGEST_TEXT if _LONG_FIELDS.fullmatch(path) else LONGEST_LINE
        if path != "number" and len(text) > most:
            yield _error(
                "text_too_long",
                path,
                f"The text has {len(text):,} characters; at most {most:,} fit here.",
                "Shorten it, or move what belongs elsewhere to its own heading.",
            )


def _duties(position: PositionDescription) -> Iterator[Problem]:
    if not position.duties:
        yield _error(
            "no_duties",
            "duties",
            "The description names no duty.",
            "Describe the duties, each with its percent of working time.",
        )
        return
    if len(position.duties) > MOST_DUTIES:
        yield _error(
            "too_many_duties",
            "duties",
            f"The description names {len(position.duties)} duties; at most {MOST_DUTIES} are kept.",
            "Put what belongs together into one duty.",
        )
    seen: dict[str, Duty] = {}
    numbers: set[int] = set()
    for place, duty in enumerate(position.duties, start=1):
        field = f"duties.{place}"
        if duty.number in numbers:
            yield _error(
                "duty_number_twice",
                field,
                f"Two duties carry the number {duty.number}.",
                "Number the duties from 1, each once.",
            )
        numbers.add(duty.number)
        folded = " ".join(duty.text.casefold().split())
        if not folded:
            yield _error(
                "duty_empty", field, f"Duty {duty.number} has no text.", "Say what is done, or remove the duty."
            )
        elif folded in seen:
            yield _error(
                "duty_twice",
                field,
                f"Duty {duty.number} says the same as duty {seen[folded].number}.",
                "Keep one of them, with the percent of both.",
            )
        elif len(folded) < 60 and len(folded.split()) < FEWEST_WORDS_OF_A_DUTY and folded.isascii():
            yield _caution(
                "duty_short",
                field,
                f"Duty {duty.number} says very little.",
                "Say what is done, to what, and for what end.",
            )
        seen.setdefault(folded, duty)
        if duty.percent == 0:
            yield _caution(
                "duty_zero_percent",
                field,
                f"Duty {duty.number} takes 0 % of the time.",
                "Give the time that it takes, or remove the duty.",
            )


def _percentages(position: PositionDescription) -> Iterator[Problem]:
    with_percent = [duty for duty in position.duties if duty.percent is not None]
    if not position.duties:
        return
    if not with_percent:
        yield _error(
            "percent_missing",
            "duties",
            "No duty says what percent of working time it takes.",
            "Give each duty its percent; together they must total 100.",
        )
        return
    without = [str(duty.number) for duty in position.duties if duty.percent is None]
    if without:
        named = f"duty {without[0]} does" if len(without) == 1 else f"duties {', '.join(without)} do"
        yield _error(
            "percent_partial",
            "duties",
            f"Some duties give their percent of working time, and {named} not.",
            "Give every duty its percent; together they must total 100.",
        )
    total = sum((duty.percent for duty in with_percent if duty.percent is not None), Decimal(0))
    if (total != 100 and not without) or total > 100:
        difference = abs(Decimal(100) - total)
        side = "missing" if total < 100 else "too many"
        yield _error(
            "percent_total",
            "duties",
            f"The percentages of the duties total {plain_number(total)}, not 100: "
            f"{plain_number(difference)} {'is' if difference == 1 and total < 100 else 'are'} {side}.",
            "Change the percentages so that they total exactly 100.",
        )


def _supervision(position: PositionDescription) -> Iterator[Problem]:
    nobody = _SUPERVISES_NOBODY.search(position.supervision)
    lines = position.subordinates or ()
    counted = [line.count for line in lines if line.count is not None]
    if lines and nobody:
        yield _error(
            "supervision_contradicts",
            "supervision",
            f"Subordinates are listed, and the text says “{' '.join(nobody.group().split())}”.",
            "Correct the list or the text.",
        )
    for place, line in enumerate(lines, start=1):
        if not line.title.strip():
            yield _error(
                "subordinate_untitled",
                f"subordinates.{place}",
                f"Line {place} of the subordinates has no title.",
                "Name the position or the kind of position, or remove the line.",
            )
        if line.count == 0:
            yield _caution(
                "subordinate_count_zero",
                f"subordinates.{place}",
                f"Line {place} of the subordinates counts nobody.",
                "Give the count, or remove the line.",
            )
    if counted and position.fte is not None and sum(counted) > position.fte * 2 + 1:
        yield _caution(
            "subordinates_exceed_fte",
            "fte",
            f"{sum(counted)} subordinates are listed, and {plain_number(position.fte)} full-time equivalents.",
            "Check both figures; full-time equivalents count everybody directed, at every level.",
        )
    if position.subordinates == () and position.fte:
        yield _caution(
            "fte_without_subordinates",
            "fte",
            "The position supervises nobody, and full-time equivalents are stated.",
            "Correct one of the two, or say in words whose staff it is.",
        )


def _resources(position: PositionDescription) -> Iterator[Problem]:
    if position.budget is not None and position.budget_role is None and not position.budget_text.strip():
        yield _caution(
            "budget_without_role",
            "budget_role",
            f"A budget of {money(position.budget)} is stated, and not what the position does with it.",
            "Say whether the position monitors, prepares, manages or approves the budget.",
        )
    if position.budget and position.budget_role == "none":
        yield _caution(
            "budget_role_contradicts",
            "budget_role",
            f"A budget of {money(position.budget)} is stated, and the position has no part in it.",
            "Remove the amount, or say what the position does with it.",
        )
    if position.budget is not None and position.budget > LARGEST_BUDGET:
        yield _error(
            "budget_absurd",
            "budget",
            f"A budget of {money(position.budget)} a year is beyond any government.",
            "Give the amount in dollars a year.",
        )
    if position.fte is not None and position.fte > LARGEST_STAFF:
        yield _error(
            "fte_absurd",
            "fte",
            f"{plain_number(position.fte)} full-time equivalents are more than any government has.",
            "Give the full-time equivalents that the position directs.",
        )


def _qualification(position: PositionDescription) -> Iterator[Problem]:
    if position.specialised_qualification_required and not position.specialised_qualification.strip():
        yield _caution(
            "qualification_unnamed",
            "specialised_qualification",
            "A specialised qualification is required, and not which.",
            "Name the subject knowledge, licence or degree that the work needs.",
        )
