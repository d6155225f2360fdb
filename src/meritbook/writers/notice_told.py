"""A judgement retold for the candidate: jobs and papers by name, not by key, and nothing that is about others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from meritbook.core.documents.model import Quote
from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job, PartialDate, Person
from meritbook.core.qualifications.judge.model import JobCount, Judgement, NodeVerdict, Settled
from meritbook.core.qualifications.model import AnyNode, Requirement, Scope, Special
from meritbook.core.qualifications.policy import RuleBase
from meritbook.core.qualifications.wording import LEVELS, RULE_NAMES, kind_in_words
from meritbook.writers.notice_value import (
    Answered,
    Asked,
    AskedPart,
    Cited,
    Found,
    JobTold,
    NearestWay,
    Noticed,
    RuleTold,
    StatedEntry,
)
from meritbook.writers.paper import long_date

_JOINTS = frozenset(("all_of", "any_of", "at_least", "in_order", "scope", "nothing"))
"""What these ask, their kind says; the words that they own only join others."""
_KEY = re.compile(r"[A-Za-z]{1,12}[-_]?\d{1,6}")
"""Keys of this shape are no words, and can be told from the rest of a sentence."""


def found(requirement: Requirement, candidate: Candidate, judgement: Judgement, person: Person | None = None) -> Found:
    """What the judgement says, for the notice. All must belong together.

    Where the candidate's words name `person`, an employer or a school in full, what it is stands in their place: who
    writes and files the notice judges blind.
    """
    tell = _Teller(_names(candidate), Blind(person or Person(), candidate))
    titles = {job.id: tell.words(job.title) for job in candidate.jobs or ()}
    hidden = _of_other_classes(requirement, judgement)
    asked = {node.id: node for node in requirement.nodes()}
    nodes = [one for one in judgement.nodes if one.node not in hidden]
    questions = [
        (missing.ask, Asked(part=one.node, question=tell(missing.question)))
        for one in nodes
        if one.applies
        for missing in one.missing
    ]
    nearest = judgement.nearest
    used = {name for one in nodes for name in one.rests_on}
    return Found(
        verdict=judgement.verdict,
        parts=tuple(_part(one, asked[one.node], tell, titles) for one in nodes),
        stated=_stated(candidate, tell),
        to_send=tuple(one for ask, one in questions if ask == "applicant"),
        still_open=tuple(one for ask, one in questions if ask != "applicant"),
        noticed=tuple(
            Noticed(says=f"{tell.named(problem.about)}: {tell(problem.says)}", answer=problem.answer)
            for problem in judgement.problems
        ),
        nearest=None
        if nearest is None
        else NearestWay(
            part=nearest.node,
            lacks=tuple(tell(one) for one in nearest.lacks),
            by_time_alone=nearest.by_time_alone,
        ),
        rules=tuple(_rule(rule) for rule in judgement.rules if not used or rule.rule in used),
        silent=tuple(RULE_NAMES[name] for name in judgement.silent),
        cautions=tuple(one.replace("_", " ") for one in judgement.cautions),
    )


def _names(candidate: Candidate) -> dict[str, str]:
    """What the notice calls each entry; in the order in which the candidate stated them."""
    lists: tuple[tuple[str, Iterable[Job | Degree | HeldLicence]], ...] = (
        ("Job", candidate.jobs or ()),
        ("Degree", candidate.degrees or ()),
        ("Licence", candidate.licences or ()),
    )
    return {entry.id: f"{kind} {place}" for kind, entries in lists for place, entry in enumerate(entries, start=1)}


class _Teller:
    """Tells sentences of the judge with the entries by name, and without names of people and places of work."""

    def __init__(self, names: Mapping[str, str], blind: Blind) -> None:
        self.names = names
        self.words = blind.words
        keys = sorted((key for key in names if _KEY.fullmatch(key)), key=len, reverse=True)
        pattern = rf"(?<![\w-])(?:(?:[Dd]egree|[Ll]icence) )?({'|'.join(map(re.escape, keys))})(?![\w-])"
        self._entries = re.compile(pattern) if keys else None

    def __call__(self, text: str) -> str:
        """The sentence: `degree d1 is held` becomes `Degree 1 is held`."""
        text = self.words(text)
        if self._entries is not None:
            text = self._entries.sub(lambda match: self.names[match.group(1)], text)
        return text[:1].upper() + text[1:]

    def named(self, keys: Iterable[str]) -> str:
        """The entries by name."""
        return " and ".join(self.names.get(key, key) for key in keys)


def _of_other_classes(requirement: Requirement, judgement: Judgement) -> frozenset[str]:
    """What the text asks of other classes only: no part of this candidate's notice."""
    off = {one.node for one in judgement.nodes if not one.applies}
    scopes = [node.id for node in requirement.nodes() if isinstance(node, Scope) and node.titles and node.id in off]
    return frozenset(
        one.node for one in judgement.nodes if any(one.node == key or one.node.startswith(f"{key}.") for key in scopes)
    )


