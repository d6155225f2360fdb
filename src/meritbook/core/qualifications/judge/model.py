"""The judgement as a value: a verdict for every node, what was counted, what not and why, and what would settle it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from meritbook.core.documents.model import Quote
from meritbook.core.qualifications.check import CandidateProblem
from meritbook.core.qualifications.policy import Rule
from meritbook.core.values import Value
from meritbook.core.verdict import Missing, Verdict


class Settled(Value):
    """What a person answered to an open question, with the reason. It is shown as theirs.

    For a node of the requirement the verdict takes the place of the computed one. For a job under a node
    (`"1.2/j1"`) it says whether the job is relevant. For a substitution `months` says how much it stands in for.
    """

    verdict: Verdict
    by: str = Field(min_length=1)
    why: str = Field(min_length=1)
    months: Decimal | None = Field(default=None, ge=0)


class CountedPiece(Value):
    """Days of a job that were counted, first and last, and at which share of full time (as a fraction, `1/2`)."""

    first: date
    last: date
    share: str
    months: Decimal


class JobCount(Value):
    """One job under one node: whether it is relevant, how much of it counted, and why not the rest."""

    job: str
    relevant: Verdict
    why: str
    quotes: tuple[Quote, ...] = ()
    of_months: Decimal
    """Calendar months from its first day to its last, or to the day of the verdict; the most that its dates allow."""
    least: Decimal
    most: Decimal
    pieces: tuple[CountedPiece, ...] = ()
    left_out: tuple[str, ...] = ()
    """Why time of the job did not count."""
    settled: Settled | None = None


class NodeVerdict(Value):
    """The answer to one node of the requirement. `required` and the bounds are months, where time is asked."""

    node: str
    kind: str
    verdict: Verdict
    applies: bool = True
    """False for what does not bear on this judgement: another class, or some positions only."""
    says: str
    required: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    jobs: tuple[JobCount, ...] = ()
    quotes: tuple[Quote, ...] = ()
    """The candidate's words that it rests on."""
    missing: tuple[Missing, ...] = ()
    settled: Settled | None = None
    rests_on: tuple[str, ...] = ()
    """Rules of the policy that the answer used."""
    met_on: date | None = None
    """The first day on which it is met if nothing but time passes; the day itself when it is met."""


class Nearest(Value):
    """The way to qualify that lacks least."""

    node: str
    lacks: tuple[str, ...]
    by_time_alone: date | None = None


class Judgement(Value):
    """The verdict on a candidate against a requirement, on one day, under one policy."""

    schema_version: Literal["1"] = "1"
    requirement: str
    """Key of the text."""
    candidate: str
    on: date
    for_class: str = ""
    policy: str
    verdict: Verdict
    nodes: tuple[NodeVerdict, ...]
    """In the order of the tree, the root first."""
    nearest: Nearest | None = None
    problems: tuple[CandidateProblem, ...] = ()
    cautions: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    """The rules of the policy that hold on the day, with their citations."""
    silent: tuple[str, ...] = ()
    """Rules that no source of the policy states."""

    def node(self, node_id: str) -> NodeVerdict:
        """The answer to a node; raises `KeyError`."""
        for one in self.nodes:
            if one.node == node_id:
                return one
        raise KeyError(node_id)

    def questions(self) -> tuple[tuple[str, Missing], ...]:
        """What is open, each with the node it belongs to, those that bear on the verdict alone."""
        return tuple((one.node, missing) for one in self.nodes if one.applies for missing in one.missing)


def json_schema() -> dict[str, object]:
    """The published JSON schema of a judgement, JSON Schema draft 2020-12."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Judgement.model_json_schema()}
