"""A survey as words: questions with a scale whose direction is kept or with free text, and one person's answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value, digest

LONGEST_TEXT = 2_000


class SurveyAnswerError(MeritbookError):
    """An answer that does not fit its question."""

    code = "results.survey_answer"
    remedy = "Mend what is named. Nothing was kept, and nothing that you typed is lost."
    http_status = 422


class Question(Value):
    """A question. One with points is answered by one of them; one without, in the person's own words."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    says: str = Field(min_length=1, max_length=400)
    kind: Literal["scale", "text"] = "scale"
    points: tuple[str, ...] = Field((), max_length=10)
    """Words of the scale in their order; an answer is their place, from 1."""
    good: Literal["high", "low"] = "high"
    """Which end of the scale is the favourable one."""

    @model_validator(mode="after")
    def _sound(self) -> Question:
        if self.kind == "scale" and len(self.points) < 2:
            raise ValueError("a scale has at least two points")
        if self.kind == "text" and self.points:
            raise ValueError("a question answered in words has no points")
        if any(not one.strip() or len(one) > 80 for one in self.points):
            raise ValueError("each point is a word or a few, at most 80 characters")
        if len(set(self.points)) < len(self.points):
            raise ValueError("a point stands twice")
        return self

    @property
    def sha256(self) -> str:
        """By which the same question is known in another survey, whatever its key."""
        return digest({name: said for name, said in self.plain().items() if name != "key"})

    @property
    def wording(self) -> str:
        """By which it is known as what another survey asks in other marks, capitals or points."""
        return digest([" ".join(re.findall(r"\w+", self.says.casefold()))])

    @property
    def favourable(self) -> tuple[int, ...]:
        """The places of the points that are favourable: beyond the middle, on the good side."""
        middle = (len(self.points) + 1) / 2
        places = range(1, len(self.points) + 1)
        return tuple(one for one in places if (one > middle if self.good == "high" else one < middle))


class Questions(Value):
    """The questions of a survey, in their order."""

    items: tuple[Question, ...] = Field(min_length=1, max_length=60)

    @model_validator(mode="after")
    def _each_once(self) -> Questions:
        if len({one.key for one in self.items}) < len(self.items):
            raise ValueError("a key stands twice")
        if len({one.sha256 for one in self.items}) < len(self.items):
            raise ValueError("a question stands twice")
        return self

    @property
    def scales(self) -> tuple[Question, ...]:
        """Those with a scale."""
        return tuple(one for one in self.items if one.kind == "scale")

    @property
    def texts(self) -> tuple[Question, ...]:
        """Those answered in words."""
        return tuple(one for one in self.items if one.kind == "text")


class Answers(Value):
    """What one person answers. A question left out was not answered, which is no middle and no zero."""

    scales: dict[str, int]
    texts: dict[str, str]

    @property
    def sha256(self) -> str:
        """By which it is known that what is sent is what was looked at before; it is kept nowhere."""
        return digest(self)


def answers_of(questions: Questions, given: Mapping[str, Any]) -> Answers:
    """The answers as they fit the questions; raises `SurveyAnswerError` that names the question."""
    known = {one.key: one for one in questions.items}
    scales: dict[str, int] = {}
    texts: dict[str, str] = {}
    for key, said in given.items():
        one = known.get(key)
        if one is None:
            raise SurveyAnswerError(f"The survey has no question “{str(key)[:40]}”.", where=str(key)[:40])
        if said is None or said == "":
            continue
        if one.kind == "scale":
            scales[key] = _place(one, said)
        elif words := _words(one, said):
            texts[key] = words
    if not scales and not texts:
        raise SurveyAnswerError("No question is answered.", where="answers")
    return Answers(scales=scales, texts=texts)


def _place(one: Question, said: Any) -> int:
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 3:
        said = int(said)
    if isinstance(said, bool) or not isinstance(said, int) or not 1 <= said <= len(one.points):
        raise SurveyAnswerError(f"“{one.says}” is answered by a number from 1 to {len(one.points)}.", where=one.key)
    return said


def _words(one: Question, said: Any) -> str:
    if not isinstance(said, str):
        raise SurveyAnswerError(f"“{one.says}” is answered in words.", where=one.key)
    words = said.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_TEXT:
        raise SurveyAnswerError(f"“{one.says}” takes at most {LONGEST_TEXT:,} characters.", where=one.key)
    if re.search("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]", words):
        raise SurveyAnswerError(f"The answer to “{one.says}” holds a character that is none.", where=one.key)
    return words
