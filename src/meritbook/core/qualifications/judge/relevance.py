"""Whether a job is the experience that a node asks for, by its class, title and duties, where these show it plainly.

Plain means: a title or class names what is asked, or a verb of work in a duty governs it (`acts`). A job that does not
show it is not thereby something else: it stays undetermined, with the question for the one who decides. Only what the
candidate's own words rule out is not met: another class, volunteer work where paid work is asked, a trainee where
professional work is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, get_args

from meritbook.core.documents.model import Quote, Span
from meritbook.core.qualifications.candidate import Job
from meritbook.core.qualifications.judge.acts import acts_shown, duty_shows, own_title, subject_of, title_shows
from meritbook.core.qualifications.judge.levels import ruled_out, shown_by_duty, shown_by_title
from meritbook.core.qualifications.judge.words import content, fold, stem, stems
from meritbook.core.qualifications.measures import WorkLevel
from meritbook.core.qualifications.model import Experience
from meritbook.core.qualifications.policy import PolicyOn
from meritbook.core.verdict import Verdict, all_of

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED

SYNONYMS: dict[str, tuple[str, ...]] = {
    "information technology": (
        "information technology",
        "information systems",
        "programmer",
        "programmer analyst",
        "systems analyst",
        "network administrator",
        "network engineer",
        "database administrator",
        "software developer",
        "software engineer",
        "web developer",
        "systems administrator",
    ),
    "accounting": ("accounting", "accountant"),
    "human resources": (
        "human resources",
        "human resource",
        "personnel analyst",
        "personnel officer",
        "recruitment and selection",
    ),
    "law": ("attorney", "lawyer", "counsel", "practice of law"),
    "nursing": ("registered nurse", "nurse practitioner", "nursing"),
}
"""Kinds of work by the titles that everybody in the field uses; nothing that needs a judgement. Titles only: a duty
that speaks of programmers is not programming."""

_HEDGED = re.compile(
    r"\b(?:assist|help|support|observ|shadow|participat|learn|no|not|never|without|under)\w{0,4}\b", re.IGNORECASE
)
"""A duty with one of these may mean something else than its words show."""


_NEARBY = re.compile(r"\b(?:near|next|opposite|beside|behind|across|outside)\b", re.IGNORECASE)
"""Words of an employer's name that tell what it is close to, and not what it is."""


class Relevant(NamedTuple):
    """Whether a job is the experience asked for, why, and with which words of the candidate."""

    verdict: Verdict
    why: str
    quotes: tuple[Quote, ...] = ()


class _Found(NamedTuple):
    """One answer, made once for all candidates."""

    verdict: Verdict
    why: str


class _Read(NamedTuple):
    """A text made ready to be compared."""

    folded: str
    stems: frozenset[str]
    hedged: bool


_TITLE, _CLASS, _EMPLOYER = -1, -2, -3
"""Where in a job an answer stands; a duty is its number."""
_At = tuple[_Found, int | None]


@lru_cache(maxsize=65_536)
def _read(text: str) -> _Read:
    return _Read(f" {fold(text)} ", stems(text), _HEDGED.search(text) is not None)


def _texts(job: Job) -> list[tuple[int, str, _Read]]:
    """The words of a job: title, class, then duties."""
    found = [(_TITLE, job.title, _read(job.title))] if job.title else []
    if job.class_title:
        found.append((_CLASS, job.class_title, _read(job.class_title)))
    found.extend((place, duty, _read(duty)) for place, duty in enumerate(job.duties))
    return found


def _quoted(candidate: str, job: Job, place: int) -> Quote:
    if place == _TITLE:
        return quote_of(candidate, job, "title", job.title, "title")
    if place == _CLASS:
        return quote_of(candidate, job, "class_title", job.class_title, "class")
    if place == _EMPLOYER:
        return quote_of(candidate, job, "employer", job.employer, "employer")
    return quote_of(candidate, job, f"duties.{place}", job.duties[place], f"duty {place + 1}")


