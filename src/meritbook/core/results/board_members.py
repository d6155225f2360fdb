"""Who sits on a local board on a day, and whether its composition is what the policy asks: one finding a rule.

A member whose kind nobody has said may be of any kind: a rule is met or not met only where that makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meritbook.core.results.board_policy import CompositionPolicy, MemberKind
from meritbook.core.terms import Term
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict, all_of


class Member(Value):
    """A member for a term; `kind` is empty while nobody has said it."""

    name: str
    kind: str
    starts_on: date
    ends_before: date | None = None

    @property
    def term(self) -> Term:
        """The term."""
        return Term(starts_on=self.starts_on, ends_before=self.ends_before)


class Finding(Value):
    """What one rule asks, and what was found."""

    rule: str
    verdict: Verdict
    says: str
    cure: str = ""
    """What would make it met; empty where it is."""


class Composition(Value):
    """The answer on a board's composition on a day."""

    on: date
    members: int
    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The rules that are not met."""
        return tuple(one for one in self.findings if one.verdict is Verdict.NOT_MET)


def composition(members: Iterable[Member], policy: CompositionPolicy, on: date) -> Composition:
    """Whether those in office on the day are whom the policy asks for; undetermined where no member is on record."""
    every = tuple(members)
    seated = [one for one in every if one.term.covers(on)]
    if not every:
        nobody = Finding(
            rule="members",
            verdict=Verdict.UNDETERMINED,
            says="No member is on record, now or before.",
            cure="Enter the members with their terms.",
        )
        return Composition(on=on, members=0, verdict=Verdict.UNDETERMINED, findings=(nobody,))
    known = {one.key for one in policy.kinds}
    unsaid = sum(1 for one in seated if one.kind not in known)
    counts = {key: sum(1 for one in seated if one.kind == key) for key in known}
    findings = [_number(len(seated), policy)]
    findings += [_kind(one, counts[one.key], unsaid) for one in policy.kinds if one.least or one.most is not None]
    if policy.majority_of:
        findings.append(_majority(counts, unsaid, len(seated), policy))
    return Composition(
        on=on, members=len(seated), verdict=all_of(one.verdict for one in findings), findings=tuple(findings)
    )


def _number(count: int, policy: CompositionPolicy) -> Finding:
    asked = f"{policy.least} to {policy.most} members"
    if count < policy.least:
        more = policy.least - count
        return Finding(
            rule="number", verdict=Verdict.NOT_MET, says=f"{count} in office; the policy asks for {asked}.",
            cure=f"Appoint {more} more.",
        )  # fmt: skip
    if count > policy.most:
        return Finding(
            rule="number", verdict=Verdict.NOT_MET, says=f"{count} in office; the policy asks for {asked}.",
            cure=f"{count - policy.most} too many.",
        )  # fmt: skip
    return Finding(rule="number", verdict=Verdict.MET, says=f"{count} in office, of {asked}.")


def _kind(kind: MemberKind, count: int, unsaid: int) -> Finding:
    at_most = "" if kind.most is None else f", at most {kind.most}"
    asked = f"at least {kind.least}{at_most}"
    said = f"{kind.title}: {count} in office, {asked}."
    if kind.most is not None and count > kind.most:
        return Finding(rule=kind.key, verdict=Verdict.NOT_MET, says=said, cure=f"{count - kind.most} too many.")
    if count + unsaid < kind.least:
        return Finding(
            rule=kind.key, verdict=Verdict.NOT_MET, says=said, cure=f"Appoint {kind.least - count} of this kind."
        )
    over = kind.most is not None and count + unsaid > kind.most
    if count < kind.least or over:
        return Finding(
            rule=kind.key, verdict=Verdict.UNDETERMINED, says=f"{said} Of {unsaid} members the kind is not said.",
            cure="Say of which kind they are.",
        )  # fmt: skip
    return Finding(rule=kind.key, verdict=Verdict.MET, says=said)


def _majority(counts: dict[str, int], unsaid: int, seated: int, policy: CompositionPolicy) -> Finding:
    names = " or ".join(policy.title_of(one).lower() for one in policy.majority_of)
    held = sum(counts[one] for one in policy.majority_of)
    said = f"{held} of {seated} are {names}; more than half are asked for."
    if 2 * held > seated:
        return Finding(rule="majority", verdict=Verdict.MET, says=said)
    if 2 * (held + unsaid) > seated:
        return Finding(
            rule="majority", verdict=Verdict.UNDETERMINED, says=f"{said} Of {unsaid} members the kind is not said.",
            cure="Say of which kind they are.",
        )  # fmt: skip
    return Finding(
        rule="majority", verdict=Verdict.NOT_MET, says=said, cure=f"Appoint more who are {names}, or fewer others."
    )
