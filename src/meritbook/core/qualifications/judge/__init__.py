"""The verdict on a candidate: met, not met or undetermined for every node, with the evidence and the months counted.

    judge(requirement, candidate, policy, on=date(2024, 6, 14))

The same input gives the same bytes; the order of jobs and degrees plays no part; nothing that tells who the candidate
is has a place in the input (`meritbook.core.qualifications.candidate`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.check import problems
from meritbook.core.qualifications.judge.answer import published
from meritbook.core.qualifications.judge.model import Judgement, Settled, json_schema
from meritbook.core.qualifications.judge.nearest import nearest
from meritbook.core.qualifications.judge.tree import Tree, asks_for_class, special_ids
from meritbook.core.qualifications.model import Requirement, Text
from meritbook.core.qualifications.policy import Policy
from meritbook.core.verdict import Verdict

NOTHING_SETTLED: Mapping[str, Settled] = {}


class ClassNeededError(MeritbookError):
    """The requirement speaks about several classes, and none of them was chosen."""

    code = "qualifying.class_needed"
    remedy = "Name one of the classes that the text keeps apart."
    http_status = 409


class UnknownSettledError(MeritbookError):
    """An answer was given to something that the requirement or the candidate does not have."""

    code = "qualifying.settled_unknown"
    remedy = "Use the id of a node, or a node and a job as in 1.2/j1; `meritbook requirement` shows the ids."
    http_status = 404


class Judge:
    """One requirement under one policy on one day, made ready for many candidates.

    `for_class` chooses among the classes of a text that keeps several apart; raises `ClassNeededError` without it.
    `binding` are the ids of the special requirements that bind the position; the others do not bear on the verdict.
    """

    def __init__(
        self, requirement: Requirement, policy: Policy, *, on: date, for_class: str = "", binding: Iterable[str] = ()
    ) -> None:
        titles = asks_for_class(requirement, for_class)
        if titles:
            named = f"“{for_class}” is none of them" if for_class else "none was chosen"
            raise ClassNeededError(
                f"The text speaks about {len(titles)} classes, and {named}: {'; '.join(titles)}.",
                where=for_class,
                details={"classes": list(titles)},
            )
        rules = policy.on(on)
        self.requirement, self.on, self.for_class = requirement, on, for_class
        self._tree = Tree(requirement, rules, on, for_class, frozenset(binding))
        self._policy = policy.key
        self._rules, self._silent = rules.stated(), rules.silent()
        self._cautions = tuple(_cautions(requirement, policy, on))
        self._nodes = frozenset(node.id for node in requirement.nodes())

    def judge(self, candidate: Candidate, settled: Mapping[str, Settled] = NOTHING_SETTLED) -> Judgement:
        """The judgement on one candidate; raises `UnknownSettledError`."""
        if settled:
            self._check(candidate, settled)
        root = self._tree.root(candidate, settled)
        return Judgement.model_construct(
            schema_version="1",
            requirement=self.requirement.document,
            candidate=candidate.number,
            on=self.on,
            for_class=self.for_class,
            policy=self._policy,
            verdict=root.verdict,
            nodes=tuple(published(one) for one in root.every()),
            nearest=nearest(root),
            problems=problems(candidate, on=self.on),
            cautions=self._cautions,
            rules=self._rules,
            silent=self._silent,
        )

    def verdict(self, candidate: Candidate, settled: Mapping[str, Settled] = NOTHING_SETTLED) -> Verdict:
        """The verdict of `judge` alone, several times quicker: for going through an examination.

        Raises `UnknownSettledError`.
        """
        if settled:
            self._check(candidate, settled)
        return self._tree.root(candidate, settled, brief=True).verdict

    def _check(self, candidate: Candidate, settled: Mapping[str, Settled]) -> None:
        jobs = {job.id for job in candidate.jobs or ()}
        for key in settled:
            node, _, job = key.partition("/")
            if node not in self._nodes or (job and job not in jobs):
                raise UnknownSettledError(f"There is no “{key}” to settle.", where=key)


def judge(
    requirement: Requirement,
    candidate: Candidate,
    policy: Policy,
    *,
    on: date,
    settled: Mapping[str, Settled] = NOTHING_SETTLED,
    for_class: str = "",
    binding: Iterable[str] = (),
) -> Judgement:
    """The judgement on one candidate; for many against one requirement make a `Judge` once."""
    return Judge(requirement, policy, on=on, for_class=for_class, binding=binding).judge(candidate, settled)


def _cautions(requirement: Requirement, policy: Policy, on: date) -> Iterable[str]:
    if not policy.known.covers(on):
        yield f"The policy {policy.key} is not known for {on.isoformat()}."
    if policy.kind != "jurisdiction":
        yield "Rules of this policy that are marked office_default are the office's choice: no law states them."
    for problem in requirement.problems:
        yield f"The text: {problem.says}"
    unread = sum(isinstance(node, Text) for node in requirement.nodes())
    if unread:
        yield f"{unread} parts of the text were not read and are judged by a person."


__all__ = [
    "ClassNeededError",
    "Judge",
    "Judgement",
    "Settled",
    "UnknownSettledError",
    "json_schema",
    "judge",
    "special_ids",
]
