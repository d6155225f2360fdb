"""The tree answered from the leaves up, in three-valued logic: what is not known is never taken for a no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.judge import study
from meritbook.core.qualifications.judge.answer import MET, NOT_MET, UNDETERMINED, Answer, off
from meritbook.core.qualifications.judge.model import Settled
from meritbook.core.qualifications.judge.order import Order
from meritbook.core.qualifications.judge.substitution import apply, asked_months, bears_on, offered
from meritbook.core.qualifications.judge.words import fold
from meritbook.core.qualifications.judge.work import Last, Work, months_asked
from meritbook.core.qualifications.model import (
    Ability,
    Admission,
    Age,
    AllOf,
    AnyNode,
    AnyOf,
    AtLeast,
    Counting,
    Education,
    Equivalent,
    Experience,
    InOrder,
    Licence,
    Note,
    Nothing,
    Requirement,
    Residence,
    Scope,
    Special,
    Standing,
    Substitution,
    Text,
    Training,
    walk,
)
from meritbook.core.qualifications.policy import PolicyOn
from meritbook.core.verdict import Missing, Verdict, all_of, any_of


class Tree:
    """A requirement made ready to be answered for many candidates."""

    def __init__(
        self, requirement: Requirement, policy: PolicyOn, on: date, for_class: str, binding: frozenset[str]
    ) -> None:
        self.requirement = requirement
        self.policy = policy
        self.on = on
        self.for_class = fold(for_class)
        self.binding = binding
        self.by = policy.relevance.by if policy.relevance else "analyst"
        self.work: dict[str, Work] = {}
        last: dict[str, Last] = {}
        apart = {"id", "text", "spans", "amount", "including", "concurrent", "fields_preferred"}
        for node in requirement.nodes():
            if isinstance(node, Experience):
                # Ways that ask for the same work and more or less of it are counted once.
                same = last.setdefault(node.model_dump_json(exclude=apart), Last())
                self.work[node.id] = Work(node, policy, on, same)

    def root(self, candidate: Candidate, settled: Mapping[str, Settled], *, brief: bool = False) -> Answer:
        """The answer to the whole requirement."""
        found = self.answer(self.requirement.root, candidate, settled, brief=brief)
        if not found.applies:
            found.verdict, found.applies, found.missing, found.met_on = MET, True, (), self.on
            found.says = "Nothing of it is asked on this day."
        return found

    def answer(
        self, node: AnyNode, candidate: Candidate, settled: Mapping[str, Settled], *, brief: bool = False
    ) -> Answer:
        """The answer to a node and to all beneath it; a brief one has verdicts and months alone."""
        found = self._computed(node, candidate, settled, brief)
        said = settled.get(node.id) if settled else None
        if said is not None and not isinstance(node, Substitution):
            found.says = f"{said.by}: {said.why}. Computed: {found.verdict.value.replace('_', ' ')}; {found.says}"
            found.verdict, found.settled, found.missing, found.applies = said.verdict, said, (), True
            found.met_on = self.on if said.verdict is MET else None
        return found

    def _computed(self, node: AnyNode, candidate: Candidate, settled: Mapping[str, Settled], brief: bool) -> Answer:
        match node:
            case Experience():
                found = self.work[node.id].answer(candidate, settled, brief=brief)
                return self._within(found, node.including, candidate, settled, brief)
            case Education():
                found = study.education(node, candidate, self.policy, self.on, brief=brief)
                return self._within(found, node.including, candidate, settled, brief)
            case Licence():
                return study.licence(node, candidate, self.on)
            case Age():
                return study.age(node, candidate, self.on)
            case AllOf():
                return self._all(node, candidate, settled, brief)
            case AnyOf():
                return self._any(node, candidate, settled, brief)
            case AtLeast():
                return self._at_least(node, candidate, settled, brief)
            case InOrder():
                return self._in_order(node, candidate, settled, brief)
            case Scope():
                return self._scope(node, candidate, settled, brief)
            case Special():
                return self._special(node, candidate, settled, brief)
            case Nothing():
                return Answer(node, MET, "The text asks for nothing here.", met_on=self.on)
            case _ if brief:
                later = isinstance(node, Training) and node.by in study.LATER
                return Answer(node, UNDETERMINED, "", applies=not later)
            case _:
                return self._asked(node)

    def _asked(self, node: AnyNode) -> Answer:
        """What a person must judge."""
        match node:
            case Equivalent():
                says, who = "Whether the combination is equivalent is decided by a person.", node.decided_by or self.by
                question = f"Is what the candidate has equivalent (“{node.text}”)?"
            case Text():
                says, who, question = "These words were not read.", "analyst", f"Is “{node.text}” met?"
            case Training():
                says, who = "Training is shown by papers that a person checks.", "applicant"
                question = f"Was “{node.text}” completed, and when?"
            case Residence():
                says, who, question = "Where the candidate lives is no input.", "agency_hr", f"Is “{node.text}” met?"
            case Standing() | Ability():
                says, who, question = "A person judges this.", "agency_hr", f"Is “{node.text}” met?"
            case _:
                raise TypeError(f"{node.kind} is not asked of a candidate")
        about = node.kind
        missing = (Missing(question=question, ask=who, about=about),)
        answer = Answer(node, UNDETERMINED, says, missing=missing)
        if isinstance(node, Training) and node.by in study.LATER:
            answer.applies, answer.missing = False, ()
            answer.says += " The text asks for it later than this day."
        return answer

    def _within(
        self,
        found: Answer,
        including: tuple[AnyNode, ...],
        candidate: Candidate,
        settled: Mapping[str, Settled],
        brief: bool,
    ) -> Answer:
        if not including:
            return found
        found.beneath = [self.answer(one, candidate, settled, brief=brief) for one in including]
        bearing = [one for one in found.beneath if one.applies]
        verdict = all_of((found.verdict, *(one.verdict for one in bearing)))
        if verdict is not found.verdict:
            found.says += f" What must lie within it is {verdict.value.replace('_', ' ')}."
        found.met_on = _latest([found, *bearing])
        found.verdict = verdict
        return found

    # --- joints -----------------------------------------------------------------------------------------------

    def _all(self, node: AllOf, candidate: Candidate, settled: Mapping[str, Settled], brief: bool) -> Answer:
        parts = [self.answer(part, candidate, settled, brief=brief) for part in node.parts]
        changes = [self._modifier(one, parts, candidate, settled, brief) for one in node.modifiers]
        bearing = [one for one in parts if one.applies]
        verdict = all_of(one.verdict for one in bearing)
        return Answer(
            node,
            verdict,
            _says("All of it", verdict),
            beneath=[*parts, *changes],
            met_on=_latest(bearing),
            applies=bool(bearing) or not parts,
        )

    def _any(self, node: AnyOf, candidate: Candidate, settled: Mapping[str, Settled], brief: bool) -> Answer:
        # How ways go together is told by the jobs that counted under each, which a brief answer leaves out.
        brief = brief and not node.combinable
        parts = [self.answer(part, candidate, settled, brief=brief) for part in node.parts]
        bearing = [one for one in parts if one.applies]
        verdict = any_of(one.verdict for one in bearing)
        found = Answer(
            node,
            verdict,
            _says("One of the ways", verdict),
            beneath=parts,
            met_on=_earliest(bearing),
            applies=bool(bearing),
        )
        if node.combinable and verdict is not MET:
            self._combined(found, bearing)
        if found.verdict is MET:
            for one in bearing:
                if one.verdict is UNDETERMINED:
                    _not_needed(one)
        return found

    def _combined(self, found: Answer, parts: list[Answer]) -> None:
        """Time under one part goes on under another, each by the share of what its part asks for."""
        least = most = Fraction(0)
        for one in parts:
            if one.bounds is None or not one.required:
                if found.verdict is NOT_MET:
                    found.verdict = UNDETERMINED
                    found.says = "The ways may be put together, and how far this one goes a person judges."
                    question = f"How far does “{one.node.text}” go towards what is asked?"
                    found.missing = (Missing(question=question, ask=self.by, about="combination"),)
                return
            least += one.bounds.least / one.required
            most += one.bounds.most / one.required
        percent = f"{float(least * 100):.0f} percent"
        if least >= 1 and self._apart(parts):
            found.verdict, found.met_on = MET, self.on
            found.says = f"Put together, the ways reach {percent}."
        elif most >= 1:
            found.verdict = UNDETERMINED
            found.says = f"Put together, {percent} is certain. Whether the same time counts in both, a person judges."
            question = "Do the ways together, each job counted once, reach what is asked?"
            found.missing = (Missing(question=question, ask=self.by, about="combination"),)

    def _apart(self, parts: list[Answer]) -> bool:
        """Whether no job was counted under two of the parts."""
        counted = [line.job for one in parts for line in one.jobs if line.least]
        return len(counted) == len(set(counted))

    def _at_least(self, node: AtLeast, candidate: Candidate, settled: Mapping[str, Settled], brief: bool) -> Answer:
        parts = [self.answer(part, candidate, settled, brief=brief) for part in node.parts]
        found = Answer(node, UNDETERMINED, "", beneath=parts)
        _enough(found, node.n)
        return found

    def _in_order(self, node: InOrder, candidate: Candidate, settled: Mapping[str, Settled], brief: bool) -> Answer:
        parts = [self.answer(part, candidate, settled, brief=brief) for part in node.parts]
        bearing = [one for one in parts if one.applies]
        together = all_of(one.verdict for one in bearing)
        found = Answer(node, together, _says("All of it, in order,", together), beneath=parts, joined=together)
        if together is NOT_MET or len(bearing) < 2:
            return found
        verdict, told = Order(self.work, candidate, self.policy, self.on, settled).verdict(bearing)
        found.verdict = all_of((together, verdict))
        found.says = " ".join((_says("All of it, one after the other,", found.verdict), *told))
        found.met_on = self.on if found.verdict is MET else None
        if found.verdict is UNDETERMINED and together is MET:
            _ask_order(found, self.by)
        return found

    def _scope(self, node: Scope, candidate: Candidate, settled: Mapping[str, Settled], brief: bool) -> Answer:
        part = self.answer(node.part, candidate, settled, brief=brief)
        found = Answer(node, part.verdict, part.says, beneath=[part], met_on=part.met_on, applies=part.applies)
        if node.titles and self.for_class not in {fold(title) for title in node.titles}:
            found.says = f"It is for {', '.join(node.titles)}."
            off(found)
        return found

    def _special(self, node: Special, candidate: Candidate, settled: Mapping[str, Settled], brief: bool) -> Answer:
        part = self.answer(node.part, candidate, settled, brief=brief)
        found = Answer(node, part.verdict, part.says, beneath=[part], met_on=part.met_on, applies=part.applies)
        if node.id not in self.binding:
            found.says = "It is asked of some positions only, and was not named for this one."
            off(found)
        return found

    # --- modifiers --------------------------------------------------------------------------------------------

    def _modifier(
        self, node: AnyNode, parts: list[Answer], candidate: Candidate, settled: Mapping[str, Settled], brief: bool
    ) -> Answer:
        match node:
            case Substitution():
                return self._substitution(node, parts, candidate, settled, brief)
            case Admission():
                return self._admission(node, parts)
            case Counting():
                return self._counting(node, parts, settled)
            case Note():
                return Answer(node, MET, "It asks for nothing.", applies=False)
            case _:
                raise TypeError(f"{node.kind} is no modifier")

    def _substitution(
        self,
        node: Substitution,
        parts: list[Answer],
        candidate: Candidate,
        settled: Mapping[str, Settled],
        brief: bool,
    ) -> Answer:
        said = settled.get(node.id) if settled else None
        told = []
        for part in _under(parts):
            if not bears_on(node, part) or part.verdict is MET or part.settled is not None:
                continue
            bounds, why = offered(node, part, list(_under(parts)), candidate, self.policy, self.on, settled)
            before = part.verdict
            apply(node, part, bounds, why, self.policy, self.on)
            if isinstance(part.node, Experience) and part.verdict is NOT_MET and part.credited and not brief:
                # Fewer months have to pass.
                part.met_on = self.work[part.node.id].by_time(candidate, settled, part.credited)
                part.met_on = _latest([part, *(one for one in part.beneath if one.applies)])
            told.append(
                f"{part.node.id}: {why}"
                + (f", now {part.verdict.value.replace('_', ' ')}" if part.verdict != before else "")
            )
        _again(parts, self.by)
        says = "; ".join(told) or "It is not needed."
        need = next((asked_months(one, self.policy) for one in parts if bears_on(node, one)), None)
        return Answer(
            node, said.verdict if said else MET if not told else UNDETERMINED, says, need, settled=said, applies=False
        )

    def _admission(self, node: Admission, parts: list[Answer]) -> Answer:
        lacking = months_asked(node.lacking, self.policy) if node.lacking else None
        for part in _under(parts):
            if (node.of and part.node.id not in node.of) or part.bounds is None or part.required is None:
                continue
            if lacking is not None and part.required - lacking <= part.bounds.least < part.required:
                says = f"So much may be lacking for the examination; all must be met by {node.until or 'appointment'}."
                return Answer(node, MET, says, applies=False)
        until = f" by {node.until}" if node.until else ""
        return Answer(
            node,
            UNDETERMINED,
            f"It lets some be examined before they qualify{until}; a person says whom.",
            applies=False,
        )

    def _counting(self, node: Counting, parts: list[Answer], settled: Mapping[str, Settled]) -> Answer:
        said = settled.get(node.id) if settled else None
        if said is not None and said.verdict is MET:
            return Answer(node, MET, f"{said.by}: {said.why}", settled=said, applies=False)
        says = f"How time counts (“{node.text}”) is for a person to see kept."
        for part in _under(parts):
            bears = part.node.id in node.of if node.of else isinstance(part.node, Experience)
            if not bears or part.verdict is not MET or part.settled is not None:
                continue
            if said is not None:
                part.verdict, part.met_on = said.verdict, None
                part.says += f" It does not count under “{node.text}”, or whether it does is left open: {said.by}."
            else:
                part.verdict, part.met_on = UNDETERMINED, None
                part.says += f" Whether it counts under “{node.text}” a person says."
                part.missing = (*part.missing, Missing(question=f"Is “{node.text}” kept?", ask=self.by, about=node.id))
        _again(parts, self.by)
        if said is not None:
            return Answer(node, said.verdict, f"{said.by}: {said.why}", settled=said, applies=False)
        return Answer(node, UNDETERMINED, says, applies=False)


def _under(parts: list[Answer]) -> list[Answer]:
    """The answers of a joint's parts, and of the joints among them, but not what lies within experience."""
    found = []
    for part in parts:
        found.append(part)
        if isinstance(part.node, AllOf | AnyOf | AtLeast | InOrder | Scope):
            found.extend(_under(part.beneath))
    return found