def quote_of(candidate: str, job: Job, name: str, text: str, label: str) -> Quote:
    """A quote of one field of a job; the document is the field, so the span is a place in it."""
    return Quote(
        document=f"candidate:{candidate}/{job.id}/{name}",
        span=Span(start=0, end=len(text)),
        text=text,
        label=f"{job.id}, {label}",
    )


def _phrases(subject: str) -> tuple[str, ...]:
    folded = f" {fold(subject)} "
    return tuple(word for name, words in SYNONYMS.items() if f" {name} " in folded for word in words)


class Matcher:
    """A node's words, made ready once for many candidates."""

    def __init__(self, node: Experience, policy: PolicyOn) -> None:
        self.node = node
        self.policy = policy
        self.subjects = tuple(
            (_Found(MET, f"it shows {one}"), tuple(f" {phrase} " for phrase in _phrases(one)), subject_of(one))
            for one in node.fields
        )
        self.activities = tuple((_Found(MET, f"it shows {one}"), fold(one), *_parted(one)) for one in node.activities)
        self.classes = tuple((_Found(MET, f"served as {one.title}"), fold(one.title)) for one in node.classes)
        self.where = tuple((_Found(MET, f"it was at {one}"), stems(one)) for one in node.where)
        classes = ", ".join(one.title for one in node.classes)
        self._other_class = _Found(NOT_MET, f"its class is another than {classes}")
        self._class_open = _Found(UNDETERMINED, f"was it service as, or at the level of, {classes}?")
        self._field_open = _Found(UNDETERMINED, f"its words do not plainly show {' or '.join(node.fields)}")
        self._act_open = _Found(UNDETERMINED, f"its words do not plainly show {' or '.join(node.activities)}")
        levels = " or ".join(one.replace("_", " ") for one in node.levels)
        self._level_open = _Found(UNDETERMINED, f"was it at {levels} level?")
        self._where_open = _Found(UNDETERMINED, f"was it at {' or '.join(node.where)}?")

    def relevance(self, candidate: str, job: Job) -> Relevant:
        """Whether the job is what the node asks for."""
        answers = list(self._answers(job))
        if not answers:
            return Relevant(MET, "any work counts")
        verdict = all_of(found.verdict for found, _ in answers)
        places = dict.fromkeys(place for _, place in answers if place is not None)
        quotes = tuple(_quoted(candidate, job, place) for place in places)
        return Relevant(
            verdict, "; ".join(dict.fromkeys(found.why for found, _ in answers if found.verdict is verdict)), quotes
        )

    def verdict(self, job: Job) -> Verdict:
        """The verdict of `relevance` alone."""
        verdict = MET
        for found, _ in self._answers(job):
            if found.verdict is NOT_MET:
                return NOT_MET
            if found.verdict is UNDETERMINED:
                verdict = UNDETERMINED
        return verdict

    def _answers(self, job: Job) -> Iterator[_At]:
        pay = self._pay(job)
        if pay is not None:
            yield pay, None
        if not (self.classes or self.subjects or self.activities or self.node.levels or self.where):
            return
        texts = _texts(job)
        if self.classes:
            yield self._classes(job)
        if self.subjects:
            yield self._subjects(texts)
        if self.activities:
            yield self._activities(texts)
        if self.node.levels:
            yield self._levels(texts)
        if self.where:
            yield self._where(job)

    def _pay(self, job: Job) -> _Found | None:
        if self.node.paid is True:
            if job.paid is False:
                return _VOLUNTEER
            return None if job.paid else _PAID_OPEN
        if job.paid is True or self.node.paid is False:
            return None
        rule = self.policy.volunteer
        if rule is None:
            return _VOLUNTEER_SILENT
        if rule.how == "counted":
            return None
        return _VOLUNTEER_OPEN if job.paid is None else _VOLUNTEER_OUT

    def _classes(self, job: Job) -> _At:
        for place, text in ((_CLASS, job.class_title), (_TITLE, job.title)):
            folded = fold(text)
            for found, title in self.classes:
                if folded and folded == title:
                    return found, place
        if job.class_title and all(one.how == "in" for one in self.node.classes) and not self._more_ways():
            return self._other_class, _CLASS
        return self._class_open, None

    def _more_ways(self) -> bool:
        """The text names other work beside the classes: then another class rules nothing out."""
        return bool(self.subjects or self.activities or self.where)

    def _subjects(self, texts: list[tuple[int, str, _Read]]) -> _At:
        for found, phrases, subject in self.subjects:
            for place, text, read in texts:
                # A few letters are compared before a sentence is taken apart: most duties are about something else.
                if place < 0:
                    if any(phrase in read.folded and phrase in f" {own_title(text) or ''} " for phrase in phrases):
                        return found, place
                    shown = subject.stems <= read.stems and title_shows(text, subject)
                else:
                    shown = subject.stems <= read.stems and not read.hedged and duty_shows(text, subject)
                    shown = shown and not _denied(texts)
                if shown:
                    return found, place
        return self._field_open, None

    def _activities(self, texts: list[tuple[int, str, _Read]]) -> _At:
        for found, asked, acts, matter in self.activities:
            for place, text, read in texts:
                if read.hedged or not acts <= read.stems or _denied(texts):
                    continue
                if read.folded.startswith(f" {asked} "):
                    shown = bool(asked)
                elif place < 0:
                    shown = bool(acts or matter) and acts | matter <= read.stems
                else:
                    shown = acts_shown(text, acts, matter)
                if shown:
                    return found, place
        return self._act_open, None

    def _levels(self, texts: list[tuple[int, str, _Read]]) -> _At:
        levels = self.node.levels
        for place, text, _ in texts:
            if place < 0 and (low := ruled_out(levels, text)):
                return _Found(NOT_MET, f"a {low} does not work at the level asked for"), place
        for level in levels:
            if level == "entry":
                return _ENTRY, None
            for place, text, read in texts:
                if place < 0:
                    if shown_by_title(level, text) and own_title(text) is not None:
                        return _BY_TITLE[level], place
                elif not read.hedged and shown_by_duty(level, text) and not _denied(texts):
                    return _BY_DUTY[level], place
        return self._level_open, None

    def _where(self, job: Job) -> _At:
        if _NEARBY.search(job.employer):
            return self._where_open, None
        found = stems(job.employer)
        for answer, wanted in self.where:
            if wanted and wanted <= found:
                return answer, _EMPLOYER
        return self._where_open, None


