"""Is it possible now? What holds for writing, finishing and taking back an appraisal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meritbook.actions.policies import PolicyError
from meritbook.core.contracts.rating import Row
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.records.models import (
    Appraisal,
    AppraisalKind,
    ContractVersion,
    PerformanceContract,
)

SCALE, MEETING = "rating.scale", "rating.meeting"


class NotSignedError(PolicyError):
    """Nothing is signed by all that could be rated."""

    code = "rating.not_signed"
    remedy = "Rate once all have signed the contract; open it to see who has not."


class OutsideYearError(PolicyError):
    """The contract year has not begun."""

    code = "rating.too_early"
    remedy = "Write the appraisal once the first day of the contract has come."
    http_status = 422


class AppraisalChangedError(PolicyError):
    """Somebody saved the appraisal since the page was opened, or the contract was altered since it was saved."""

    code = "rating.changed"
    remedy = "Compare what you typed with what was saved since, and send it again to have yours stand."


class AnotherAppraisalError(PolicyError):
    """Another appraisal of the kind was begun at the same moment."""

    code = "rating.another"
    remedy = "Open the rating again; it shows the one that was begun."


class AppraisalKindError(PolicyError):
    """Something that can be done to the other kind of appraisal only."""

    code = "rating.kind"
    remedy = "Only the rater's appraisal becomes final; a self-assessment is shown to the raters."
    http_status = 422


class IncompleteRatingError(PolicyError):
    """A rating that is to be final lacks marks."""

    code = "rating.incomplete"
    remedy = "Rate what is listed. No average is put in the place of a mark; an interim appraisal may stay incomplete."
    http_status = 422


class ReasonNeededError(PolicyError):
    """A 4 stands beside a target that was missed, without a reason."""

    code = "rating.reason"
    remedy = "Give the reason beside each 4 that is listed, or another mark."
    http_status = 422


class MeetingDayError(PolicyError):
    """The day of the meeting cannot be right."""

    code = "rating.meeting_day"
    remedy = "Give the day of the meeting within the contract year and not in the future, or leave it empty."
    http_status = 422


class PayRestsError(PolicyError):
    """A decision on pay rests on the appraisal."""

    code = "rating.pay_rests"
    remedy = "The department director withdraws the decision on pay first."


def check_signed(contract: PerformanceContract) -> ContractVersion:
    """The words that all have signed."""
    version = contract.signed_version
    if version is None or contract.withdrawn_at is not None:
        raise NotSignedError("No words of this contract are signed by all.", where=str(contract.pk))
    return version


def check_begun(contract: PerformanceContract, *, on: date) -> None:
    """The contract year has begun."""
    if on < contract.starts_on:
        raise OutsideYearError(f"The contract begins on {day_in_words(contract.starts_on)}.", where="at")


def check_unchanged(row: Appraisal | None, seen: str | None, now: str) -> None:
    """What is saved is what the writer began with; `seen` is none where nobody asks."""
    if seen is not None and seen != now:
        who = f"{row.written_by.full_name} saved it" if row is not None else "It was taken back"
        raise AppraisalChangedError(f"{who} since you opened the page.", where="seen")


def check_rater(row: Appraisal) -> None:
    """It is the rater's."""
    if row.kind != AppraisalKind.RATER:
        raise AppraisalKindError("A self-assessment stays what it is: an account of the executive.", where=str(row.pk))


def check_same_words(row: Appraisal, version: ContractVersion) -> None:
    """The marks were given on the words that hold."""
    if row.version_id != version.pk:
        raise AppraisalChangedError(
            "The contract was altered since the appraisal was saved.",
            where="version",
            remedy="Save the appraisal again on the words as they hold now, and show it to the executive.",
        )


def check_complete(rows: Iterable[Row], verdict: LawVerdict | None) -> None:
    """Every row carries a mark."""
    found = tuple(rows)
    names = [one.title for one in found]
    if names:
        said = f" {verdict.sentence}" if verdict is not None else ""
        raise IncompleteRatingError(
            f"{len(names)} rating{'s are' if len(names) > 1 else ' is'} missing.{said}",
            where=SCALE,
            details={
                "missing": names,
                "problems": [{"field": one.key, "says": f"Not rated: {one.title}"} for one in found],
                **({"verdict": verdict.plain()} if verdict is not None else {}),
            },
        )


def check_reasons(rows: Iterable[Row]) -> None:
    """Every 4 beside a missed target has its reason."""
    found = tuple(rows)
    if found:
        raise ReasonNeededError(
            f"A reason is missing for a 4 beside a target that was missed: {'; '.join(one.title for one in found)}",
            where=found[0].key,
            details={"problems": [{"field": one.key, "says": f"Reason for the 4: {one.title}"} for one in found]},
        )


def check_meeting_day(contract: PerformanceContract, day: date | None, *, on: date) -> None:
    """The meeting was held in the contract year or after it, and not after the day."""
    if day is None:
        return
    if day > on:
        raise MeetingDayError(f"{day_in_words(day)} has not come yet.", where="meeting_on")
    if day < contract.starts_on:
        raise MeetingDayError(f"{day_in_words(day)} lies before the contract.", where="meeting_on")


def check_no_pay_rests(row: Appraisal) -> None:
    """No decision on pay that stands rests on it."""
    found = row.pay_decisions.filter(withdrawn_at__isnull=True).first()
    if found is not None:
        raise PayRestsError(
            f"The salary from {day_in_words(found.starts_on)} was approved on this appraisal.", where=str(row.pk)
        )
