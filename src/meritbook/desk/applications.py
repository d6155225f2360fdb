"""One application: what was stated, what is computed from it, what people answered, and what was determined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch

from meritbook.actions import ledger, link_candidate, notices, qualifying
from meritbook.actions.determine_qualification import FOLLOWS
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.blind import NAMED, Blind
from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.check import CandidateProblem
from meritbook.core.qualifications.judge.model import Judgement
from meritbook.core.qualifications.model import Requirement
from meritbook.core.qualifications.precedent import Question
from meritbook.core.values import canonical_json
from meritbook.desk.judgements import Arranged, anchor_of, arrange, words_of
from meritbook.desk.timelines import (
    Timeline,
    chosen_node,
    degree_word,
    licence_word,
    nodes_with_time,
    otherwise,
    timeline,
)
from meritbook.records.models import (
    Application,
    Determination,
    DeterminationOutcome,
    DeterminationStatus,
    Examination,
    ExaminationStatus,
    LedgerEntry,
    Precedent,
    PrecedentStatus,
    Settlement,
    Statement,
    User,
)
from meritbook.writers.notice_words import paper
from meritbook.writers.paper import Part


class NoSuchApplicationError(MeritbookError):
    """No application, question, settlement or notice of that name is on record, or none that this person may read."""

    code = "application.unknown"
    remedy = "Open the examination and choose a candidate there; it shows those that you may read."
    http_status = 404


@dataclass(frozen=True)
class Asked:
    """A question with what a person needs to answer it."""

    question: Question
    words: str
    """What the requirement asks for."""
    says: str
    evidence: tuple[tuple[str, str], ...]
    """The candidate's words on which the answer rests: what it is, and the words."""
    names_somebody: bool
    """Whether an employer or a school is named, because the answer rests on it."""
    precedent: Precedent | None = None
    """The precedent that stands on it."""
    precedent_why: str = ""
    """Its reason, without the names of this candidate."""
    settlement: Settlement | None = None
    """The answer for this candidate that stands now."""
    also: tuple[str, ...] = ()
    """Where else the same question stands."""

    @property
    def anchor(self) -> str:
        """Its name in the page."""
        return anchor_of("question", self.question.key)


@dataclass(frozen=True)
class Answered:
    """An answer that a person gave for this candidate."""

    settlement: Settlement
    words: str
    about: str
    """The job that it is about."""
    why: str
    """The reason, without names."""
    counts: bool
    """False where the statement was amended, and says something else there now."""
    departs: bool
    """Whether the precedent that it names says otherwise."""


@dataclass(frozen=True)
class Entry:
    """A degree or a licence as stated, without who gave it."""

    id: str
    says: str


@dataclass(frozen=True)
class ApplicationPage:
    """Everything that the page of one candidate shows."""

    row: Application
    statement: Statement
    sha256: str
    """Of the judgement, by which a determination says what was looked at."""
    statements: tuple[Statement, ...]
    arranged: Arranged
    asked: tuple[Asked, ...]
    by_precedent: tuple[Asked, ...]
    settled: tuple[Answered, ...]
    withdrawn: tuple[tuple[Settlement, str], ...]
    """Answers that were taken back, each with its reason without names."""
    determinations: tuple[Determination, ...]
    reasons: Mapping[int, str]
    """Of the determinations, by key, without names."""
    notes: tuple[str, ...]
    """What the reader of the file noticed, without names."""
    problems: tuple[CandidateProblem, ...]
    picture: Timeline | None
    pictures: tuple[tuple[str, str], ...]
    """Other parts of the requirement that count time otherwise: id and words."""
    special: tuple[str, ...]

    @property
    def standing(self) -> Determination | None:
        """The determination that stands."""
        return next((one for one in self.determinations if one.status == DeterminationStatus.STANDING), None)

    @property
    def outdated(self) -> bool:
        """Whether the determination that stands rests on an earlier statement, or on another verdict."""
        one = self.standing
        return one is not None and one.statement_id != self.statement.pk

    @property
    def is_open(self) -> bool:
        """Whether the examination still takes answers and determinations."""
        return self.row.examination.status == ExaminationStatus.OPEN


