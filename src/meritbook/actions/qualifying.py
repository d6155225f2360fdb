"""What is computed about candidates on record: the judge of an examination, what was settled, what follows from both.

Nothing here changes what the ledger vouches for. Findings are kept for lists and filters, and can be computed again
from the record at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.carried import still_answers
from meritbook.core.qualifications.check import problems
from meritbook.core.qualifications.judge import Judge, Judgement, Settled
from meritbook.core.qualifications.model import Requirement
from meritbook.core.qualifications.policy import Policy
from meritbook.core.qualifications.precedent import Question, settle_by, spread
from meritbook.core.values import canonical_json, digest
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import (
    Application,
    AskedQuestion,
    Examination,
    ExaminationStatus,
    Finding,
    FindingQuestion,
    Precedent,
    PrecedentStatus,
    Settlement,
    Statement,
)

BATCH = 500
"""Applications that are judged in one transaction."""
AT_ONCE = 200
"""Other candidates who wait for the same question and are judged again with the act that answered it."""


@dataclass(frozen=True)
class _Asked:
    """What a judge is made from. Two are the same when their digests are."""

    tree_sha256: str
    policy_sha256: str
    on: date
    for_class: str
    binding: tuple[str, ...]
    tree: str = field(compare=False, repr=False)
    policy: str = field(compare=False, repr=False)


@lru_cache(maxsize=16)
def _judge(asked: _Asked) -> Judge:
    return Judge(
        Requirement.model_validate_json(asked.tree),
        Policy.model_validate_json(asked.policy),
        on=asked.on,
        for_class=asked.for_class,
        binding=asked.binding,
    )


def judge_of(examination: Examination, on: date | None = None) -> Judge:
    """The judge of an examination, made once for its requirement, policy and day; `on` is a day in place of its own."""
    version = examination.requirement
    return _judge(
        _Asked(
            tree_sha256=version.tree_sha256,
            policy_sha256=examination.policy_sha256,
            on=on or examination.on,
            for_class=examination.for_class,
            binding=examination.binding,
            tree=version.tree_json,
            policy=examination.policy_json,
        )
    )


# --- what was settled -------------------------------------------------------------------------------------------


def _settled(row: Settlement) -> Settled:
    return Settled(verdict=Verdict(row.verdict), by=row.settled_by.full_name, why=row.why, months=row.months)


def newest_statement(application: Application) -> Statement:
    """What the candidate states now."""
    return application.statements.latest("version")


def _counting(
    requirement: Requirement, statement: Statement, standing: Iterable[Settlement]
) -> tuple[dict[str, Settlement], tuple[Settlement, ...]]:
    """The standing answers that count for the statement, by key, and those that do not, since it says otherwise."""
    counting: dict[str, Settlement] = {}
    lapsed: list[Settlement] = []
    for row in standing:
        if row.statement_id == statement.pk or still_answers(
            requirement, row.key, row.statement.candidate, statement.candidate
        ):
            counting[row.key] = row
        else:
            lapsed.append(row)
    return counting, tuple(lapsed)


def _standing_settlements() -> QuerySet[Settlement]:
    return Settlement.objects.filter(withdrawn_at__isnull=True).select_related("settled_by", "statement", "precedent")


@dataclass(frozen=True)
class _Known:
    """The precedents that stand under one policy."""

    rows: Mapping[str, Precedent]
    settled: Mapping[str, Settled]

    def for_(self, application: Application) -> Mapping[str, Settled]:
        """The answers that may decide on this candidate: none that the candidate gave."""
        user = application.user_id
        if user is None:
            return self.settled
        return {key: one for key, one in self.settled.items() if self.rows[key].set_by_id != user}

    def taken(self, taken: Mapping[str, Settled]) -> dict[str, Precedent]:
        """The precedents behind answers that were taken from `settled`."""
        behind = {id(one): self.rows[key] for key, one in self.settled.items()}
        return {key: behind[id(one)] for key, one in taken.items()}


def _known(policy: str | None) -> _Known:
    standing = Precedent.objects.filter(status=PrecedentStatus.STANDING).select_related("set_by")
    rows = {one.identity: one for one in (standing if policy is None else standing.filter(policy=policy))}
    return _Known(
        rows,
        {
            identity: Settled(
                verdict=Verdict(one.verdict),
                by=f"Precedent {one.pk} of {one.set_by.full_name}",
                why=one.why,
                months=one.months,
            )
            for identity, one in rows.items()
        },
    )


def precedents(policy: str | None = None) -> Mapping[str, Settled]:
    """The precedents that stand, by the identity of their question; those under one policy where it is given."""
    return _known(policy).settled


# --- one candidate ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """What follows for one candidate from the statement, the answers given and the precedents that stand."""

    statement: Statement
    judgement: Judgement
    questions: tuple[Question, ...]
    """What is still open and bears on the verdict."""
    by_precedent: Mapping[str, Precedent]
    """The precedents that answered, by key."""
    settlements: Mapping[str, Settlement]
    """The answers that count, by key."""
    lapsed: tuple[Settlement, ...]
    """Answers that stand on record and do not count: what they rested on is stated otherwise now."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the judgement, by which an act says what was looked at."""
        return digest(self.judgement)


