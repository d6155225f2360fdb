"""Is it possible now? What holds for evidence, reviews and results within a contract year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from meritbook.actions.actor import Actor
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import PolicyError, check_day_in_range, check_text
from meritbook.core.contracts.text import ContractText, Measure
from meritbook.core.dates import day_in_words
from meritbook.core.law.parameter import decimals
from meritbook.records.models import (
    EvidenceNote,
    ImprovementStep,
    MeasuredResult,
    PerformanceContract,
    ProgressReview,
    ReviewKind,
    Sharing,
)

MOST_WORDS = 20_000
"""Characters of a note or a review: some eight pages."""
MOST_FILES = 20
"""Files beside one note."""
MOST_STEPS = 30
MOST_VALUE = Decimal(10) ** 13
"""What no measure of a contract reaches, in its unit."""


class NotSignedError(PolicyError):
    """The contract is not signed by all, or is withdrawn: there is no year to work under yet."""

    code = "year.not_signed"
    remedy = "Open the contract to see what it waits for; evidence, reviews and results follow once all have signed."


class YearDayError(PolicyError):
    """A day outside the contract year, or one that is still to come."""

    code = "year.day"
    remedy = "Give a day within the term of the contract that has come."
    http_status = 422


class NoSuchObjectiveError(PolicyError):
    """The signed words know no such objective or project."""

    code = "year.objective"
    remedy = "Choose an objective or a project of the contract, or none for the contract as a whole."
    http_status = 422


class NotePrivacyError(ForbiddenError):
    """Only who wrote a note changes, shares or withdraws it, or adds a file."""

    code = "evidence.not_yours"
    remedy = "Ask whoever wrote it, or write a note of your own."


class NoteStandsError(PolicyError):
    """The words of a note stand still once it is shared or withdrawn."""

    code = "evidence.stands"
    remedy = "Write another note that says what has changed, or withdraw this one with a reason."


class FilesError(PolicyError):
    """The file is beside the note already, or there are too many."""

    code = "evidence.files"
    remedy = "Write another note for further files."


class ReviewError(PolicyError):
    """A review that lacks what its kind asks for, or that was answered or withdrawn already."""

    code = "review.not_possible"
    remedy = "Open the review to see where it stands; an improvement plan names the problem and at least one step."
    http_status = 422


class StepError(PolicyError):
    """A step that cannot be, or was closed already."""

    code = "review.step"
    remedy = "Say for each step what is to be done and by which day within the contract."
    http_status = 422


class NoSuchMeasureError(PolicyError):
    """The signed words know no such measure."""

    code = "result.measure"
    remedy = "Choose a measure of the signed contract."
    http_status = 422


class RegisterTiedError(PolicyError):
    """The measure takes its values from the results register."""

    code = "result.of_register"
    remedy = "Record or correct the value in the results register, on the page of the measure."


class ResultValueError(PolicyError):
    """A value that cannot be one."""

    code = "result.value"
    remedy = "Give a number in the unit of the measure, with at most four decimals, such as 21.5."
    http_status = 422


class ResultStandsError(PolicyError):
    """A value of that period is on record already, or was corrected already."""

    code = "result.same_period"
    remedy = "Correct the value that stands instead of recording another for the same period."


class Step(NamedTuple):
    """A step of an improvement plan as it is asked for."""

    what: str
    due_on: date
    help: str = ""
    about: str = ""


def last_day(contract: PerformanceContract) -> date:
    """The last day of the contract."""
    return contract.ends_before - timedelta(days=1)


def signed_text(contract: PerformanceContract) -> ContractText:
    """The words that all have signed; raises `NotSignedError`."""
    version = contract.signed_version
    if contract.withdrawn_at is not None or version is None:
        raise NotSignedError("The contract is not signed by all, or is withdrawn.", where=str(contract.pk))
    text: ContractText = version.text
    return text


def check_in_year(contract: PerformanceContract, day: date, *, where: str) -> None:
    """The day lies in the contract."""
    check_day_in_range(day, where=where)
    last = last_day(contract)
    if not contract.starts_on <= day <= last:
        raise YearDayError(
            f"{day_in_words(day)} lies outside the contract of {day_in_words(contract.starts_on)} to "
            f"{day_in_words(last)}.",
            where=where,
        )


def check_has_come(day: date, *, on: date, where: str) -> None:
    """The day is not to come."""
    if day > on:
        raise YearDayError(f"{day_in_words(day)} is still to come.", where=where)


def check_about(text: ContractText, about: str, *, where: str = "about") -> str:
    """The key of an objective or a project of the words; empty for the whole."""
    if about and about not in keys_of(text):
        raise NoSuchObjectiveError(f"The contract has no objective or project “{about[:80]}”.", where=where)
    return about


def keys_of(text: ContractText) -> dict[str, str]:
    """Objectives and projects by their keys, with their words."""
    return {
        **{one.key: one.says for one in text.objectives()},
        **{one.key: one.says for one in text.projects},
    }


def check_words(text: str, *, field: str, required: bool = True) -> str:
    """Words that can be kept, within the stated length."""
    return check_text(text, field=field, longest=MOST_WORDS, required=required)


def check_author(note: EvidenceNote, actor: Actor) -> None:
    """The actor wrote the note."""
    if actor.user is None or note.written_by_id != actor.user.pk:
        raise NotePrivacyError("Somebody else wrote this note.", where="note")


def check_private(note: EvidenceNote) -> None:
    """The note is a draft that its author may still change."""
    if note.withdrawn_at is not None:
        raise NoteStandsError("The note is withdrawn.", where="note")
    if note.sharing != Sharing.PRIVATE:
        raise NoteStandsError("The note is shared, and its words stand still.", where="note")


def check_note_stands(note: EvidenceNote) -> None:
    """The note was not withdrawn."""
    if note.withdrawn_at is not None:
        raise NoteStandsError("The note is withdrawn already.", where="note")


def check_files(note: EvidenceNote) -> None:
    """There is room for another file."""
    if note.files.count() >= MOST_FILES:
        raise FilesError(f"A note has at most {MOST_FILES} files.", where="file")


def check_review(kind: str, problem: str, steps: Sequence[Step]) -> None:
    """The kind is known, and an improvement plan has what makes it one."""
    if kind not in ReviewKind.values:
        raise ReviewError(f"There is no review of the kind “{kind[:40]}”.", where="kind")
    if kind != ReviewKind.IMPROVEMENT and steps:
        raise ReviewError("Only an improvement plan has steps.", where="steps")
    if kind == ReviewKind.IMPROVEMENT and not problem:
        raise ReviewError("An improvement plan says what does not go well.", where="problem")
    if kind == ReviewKind.IMPROVEMENT and not steps:
        raise ReviewError("An improvement plan has at least one step.", where="steps")
    if len(steps) > MOST_STEPS:
        raise StepError(f"A plan has at most {MOST_STEPS} steps.", where="steps")


def check_next(held_on: date, next_on: date) -> None:
    """The next review comes after this one."""
    if next_on <= held_on:
        raise YearDayError("The next review comes after this one.", where="next_on")


def check_step(contract: PerformanceContract, text: ContractText, step: Step, *, held_on: date, place: int) -> Step:
    """The step as it may be kept."""
    where = f"step {place}"
    what = check_words(step.what, field=f"{where}, what")
    check_in_year(contract, step.due_on, where=f"{where}, due_on")
    if step.due_on < held_on:
        raise StepError(f"Step {place} would be due before the review was held.", where=f"{where}, due_on")
    check_about(text, step.about, where=f"{where}, about")
    return Step(what, step.due_on, check_words(step.help, field=f"{where}, help", required=False), step.about)


def check_review_stands(review: ProgressReview) -> None:
    """The review was not withdrawn."""
    if review.withdrawn_at is not None:
        raise ReviewError("The review is withdrawn.", where="review")


def check_not_answered(review: ProgressReview) -> None:
    """The executive has not answered it yet."""
    if review.answered_at is not None:
        raise ReviewError("The review is answered already.", where="review")


def check_step_open(step: ImprovementStep) -> None:
    """Nobody has said yet what came of the step."""
    if step.closed_at is not None:
        raise StepError("What came of the step is on record already.", where="step")


def check_measure(text: ContractText, key: str) -> Measure:
    """The measure of the words."""
    found = next((one for one in text.measures() if one.key == key), None)
    if found is None:
        raise NoSuchMeasureError(f"The contract has no measure “{key[:80]}”.", where="measure")
    return found


def check_own(measure: Measure) -> None:
    """The measure is the contract's own; raises `RegisterTiedError`."""
    if measure.register_key:
        raise RegisterTiedError(
            f"Its values come from the results register, measure {measure.register_key}.", where="measure"
        )


def check_value(value: Decimal) -> Decimal:
    """A value as the record keeps it."""
    if not value.is_finite() or abs(value) >= MOST_VALUE:
        raise ResultValueError("The value is not a number that a measure can have.", where="value")
    if decimals(value) > 4:
        raise ResultValueError(f"{value} has more than four decimals.", where="value")
    return value.quantize(Decimal("0.0001"))


def check_period_free(contract: PerformanceContract, measure: str, period_ends_on: date) -> None:
    """No value of the period stands."""
    rows = MeasuredResult.objects.filter(contract=contract, measure=measure, period_ends_on=period_ends_on)
    if rows.filter(replaced_by__isnull=True).exists():
        raise ResultStandsError(
            f"A value of {day_in_words(period_ends_on)} is on record already.", where="period_ends_on"
        )


def check_result_stands(result: MeasuredResult) -> None:
    """The result was not corrected yet."""
    if MeasuredResult.objects.filter(replaces=result).exists():
        raise ResultStandsError("The value was corrected already; correct the one that stands.", where="result")