@dataclass(frozen=True)
class Account:
    """What is known of a candidate's own account, without saying whose it is."""

    linked: bool
    looked_at: bool
    """Whether somebody linked one, or said that none is theirs."""
    alike: tuple[User, ...]
    """Accounts that bear the candidate's name, or their e-mail as username. Never shown: they name the candidate."""

    @property
    def to_look_at(self) -> bool:
        """Whether somebody should say if an account that is alike is the candidate's."""
        return bool(self.alike) and not self.linked and not self.looked_at


def account_of(row: Application) -> Account:
    """What is known of the candidate's own account."""
    looked_at = LedgerEntry.objects.filter(subject=f"application:{row.pk}", action="link_candidate").exists()
    return Account(row.user_id is not None, looked_at, tuple(link_candidate.alike([row.person])[0]))


def requirement_of(examination: Examination) -> Requirement:
    """The tree that an examination judges by."""
    return qualifying.judge_of(examination).requirement


def application(standing: Standing, pk: int) -> Application:
    """One application that the person may read; raises `NoSuchApplicationError`."""
    row = (
        standing.applications()
        .filter(pk=pk)
        .select_related("examination__requirement", "examination__department", "examination__position")
        .defer("examination__requirement__examples_json")
        .prefetch_related(
            Prefetch(
                "statements",
                Statement.objects.select_related("created_by").order_by("-version"),
            ),
            Prefetch(
                "settlements",
                Settlement.objects.select_related("settled_by", "withdrawn_by", "precedent"),
            ),
            Prefetch(
                "determinations",
                Determination.objects.select_related("determined_by", "statement").defer(
                    "judgement_json", "statement__candidate_json"
                ),
            ),
        )
        .first()
    )
    if row is None:
        raise NoSuchApplicationError("There is no such application, or it is not open to you.", where=str(pk))
    return row


def examination(standing: Standing, pk: int, capability: Capability) -> Examination:
    """One examination that the capability reaches; raises `NoSuchApplicationError`."""
    row = (
        standing.examinations(capability)
        .filter(pk=pk)
        .select_related("requirement", "department")
        .defer("requirement__examples_json")
        .first()
    )
    if row is None:
        raise NoSuchApplicationError("There is no such examination, or it is not open to you.", where=str(pk))
    return row


def newest(row: Application) -> Statement:
    """The statement that is judged: the newest one."""
    return row.statements.all()[0]


def blind_of(row: Application) -> Blind:
    """What takes the names of this candidate out of words that are shown."""
    return Blind(row.person, newest(row).candidate)


def page(row: Application, *, drawn: str = "") -> ApplicationPage:
    """All that the page of a candidate shows; `drawn` names the part of the requirement whose count is drawn."""
    tree, blind = requirement_of(row.examination), blind_of(row)
    judged = qualifying.judged(row)
    statement, judgement = judged.statement, judged.judgement
    candidate = statement.candidate
    words = {node.id: words_of(node) for node in tree.nodes()}
    asked_once = _each_once(judged.questions, words, blind)
    ask = [one.question.ask for one in asked_once]
    arranged = arrange(tree, candidate, judgement, judged.questions, blind, judged.by_precedent, ask)
    counting = nodes_with_time(tree, judgement)
    chosen = chosen_node(counting, judgement, drawn, (one.id for one in arranged.headline.by))
    standing = sorted((*judged.settlements.values(), *judged.lapsed), key=lambda one: (one.key, one.pk))
    lapsed = {one.pk for one in judged.lapsed}
    return ApplicationPage(
        row=row,
        statement=statement,
        sha256=judged.sha256,
        statements=tuple(row.statements.all()),
        arranged=arranged,
        asked=asked_once,
        by_precedent=tuple(_precedent(key, one, words, blind) for key, one in judged.by_precedent.items()),
        settled=tuple(_answered(one, words, candidate, blind, counts=one.pk not in lapsed) for one in standing),
        withdrawn=tuple((one, blind.words(one.why)) for one in row.settlements.all() if one.withdrawn_at is not None),
        determinations=tuple(row.determinations.all()),
        reasons={one.pk: blind.words(one.reason) for one in row.determinations.all()},
        notes=tuple(blind.words(one) for one in statement.notes),
        problems=tuple(one.model_copy(update={"says": blind.words(one.says)}) for one in judgement.problems),
        picture=timeline(candidate, judgement, chosen, words.get(chosen.node, "") if chosen else "", blind),
        pictures=tuple((one.node, words[one.node]) for one in otherwise(counting, chosen)),
        special=tuple(words[one.node] for one in judgement.nodes if one.kind == "special" and not one.applies),
    )


