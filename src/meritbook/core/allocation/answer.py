"""The answer of an allocation in one line, with what tells the class from its neighbours and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meritbook.core.allocation.levels import JudgedClass, JudgedSeries
from meritbook.core.allocation.model import AllocationAnswer, Contrast, Finding
from meritbook.core.classes.model import JobClass
from meritbook.core.verdict import Missing, Verdict

_WHICH_PLAN = "Which class plan governs the position: in which jurisdiction does it stand?"


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, the contrasts to the neighbouring levels, and the missing answers in the order in which they
    matter."""

    answer: AllocationAnswer
    contrasts: tuple[Contrast, ...] = ()
    missing: tuple[Missing, ...] = ()
    fitting: tuple[JudgedSeries, ...] = ()

    def fits(self, one: JudgedSeries) -> bool:
        """Whether the class of this series is the answer, or one of several that fit."""
        return any(one is other for other in self.fitting)


def pay_label(job_class: JobClass) -> str:
    """How the class is paid, in words: `pay grade 33`, `pay scale group 10, type ST`."""
    pay = job_class.pay
    parts = []
    if pay.grade:
        parts.append(f"pay grade {pay.grade}")
    if pay.scale_group:
        parts.append(f"pay scale group {pay.scale_group}")
    if pay.scale_type:
        parts.append(f"type {pay.scale_type}")
    return ", ".join(parts)


def title_of(job_class: JobClass) -> str:
    """The class with its code and pay: `Public Service Executive II (4273A4, pay grade 33)`."""
    notes = [part for part in (job_class.code, pay_label(job_class)) if part]
    return f"{job_class.title} ({', '.join(notes)})" if notes else job_class.title


def decide(judged: Sequence[JudgedSeries], governs: str) -> Decision:
    """The answer over all series; where the position's jurisdiction names a plan, that plan decides alone."""
    deciding = [one for one in judged if one.text.plan.key == governs] if governs else list(judged)
    fitting = [one for one in deciding if one.settled and one.series.kind != "service"]
    if len(fitting) == 1:
        return _allocated(fitting[0], deciding)
    if len(fitting) > 1:
        return _several(fitting)
    living = [one for one in deciding if not one.dead]
    if not living:
        return _none(deciding)
    return _undetermined(living)


def _allocated(one: JudgedSeries, deciding: Sequence[JudgedSeries]) -> Decision:
    best = one.best
    if best is None:
        raise ValueError("a settled series has a class")
    contrasts = _contrasts(one, best)
    open_plans = sorted(
        {
            o.text.plan.name
            for o in deciding
            if not o.dead and o.text.plan.key != one.text.plan.key and o.series.kind != "service"
        }
    )
    note = ""
    missing = _of_findings(f for c in contrasts for f in c.because)
    if open_plans:
        note = f" The description does not name its jurisdiction; {_and(open_plans)} could not be ruled out."
        missing = (*missing, Missing(question=_WHICH_PLAN, ask="agency_hr", about="jurisdiction"))
    summary = f"Belongs to {title_of(best.job_class)} of {one.text.plan.name}. {_why(best)}{note}"
    return Decision(_answer("allocated", one, best, summary.strip()), contrasts, _unique(missing), (one,))


def _several(fitting: Sequence[JudgedSeries]) -> Decision:
    refs = tuple(_ref(one, one.best) for one in fitting if one.best)
    names = [f"{one.best.job_class.title} of {one.text.plan.name}" for one in fitting if one.best]
    missing = Missing(question=_WHICH_PLAN, ask="agency_hr", about="jurisdiction")
    summary = f"More than one class fits: {_and(names)}. It remains to be said which plan governs the position."
    if len({one.text.plan.key for one in fitting}) == 1:
        missing = Missing(question="What is the primary focus of the position?", ask="supervisor", about="role.focus")
        summary = f"More than one series fits: {_and(names)}. It remains to be said what the position's focus is."
    return Decision(
        AllocationAnswer(status="undetermined", leading=refs, summary=summary), (), (missing,), tuple(fitting)
    )


def _none(deciding: Sequence[JudgedSeries]) -> Decision:
    nearest = sorted(deciding, key=_why_not)
    summary = f"Belongs to none of the classes considered. {_ruled_out(nearest[0])}" if nearest else ""
    plans = sorted({one.text.plan.name for one in nearest[1:]} - {one.text.plan.name for one in nearest[:1]})
    if plans:
        summary += f" Nor does it fit {_or(plans)}: the clauses of each say why."
    return Decision(AllocationAnswer(status="none", summary=summary or "No class was considered."))


def _why_not(one: JudgedSeries) -> tuple[int, int, str, str]:
    """The most telling first: a series that keeps the position out, then the series that comes nearest to taking it."""
    caught = any(f.verdict is Verdict.MET for f in one.exclusions)
    failed = sum(1 for f in one.findings if f.essential and f.verdict is Verdict.NOT_MET)
    belongs = failed == 0
    return (0 if caught and belongs else 1, failed, one.text.plan.key, one.series.ref)


def _ruled_out(one: JudgedSeries) -> str:
    caught = next((f for f in one.exclusions if f.verdict is Verdict.MET), None)
    if caught is not None:
        sends = f" It belongs instead to {caught.sends_to}." if caught.sends_to else ""
        return f"{one.series.title} ({one.text.plan.name}) keeps it out: {caught.says}.{sends}"
    failed = next((f for f in one.findings if f.essential and f.verdict is Verdict.NOT_MET), None)
    if failed is None:
        failed = next(
            (f for c in one.classes for f in c.findings if f.essential and f.verdict is Verdict.NOT_MET), None
        )
    clause = f": not met is that it {failed.says}" if failed else ""
    return f"{one.series.title} ({one.text.plan.name}) does not take it{clause}."


