"""What `meritbook law …` answers with `--json`, as values; published beside those of the other commands."""

from __future__ import annotations

from datetime import date

from meritbook.cli.answers import ErrorBody
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.compare import Difference
from meritbook.core.law.model import Citation, Effect, Fact, Parameter, Reading, Rule, Table
from meritbook.core.terms import Term
from meritbook.core.values import Value


class LawRuleLine(Value):
    """A rule in the list."""

    id: str
    says: str
    kind: str
    force: str
    rank: str
    place: str
    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    readings: tuple[str, ...]


class LawPackLine(Value):
    """A pack in the list, with its rules."""

    key: str
    name: str
    jurisdiction: str
    known: Term
    checked: date
    note: str
    rules: tuple[LawRuleLine, ...]


class LawListAnswer(Value):
    """`meritbook law list --json`."""

    packs: tuple[LawPackLine, ...]


class LawRuleAnswer(Value):
    """`meritbook law show RULE --json`."""

    pack: str
    rule: Rule
    citation: Citation
    also: tuple[Citation, ...]
    effect: Effect
    parameters: tuple[Parameter, ...]
    readings: tuple[Reading, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]


class LawFactLine(Value):
    """A fact, with the rules that read it and, for a choice, the rows that there are."""

    fact: Fact
    rows: tuple[str, ...]
    rules: tuple[str, ...]


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
