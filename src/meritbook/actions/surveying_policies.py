"""Is it possible now? What the acts on surveys ask of the record, and the refusals that they give."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from meritbook.actions import surveying
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.core.faults import first_fault
from meritbook.core.results.development import SurveyPolicy
from meritbook.core.results.survey import Answers, Questions
from meritbook.records.models import Survey, SurveyState

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")


class SurveyError(PolicyError):
    """A survey that cannot be kept as it is."""

    code = "results.survey"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class SurveyStandsError(PolicyError):
    """The survey does not stand where this could be done: it is open already, or not any more."""

    code = "results.survey_stands"
    remedy = "Open the survey again to see where it stands. Questions of an open survey are never changed: withdraw it."


class SurveyDaysError(PolicyError):
    """The days of the survey have not come, or are over."""

    code = "results.survey_days"
    remedy = "A survey is answered from its first day to its last, and closed after that."


class AnsweredError(PolicyError):
    """The person has answered already; nobody can say which of the answers is theirs, so none can be changed."""

    code = "results.survey_answered"
    remedy = "Nothing is to be done. Your first answer counts, and cannot be found again by anybody."


class NotAskedError(ForbiddenError):
    """The survey does not ask this person: they hold no role where it asks, or not any more."""

    code = "results.survey_not_asked"
    remedy = "Only who is in office in what the survey is about answers it. Ask its owner if you should be asked."


class PreviewError(PolicyError):
    """What is sent was not looked at before, or is not what was looked at."""

    code = "results.survey_preview"
    remedy = "Look at the preview of your answers once more, and send those."
    http_status = 422


def check_key(key: str) -> str:
    """The key as it is kept; raises `SurveyError` and `TakenError`."""
    said = key.strip()
    if not _KEY.fullmatch(said):
        raise SurveyError(
            "The key of a survey is made of small letters, digits and hyphens, at most 79 of them.", where="key"
        )
    if Survey.objects.filter(key__iexact=said).exists():
        raise TakenError(f"A survey carries the key {said} already.", where="key")
    return said


def check_questions(questions: Questions | dict[str, Any], survey: Survey) -> Questions:
    """The questions as a value; free text only where the whole enterprise is asked. Raises `SurveyError`."""
    try:
        found = Questions.model_validate(questions)
    except ValidationError as error:
        said, where = first_fault(error, "questions")
        raise SurveyError(said, where=where) from error
    if survey.department_id is not None and found.texts:
        raise SurveyError(
            "Words of few people are known by their style: only a survey of the whole enterprise asks for them.",
            where=found.texts[0].key,
        )
    return found


def check_follows(follows: Survey | None, survey: Survey) -> Survey | None:
    """Another survey of the same people; raises `SurveyError`."""
    if follows is None:
        return None
    if follows.pk == survey.pk or follows.department_id != survey.department_id:
        raise SurveyError("A survey is compared with another one of the same department.", where="follows")
    if follows.state != SurveyState.CLOSED:
        raise SurveyError(f"{follows.title} is not closed; nothing can be compared with it.", where="follows")
    return follows


def check_state(survey: Survey, *states: str) -> None:
    """It stands in one of the states; raises `SurveyStandsError`."""
    if survey.state not in states:
        raise SurveyStandsError(f"The survey is {survey.get_state_display().lower()}.", where=survey.key)


def check_days(starts_on: date, last_day: date, *, on: date, policy: SurveyPolicy) -> date:
    """The days of a survey; gives the first day on which it is not answered any more."""
    for where, day in (("starts_on", starts_on), ("last_day", last_day)):
        check_day_in_range(day, where=where)
    if starts_on < on:
        raise SurveyError(f"{day_in_words(starts_on)} is past.", where="starts_on")
    if last_day < starts_on:
        raise SurveyError("The last day lies before the first.", where="last_day")
    if (last_day - starts_on).days + 1 > policy.longest_days:
        raise SurveyError(f"A survey is open for {policy.longest_days} days at most.", where="last_day")
    return last_day + timedelta(days=1)


def check_enough(survey: Survey, *, on: date, minimum: int) -> None:
    """It asks as many people as a result needs; raises `SurveyError`."""
    people = len(surveying.asked(survey, on))
    if people < minimum:
        raise SurveyError(
            f"It would ask {people} people. With fewer than {minimum} nothing could ever be shown.", where="department"
        )


def check_asked(actor: Actor, survey: Survey, on: date) -> str:
    """The group in which the person is counted; raises `NotAskedError`, also for somebody who has left."""
    group = surveying.asked(survey, on).get(actor.user.pk) if actor.user is not None else None
    if group is None:
        who = actor.user.full_name if actor.user else actor.name
        raise NotAskedError(
            f"{who} holds no office on {day_in_words(on)} in what this survey is about.",
            where=survey.key,
        )
    return group


def check_answered_now(survey: Survey, on: date) -> None:
    """The day is one of its days; raises `SurveyStandsError`, `SurveyDaysError`."""
    check_state(survey, SurveyState.OPEN)
    assert survey.starts_on is not None  # noqa: S101  # an open survey has its days
    assert survey.ends_before is not None  # noqa: S101
    if on < survey.starts_on:
        raise SurveyDaysError(f"It is answered from {day_in_words(survey.starts_on)} on.", where=survey.key)
    if on >= survey.ends_before:
        last = day_in_words(survey.ends_before - timedelta(days=1))
        raise SurveyDaysError(f"Its last day was {last}; it is not answered any more.", where=survey.key)


def check_over(survey: Survey, on: date) -> None:
    """Its last day is over; raises `SurveyDaysError`."""
    if survey.ends_before is None or on < survey.ends_before:
        until = day_in_words(survey.ends_before) if survey.ends_before else "its days are set"
        raise SurveyDaysError(f"It is answered still; it can be closed from {until} on.", where=survey.key)


def check_first(survey: Survey, actor: Actor) -> None:
    """The person has not answered; raises `AnsweredError`."""
    if survey.participants.filter(user=actor.user).exists():
        raise AnsweredError("You have answered this survey already.", where=survey.key)


def check_seen(answers: Answers, seen: str) -> None:
    """What is sent is what was looked at; raises `PreviewError`."""
    if answers.sha256 != seen:
        raise PreviewError("These answers are not the ones of a preview that you looked at.", where="seen")
