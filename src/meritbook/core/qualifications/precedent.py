"""Questions that a person answers, and the answer remembered for the same question asked of anybody else.

Two questions are the same when the same words are asked for, under the same policy, of the same words of a candidate.
Neither number nor name nor employer tells them apart, unless the requirement asks where somebody worked. How much is
asked plays no part in whether a job is relevant, so an answer under "six years of accounting" serves "ten years of
accounting" too.

What only this person can know (the day a job began, whether it was paid, when a licence lapses) is settled for them
alone: such a question has no identity, and no precedent is ever applied to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job
from meritbook.core.qualifications.judge import Judge, Judgement, Settled
from meritbook.core.qualifications.judge.model import JobCount, NodeVerdict
from meritbook.core.qualifications.judge.study import open_parts, valid_on
from meritbook.core.qualifications.model import (
    Ability,
    AnyNode,
    AnyOf,
    Education,
    Equivalent,
    Experience,
    Licence,
    Requirement,
    Residence,
    Standing,
    Substitution,
    Training,
    children,
)
from meritbook.core.values import Value, canonical_json, digest
from meritbook.core.verdict import Missing, Verdict


class Question(Value):
    """One open question on which a verdict waits, as `settled` can answer it."""

    key: str
    """What `settled` is keyed by: a node (`1.2`), or a job under a node (`1.2/j1`)."""
    node: str
    job: str = ""
    says: str
    """The question, for a person."""
    ask: str
    """Whom to ask, as in `Missing.ask`."""
    asks_months: bool = False
    """The answer needs months: how much a substitution stands in for."""
    required_words: str
    """The words of the requirement that it bears on, white space folded."""
    evidence: tuple[str, ...] = ()
    """The candidate's words on which the answer rests, each with what it is: `title: Systems analyst`."""
    identity: str = ""
    """Equal for the same question asked of another candidate: 64 hexadecimal digits of SHA-256. Empty where the answer
    is a fact about this person and serves nobody else."""


def open_questions(requirement: Requirement, candidate: Candidate, judgement: Judgement) -> tuple[Question, ...]:
    """The questions on which the verdict waits, in the order of the tree, each key once.

    What is open beneath a part that is settled either way bears on nothing and is not asked. An undetermined verdict
    that no person has left so has at least one question.
    """
    if judgement.verdict is not Verdict.UNDETERMINED:
        return ()
    asker = _Asker(requirement, candidate, judgement)
    found: dict[str, Question] = {}
    for question in asker.under(requirement.root):
        found.setdefault(question.key, question)
    return tuple(found.values())


def settle_by(
    judge: Judge, candidate: Candidate, own: Mapping[str, Settled], precedents: Mapping[str, Settled]
) -> tuple[Judgement, tuple[Question, ...], Mapping[str, Settled]]:
    """The judgement by what was settled for this candidate, and beyond that by precedents, keyed by identity.

    Gives the judgement, the questions still open, and the answers that were taken from precedents, by key. An own
    answer stands before any precedent. Raises `UnknownSettledError` for an own answer to nothing that there is.
    """
    taken: dict[str, Settled] = {}
    while True:
        judgement = judge.judge(candidate, {**taken, **own})
        still = open_questions(judge.requirement, candidate, judgement)
        fresh = {
            one.key: precedents[one.identity]
            for one in still
            if one.identity in precedents and one.identity and one.key not in own and one.key not in taken
        }
        if not fresh:
            return judgement, still, taken
        # An answer may open a question beneath it, so each round asks anew; keys are finite, and none comes twice.
        taken.update(fresh)


def spread(requirement: Requirement, own: Mapping[str, Settled]) -> dict[str, Settled]:
    """A candidate's answers, each also where another part asks the same of the same job, or in the same words.

    "Six years of X and a degree, or ten years of X" asks once what X is, however many years of it: no notice may answer
    that in one way here and leave it open there.
    """
    found = dict(own)
    nodes = {node.id: node for node in requirement.nodes()}
    for key, answer in own.items():
        of, slash, job = key.partition("/")
        if of not in nodes:
            continue
        same = _sameness(nodes[of], job)
        for node in nodes.values():
            if same and node.id != of and _sameness(node, job) == same:
                found.setdefault(f"{node.id}{slash}{job}", answer)
    return found


def _sameness(node: AnyNode, job: str) -> str:
    """What two parts that ask the same have in common; empty for what is never the same twice, as joints are."""
    if job:
        return canonical_json(_asked_of(node)).casefold() if isinstance(node, Experience) else ""
    whole = isinstance(node, Experience | Education | Licence | Training | Residence | Standing | Ability)
    return f"{node.kind} {_folded(node.text)}".casefold() if whole else ""


