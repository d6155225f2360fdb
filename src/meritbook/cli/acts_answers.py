"""What the acts on the results register answer with `--json` where no command that shows something answers the same."""

from __future__ import annotations

from datetime import date

from meritbook.cli.audits_answers import AuditLine
from meritbook.cli.lean_answers import LeanProjectAnswer
from meritbook.cli.returns_answers import FollowUpListed, UnitListed
from meritbook.core.results.plans import PlanText
from meritbook.core.values import Value


class StratmlTakenAnswer(Value):
    """What a document makes of a plan's draft; `taken` tells whether it was taken in or only looked at."""

    key: str
    number: int
    taken: bool
    sha256: str
    """The seal of the draft as it stands."""
    text: PlanText
    notes: tuple[str, ...]
    lost: tuple[str, ...]
    """Parts of the draft with measures, actions or ties that the document does not have."""


class ActionReportedAnswer(Value):
    """What was reported on an action of a plan."""

    plan: str
    action: str
    progress: str
    says: str


class AppetiteAnswer(Value):
    """How much one risk may cost a year on average and still be borne, in dollars."""

    department: str | None
    """A code; null for the enterprise as a whole."""
    category: str | None
    """Null for every category."""
    amount: str
    starts_on: date
    says: str


class FindingStepAnswer(Value):
    """What was said of a finding: that it is answered, done, closed or sent back."""

    kind: str
    says: str
    due_on: date | None
    by: str


class FindingAnswer(Value):
    """A finding of an audit with what became of it."""

    audit: int
    number: int
    measure: str
    criterion: str
    severity: str
    status: str
    due_on: date
    overdue: bool
    owner: str
    """Who answers for the measure; empty for nobody."""
    condition: str
    cause: str
    effect: str
    recommendation: str
    steps: tuple[FindingStepAnswer, ...]


class ResourceMoveAnswer(Value):
    """People or money that were moved; `people` are full-time equivalents, `money` dollars."""

    id: int
    department: str | None
    """A code; null for the enterprise as a whole."""
    moved_on: date
    people: str | None
    money: str | None
    moved_from: str
    moved_to: str
    because: str
    result: str
    source: str
    withdrawn_because: str
    """Empty while it stands."""


PUBLISHED: dict[str, type[Value]] = {
    "lean-project": LeanProjectAnswer,
    "results-action-report": ActionReportedAnswer,
    "results-appetite": AppetiteAnswer,
    "results-audit-line": AuditLine,
    "results-budget-unit": UnitListed,
    "results-finding": FindingAnswer,
    "results-follow-up": FollowUpListed,
    "results-resource-move": ResourceMoveAnswer,
    "results-stratml-taken": StratmlTakenAnswer,
}
"""By the name of the schema."""
