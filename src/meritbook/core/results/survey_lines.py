"""Questions of a survey as lines that a person types, for the site and the shell.

    hope: I know what is expected of me. [Not at all; A little; Half; Mostly; Wholly]
    load: I am worn out at the end of a week. [Never; At times; Often; Always] low is good
    words: What would you change?

A key, a colon, the question; in brackets the points of its scale from the lowest to the highest. Without brackets it is
answered in the person's own words.
"""

from __future__ import annotations

import re

from pydantic import ValidationError

from meritbook.core.errors import MeritbookError
from meritbook.core.faults import fault_in_words, first_fault
from meritbook.core.results.survey import Question, Questions

_LINE = re.compile(r"(?P<key>[^:]+):(?P<says>[^\[\]]+)(?:\[(?P<points>[^\[\]]*)\](?P<good>.*))?")


class SurveyLinesError(MeritbookError):
    """Lines that are no questions of a survey."""

    code = "results.survey_lines"
    remedy = "Write each question as “key: question [lowest point; …; highest point]”, a line each."
    http_status = 422


def questions_in(text: str) -> Questions:
    """The questions of the lines, those that are empty left out; raises `SurveyLinesError` that names the line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise SurveyLinesError(f"Line {number} is no question.", where=f"line {number}")
        points, good = match["points"], (match["good"] or "").strip().casefold().rstrip(".")
        if good not in ("", "low is good", "high is good"):
            raise SurveyLinesError(
                f"Line {number}: after the points stands nothing, or “low is good”.", where=f"line {number}"
            )
        given = {
            "key": match["key"].strip(),
            "says": match["says"].strip(),
            "kind": "text" if points is None else "scale",
            "points": () if points is None else tuple(one.strip() for one in points.split(";")),
            "good": "low" if good == "low is good" else "high",
        }
        found.append(_valid(given, number))
    try:
        return Questions(items=tuple(found))
    except ValidationError as error:
        raise SurveyLinesError(first_fault(error)[0], where="questions") from error


def _valid(given: dict[str, object], number: int) -> Question:
    try:
        return Question.model_validate(given)
    except ValidationError as error:
        said = fault_in_words(error.errors(include_url=False)[0])
        raise SurveyLinesError(f"Line {number}: {said}.", where=f"line {number}") from error


def lines_of(questions: Questions) -> str:
    """The questions as lines; `questions_in` reads them back."""
    found = []
    for one in questions.items:
        points = f" [{'; '.join(one.points)}]" if one.kind == "scale" else ""
        found.append(f"{one.key}: {one.says}{points}{' low is good' if one.good == 'low' else ''}")
    return "\n".join(found)
