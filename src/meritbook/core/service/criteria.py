"""The criteria that a position must meet, one by one, and what its description says of each.

The program reads the description and quotes it; a person judges. It reads `met` where the words carry it, `not met`
only where the description says so itself, and leaves the rest open. Whether a part of a department is relatively
large is never read: it is for a person, who is shown the figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from meritbook.core.allocation.facets import Evidence as Reader
from meritbook.core.allocation.facets.context import sentences
from meritbook.core.allocation.facets.model import Strength
from meritbook.core.documents.model import Document, Quote
from meritbook.core.law.pack import Law
from meritbook.core.positions.layout import plain_number
from meritbook.core.positions.model import PositionDescription
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

RULE = "seats.criteria"
NOT_JUDGED_HERE = "position.in_management_class"
"""It comes from the allocation, with the review."""
MANAGERS, LARGE, IMPORTANT = (
    "position.controls_through_managers",
    "position.segment_is_large",
    "position.segment_is_important",
)
HUMAN, FISCAL, OPERATING, CAPITAL = (f"position.controls/{row}" for row in ("human", "fiscal", "operating", "capital"))
PROGRAMS, PROJECTS, POLICY = (f"position.directs/{row}" for row in ("programs", "projects", "policy"))


class Criterion(Value):
    """One thing that a person judges of a position: the fact of the law, or a row of a list of choices in it."""

    fact: str
    """Such as `position.controls_through_managers`, or `position.controls/human` for a row."""
    says: str
    ask: str
    needed: bool = True
    """Whether the rule reads it as it is taken; the others bear on it under its other reading."""


class Evidence(Value):
    """What a reading rests on: words of the description, or what the record of positions says."""

    quote: Quote | None = None
    says: str = ""
    """In words, where there is nothing to quote."""


class Below(Value):
    """A position on record that reports to this one, and how many report to it in turn."""

    number: str
    title: str
    reports: int


class Suggestion(Value):
    """What the program read of one criterion, and from what."""

    criterion: Criterion
    verdict: Verdict
    because: str
    evidence: tuple[Evidence, ...] = ()


def criteria_of(law: Law) -> tuple[Criterion, ...]:
    """The criteria that the law has a person judge, in its order; none where the pack has no such rule."""
    if RULE not in law.rules:
        return ()
    as_taken = set(law.compiled[RULE].facts)
    found: list[Criterion] = []
    for name in law.facts_of(RULE):
        if name == NOT_JUDGED_HERE:
            continue
        fact, needed = law.facts[name], name in as_taken
        if fact.kind == "choices" and fact.table:
            found.extend(
                Criterion(fact=f"{name}/{row.key}", says=f"{fact.says} {row.says}", ask=fact.ask, needed=needed)
                for row in law.tables[fact.table].rows
                if row.holds
            )
        elif fact.kind == "yes_no":
            found.append(Criterion(fact=name, says=fact.says, ask=fact.ask, needed=needed))
    return tuple(sorted(found, key=lambda one: not one.needed))


def read_criteria(
    law: Law,
    position: PositionDescription,
    document: Document,
    *,
    below: Sequence[Below] = (),
    department_fte: Decimal | None = None,
) -> tuple[Suggestion, ...]:
    """What the description and the organisation say of each criterion; `document` is what the quotes point into."""
    reading = _Reading(position, document, tuple(below), department_fte)
    return tuple(reading.suggest(one) for one in criteria_of(law))


_CONTROL = (
    r"(?:acquir\w+|administer\w*|allocat\w+|approv\w+|authori[sz]\w+|control\w*|direct\w*|manag\w+|overse\w+|"
    r"plan(?:s|ning)?|purchas\w+|respons\w+|supervis\w+)"
)
_NOUNS = {
    OPERATING: r"(?:contracts?|equipment|fleet|information systems?|inventor\w+|operating (?:budget|costs?|funds?|"
    r"resources?)|purchases?|services contracts?|supplies|technology|vehicles?|vendors?)",
    CAPITAL: r"(?:assets?|bridges?|buildings?|capital\b(?! city)|construction|facilit\w+|infrastructure|"
    r"institutions?|land|plant|roads?|structures)",
    PROJECTS: r"projects?",
}
_DENIED = re.compile(r"\b(?:no|not|never|without|neither|nor)\b", re.IGNORECASE)
_MOST = 3
"""Quotes for one criterion; the description has the rest."""


class _Reading:
    """One description, read for the criteria."""

    def __init__(
        self,
        position: PositionDescription,
        document: Document,
        below: tuple[Below, ...],
        department_fte: Decimal | None,
    ) -> None:
        self.position, self.document = position, document
        self.below, self.department_fte = below, department_fte
        self.reader = Reader(position)
        self.by: dict[str, Callable[[Criterion], Suggestion]] = {
            MANAGERS: self._managers,
            LARGE: self._size,
            IMPORTANT: self._size,
            HUMAN: self._human,
            FISCAL: self._fiscal,
            OPERATING: self._words,
            CAPITAL: self._words,
            PROGRAMS: self._programs,
            PROJECTS: self._words,
            POLICY: self._policy,
        }

    def suggest(self, criterion: Criterion) -> Suggestion:
        """What was read of one criterion."""
        read = self.by.get(criterion.fact)
        if read is None:
            return _open(criterion, "The program does not read this; a person judges it.")
        return read(criterion)

    def _quoted(self, quotes: Iterable[Quote]) -> tuple[Evidence, ...]:
        """Quotes of the laid-out description as quotes of the document that is on record."""
        same = self.reader.document.text == self.document.text
        found: dict[tuple[int, int], Evidence] = {}
        for quote in quotes:
            kept = self.document.quote(quote.span, quote.label) if same else quote
            found.setdefault((quote.span.start, quote.span.end), Evidence(quote=kept))
        return tuple(found.values())[:_MOST]

    def _fields(self, *starts: str) -> tuple[Evidence, ...]:
        return self._quoted(
            self.reader.quote(one)
            for one in self.reader.statements
            if any(one.field == start or one.field.startswith(f"{start}.") for start in starts)
        )

    def _facet(self, key: str, *values: str, denied: bool = False) -> tuple[Evidence, ...]:
        """What the description says on a facet: that it holds with one of the values, or that it does not."""
        found = (
            self.reader.answer(key).of(Strength.DENIED)
            if denied
            else self.reader.answer(key).of(Strength.STATED, Strength.ANSWERED)
        )
        return self._quoted(one.quote for one in found if not values or one.value in values)

    # --- the criteria ---------------------------------------------------------------------------------------

    def _managers(self, criterion: Criterion) -> Suggestion:
        managing = [one for one in self.below if one.reports > 0]
        organised = tuple(
            Evidence(
                says=f"Position {one.number}{f', {one.title}' if one.title else ''}, reports to it; "
                f"{one.reports} report to that one."
            )
            for one in managing[:_MOST]
        )
        said = self._facet("subordinate_managers")
        if said or organised:
            return _met(criterion, "Managers report to it.", (*said, *organised))
        if self.position.subordinates == ():
            return _not_met(
                criterion, "The description states that nobody reports to it.", self._fields("subordinates")
            )
        if denied := self._facet("subordinate_managers", denied=True):
            return _not_met(criterion, "The description says that no managers report to it.", denied)
        listed = self._fields("subordinates")
        if listed:
            return _open(criterion, "Nobody among those who report to it is named as a manager.", listed)
        return _open(criterion, "The description does not say who reports to it.")

    def _size(self, criterion: Criterion) -> Suggestion:
        figures = list(self._fields("fte", "budget"))
        if self.department_fte is not None:
            own = f"{plain_number(self.position.fte)} FTE of" if self.position.fte is not None else "Of"
            figures.append(Evidence(says=f"{own} the department's {plain_number(self.department_fte)} FTE."))
        word = "large" if criterion.fact == LARGE else "important"
        says = f"No number makes a part of a department relatively {word}: a person judges it."
        return _open(criterion, says, figures)

    def _human(self, criterion: Criterion) -> Suggestion:
        if said := self._facet("staff.supervised"):
            return _met(criterion, "It directs staff.", said)
        if denied := self._facet("staff.supervised", denied=True):
            return _not_met(criterion, "The description says that it directs nobody.", denied)
        return _open(criterion, "The description does not say whom it directs.")

    def _fiscal(self, criterion: Criterion) -> Suggestion:
        role, stated = self.position.budget_role, self._fields("budget_role", "budget")
        if role in ("manages", "approves"):
            return _met(criterion, f"It {role} the budget.", stated)
        if role == "none":
            return _not_met(criterion, "The description says that it has no part in the budget.", stated)
        if role is not None:
            return _open(criterion, f"It {role} the budget; whether that is control is for a person to say.", stated)
        if said := self._facet("resources.control", "full"):
            return _met(criterion, "It controls money.", said)
        return _open(criterion, "The description does not say what part it takes in the budget.")

    def _programs(self, criterion: Criterion) -> Suggestion:
        listed = self._fields("programs")
        reach = {one.reach for one in self.position.programs}
        if listed and reach & {"agency", "regional", "statewide", "enterprise"}:
            return _met(criterion, "Its programs reach beyond one unit.", listed)
        if listed:
            return _open(criterion, "Programs are listed; whether they are significant is not said.", listed)
        return _open(criterion, "The description lists no programs.")

    def _policy(self, criterion: Criterion) -> Suggestion:
        role, stated = self.position.policy_role, self._fields("policy_role", "policy_text")
        if role in ("formulates", "establishes"):
            return _met(criterion, f"It {role} policy.", stated)
        if role in ("applies", "none"):
            says = "It applies policy that others make." if role == "applies" else "It has no part in policy."
            return _not_met(criterion, says, stated)
        if said := self._facet("policy.role", "formulates", "establishes"):
            return _met(criterion, "It makes policy.", said)
        return _open(criterion, "Whether it makes policy is not said.", stated)

    def _words(self, criterion: Criterion) -> Suggestion:
        """A sentence on the work in which something is controlled: the words are quoted, and none is taken as no."""
        noun = _NOUNS[criterion.fact]
        pattern = re.compile(rf"\b{_CONTROL}\b[^.;]{{0,90}}?\b{noun}\b", re.IGNORECASE)
        said: list[Quote] = []
        unclear: list[Quote] = []
        for statement in self.reader.statements:
            if not statement.evidence or not statement.field.startswith(_WORK):
                continue
            for start, end in sentences(statement.text):
                words = statement.text[start:end]
                if pattern.search(words):
                    (unclear if _DENIED.search(words) else said).append(self.reader.quote(statement, start, end))
        if said:
            return _met(criterion, "The description says that it does.", self._quoted(said))
        if unclear:
            return _open(criterion, "The description speaks of it, and may deny it.", self._quoted(unclear))
        return _open(criterion, "The description does not speak of it.")


_WORK = ("purpose", "duties", "budget_text", "decisions", "supervision", "programs", "other")


def _met(criterion: Criterion, because: str, evidence: Iterable[Evidence] = ()) -> Suggestion:
    return Suggestion(criterion=criterion, verdict=Verdict.MET, because=because, evidence=tuple(evidence))


def _not_met(criterion: Criterion, because: str, evidence: Iterable[Evidence] = ()) -> Suggestion:
    return Suggestion(criterion=criterion, verdict=Verdict.NOT_MET, because=because, evidence=tuple(evidence))


def _open(criterion: Criterion, because: str, evidence: Iterable[Evidence] = ()) -> Suggestion:
    return Suggestion(criterion=criterion, verdict=Verdict.UNDETERMINED, because=because, evidence=tuple(evidence))