def _again(parts: list[Answer], by: str) -> None:
    """Settle joints anew after a part beneath them changed."""
    for part in parts:
        if not isinstance(part.node, AllOf | AnyOf | AtLeast | InOrder | Scope) or part.settled is not None:
            continue
        _again(part.beneath, by)
        own = {part.node.part.id} if isinstance(part.node, Scope) else {one.id for one in part.node.parts}
        bearing = [one for one in part.beneath if one.node.id in own and one.applies]
        match part.node:
            case AnyOf():
                # What was put together from several ways stays so.
                before = [part.verdict] if part.node.combinable else []
                part.verdict = any_of((*(one.verdict for one in bearing), *before))
                part.met_on = _earliest(bearing)
            case AtLeast():
                _enough(part, part.node.n)
            case InOrder():
                together = all_of(one.verdict for one in bearing)
                if together is not part.joined:
                    # No day tells when something stood in for a part.
                    part.joined, part.verdict, part.met_on = together, together, None
                    if together is MET:
                        part.verdict = UNDETERMINED
                        _ask_order(part, by)
            case _:
                part.verdict = all_of(one.verdict for one in bearing)
                part.met_on = _latest(bearing)


def _ask_order(answer: Answer, by: str) -> None:
    question = f"Did the parts follow one another in this order? {answer.says}"
    answer.missing = (Missing(question=question, ask=by, about="order"),)


