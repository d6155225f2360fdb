"""What the law drafts on a day: from the record of seats as it is known then, by the rules and effects of a law pack.

Every rule whose effect is an act that a day may bring (`acts.ACTS`) is put to every subject that states one of its
facts. All of them are judged as columns; only what is not met is put before the judge for its reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import Case, read_case
from meritbook.core.law.columns import NOT_MET, Columns, days_in, figures_with_today, judge_columns
from meritbook.core.law.days import day_of_number, number_of
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Law
from meritbook.core.service.acts import ACTS, ActOfLaw
from meritbook.core.service.due import DAYS_AFTER_ENTRY, FISCAL_START, next_year_starting
from meritbook.core.service.record import SeatOnRecord
from meritbook.core.service.subjects import OF_POSITION, Subject, subjects
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

Key = tuple[str, int, str]
"""Rule, seat, and what it is about: an act is drafted once for each."""
ONE_DAY = timedelta(days=1)
LAW_CHANGED = "@"


class Draft(Value):
    """An act that the law drafts, for a person to confirm or to stay."""

    rule: str
    draft: str
    seat: int
    appointment: int | None
    contract: int | None
    about: str
    due_on: date
    says: str
    verdict: LawVerdict
    only_as_read: tuple[str, ...] = ()
    """The readings on which it hangs: taken the other way, the rule would not draft it."""

    @property
    def key(self) -> Key:
        """What makes it one of its kind."""
        return (self.rule, self.seat, self.about)

    @property
    def act(self) -> ActOfLaw:
        """What is drafted."""
        return ACTS[self.draft]


@dataclass(frozen=True)
class DayOfLaw:
    """What the law says on a day: what it drafts, and what follows from another draft and is not drafted itself."""

    on: date
    drafts: tuple[Draft, ...] = ()
    within: Mapping[Key, str] = field(default_factory=dict)
    """What would be drafted as well, and why it is not: another draft takes its ground away."""
    judge: Judge | None = None
    cases: Mapping[tuple[int, str], Case] = field(default_factory=dict)

    def why_not(self, key: Key) -> str:
        """Why an act that was drafted once is not drafted on this day; empty where its subject is gone."""
        if key in self.within:
            return self.within[key]
        rule, seat, about = key
        case = self.cases.get((seat, about.split(LAW_CHANGED)[0]))
        if case is None or self.judge is None or rule not in self.judge.law.rules:
            return ""
        verdict = self.judge.check(case, [rule])[0]
        if verdict.verdict is Verdict.NOT_MET and (done := self.judge.done(rule, case)):
            return f"{verdict.sentence} {done}"
        if verdict.verdict is Verdict.NOT_MET:
            return "A new value of the law is in force, and the question is asked anew."
        return verdict.sentence


def falls_with(act: ActOfLaw, other: ActOfLaw, about: str) -> bool:
    """Whether another draft on the same seat loses its ground when the act is confirmed.

    `about` is that of the other. What remains to be done of a contract form, or told of a position that left, stays.
    """
    if other.releases or other.says_it_left:
        return False
    return act.leaves or (act.parts and not about.startswith(f"{OF_POSITION}:"))


def daily_rules(law: Law) -> tuple[str, ...]:
    """The rules of a pack by which a day may draft an act."""
    return tuple(name for name, rule in law.rules.items() if rule.effect.draft in ACTS)


def work(
    law: Law,
    records: Iterable[SeatOnRecord],
    *,
    on: date,
    since: date,
    stayed: Collection[Key] = (),
) -> DayOfLaw:
    """What the law drafts of the seats on a day.

    `since` is the day from which contracts are asked for; `stayed` are acts that a person set aside: what would follow
    from them is drafted by itself. The order is that of the records, then of the rules. Raises `FactError` and its kin
    for a record that the law cannot take.
    """
    looked_at, cases = _cases(law, records, on=on, since=since)
    judge = Judge(law, on)
    rules = daily_rules(law)
    codes = judge_columns(judge, Columns.of_cases(law, cases), rules) if cases else {}
    reads = {rule: frozenset(law.facts_of(rule)) for rule in rules}
    found = [
        _draft(judge, rule, subject, case)
        for row, (subject, case) in enumerate(zip(looked_at, cases, strict=True))
        for rule in rules
        if codes[rule][row] == NOT_MET and not reads[rule].isdisjoint(case.facts) and not judge.done(rule, case)
    ]
    in_office = {(one.record.seat, one.about) for one in looked_at if one.in_office}
    drafts, within = _gathered(found, in_office, stayed)
    named = {(one.record.seat, one.about): case for one, case in zip(looked_at, cases, strict=True)}
    return DayOfLaw(on, drafts, within, judge, named)


def next_day(law: Law, records: Sequence[SeatOnRecord], *, on: date, since: date) -> date | None:
    """The first day after `on` on which the law may say something else of these records; none where no day is.

    Until then nothing need be judged, as long as the record stays as it is. Days that the record does not tell yet,
    such as the first day of an appointment to come, are for the caller to add.
    """
    if not records:
        return None
    rules = daily_rules(law)
    if any(figures_with_today(law.compiled[rule]) for rule in rules):
        return on + ONE_DAY
    _, cases = _cases(law, records, on=on, since=since)
    days = days_in(Judge(law, on), Columns.of_cases(law, cases), rules) if cases else set()
    for record in records:
        days.update(map(number_of, _days_of(record)))
    days.update(map(number_of, _days_of_law(law, rules)))
    year = next_year_starting(law, on)
    if year is not None:
        days.add(number_of(year))
    # What may be done on a day is open on it, and over on the next.
    today = number_of(on)
    coming = [one for day in days for one in (day, day + 1) if one > today]
    return day_of_number(min(coming)) if coming else None


def _cases(law: Law, records: Iterable[SeatOnRecord], *, on: date, since: date) -> tuple[list[Subject], list[Case]]:
    # A seat may come once with who holds it and again with who held it before: what is of the seat is looked at once.
    found: dict[tuple[int, str], Subject] = {}
    for record in records:
        for subject in subjects(law, record, on=on, since=since):
            found.setdefault((record.seat, subject.about), subject)
    looked_at, cases = [*found.values()], []
    for subject in looked_at:
        known = {name: value for name, value in subject.facts.items() if name in law.facts}
        cases.append(read_case(law, known, on=on, where=f"seat {subject.record.seat}"))
    return looked_at, cases


def _draft(judge: Judge, rule: str, subject: Subject, case: Case) -> Draft:
    verdict = judge.check(case, [rule])[0]
    assert verdict.effect is not None  # noqa: S101 - it is not met
    record = subject.record
    about, since = subject.about, subject.since
    terms = [one.term.starts_on for one in verdict.parameters if one.term is not None]
    if subject.renews and terms and max(terms) > since:
        since = max(terms)
        about = f"{about}{LAW_CHANGED}{since.isoformat()}"
    due_on = verdict.effect.starts_on or _due(judge.law, rule, verdict, since)
    hangs = tuple(one.id for one in verdict.readings if one.other is not Verdict.NOT_MET)
    return Draft(
        rule=rule,
        draft=verdict.effect.draft,
        seat=record.seat,
        appointment=record.appointment,
        contract=subject.contract,
        about=about,
        due_on=due_on,
        says=_says(record, verdict, due_on, hangs),
        verdict=verdict,
        only_as_read=hangs,
    )


def _due(law: Law, rule: str, verdict: LawVerdict, since: date) -> date:
    """The day after the last one for the cure, or that from which the subject is as it is, whichever comes later."""
    last = next((one.on for one in verdict.dates if one.name == law.rules[rule].cure_until), None)
    return since if last is None else max(since, last + ONE_DAY)


def _says(record: SeatOnRecord, verdict: LawVerdict, due_on: date, hangs: Collection[str]) -> str:
    act = ACTS[verdict.effect.draft if verdict.effect else ""]
    held = ", vacant"
    if record.executive:
        held = f", {'held' if record.held_on(verdict.on) else 'last held'} by {record.executive}"
    title = f" ({record.title})" if record.title else ""
    parts = [
        f"Position {record.position}{title}{held}: {verdict.sentence}",
        f"Drafted for {day_in_words(due_on)}: {act.title[0].lower()}{act.title[1:]}.",
    ]
    parts.extend(
        f"This hangs on how the law is read. {reading.says} Read the other way it would "
        f"{'still be open' if reading.other is Verdict.UNDETERMINED else 'not follow'}."
        for reading in verdict.readings
        if reading.id in hangs
    )
    return " ".join(parts)


def _gathered(
    found: Sequence[Draft], in_office: Collection[tuple[int, str]], stayed: Collection[Key]
) -> tuple[tuple[Draft, ...], dict[Key, str]]:
    """What is drafted, and what another draft makes needless."""
    acting: dict[int, list[Draft]] = {}
    for one in found:
        if (one.act.leaves or one.act.parts) and one.key not in stayed:
            acting.setdefault(one.seat, []).append(one)
    drafts, within = [], dict[Key, str]()
    for one in found:
        before = None
        if (one.seat, one.about.split(LAW_CHANGED)[0]) in in_office:
            before = next((other for other in acting.get(one.seat, ()) if _makes_needless(other, one)), None)
        if before is None:
            drafts.append(one)
        else:
            within[one.key] = (
                f"{before.act.title} is drafted for {day_in_words(before.due_on)} by {before.rule}; "
                "this falls away with it."
            )
    return tuple(drafts), within


def _makes_needless(other: Draft, one: Draft) -> bool:
    """Whether an act that ends the executive's time or the position's comes before the one at hand, or in its place."""
    if other is one:
        return False
    if other.about == one.about and not (one.act.leaves or one.act.parts):
        return True
    over = other.act.ends_before(other.due_on)
    return over < one.due_on or (over == one.due_on and other.due_on < one.due_on)


def _days_of(record: SeatOnRecord) -> set[date]:
    """Every day that stands in the record."""
    found = {
        record.starts_on,
        record.ends_before,
        record.entered_on,
        record.leaves_before,
        record.support_withdrawn_on,
        record.central_hr_told_on,
        record.notice.given_on if record.notice else None,
        record.review.on if record.review else None,
    }
    for contract in record.contracts:
        found |= {
            contract.starts_on,
            contract.ends_before,
            contract.agreed_on,
            contract.at_department_hr_on,
            contract.at_central_hr_on,
            contract.filed_on,
            contract.taken_from_file_on,
        }
    return {day for day in found if day is not None}


def _days_of_law(law: Law, rules: Iterable[str]) -> set[date]:
    """The days on which a value of the law that the rules, or what is due, rest on begins or ends."""
    found = set()
    read = {name for rule in rules for name in law.parameters_of(rule)} | {FISCAL_START, DAYS_AFTER_ENTRY}
    for name in read & set(law.parameters):
        for value in law.parameters[name].values:
            found.add(value.starts_on)
            if value.ends_before is not None:
                found.add(value.ends_before)
    return found
