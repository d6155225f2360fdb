"""Is it possible now? What the acts on strategic plans ask of the record, and the refusals that they give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range, check_text
from meritbook.core.faults import first_fault
from meritbook.core.results.deployment import Alignment, Tie
from meritbook.core.results.plan_check import PlanProblem
from meritbook.core.results.plans import ActionPlaced, PlanText, Progress
from meritbook.records.models import PlanStatus, PlanVersion, StrategicPlan

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")
_DEEPEST = 6
"""Plans that stand one above the other."""


class PlanError(PolicyError):
    """A plan, or its words, that cannot be kept as they are."""

    code = "results.plan"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class PlanConflictError(PolicyError):
    """Somebody else saved other words of the draft in between, and the two collide."""

    code = "results.plan_conflict"
    remedy = "Look at both at the places that are named, choose, and save again. Nothing that you typed is lost."


class PlanNotReadyError(PolicyError):
    """Words that cannot be adopted yet."""

    code = "results.plan_not_ready"
    remedy = "Mend what is listed in the draft, and adopt it then."
    http_status = 422


class PlanChangedError(PolicyError):
    """The draft is not what was shown to whoever adopts it."""

    code = "results.plan_changed"
    remedy = "Read the draft again; somebody saved other words since it was shown."


class PlanDraftError(PolicyError):
    """The plan has a draft already, or has no version that could be amended."""

    code = "results.plan_draft"
    remedy = "Open the plan: work on the draft that it has, or adopt one first."


class ActionError(PolicyError):
    """An action of a plan about which nothing can be reported."""

    code = "results.action"
    remedy = "Open the plan: a report names an action of the adopted version, and says what was done."
    http_status = 422


class NothingToConfirmError(PolicyError):
    """A tie to the plan above that did not change."""

    code = "results.nothing_to_confirm"
    remedy = "Open the plan: it lists the ties for which the plan above has changed."


def check_key(key: str) -> str:
    """The key as it is kept; raises `PlanError` and `TakenError`."""
    said = key.strip()
    if not _KEY.fullmatch(said):
        raise PlanError(
            "The key of a plan is made of small letters, digits and hyphens, at most 79 of them.", where="key"
        )
    if said == "new":
        raise PlanError("“new” is no key of a plan: it stands for drawing one up.", where="key")
    if StrategicPlan.objects.filter(key__iexact=said).exists():
        raise TakenError(f"A plan carries the key {said} already.", where="key")
    return said


def check_words(text: PlanText | dict[str, Any]) -> PlanText:
    """The words as a value; raises `PlanError` that names the field, and `TextError`."""
    try:
        # Also of a value: a copy with other parts was not looked at as a whole.
        found = PlanText.model_validate(text.plain() if isinstance(text, PlanText) else text)
    except ValidationError as error:
        said, where = first_fault(error, "text")
        raise PlanError(said, where=where) from error
    _check_plain(found.plain(), "text")
    for day in (found.starts_on, found.last_day, *(one.action.last_day for one in found.actions())):
        if day is not None:
            check_day_in_range(day, where="last_day")
    return found


def _check_plain(held: Any, field: str) -> None:
    if isinstance(held, str):
        check_text(held, field=field, required=False)
    elif isinstance(held, dict):
        for name, part in held.items():
            _check_plain(part, name)
    elif isinstance(held, list):
        for part in held:
            _check_plain(part, field)


def check_term(starts_on: date, ends_before: date) -> None:
    """The plan lasts at least a day; raises `PlanError` and `DayRangeError`."""
    check_day_in_range(starts_on, where="starts_on")
    check_day_in_range(ends_before, where="ends_before")
    if ends_before <= starts_on:
        raise PlanError("A plan ends after its first day.", where="ends_before")


def check_above(above: StrategicPlan | None) -> None:
    """Not too many plans stand one above the other; raises `PlanError`."""
    depth, seen = 0, above
    while seen is not None:
        depth, seen = depth + 1, seen.deploys
        if depth >= _DEEPEST:
            raise PlanError(f"At most {_DEEPEST} plans stand one above the other.", where="deploys")


def check_ready(found: Sequence[PlanProblem], text: PlanText) -> None:
    """Nothing blocks the adoption; raises `PlanNotReadyError` with all that does."""
    blocking = [one for one in found if one.blocks]
    if blocking:
        raise PlanNotReadyError(
            f"The plan cannot be adopted yet: {' '.join(one.says for one in blocking[:5])}",
            where=_called(text, blocking[0].place),
            details={"problems": [one.plain() for one in blocking]},
        )


def _called(text: PlanText, place: str) -> str:
    """A goal, strategy or action by what it is called, never by its key alone."""
    names = {key: one.part.called for key, one in text.by_key().items()}
    return {**names, **{one.action.key: one.action.says for one in text.actions()}}.get(place, place)


def check_as_shown(version: PlanVersion, sha256: str) -> None:
    """The words are those that were shown; raises `PlanChangedError`."""
    if sha256 != version.sha256:
        raise PlanChangedError(
            f"{version.saved_by.full_name} saved other words of the draft in the meantime.", where="sha256"
        )


def check_amendable(plan: StrategicPlan) -> PlanVersion:
    """The adopted version, where no draft is under way; raises `PlanDraftError`."""
    if plan.versions.filter(status=PlanStatus.DRAFT).exists():
        raise PlanDraftError("The plan has a draft already.", where=plan.key)
    adopted: PlanVersion | None = plan.versions.filter(status=PlanStatus.ADOPTED).first()
    if adopted is None:
        raise PlanDraftError("No version of the plan is adopted.", where=plan.key)
    return adopted


def check_action(version: PlanVersion | None, key: str) -> ActionPlaced:
    """The action of the adopted version; raises `ActionError`."""
    if version is not None:
        for one in version.text.actions():
            if one.action.key == key:
                return one
    raise ActionError("The adopted version of the plan has no such action.", where="action")


def check_progress(progress: str) -> Progress:
    """What can be reported; raises `ActionError`."""
    if progress not in (Progress.UNDER_WAY, Progress.DONE, Progress.DROPPED):
        raise ActionError("An action is under way, done or dropped.", where="progress")
    return Progress(progress)


def check_tie(found: Sequence[Tie], part: str) -> Tie:
    """The tie of the part, which changed above; raises `NothingToConfirmError`."""
    for one in found:
        if one.part == part and one.state is Alignment.REWORDED:
            return one
    raise NothingToConfirmError("What it serves was not reworded since the tie was last looked at.", where="part")