def judged(application: Application) -> Judged:
    """The judgement on one candidate as things stand, with all its reasons."""
    examination = application.examination
    judge, statement, known = judge_of(examination), newest_statement(application), _known(examination.policy)
    counting, lapsed = _counting(judge.requirement, statement, _standing_settlements().filter(application=application))
    own = spread(judge.requirement, {key: _settled(row) for key, row in counting.items()})
    judgement, still, taken = settle_by(judge, statement.candidate, own, known.for_(application))
    return Judged(statement, judgement, still, known.taken(taken), counting, lapsed)


def as_of(statements: Iterable[Statement], on: date) -> dict[int, Judgement]:
    """By statement: the judgement by its examination's own rules and answers, as things stand on another day.

    What was answered about the candidate counts, and so do precedents; time that has passed since counts with it.
    """
    rows = list(statements)
    applications = Application.objects.select_related("examination__requirement").in_bulk(
        {one.application_id for one in rows}
    )
    known = {policy: _known(policy) for policy in {one.examination.policy for one in applications.values()}}
    standing: dict[int, list[Settlement]] = {}
    for row in _standing_settlements().filter(application__in=applications) if applications else ():
        standing.setdefault(row.application_id, []).append(row)
    found = {}
    for statement in rows:
        application = applications[statement.application_id]
        judge = judge_of(application.examination, on)
        counting, _ = _counting(judge.requirement, statement, standing.get(application.pk, ()))
        own = spread(judge.requirement, {key: _settled(row) for key, row in counting.items()})
        there = known[application.examination.policy].for_(application)
        found[statement.pk], _, _ = settle_by(judge, statement.candidate, own, there)
    return found


def question_at(application: Application, key: str) -> Question | None:
    """The question that a person may answer at `key`: open, or answered for this candidate or by precedent."""
    now = judged(application)
    for question in now.questions:
        if question.key == key:
            return question
    remembered = now.by_precedent.get(key)
    if remembered is None and key not in now.settlements:
        return None
    judge, known = judge_of(application.examination), _known(application.examination.policy)
    rest = {name: _settled(row) for name, row in now.settlements.items() if name != key}
    own = {name: one for name, one in spread(judge.requirement, rest).items() if name != key}
    others = dict(known.for_(application))
    while True:
        # Without the answer that stands, the person's own or a remembered one, the question is asked again.
        if remembered is not None:
            others.pop(remembered.identity, None)
        _, still, taken = settle_by(judge, now.statement.candidate, own, others)
        found = next((one for one in still if one.key == key), None)
        if found is not None or key not in taken:
            return found
        remembered = known.taken(taken)[key]


# --- many candidates --------------------------------------------------------------------------------------------


def find(applications: Iterable[Application], *, at: datetime | None = None) -> list[Finding]:
    """What is computed for each application, kept for lists; in the order given, some hundreds in one transaction.

    `at` is now where it is not given.
    """
    moment, pks = at or clock.now(), [one.pk for one in applications]
    found: dict[int, Finding] = {}
    for start in range(0, len(pks), BATCH):
        with transaction.atomic():
            for finding in _find(pks[start : start + BATCH], moment):
                found[finding.application_id] = finding
    return [found[pk] for pk in pks]


