"""Is it possible now? What the acts on returns and budget units ask of the record, and the refusals that they give."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.planning import adopted_of
from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range, check_text
from meritbook.core.dates import day_in_words
from meritbook.core.faults import first_fault
from meritbook.core.results.periods import fiscal_year
from meritbook.core.results.realised import Realised
from meritbook.core.results.return_case import CaseText
from meritbook.core.results.return_policy import ReturnPolicy
from meritbook.core.results.returns import missing_of
from meritbook.records.models import BudgetUnit, Measure, ReturnCase, ReturnVersion, StrategicPlan

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")
MOST_DOLLARS = Decimal(10) ** 13


class ReturnError(PolicyError):
    """A case, a figure or a verification that cannot be kept as it is."""

    code = "results.return"
    remedy = "Mend what is named, and send it again. A figure that nobody knows is left empty."
    http_status = 422


class ReturnNotReadyError(PolicyError):
    """A case that cannot be approved while figures are missing."""

    code = "results.return_not_ready"
    remedy = "Have the missing figures put in with their sources, or refuse the case with the reason."
    http_status = 422


class ReturnChangedError(PolicyError):
    """The case is not what was shown to whoever acts on it."""

    code = "results.return_changed"
    remedy = "Read the case again; somebody changed its figures since it was shown."


class ReturnDeciderError(PolicyError):
    """The policy on returns leaves the decision to another role, or to another person."""

    code = "results.return_decider"
    remedy = "Somebody decides whom the policy on returns names for it, and who has no part in the case."
    http_status = 403


class BudgetError(PolicyError):
    """A budget unit or its figures that cannot be kept as they are."""

    code = "results.budget"
    remedy = "Mend what is named, and send it again. What is not known is left empty."
    http_status = 422


def check_key(key: str) -> str:
    """The key as it is kept; raises `ReturnError` and `TakenError`."""
    said = key.strip()
    if not _KEY.fullmatch(said) or said == "new":
        raise ReturnError(
            "The key of a case is made of small letters, digits and hyphens, at most 79 of them, and is not “new”.",
            where="key",
        )
    if ReturnCase.objects.filter(key__iexact=said).exists():
        raise TakenError(f"A case carries the key {said} already.", where="key")
    return said


def check_case(text: CaseText | dict[str, Any]) -> CaseText:
    """The words and figures as a value; raises `ReturnError` that names the field, and `TextError`."""
    try:
        # Also of a value: a copy with other parts was not looked at as a whole.
        found = CaseText.model_validate(text.plain() if isinstance(text, CaseText) else text)
    except ValidationError as error:
        raise _refused(error, "text") from error
    for field in ("says", "others", "assumes"):
        check_text(getattr(found, field), field=field, longest=4_000, required=field == "says")
    for one in found.lines:
        check_text(one.says, field=f"line {one.key}", longest=200)
        check_text(one.source, field=f"source of {one.says}", required=False)
    sides = {one.side for one in found.lines}
    if sides != {"cost", "benefit"}:
        raise ReturnError("A case has at least one cost and one benefit.", where="lines")
    known = set(Measure.objects.filter(key__in=found.measures).values_list("key", flat=True))
    for key in found.measures:
        if key not in known:
            raise ReturnError(f"No measure carries the key {key}.", where="measures")
    _check_ties(found)
    return found


def _check_ties(text: CaseText) -> None:
    plans = {one.key: one for one in StrategicPlan.objects.filter(key__in=[tie.split("/")[0] for tie in text.serves])}
    for tie in text.serves:
        plan, part = tie.split("/")
        if plan not in plans:
            raise ReturnError(f"No plan carries the key {plan}.", where="serves")
        adopted = adopted_of(plans[plan])
        keys = set(adopted.text.by_key()) | {one.action.key for one in adopted.text.actions()} if adopted else set()
        if part not in keys:
            raise ReturnError(f"The plan {plan} has no goal, strategy or action {part} in force.", where="serves")


def _refused(error: ValidationError, where: str) -> ReturnError:
    said, place = first_fault(error, where)
    if place.startswith("serves."):
        said = "Write the key of a plan, a slash, and the key of its goal, strategy or action, as in recovery/ferry."
    return ReturnError(said, where=place)


def check_same(version: ReturnVersion, sha256: str) -> None:
    """The version is that which was read; raises `ReturnChangedError`."""
    if sha256 and sha256 != version.sha256:
        raise ReturnChangedError("What was read is not what is on record now.", where=version.case.key)


def check_other(version: ReturnVersion, text: CaseText) -> None:
    """The words and figures differ from those on record."""
    if version.sha256 == text.seal():
        raise ReturnError("These are the words and figures on record.", where="text")


def check_can_decide(
    standing: Standing, case: ReturnCase, version: ReturnVersion, policy: ReturnPolicy, *, approve: bool
) -> str:
    """The role in which the person decides; raises `ReturnDeciderError` and `ReturnNotReadyError`."""
    if standing.user is None or standing.user.pk in case.has_part():
        raise ReturnDeciderError("Nobody decides on a case that they proposed or wrote.", where=case.key)
    for one in standing.parts_for(Capability.KEEP_RETURN, case):
        if one.role in policy.decides:
            break
    else:
        raise ReturnDeciderError(
            "The policy on returns leaves the decision to another role than yours.", where=case.key
        )
    missing = missing_of(version.text, version.basis.counts)
    if approve and missing:
        raise ReturnNotReadyError(f"Its return is undetermined: {' '.join(missing)}", where=case.key)
    return one.role


def check_started(started_on: date, *, on: date) -> None:
    """The day on which the change began, not one to come."""
    check_day_in_range(started_on, where="started_on")
    if started_on > on:
        raise ReturnError(f"{day_in_words(started_on)} has not come yet.", where="started_on")


def check_realised(
    case: ReturnCase, version: ReturnVersion, realised: Realised | dict[str, Any], *, on: date
) -> Realised:
    """What was found as a value; raises `ReturnError` that names the figure, and `TextError`."""
    try:
        found = Realised.model_validate(realised.plain() if isinstance(realised, Realised) else realised)
    except ValidationError as error:
        raise _refused(error, "realised") from error
    text = version.text
    if not text.first_year <= found.through <= text.last_year:
        raise ReturnError(
            f"The case runs from FY{text.first_year} to FY{text.last_year}; name one of its years.", where="through"
        )
    ended = fiscal_year(found.through, version.basis.year_starts_in).ends_before
    if ended > on:
        raise ReturnError(f"FY{found.through} has not ended yet; verify the years before it.", where="through")
    check_text(found.unproven, field="unproven", longest=4_000, required=False)
    for one in found.figures:
        line = text.line(one.line)
        if line is None:
            raise ReturnError(f"The case has no line {one.line}.", where="figures")
        if not text.first_year <= one.year <= found.through:
            raise ReturnError(
                f"“{line.says}” has a figure for FY{one.year}, outside the verified years.", where="figures"
            )
        check_text(one.evidence, field=f"evidence of {line.says}", required=False)
    before = case.verifications.order_by("-number").first()
    if before is not None and found.through < before.realised.through:
        raise ReturnError(
            f"The verification before went to FY{before.realised.through}; a later one covers those years too.",
            where="through",
        )
    if before is not None and before.realised == found:
        raise ReturnError("This is what the verification before it found; there is nothing to record.", where="figures")
    known = any(one.amount is not None for one in found.figures)
    if not known and not found.unproven:
        raise ReturnError("Give a figure, or say what remains unproven.", where="unproven")
    return found


def check_code(code: str) -> str:
    """The code of a budget unit as it is kept; raises `BudgetError` and `TakenError`."""
    said = code.strip()
    if not _CODE.fullmatch(said):
        raise BudgetError(
            "The code of a budget unit is made of letters, digits, hyphens and full stops, at most 40.", where="code"
        )
    if BudgetUnit.objects.filter(code__iexact=said).exists():
        raise TakenError(f"A budget unit carries the code {said} already.", where="code")
    return said


def check_spending(
    year: int,
    appropriated: Decimal | None,
    spent: Decimal | None,
    spent_through: date | None,
    *,
    year_starts_in: int,
    on: date,
) -> None:
    """The figures of a unit and year; raises `BudgetError` that names the field."""
    if not 1901 <= year <= 2199:
        raise BudgetError("Name the fiscal year by the calendar year in which it ends, such as 2005.", where="year")
    for name, figure in (("appropriated", appropriated), ("spent", spent)):
        whole = figure is None or (figure.is_finite() and 0 <= figure <= MOST_DOLLARS and figure == round(figure, 2))
        if not whole:
            raise BudgetError("Give dollars of zero or more, in whole cents.", where=name)
    if appropriated is None and spent is None:
        raise BudgetError("Give what was appropriated, what was spent, or both.", where="appropriated")
    if (spent is None) is not (spent_through is None):
        raise BudgetError(
            "Spending has the last day that it covers, and a day has spending.",
            where="spent_through" if spent_through is None else "spent",
        )
    period = fiscal_year(year, year_starts_in)
    if spent_through is not None and not period.starts_on <= spent_through <= period.last_day:
        raise BudgetError(
            f"{period.label} runs from {day_in_words(period.starts_on)} to {day_in_words(period.last_day)}.",
            where="spent_through",
        )
    if spent_through is not None and spent_through > on:
        raise BudgetError(f"{day_in_words(spent_through)} has not come yet.", where="spent_through")
