"""What `meritbook law …` answers with `--json`, as values; published beside those of the other commands."""

from __future__ import annotations

from datetime import date

from meritbook.cli.answers import ErrorBody
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.compare import Difference
from meritbook.core.values import Value
from meritbook.desk.law_answers import LawFactLine, LawPackLine


class LawListAnswer(Value):
    """`meritbook law list --json`."""

    packs: tuple[LawPackLine, ...]


class LawFactsAnswer(Value):
    """`meritbook law facts --json`."""

    pack: str
    facts: tuple[LawFactLine, ...]


class LawCaseAnswer(Value):
    """One case of `meritbook law check`: its verdicts, or what was wrong with it."""

    number: int
    """Its place among the cases; in a file of lines, the line."""
    case: str
    """The label that the case gives itself."""
    verdicts: tuple[LawVerdict, ...] = ()
    error: ErrorBody | None = None


class LawCheckAnswer(Value):
    """`meritbook law check FACTS --json`; written case by case, so that a long file can be read while it is judged."""

    pack: str
    on: date | None
    """The day of the check, for cases that do not state their own."""
    cases: tuple[LawCaseAnswer, ...]
    judged: int
    failed: int


class LawDiffAnswer(Value):
    """`meritbook law diff PACK PACK --json`."""

    first: str
    second: str
    differences: tuple[Difference, ...]


class LawProofLine(Value):
    """A pack that was looked through."""

    pack: str
    rules: int
    quotes: int
    """Quotes in the pack."""
    found: int
    """Quotes that were looked up and stand in their source."""


class LawProofAnswer(Value):
    """`meritbook law prove --json`."""

    packs: tuple[LawProofLine, ...]