def _enough(answer: Answer, wanted: int) -> None:
    """Whether so many of the parts are met."""
    bearing = [one for one in answer.beneath if one.applies]
    met = sum(one.verdict is MET for one in bearing)
    possible = met + sum(one.verdict is UNDETERMINED for one in bearing)
    days = sorted(one.met_on for one in bearing if one.met_on is not None)
    answer.verdict = MET if met >= wanted else UNDETERMINED if possible >= wanted else NOT_MET
    answer.says = f"{met} of the {wanted} asked for are met."
    answer.met_on = days[wanted - 1] if len(days) >= wanted else None


def _not_needed(answer: Answer) -> None:
    """Another way is met: what is open here is open no longer, and its questions need no answer."""
    for one in answer.every():
        one.missing = ()
    answer.says += " Not needed: another way is met."


def _says(what: str, verdict: Verdict) -> str:
    return f"{what} is {verdict.value.replace('_', ' ')}."


def _latest(answers: list[Answer]) -> date | None:
    days = [one.met_on for one in answers]
    return None if not days or None in days else max(day for day in days if day is not None)


def _earliest(answers: list[Answer]) -> date | None:
    return min((one.met_on for one in answers if one.met_on is not None), default=None)


def asks_for_class(requirement: Requirement, for_class: str) -> tuple[str, ...]:
    """The titles that the text keeps apart, when none of them was chosen; else empty."""
    titles = requirement.titles()
    return titles if titles and fold(for_class) not in {fold(title) for title in titles} else ()


def special_ids(requirement: Requirement) -> tuple[str, ...]:
    """Ids of what binds only some positions."""
    return tuple(node.id for node in walk(requirement.root) if isinstance(node, Special))