def _find(pks: Sequence[int], at: datetime) -> list[Finding]:
    # Held, so that nothing computed from an older statement is kept over what follows from a newer one.
    rows = list(Application.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    examinations = Examination.objects.select_related("requirement").in_bulk({one.examination_id for one in rows})
    known = {policy: _known(policy) for policy in {one.policy for one in examinations.values()}}
    newest = {one.application_id: one for one in Statement.objects.filter(application__in=pks).order_by("version")}
    standing: dict[int, list[Settlement]] = {}
    for row in _standing_settlements().filter(application__in=pks):
        standing.setdefault(row.application_id, []).append(row)
    findings, uses = [], []
    for application in rows:
        examination, statement = examinations[application.examination_id], newest[application.pk]
        judge, there = judge_of(examination), known[examination.policy]
        counting, _ = _counting(judge.requirement, statement, standing.get(application.pk, ()))
        own = spread(judge.requirement, {key: _settled(row) for key, row in counting.items()})
        verdict, still, answered = _answer(judge, statement.candidate, own, there, application)
        findings.append(
            Finding(
                application=application,
                statement=statement,
                verdict=verdict,
                # One that stands under several parts is one question: an answer remembered serves them all.
                questions=len({one.identity or one.key for one in still}),
                problems=len(problems(statement.candidate, on=examination.on)),
                judged_at=at,
            )
        )
        uses.append((still, answered, examination.policy))
    kept = Finding.objects.bulk_create(
        findings,
        update_conflicts=True,
        unique_fields=["application"],
        update_fields=["statement", "verdict", "questions", "problems", "judged_at"],
    )
    _keep_uses(kept, uses)
    return kept


_Answered = Mapping[str, tuple[str, Precedent]]
"""By key: the identity of the question, and the precedent that answered it."""


def _answer(
    judge: Judge, candidate: Candidate, own: Mapping[str, Settled], known: _Known, application: Application
) -> tuple[Verdict, tuple[Question, ...], _Answered]:
    verdict = judge.verdict(candidate, own)
    if verdict is not Verdict.UNDETERMINED:
        return verdict, (), {}
    judgement, still, taken = settle_by(judge, candidate, own, known.for_(application))
    return judgement.verdict, still, {key: (one.identity, one) for key, one in known.taken(taken).items()}


def _keep_uses(findings: Sequence[Finding], uses: Sequence[tuple[tuple[Question, ...], _Answered, str]]) -> None:
    """Keep which findings wait for a question that others may share, or rest on the precedent that answered it."""
    FindingQuestion.objects.filter(finding__in=findings).delete()
    asked = {one.identity: (one, policy) for still, _, policy in uses for one in still if one.identity}
    remembered = {identity: one for _, answered, _ in uses for identity, one in answered.values()}
    if not asked and not remembered:
        return
    keep_asked(asked.values())
    ids = dict(AskedQuestion.objects.filter(identity__in={*asked, *remembered}).values_list("identity", "pk"))
    FindingQuestion.objects.bulk_create(
        [
            *(
                FindingQuestion(finding=finding, question_id=ids[one.identity], key=one.key)
                for finding, (still, _, _) in zip(findings, uses, strict=True)
                for one in still
                if one.identity
            ),
            *(
                FindingQuestion(finding=finding, question_id=ids[identity], key=key, precedent=one)
                for finding, (_, answered, _) in zip(findings, uses, strict=True)
                for key, (identity, one) in answered.items()
            ),
        ]
    )


def keep_asked(questions: Iterable[tuple[Question, str]]) -> None:
    """Keep questions that several candidates can share, each once, with the policy under which they were asked."""
    AskedQuestion.objects.bulk_create(
        [
            AskedQuestion(
                identity=one.identity,
                says=one.says,
                ask=one.ask,
                asks_months=one.asks_months,
                required_words=one.required_words,
                evidence_json=canonical_json(list(one.evidence)),
                policy=policy,
            )
            # In one order, so that two who keep the same questions at once do not wait for each other.
            for one, policy in sorted(questions, key=lambda one: one[0].identity)
        ],
        ignore_conflicts=True,
    )


def outdated(examination: Examination) -> QuerySet[Application]:
    """The candidates to be judged again: a precedent stands on what they wait for, or theirs was overruled.

    What is on record is compared, and no moments: whoever judges and whoever answers at the same time need not see each
    other, and the candidate between them is found here all the same.
    """
    # As `_Known.for_`: nobody's own answer decides on them, so it does not make what waits for another outdated.
    standing = Precedent.objects.filter(
        identity=OuterRef("question__identity"), policy=examination.policy, status=PrecedentStatus.STANDING
    ).exclude(set_by_id=Coalesce(OuterRef("finding__application__user_id"), 0))
    changed = FindingQuestion.objects.filter(finding=OuterRef("finding")).filter(
        Q(precedent__status=PrecedentStatus.OVERRULED) | Q(Exists(standing), precedent__isnull=True)
    )
    return examination.applications.filter(Q(finding__isnull=True) | Exists(changed))


def touched(identity: str) -> QuerySet[Application]:
    """Candidates of open examinations who wait for the question, or were decided by a precedent on it."""
    return Application.objects.filter(
        finding__asked__question__identity=identity, examination__status=ExaminationStatus.OPEN
    ).distinct()


def find_touched(identity: str, *, at: datetime) -> None:
    """Judge again those whom a change of the precedent on a question touches, up to `AT_ONCE` of them.

    The others are among `outdated`, until the examination is judged again. Called after the act itself is saved.
    """
    if identity:
        find(touched(identity).order_by("pk")[:AT_ONCE], at=at)