def _words(node: AnyNode) -> str:
    if isinstance(node, Special) and node.when:
        return f"Of this position: {node.when}"
    if node.kind in _JOINTS or not node.text.strip(";, "):
        return kind_in_words(node)
    return node.text.rstrip(";, ")


def _part(one: NodeVerdict, node: AnyNode, tell: _Teller, titles: Mapping[str, str]) -> AskedPart:
    return AskedPart(
        number=one.node,
        words=_words(node),
        verdict=one.verdict,
        applies=one.applies,
        # What a person settled stands in `answered`; the judge's sentence would say it again.
        says="" if one.settled else tell(one.says),
        required=one.required,
        least=one.least,
        most=one.most,
        jobs=tuple(_job(line, tell, titles) for line in one.jobs),
        quotes=_cited(one.quotes, tell) if not one.jobs else (),
        answered=_answered(one.settled, tell),
    )


def _job(line: JobCount, tell: _Teller, titles: Mapping[str, str]) -> JobTold:
    return JobTold(
        name=tell.names.get(line.job, line.job),
        title=titles.get(line.job, ""),
        relevant=line.relevant,
        least=line.least,
        most=line.most,
        of_months=line.of_months,
        pieces=line.pieces,
        why="" if line.settled else tell(line.why),
        left_out=tuple(tell(reason) for reason in line.left_out if reason != line.why),
        quotes=_cited(line.quotes, tell),
        answered=_answered(line.settled, tell),
    )


def _answered(settled: Settled | None, tell: _Teller) -> Answered | None:
    if settled is None:
        return None
    return Answered(verdict=settled.verdict, by=settled.by, why=tell.words(settled.why), months=settled.months)


def _cited(quotes: Iterable[Quote], tell: _Teller) -> tuple[Cited, ...]:
    return tuple(Cited(text=tell.words(quote.text), where=tell(quote.label)) for quote in quotes)


def _rule(rule: RuleBase) -> RuleTold:
    citation = rule.citation
    place = f", {citation.place}" if citation.place else ""
    of = "; the office's own choice" if citation.rank == "office_default" else ""
    return RuleTold(says=citation.says, where=f"{citation.title}{place}{of}")


# --- what was stated --------------------------------------------------------------------------------------------
# Employers, schools and issuers are left out: who writes and files the notice judges blind, and the candidate knows.


def _stated(candidate: Candidate, tell: _Teller) -> tuple[StatedEntry, ...]:
    entries = [
        *((job.id, _job_stated(job)) for job in candidate.jobs or ()),
        *((one.id, _degree_stated(one)) for one in candidate.degrees or ()),
        *((one.id, _licence_stated(one)) for one in candidate.licences or ()),
    ]
    said = [StatedEntry(name=tell.names[key], says=tell.words(says)) for key, says in entries]
    for name, answers in (("Jobs", candidate.jobs), ("Degrees", candidate.degrees), ("Licences", candidate.licences)):
        if not answers:
            said.append(StatedEntry(name=name, says="none stated" if answers is not None else "not answered"))
    return tuple(said)


def _day(when: PartialDate | None, otherwise: str) -> str:
    if when is None:
        return otherwise
    if when.precision == "day":
        return long_date(when.earliest)
    return long_date(when.earliest).replace(" 1,", "") if when.precision == "month" else str(when.year)


def _job_stated(job: Job) -> str:
    ends = _day(job.ends, "today" if job.current else "an unknown day")
    hours = f"{job.hours:f} hours a week" if job.hours is not None else ""
    full: dict[bool | None, Literal["full time", "part time", ""]] = {True: "full time", False: "part time", None: ""}
    said = [
        job.title or "no title",
        f"class {job.class_title}" if job.class_title else "",
        f"from {_day(job.starts, 'an unknown day')} to {ends}",
        hours or full[job.full_time],
        *(f"{change.hours:f} hours a week from {long_date(change.since)}" for change in job.changes),
        "unpaid" if job.paid is False else "",
    ]
    return ", ".join(part for part in said if part)


def _degree_stated(degree: Degree) -> str:
    level = LEVELS.get(degree.level, "study")
    when = ""
    if degree.conferred is not None:
        when = f"conferred {_day(degree.conferred, '')}"
    elif degree.expected is not None:
        when = f"expected {_day(degree.expected, '')}"
    said = [
        f"{level} ({degree.title})" if degree.title and degree.title.lower() != level else level,
        f"in {degree.field}" if degree.field else "",
        when,
        f"{degree.semester_hours:f} semester hours" if degree.semester_hours is not None else "",
        f"{degree.quarter_hours:f} quarter hours" if degree.quarter_hours is not None else "",
    ]
    return ", ".join(part for part in said if part)


def _licence_stated(licence: HeldLicence) -> str:
    valid = (
        "does not lapse" if licence.never_lapses else f"valid through {_day(licence.valid_through, 'an unknown day')}"
    )
    said = [
        licence.name,
        f"class {licence.class_}" if licence.class_ else "",
        valid,
    ]
    return ", ".join(part for part in said if part)