class _Asker:
    """Makes questions of what a judgement leaves open."""

    def __init__(self, requirement: Requirement, candidate: Candidate, judgement: Judgement) -> None:
        self.candidate = candidate
        self.on = judgement.on
        self.policy = judgement.policy
        self.nodes = {node.id: node for node in requirement.nodes()}
        self.answers = {one.node: one for one in judgement.nodes}
        self.jobs = {job.id: job for job in candidate.jobs or ()}

    def under(self, node: AnyNode) -> Iterator[Question]:
        """The questions of a node and of what lies beneath it."""
        if not self._is_open(node) or self.answers[node.id].settled is not None:
            return
        answer = self.answers[node.id]
        yield from self._own(node, answer)
        beneath = [child for child in children(node) if self._is_open(child)]
        for child in beneath:
            yield from self.under(child)
        if not (answer.missing or beneath):
            yield self._of_node(node, (), personal=True)

    def _is_open(self, node: AnyNode) -> bool:
        answer = self.answers.get(node.id)
        return answer is not None and answer.applies and answer.verdict is Verdict.UNDETERMINED

    def _own(self, node: AnyNode, answer: NodeVerdict) -> Iterator[Question]:
        lines = {line.job: line for line in answer.jobs}
        whole: list[Missing] = []
        for missing in answer.missing:
            line, other = lines.get(missing.about), self.nodes.get(missing.about)
            if line is not None and line.relevant is Verdict.UNDETERMINED and isinstance(node, Experience):
                if line.settled is None:
                    yield self._of_job(node, line, missing)
            elif other is not None and other.id != node.id:
                if self.answers[other.id].settled is None:
                    yield self._of_modifier(node, other, missing)
            else:
                whole.append(missing)
        if whole:
            yield self._of_node(node, tuple(whole), personal=self._personal(node, whole))

    # --- each sort of question -----------------------------------------------------------------------------------

    def _of_job(self, node: Experience, line: JobCount, missing: Missing) -> Question:
        job = self.jobs[line.job]
        asked = _asked_of(node)
        evidence = _words_of(job)
        if node.where and job.employer:
            evidence.append(_labelled("employer", job.employer))
        if job.paid is False and node.paid is None:
            evidence.append("volunteer work")
        # Whether it was paid is a fact about this job alone, and other answers wait for it.
        personal = job.paid is None and "was this paid" in line.why
        return self._made(
            f"{node.id}/{job.id}", node, missing, "job", evidence, asked=asked, job=job.id, personal=personal
        )

    def _of_modifier(self, part: AnyNode, modifier: AnyNode, missing: Missing) -> Question:
        """A substitution or a rule of counting: what it bears on is part of the question."""
        if not isinstance(modifier, Substitution):
            return self._made(modifier.id, modifier, missing, modifier.kind, [], personal=True)
        evidence: list[str] = []
        personal = True
        if isinstance(modifier.offers, Education):
            evidence, personal = self._study(), not self.candidate.degrees
        elif isinstance(modifier.offers, Experience):
            evidence, personal = self._work(), not self.candidate.jobs
        words = _folded(f"{modifier.text} {part.text}")
        return self._made(
            modifier.id, modifier, missing, "substitution", evidence, words=words, personal=personal, months=True
        )

    def _of_node(self, node: AnyNode, missing: tuple[Missing, ...], *, personal: bool) -> Question:
        evidence: list[str] = []
        if isinstance(node, Experience):
            evidence = self._work()
        elif isinstance(node, Education):
            asked = {one.about for one in missing}
            telling = [self._degree(one) for one in self.candidate.degrees or () if one.id in asked]
            evidence = sorted(telling) or self._study() + (self._work() if node.equivalent else [])
        elif isinstance(node, Licence):
            evidence = sorted(self._licence(one) for one in self.candidate.licences or ())
        elif isinstance(node, Equivalent | AnyOf):
            evidence = self._work() + self._study()
        asks = tuple(dict.fromkeys(one.question for one in missing)) or (f"Is “{_folded(node.text)}” met?",)
        whole = Missing(question=" ".join(asks), ask=missing[0].ask if missing else "analyst")
        return self._made(node.id, node, whole, node.kind, evidence, personal=personal)

    def _personal(self, node: AnyNode, missing: list[Missing]) -> bool:
        """Whether the answer is a fact that the candidate's words do not hold."""
        if isinstance(node, Education) and self.candidate.degrees is not None:
            if any(one.about in ("credits", "degrees") for one in missing):
                return True
            parts = [
                (one, open_parts(node, one, self.on))
                for one in self.candidate.degrees
                if any(asked.about == one.id for asked in missing)
            ]
            return any("held" in found or ("level" in found and not one.title) for one, found in parts)
        if isinstance(node, Licence) and self.candidate.licences:
            valid = [valid_on(one, self.on) for one in self.candidate.licences]
            return node.eligible or Verdict.UNDETERMINED in valid
        if isinstance(node, Equivalent | AnyOf):
            return not (self.candidate.jobs or self.candidate.degrees)
        if not isinstance(node, Experience):
            return True
        return not self.candidate.jobs or any(one.ask == "applicant" for one in missing)

    # --- the candidate's words -----------------------------------------------------------------------------------

    def _work(self) -> list[str]:
        """Every job with its days and hours, which play a part where the whole career is judged."""
        return sorted("; ".join((*_words_of(job), *_time_of(job))) for job in self.candidate.jobs or ())

    def _study(self) -> list[str]:
        return sorted(self._degree(one) for one in self.candidate.degrees or ())

    def _degree(self, degree: Degree) -> str:
        parts = [_labelled("study", degree.level or "no level")]
        parts += [_labelled("degree", degree.title)] * bool(degree.title)
        parts += [_labelled("field", degree.field)] * bool(degree.field)
        # Who taught it plays a part only while its level or its accreditation is not known.
        if degree.institution and (not degree.level or degree.accredited is None):
            parts.append(_labelled("institution", degree.institution))
        if degree.accredited is not None:
            parts.append("accredited" if degree.accredited else "not accredited")
        for name, hours in (("semester hours", degree.semester_hours), ("quarter hours", degree.quarter_hours)):
            parts += [f"{name}: {hours:f}"] if hours is not None else []
        when = degree.conferred
        parts.append("finished" if when is not None and when.latest <= self.on else "not known to be finished")
        return "; ".join(parts)

    def _licence(self, one: HeldLicence) -> str:
        valid = {Verdict.MET: "valid", Verdict.NOT_MET: "not valid"}.get(valid_on(one, self.on), "validity not known")
        named = [_labelled("licence", one.name), *([_labelled("class", one.class_)] if one.class_ else [])]
        return "; ".join((*named, *([_labelled("issuer", one.issuer)] if one.issuer else []), valid))

    def _made(
        self,
        key: str,
        node: AnyNode,
        missing: Missing,
        kind: str,
        evidence: list[str],
        *,
        personal: bool,
        words: str = "",
        asked: dict[str, Any] | None = None,
        job: str = "",
        months: bool = False,
    ) -> Question:
        words = words or _folded(node.text)
        same = {
            "required": (words if asked is None else canonical_json(asked)).casefold(),
            "policy": self.policy,
            "kind": kind,
            "evidence": sorted(one.casefold() for one in evidence),
        }
        return Question(
            key=key,
            node=node.id,
            job=job,
            says=missing.question,
            ask=missing.ask,
            asks_months=months,
            required_words=words,
            evidence=tuple(evidence),
            identity="" if personal else digest(same),
        )