def asked(question: Question, words: Mapping[str, str], blind: Blind, precedent: Precedent | None = None) -> Asked:
    """A question as it is put to a person: names are taken out of it, save where the answer rests on them."""
    evidence = tuple(_told(one, blind) for one in question.evidence)
    return Asked(
        question=question,
        words=words.get(question.node, "") or question.required_words,
        says=blind.words(question.says),
        evidence=evidence,
        names_somebody=any(part.startswith(NAMED) for one in question.evidence for part in one.split("; ")),
        precedent=precedent,
        precedent_why=blind.words(precedent.why) if precedent else "",
    )


def _each_once(questions: Iterable[Question], words: Mapping[str, str], blind: Blind) -> tuple[Asked, ...]:
    """The open questions; one that stands under several parts is put once, since one answer remembered serves them."""
    found: dict[str, Asked] = {}
    for one in questions:
        same = one.identity or one.key
        if same in found:
            found[same] = replace(found[same], also=(*found[same].also, one.key))
        else:
            found[same] = asked(one, words, blind)
    return tuple(found.values())


def _told(evidence: str, blind: Blind) -> tuple[str, str]:
    told = blind.evidence(evidence)
    label, colon, rest = told.partition(": ")
    return (label, rest) if colon and "; " not in told else ("", told)


def _precedent(key: str, precedent: Precedent, words: Mapping[str, str], blind: Blind) -> Asked:
    node, _, job = key.partition("/")
    question = Question(
        key=key,
        node=node,
        job=job,
        says=precedent.question,
        ask="",
        required_words=precedent.required_words,
        evidence=precedent.evidence,
        identity=precedent.identity,
    )
    return asked(question, words, blind, precedent)


def _answered(
    row: Settlement, words: Mapping[str, str], candidate: Candidate, blind: Blind, *, counts: bool
) -> Answered:
    node, _, job = row.key.partition("/")
    titles = {one.id: one.title for one in candidate.jobs or ()}
    precedent = row.precedent
    return Answered(
        settlement=row,
        words=words.get(node, f"part {node}, which the requirement no longer has"),
        about=f"{job}: {blind.words(titles[job])}" if titles.get(job) else job,
        why=blind.words(row.why),
        counts=counts,
        departs=precedent is not None and (precedent.verdict, precedent.months) != (row.verdict, row.months),
    )


def question(row: Application, key: str) -> Asked:
    """The question that a person may answer under a key: an open one, or one that is answered and may be answered anew.

    Raises `NoSuchApplicationError` where nothing is asked under the key.
    """
    found = qualifying.question_at(row, key)
    if found is None:
        raise NoSuchApplicationError(f"Nothing is asked under “{key}” of this candidate.", where=key)
    words = {node.id: words_of(node) for node in requirement_of(row.examination).nodes()}
    standing = Precedent.objects.filter(identity=found.identity or "-", status=PrecedentStatus.STANDING)
    own = next((one for one in row.settlements.all() if one.key == key and one.withdrawn_at is None), None)
    precedent = standing.select_related("set_by").first()
    return replace(asked(found, words, blind_of(row), precedent), settlement=own)