def _undetermined(living: Sequence[JudgedSeries]) -> Decision:
    nearest = sorted(living, key=_distance)
    leading: list[str] = []
    for one in nearest:
        if one.series.kind == "service":
            leading.append(f"{one.text.plan.key}/{one.series.ref}")
        leading.extend(_ref(one, judged_class) for judged_class in one.leading)
    missing = _unique(m for one in nearest for m in _waiting(one))
    first = nearest[0]
    named = first.leading
    best = named[0] if named else None
    if first.series.kind == "service":
        lead = (
            f"It may be fit for nomination to {first.series.title} ({first.text.plan.name}), which allocates no class."
        )
    elif len(named) == 1 and best is not None:
        lead = (
            f"It would be {title_of(best.job_class)} of {first.text.plan.name} if the open questions are answered so."
        )
    else:
        lead = f"It lies between {_and([c.job_class.title for c in named])} of {first.text.plan.name}."
    ask = f" First question: {missing[0].question}" if missing else ""
    answer = AllocationAnswer(status="undetermined", leading=tuple(leading), summary=f"Undetermined. {lead}{ask}")
    contrasts = _contrasts(first, best) if best is not None and best is first.best else ()
    return Decision(answer, contrasts, missing)


def _distance(one: JudgedSeries) -> tuple[int, int, int, str, str]:
    """Nearest first: fewest open clauses of the series and its nearest class; a service after the class series."""
    open_own = sum(
        1
        for f in (*one.exclusions, *one.findings)
        if f.verdict is Verdict.UNDETERMINED and (f.essential or f.purpose == "exclusion")
    )
    open_class = 0
    if one.best is None and one.rivals:
        open_class = min(_open(c) for c in one.rivals)
    return (
        int(one.series.kind == "service"),
        open_own + open_class,
        len(one.rivals),
        one.text.plan.key,
        one.series.ref,
    )


def _open(judged_class: JudgedClass) -> int:
    return sum(1 for f in judged_class.findings if f.essential and f.verdict is Verdict.UNDETERMINED)


def _waiting(one: JudgedSeries) -> Iterable[Missing]:
    """What a series waits for: its exclusions, then its own clauses, then the classes still possible."""
    for finding in (*one.exclusions, *one.findings):
        if finding.missing is not None and (finding.essential or finding.purpose == "exclusion"):
            yield finding.missing
    for judged_class in one.rivals:
        for finding in judged_class.findings:
            if finding.missing is not None and (finding.essential or finding.purpose in ("exclusion", "capacity")):
                yield finding.missing


def _of_findings(findings: Iterable[Finding]) -> tuple[Missing, ...]:
    return tuple(f.missing for f in findings if f.missing is not None)


def _unique(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    found: dict[str, Missing] = {}
    for entry in missing:
        found.setdefault(entry.question, entry)
    return tuple(found.values())


def _why(best: JudgedClass) -> str:
    met = [f for f in best.findings if f.verdict is Verdict.MET and (f.essential or f.purpose == "capacity")]
    return f"It {_and([f.says for f in met[:3]])}." if met else ""


def _answer(status: str, one: JudgedSeries, best: JudgedClass, summary: str) -> AllocationAnswer:
    job_class = best.job_class
    return AllocationAnswer.model_validate(
        {
            "status": status,
            "plan": one.text.plan.key,
            "plan_revision": one.text.plan.revision,
            "series": one.series.ref,
            "class_ref": job_class.ref,
            "class_code": job_class.code,
            "class_title": job_class.title,
            "level": job_class.level,
            "pay": pay_label(job_class),
            "summary": summary,
        }
    )


def _contrasts(one: JudgedSeries, best: JudgedClass) -> tuple[Contrast, ...]:
    """Why not the level above, and why not the level below: the clauses that decide it."""
    ranked = sorted((c for c in one.classes if c.job_class.level is not None), key=lambda c: c.job_class.level or 0)
    if best not in ranked:
        return ()
    place = ranked.index(best)
    found = []
    if place + 1 < len(ranked):
        above = ranked[place + 1]
        essential = [f for f in above.findings if f.essential]
        because = [f for f in essential if f.verdict is Verdict.NOT_MET] + [
            f for f in essential if f.verdict is Verdict.UNDETERMINED
        ]
        failed = [f.says for f in because if f.verdict is Verdict.NOT_MET] or [f.says for f in because]
        verb = "Not met" if any(f.verdict is Verdict.NOT_MET for f in because) else "Still open"
        says = f"Why not {above.job_class.title}: {verb.lower()} is that it {_and(failed)}."
        found.append(
            Contrast(
                direction="above",
                class_ref=above.job_class.ref,
                class_title=above.job_class.title,
                because=tuple(because),
                says=says,
            )
        )
    if place > 0:
        below = ranked[place - 1]
        more = tuple(f for f in best.findings if f.essential and f.verdict is Verdict.MET)
        does = _and([f.says for f in more])
        says = f"Why not {below.job_class.title}: the position does more than that class asks for; it {does}."
        found.append(
            Contrast(
                direction="below",
                class_ref=below.job_class.ref,
                class_title=below.job_class.title,
                because=more,
                says=says,
            )
        )
    return tuple(found)


def _ref(one: JudgedSeries, judged_class: JudgedClass | None) -> str:
    return (
        f"{one.text.plan.key}/{judged_class.job_class.ref}" if judged_class else f"{one.text.plan.key}/{one.series.ref}"
    )


def _or(parts: Sequence[str]) -> str:
    return " or ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def _and(parts: Sequence[str]) -> str:
    if len(parts) <= 1:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]
