"""Whether a job is the experience that a node asks for, by its class, title and duties, where these show it plainly.

Plain means: the words of what is asked stand in what the candidate wrote. A job that does not show it is not thereby
something else: it stays undetermined, with the question for the one who decides. Only what the candidate's own words
rule out is not met: another class, volunteer work where paid work is asked, a trainee where professional work is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from meritbook.core.documents.model import Quote, Span
from meritbook.core.qualifications.candidate import Job
from meritbook.core.qualifications.judge.words import content, fold, stem, stems
from meritbook.core.qualifications.model import Experience
from meritbook.core.qualifications.policy import PolicyOn
from meritbook.core.verdict import Verdict, all_of

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
    r"\b(?:assist|help|support|observ|shadow|participat|no|not|never|without|under)\w{0,4}\b", re.IGNORECASE
)
"""A duty with one of these may mean something else than its words show."""

_LEVELS: dict[str, frozenset[str]] = {
    "professional": frozenset(
        stem(word)
        for word in [
            "accountant",
            "analyst",
            "architect",
            "attorney",
            "auditor",
            "biologist",
            "chemist",
            "economist",
            "engineer",
            "epidemiologist",
            "geologist",
            "librarian",
            "programmer",
            "psychologist",
            "scientist",
            "statistician",
            "professional",
        ]
    ),
    "supervisory": frozenset(stem(word) for word in ["supervisor", "supervises", "supervision"]),
    "managerial": frozenset(stem(word) for word in ["manager", "director", "chief", "administrator", "superintendent"]),
    "administrative": frozenset(stem(word) for word in ["administrator", "administrative", "director"]),
    "executive": frozenset(stem(word) for word in ["executive", "director", "commissioner", "president"]),
    "lead": frozenset(stem(word) for word in ["lead", "leader"]),
    "journey": frozenset(stem(word) for word in ["journey", "journeyman", "journeyperson", "journeyworker"]),
    "technical": frozenset(stem(word) for word in ["technician", "technologist", "technical"]),
    "trainee": frozenset(stem(word) for word in ["trainee", "apprentice", "intern"]),
}
_IN_DUTIES = {
    "supervisory": re.compile(r"\W*(?:\w+ly )?supervis(?:e|es|ing|ed)\b(?! by)", re.IGNORECASE),
    "managerial": re.compile(r"\W*(?:\w+ly )?manag(?:e|es|ing|ed)\b(?! by)", re.IGNORECASE),
}
"""Levels that a duty shows when it begins with the act itself."""
_BELOW_PROFESSIONAL = frozenset(("trainee", "apprentice", "intern", "clerk", "aide", "helper", "laborer", "janitor"))


class Relevant(NamedTuple):
    """Whether a job is the experience asked for, why, and with which words of the candidate."""

    verdict: Verdict
    why: str
    quotes: tuple[Quote, ...] = ()


class _Field(NamedTuple):
    name: str
    text: str
    label: str


def _fields(job: Job) -> Iterator[_Field]:
    if job.title:
        yield _Field("title", job.title, "title")
    if job.class_title:
        yield _Field("class_title", job.class_title, "class")
    for number, duty in enumerate(job.duties):
        yield _Field(f"duties.{number}", duty, f"duty {number + 1}")


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
        self.subjects = tuple((one, _phrases(one), stems(one)) for one in node.fields)
        self.activities = tuple((one, *_parted(one)) for one in node.activities)
        self.classes = tuple((one, fold(one.title)) for one in node.classes)
        self.where = tuple((one, stems(one)) for one in node.where)

    def relevance(self, candidate: str, job: Job) -> Relevant:
        """Whether the job is what the node asks for."""
        answers = [one for one in self._answers(candidate, job) if one is not None]
        if not answers:
            return Relevant(Verdict.MET, "any work counts")
        verdict = all_of(one.verdict for one in answers)
        telling = [one for one in answers if one.verdict is verdict]
        quotes = tuple(dict.fromkeys(quote for one in answers for quote in one.quotes))
        return Relevant(verdict, "; ".join(dict.fromkeys(one.why for one in telling)), quotes)

    def _answers(self, candidate: str, job: Job) -> Iterator[Relevant | None]:
        yield self._pay(job)
        yield self._classes(candidate, job)
        if self.subjects:
            yield self._subjects(candidate, job)
        if self.activities:
            yield self._activities(candidate, job)
        if self.node.levels:
            yield self._levels(candidate, job)
        if self.where:
            yield self._where(candidate, job)

    def _pay(self, job: Job) -> Relevant | None:
        if self.node.paid is True:
            if job.paid is False:
                return Relevant(Verdict.NOT_MET, "paid work is asked, and this was volunteer work")
            return None if job.paid else Relevant(Verdict.UNDETERMINED, "paid work is asked; was this paid?")
        if job.paid is True or self.node.paid is False:
            return None
        rule = self.policy.volunteer
        if rule is None:
            return Relevant(Verdict.UNDETERMINED, "no source of the policy says whether volunteer work counts")
        if rule.how == "counted":
            return None
        if job.paid is None:
            return Relevant(Verdict.UNDETERMINED, "volunteer work does not count; was this paid?")
        return Relevant(Verdict.NOT_MET, "volunteer work does not count under the policy")

    def _classes(self, candidate: str, job: Job) -> Relevant | None:
        if not self.classes:
            return None
        for name, text in (("class_title", job.class_title), ("title", job.title)):
            folded = fold(text)
            for ref, title in self.classes:
                if folded and folded == title:
                    why = f"served as {ref.title}"
                    return Relevant(
                        Verdict.MET, why, (quote_of(candidate, job, name, text, name.replace("_title", "")),)
                    )
        names = ", ".join(ref.title for ref, _ in self.classes)
        if job.class_title and all(ref.how == "in" for ref, _ in self.classes) and not self._more_ways():
            quote = quote_of(candidate, job, "class_title", job.class_title, "class")
            return Relevant(Verdict.NOT_MET, f"its class is another than {names}", (quote,))
        return Relevant(Verdict.UNDETERMINED, f"was it service as, or at the level of, {names}?")

    def _more_ways(self) -> bool:
        """The text names other work beside the classes: then another class rules nothing out."""
        return bool(self.subjects or self.activities or self.where)

    def _subjects(self, candidate: str, job: Job) -> Relevant:
        for subject, phrases, wanted in self.subjects:
            for field in _fields(job):
                title = not field.name.startswith("duties")
                folded = f" {fold(field.text)} "
                if (title and any(f" {phrase} " in folded for phrase in phrases)) or (
                    wanted and wanted <= stems(field.text) and (title or not _HEDGED.search(field.text))
                ):
                    quote = quote_of(candidate, job, *field)
                    return Relevant(Verdict.MET, f"it shows {subject}", (quote,))
        asked = " or ".join(one for one, _, _ in self.subjects)
        return Relevant(Verdict.UNDETERMINED, f"its words do not plainly show {asked}")

    def _activities(self, candidate: str, job: Job) -> Relevant:
        for activity, acts, matter in self.activities:
            for field in _fields(job):
                found = stems(field.text)
                if _HEDGED.search(field.text):
                    continue
                if acts <= found and (not matter or matter & found) and (acts or matter):
                    return Relevant(Verdict.MET, f"it shows {activity}", (quote_of(candidate, job, *field),))
        asked = " or ".join(one for one, _, _ in self.activities)
        return Relevant(Verdict.UNDETERMINED, f"its words do not plainly show {asked}")

    def _levels(self, candidate: str, job: Job) -> Relevant:
        titles = [_Field("title", job.title, "title"), _Field("class_title", job.class_title, "class")]
        words = frozenset(word for field in titles for word in content(field.text))
        low = words & _BELOW_PROFESSIONAL
        if low and set(self.node.levels) <= {"professional", "managerial", "executive", "second_level_supervisory"}:
            text = job.title or job.class_title
            name = "title" if job.title else "class_title"
            why = f"a {sorted(low)[0]} does not work at the level asked for"
            return Relevant(Verdict.NOT_MET, why, (quote_of(candidate, job, name, text, "title"),))
        for level in self.node.levels:
            if level == "entry":
                return Relevant(Verdict.MET, "entry level is asked")
            for field in titles:
                if stems(field.text) & _LEVELS.get(level, frozenset()):
                    return Relevant(Verdict.MET, f"{level} by its title", (quote_of(candidate, job, *field),))
            shown = _IN_DUTIES.get(level)
            for field in _fields(job) if shown else ():
                if (
                    shown
                    and field.name.startswith("duties")
                    and shown.match(field.text)
                    and not _HEDGED.search(field.text)
                ):
                    return Relevant(Verdict.MET, f"{level} by its duties", (quote_of(candidate, job, *field),))
        asked = " or ".join(one.replace("_", " ") for one in self.node.levels)
        return Relevant(Verdict.UNDETERMINED, f"was it at {asked} level?")

    def _where(self, candidate: str, job: Job) -> Relevant:
        found = stems(job.employer)
        for place, wanted in self.where:
            if wanted and wanted <= found:
                quote = quote_of(candidate, job, "employer", job.employer, "employer")
                return Relevant(Verdict.MET, f"it was at {place}", (quote,))
        asked = " or ".join(one for one, _ in self.where)
        return Relevant(Verdict.UNDETERMINED, f"was it at {asked}?")


def _parted(activity: str) -> tuple[frozenset[str], frozenset[str]]:
    """What is done, all of which must show, and what it is done to, one of which must."""
    words = content(activity)
    acts = frozenset(stem(word) for word in words if word.endswith("ing") and len(word) > 5)
    return acts, frozenset(stem(word) for word in words) - acts
