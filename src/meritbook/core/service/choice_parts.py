"""The parts of a choice: rights by the table of the law, the last day to appeal, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.appeals import APPEAL_SAYS, DEADLINE, had_on
from meritbook.core.service.asking import Asking, day_named
from meritbook.core.service.choice_model import AppealRight, ChoiceDate, Cost, RightSaid, Trial
from meritbook.core.service.record import SeatOnRecord
from meritbook.core.verdict import Missing, Verdict

RIGHTS, CAP = "rights.matrix", "pay.cap"
RIGHTS_TABLE = "rights.list"
MONTHS = 12


def rights(asking: Asking, record: SeatOnRecord, keys: Iterable[str], *, on: date) -> tuple[RightSaid, ...]:
    """What the table of rights says of each of the keys that it has; each is judged by the rule on rights."""
    table = asking.law.tables.get(RIGHTS_TABLE)
    if table is None:
        return ()
    rows = {row.key: row for row in table.rows}
    found = []
    for key in keys:
        row = rows.get(key)
        verdict = asking.ask(RIGHTS, {"rights.claimed": key}, on=on) if row is not None else None
        if row is None or verdict is None:
            continue
        instead = row.instead
        if key == "reinstatement":
            known = f"On record: {record.previous_class}." if record.previous_class else "No such class is on record."
            instead = f"{instead} {known}".strip()
        found.append(
            RightSaid(
                key=key,
                says=row.says,
                has=verdict.verdict,
                instead=instead,
                citation=asking.law.cite(row.citation or table.citation),
            )
        )
    return tuple(found)


def no_appeal(asking: Asking, verdict: LawVerdict, right: str, *, says: str = "") -> AppealRight:
    """Whether what a rule brings can be appealed, as the rule says, with the row of the table that bears it out."""
    to = asking.law.rules[verdict.rule].effect.appeal
    table = asking.law.tables.get(RIGHTS_TABLE)
    row = next((one for one in table.rows if one.key == right), None) if table else None
    cited = asking.law.cite(row.citation) if row is not None and row.citation is not None else verdict.citation
    return AppealRight(to=to, says=f"{says} {APPEAL_SAYS[to]}".strip(), citation=cited, rule=verdict.rule)


def arrival(trial: Trial, served_on: date) -> date | None:
    """The day on which the executive has the notice: none for a letter of which no arrival is known."""
    return trial.arrived_on or had_on(trial.served, served_on)


def appeal_of_dismissal(asking: Asking, dismissal: LawVerdict, *, served_on: date, trial: Trial) -> AppealRight:
    """To whom a dismissal is appealed, and the days for it, counted from the day after the executive had the notice."""
    had = arrival(trial, served_on)
    known = had or served_on
    facts = {"appeal.considered": True, "appeal.filed": False, "appeal.known_on": had}
    verdict = asking.ask(DEADLINE, facts, on=known)
    last = day_named(verdict, "last_day")
    note = ""
    if had is None:
        earliest = day_named(asking.ask(DEADLINE, {**facts, "appeal.known_on": served_on}, on=served_on), "last_day")
        note = "The days run from the day after the letter reaches the executive, and that day is not known."
        if earliest is not None:
            note += f" Had it arrived on the day it was posted, the last day would be {day_in_words(earliest)}."
    elif trial.served in ("e-mail", "fax") and trial.arrived_on is None:
        note = "It is taken to reach the executive on the day it is sent; give the day of arrival where it is later."
    elif last is None:
        note = "The last day cannot be figured: see what is missing."
    right = no_appeal(asking, dismissal, "appeal-of-dismissal")
    first = had + timedelta(days=1) if had is not None and last is not None else None
    return right.model_copy(update={"first_day": first, "last_day": last, "verdict": verdict, "note": note})


def cost(
    asking: Asking,
    now: Decimal | None,
    then: Decimal | None,
    *,
    paid_from: date | None,
    says: str,
    missing: tuple[Missing, ...] = (),
) -> Cost:
    """Salary now against then, for a month and for twelve, and what the law says of the salary then."""
    cap = asking.ask(CAP, {"pay.salary": then}, on=paid_from) if then and paid_from is not None else None
    found = list(missing)
    if now is None:
        found.append(
            Missing(
                question="Which salary does the contract in force state? None is on record for the day.",
                ask="agency_hr",
                about="pay.contract_salary",
            )
        )
    if cap is not None and cap.verdict is Verdict.UNDETERMINED:
        found.extend(cap.missing)
    change = then - now if now is not None and then is not None else None

    def year(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else amount * MONTHS

    return Cost(
        month_now=now,
        month_then=then,
        month_change=change,
        year_now=year(now),
        year_then=year(then),
        year_change=year(change),
        says=says,
        missing=tuple(found),
        cap=cap,
    )


def ordered(dates: Iterable[tuple[date | None, str, str]], *, on: date) -> tuple[ChoiceDate, ...]:
    """Days in their order, each once; those that could not be figured are left out."""
    found = {(day, says): rule for day, says, rule in dates if day is not None}
    return tuple(
        ChoiceDate(on=day, says=says, rule=rule, passed=day < on)
        for (day, says), rule in sorted(found.items(), key=lambda item: item[0][0])
    )