_VOLUNTEER = _Found(NOT_MET, "paid work is asked, and this was volunteer work")
_PAID_OPEN = _Found(UNDETERMINED, "paid work is asked; was this paid?")
_VOLUNTEER_SILENT = _Found(UNDETERMINED, "no source of the policy says whether volunteer work counts")
_VOLUNTEER_OPEN = _Found(UNDETERMINED, "volunteer work does not count; was this paid?")
_VOLUNTEER_OUT = _Found(NOT_MET, "volunteer work does not count under the policy")
_ENTRY = _Found(MET, "entry level is asked")
_BY_TITLE = {one: _Found(MET, f"{one.replace('_', ' ')} by its title") for one in get_args(WorkLevel)}
_BY_DUTY = {one: _Found(MET, f"{one.replace('_', ' ')} by its duties") for one in get_args(WorkLevel)}


def _denied(texts: list[tuple[int, str, _Read]]) -> bool:
    """Whether a title or class says what the job was not, or that it was a student's: then no duty is plain."""
    return any(place < 0 and own_title(text) is None for place, text, _ in texts)


def _parted(activity: str) -> tuple[frozenset[str], frozenset[str]]:
    """What is done, all of which must show, and what it is done to, one of which must."""
    words = content(activity)
    acts = frozenset(stem(word) for word in words if word.endswith("ing") and len(word) > 5)
    return acts, frozenset(stem(word) for word in words) - acts