def statement(row: Application, pk: int | None) -> Statement | None:
    """The statement of that key on this application; `None` where it has none."""
    return next((one for one in row.statements.all() if one.pk == pk), None)


def preview(
    row: Application, *, outcome: str, reason: str, answer_by: date | None, by: User, at: datetime
) -> tuple[Part, ...]:
    """What the notice would say if it were determined so now, without any name and without its place in the ledger."""
    judged, blind = qualifying.judged(row), blind_of(row)
    before = next((one for one in row.determinations.all() if one.status == DeterminationStatus.STANDING), None)
    drafted = Determination(
        application=row,
        number=len(row.determinations.all()) + 1,
        statement=judged.statement,
        outcome=outcome,
        agrees=FOLLOWS[judged.judgement.verdict] == outcome,
        reason=reason,
        judgement_json=canonical_json(judged.judgement),
        judgement_sha256=judged.sha256,
        answer_by=answer_by,
        determined_by=by,
        determined_at=at,
        supersedes=before,
    )
    notice = notices.notice_of(drafted, ledger.NextEntry(0, ""))
    unrecorded = notice.model_copy(update={"ledger_reference": "", "ledger_hash_before": ""})
    return tuple(_unnamed(part, blind) for part in paper(unrecorded).parts)


def _unnamed(part: Part, blind: Blind) -> Part:
    rows = tuple(
        tuple(tuple(one.model_copy(update={"text": blind.words(one.text)}) for one in cell) for cell in row)
        for row in part.rows
    )
    lines = tuple(blind.words(one) for one in part.lines)
    return part.model_copy(update={"text": blind.words(part.text), "lines": lines, "rows": rows})


def entries(candidate: Candidate) -> tuple[Entry, ...]:
    """Study and licences as stated, without school or issuer."""
    found = [Entry(one.id, degree_word(one)) for one in candidate.degrees or ()]
    return tuple(found + [Entry(one.id, licence_word(one)) for one in candidate.licences or ()])


def settlement(row: Application, pk: int) -> Settlement:
    """One answer on this application that stands; raises `NoSuchApplicationError`."""
    for one in row.settlements.all():
        if one.pk == pk and one.withdrawn_at is None:
            return one
    raise NoSuchApplicationError("There is no such answer on this candidate, or it was withdrawn.", where=str(pk))


def determination(row: Application, number: int) -> Determination:
    """One determination on this application with its files; raises `NoSuchApplicationError`."""
    found = row.determinations.select_related("notice_pdf", "notice_docx").filter(number=number).first()
    if found is None:
        raise NoSuchApplicationError(f"There is no notice {number} on this candidate.", where=str(number))
    return found


def entry_of(determined: Determination) -> int | None:
    """Number of the ledger's entry that wrote a determination."""
    found = LedgerEntry.objects.filter(subject=f"determination:{determined.pk}", action="determine_qualification")
    return found.order_by("seq").values_list("seq", flat=True).first()


def names_stated(row: Application) -> tuple[tuple[str, str], ...]:
    """Employers, schools and issuers as stated, each with its entry: told only to whoever is told who it is."""
    candidate = newest(row).candidate
    found = [(one.id, one.employer) for one in candidate.jobs or ()]
    found += [(one.id, one.institution) for one in candidate.degrees or ()]
    found += [(one.id, one.issuer) for one in candidate.licences or ()]
    return tuple((entry, name) for entry, name in found if name)


def ids_used(statements: Iterable[Statement]) -> frozenset[str]:
    """Ids of every entry that was ever stated: a new entry takes none of them, so that no old answer speaks of it."""
    found: set[str] = set()
    for one in (statement.candidate for statement in statements):
        found.update(job.id for job in one.jobs or ())
        found.update(degree.id for degree in one.degrees or ())
        found.update(licence.id for licence in one.licences or ())
    return frozenset(found)


def computed_outcome(judgement: Judgement) -> DeterminationOutcome:
    """The determination that agrees with a judgement."""
    return FOLLOWS[judgement.verdict]
