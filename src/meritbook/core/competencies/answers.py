"""What raters answer, and the box in which their answers lie until an assessment closes.

Self and supervisors answer under their names. Everybody else answers in a group, and what lies in the box of them is
told apart from others by nothing but what it says and a receipt that only its author holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value, digest

LONGEST_COMMENT = 2_000


class RaterGroup(StrEnum):
    """In which relation somebody assesses."""

    SELF = "self"
    SUPERVISOR = "supervisor"
    PEER = "peer"
    REPORT = "report"
    OTHER = "other"


NAMED = frozenset({RaterGroup.SELF, RaterGroup.SUPERVISOR})
"""They answer under their names, and are told so on the form."""
ANONYMOUS = tuple(one for one in RaterGroup if one not in NAMED)
NOT_OBSERVED = "not-observed"
"""Answered, and no evidence: neither a low place nor a middle one."""


class RatingAnswerError(MeritbookError):
    """An answer that does not fit what is asked."""

    code = "competencies.answer"
    remedy = "Mend what is named. Nothing was sent, and nothing that you typed is lost."
    http_status = 422


class Ratings(Value):
    """What one person answers: places on the scale by behaviour, and comments by competency."""

    places: dict[str, int]
    not_observed: tuple[str, ...] = ()
    comments: dict[str, str] = {}

    @property
    def sha256(self) -> str:
        """By which it is known that what is sent is what was looked at before; it is kept nowhere."""
        return digest(self)


def ratings_of(
    model: CompetencyModel,
    role: str,
    given: Mapping[str, Any],
    comments: Mapping[str, Any],
    *,
    partly: bool = False,
) -> Ratings:
    """The answers as they fit the model; raises `RatingAnswerError` that names the behaviour or competency.

    A behaviour left out is not answered. `partly` allows that nothing is answered yet, as in a draft.
    """
    known = {one.key: one for _, one in model.items(role)}
    places: dict[str, int] = {}
    unseen: list[str] = []
    for key, said in given.items():
        if key not in known:
            raise RatingAnswerError(f"The assessment asks nothing called “{str(key)[:60]}”.", where=str(key)[:60])
        if said is None or said == "":
            continue
        if said == NOT_OBSERVED:
            unseen.append(key)
        else:
            places[key] = _place(model, known[key].says, key, said)
    words: dict[str, str] = {}
    for key, said in comments.items():
        competency = model.competency(str(key))
        if competency is None:
            raise RatingAnswerError(f"The model knows no competency “{str(key)[:60]}”.", where=str(key)[:60])
        if kept := _words(competency.name, key, said):
            words[key] = kept
    if not partly and not places and not words:
        raise RatingAnswerError("Nothing is rated, and nothing is written.", where="answers")
    return Ratings(places=dict(sorted(places.items())), not_observed=tuple(sorted(unseen)), comments=words)


def _place(model: CompetencyModel, says: str, key: str, said: Any) -> int:
    points = len(model.scale.points)
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 3:
        said = int(said)
    if isinstance(said, bool) or not isinstance(said, int) or not 1 <= said <= points:
        raise RatingAnswerError(f"“{says}” is rated from 1 to {points}, or as not observed.", where=key)
    return said


def _words(name: str, key: str, said: Any) -> str:
    if said is None:
        return ""
    if not isinstance(said, str):
        raise RatingAnswerError(f"The comment on “{name}” is not in words.", where=key)
    words = said.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_COMMENT:
        raise RatingAnswerError(f"The comment on “{name}” takes at most {LONGEST_COMMENT:,} characters.", where=key)
    if re.search("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]", words):
        raise RatingAnswerError(f"The comment on “{name}” holds a character that is none.", where=key)
    return words


class BoxedRating(Value):
    """One answer in the box."""

    group: RaterGroup
    rater: int | None
    """The rater's row on record, of those who answer under their names; none of all others."""
    receipt: str
    """SHA-256 of the receipt that only its author holds, by which they may take the answer back while it is open."""
    ratings: Ratings


class RatingBox(Value):
    """All answers of an assessment, in an order that follows from what they say, and so not from who came when."""

    answers: tuple[BoxedRating, ...] = ()

    def with_one(self, one: BoxedRating) -> RatingBox:
        """The box with one more in it."""
        return RatingBox(answers=tuple(sorted((*self.answers, one), key=digest)))

    def without(self, receipt: str) -> RatingBox | None:
        """The box without the answer of that receipt; none where it holds no such answer."""
        left = tuple(one for one in self.answers if one.receipt != receipt)
        return RatingBox(answers=left) if len(left) < len(self.answers) else None