def _asked_of(node: Experience) -> dict[str, Any]:
    """What an experience asks, however much of it; any one of several will do, so that their order plays no part."""
    asked = node.model_dump(mode="json", include={"levels", "fields", "activities", "where", "classes", "paid"})
    return {name: sorted(value, key=_caseless) if isinstance(value, list) else value for name, value in asked.items()}


def _caseless(value: object) -> str:
    return str(value).casefold()


def _folded(text: str) -> str:
    return " ".join(text.split())


def _labelled(label: str, text: str) -> str:
    return f"{label}: {_folded(text)}"


def _words_of(job: Job) -> list[str]:
    said = [("title", job.title), ("class", job.class_title), *(("duty", duty) for duty in job.duties)]
    return [_labelled(label, text) for label, text in said if text.strip()]


def _time_of(job: Job) -> Iterator[str]:
    ends = job.ends or ("it goes on" if job.current else "no last day")
    yield f"from {job.starts or 'no first day'} to {ends}"
    yield f"hours: {job.hours:f}" if job.hours is not None else _full_time(job.full_time)
    for change in job.changes:
        yield f"hours since {change.since.isoformat()}: {change.hours:f}"
    if job.paid is not True:
        yield "volunteer work" if job.paid is False else "not said whether paid"


def _full_time(said: bool | None) -> str:
    return "hours not said" if said is None else "full time" if said else "not full time"
