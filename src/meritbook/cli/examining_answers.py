"""What the `examination` commands answer with `--json`."""

from __future__ import annotations

from meritbook.core.values import Value


class LeftOutLine(Value):
    """What was left out of an examination, where it stands, and why."""

    where: str
    says: str
    code: str


class JobAnswer(Value):
    """`meritbook examination receive` and `judge`: long work, and how far it is."""

    examination: str
    kind: str
    status: str
    done: int
    total: int
    """Candidates, good and bad; 0 until it is known."""
    left_out: tuple[LeftOutLine, ...]
    left_out_total: int
    """How many were left out, whether the list names them all or not."""
    problem: str
    """The code of what it failed for; empty where it did not."""
    problem_says: str


class GroupLine(Value):
    """Candidates by what was computed, and of these by what was determined."""

    verdict: str
    count: int
    qualified: int
    not_qualified: int
    information: int


class QuestionLine(Value):
    """An open question with how many candidates wait for it, and for how many of them it is the last one."""

    says: str
    required_words: str
    waiting: int
    last_for: int


class ExaminationAnswer(Value):
    """`meritbook examination open` and `show`: an examination in figures. No candidate is named in it."""

    number: str
    title: str
    department: str
    """Code; empty for a statewide one."""
    status: str
    on: str
    requirement: str
    for_class: str
    policy: str
    candidates: int
    groups: tuple[GroupLine, ...]
    to_look_at: int
    outdated: int
    """Candidates whom a precedent has overtaken since they were judged."""
    questions: tuple[QuestionLine, ...]
    """The first of the open questions, the one that most wait for first."""
    open_questions: int
    jobs: tuple[JobAnswer, ...]
    """The newest, without what each left out."""
