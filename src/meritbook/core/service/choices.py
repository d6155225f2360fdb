"""What each choice for an executive does: renew, change the pay, serve notice, do nothing.

Each is judged by the rules of the law, on the days that matter, on the facts as the choice would make them; nothing is
decided beside the rules. The salary that the next contract states is compared with the cap of the first day on which it
would be paid: where the law of that day is not known yet, the answer says so.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.pack import Law
from meritbook.core.service.asking import Asking, day_named
from meritbook.core.service.choice_case import DUE, NOTICE, REMOVAL, Case, next_due, overdue
from meritbook.core.service.choice_model import (
    FIRST_DAY,
    LAST_DAY,
    WAYS,
    Choice,
    Choices,
    NoticeDayError,
    Supposed,
    Trial,
    VacantSeatError,
)
from meritbook.core.service.choice_parts import appeal_of_dismissal, arrival, cost, no_appeal, ordered, rights
from meritbook.core.service.due import contract_for, next_year_starting
from meritbook.core.service.facts import Facts, dismissal_facts
from meritbook.core.service.record import SeatOnRecord
from meritbook.core.verdict import Missing, Verdict

AT_CONTRACT, FROZEN, RATED = "pay.at_contract", "pay.frozen", "rating.before_pay"
DISMISSED = ("appeal-of-dismissal", "reinstatement", "position-outside", "retention", "re-employment")
CONVERTED = ("appeal-of-move", "automatic-pay", "position-outside", "other-benefits")
PAID_LESS = ("appeal-of-reduction", "automatic-pay")
RENEWED = ("automatic-pay",)
HOW = {"hand": "by hand", "mail": "by mail", "e-mail": "by e-mail", "fax": "by fax"}


def choices_for(
    law: Law, record: SeatOnRecord, *, on: date, trial: Trial | None = None, asking: Asking | None = None
) -> Choices:
    """The four choices for the executive in the seat, as of the day.

    Raises `VacantSeatError`; `NoticeDayError` for a notice before the day; `FactError` for a salary out of range.
    """
    tried = trial or Trial()
    for where, day in (("on", on), ("notice_on", tried.notice_on), ("arrived_on", tried.arrived_on)):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise NoticeDayError(f"{day_in_words(day)} lies outside the years that are counted with.", where=where)
    gone = record.leaves_before is not None and record.leaves_before <= on
    if record.appointment is None or gone or (record.entered_on is not None and record.entered_on > on):
        raise VacantSeatError(f"Nobody holds {record.position} on {day_in_words(on)}.", where=record.position)
    _check_days(tried, record, on)
    due = next_due(law, record, on=on)
    year = due.year_starts_on if due is not None else next_year_starting(law, on)
    case = Case(
        asking or Asking(law),
        record,
        on,
        due,
        record.contract_on(on),
        contract_for(record, due) if due is not None else None,
        year,
        tried,
    )
    open_dismissal = case.open_dismissal()
    made = (_renew(case), _change_pay(case), _serve(case), _nothing(case, open_dismissal))
    decided: Literal["nothing", "contract", "notice"] = "nothing"
    if record.notice is not None and record.notice.served_on <= on:
        decided = "notice"
    elif case.agreed is not None:
        decided = "contract"
    cautions = dict.fromkeys(
        caution for one in made for supposed in one.judged for caution in supposed.verdict.cautions
    )
    return Choices(
        seat=record.seat,
        position=record.position,
        title=record.title,
        department=record.department,
        department_name=record.department_name,
        executive=record.executive,
        on=on,
        due=due,
        contract_by=_contract_by(case),
        notice_by=day_named(open_dismissal, "last_notice"),
        decided=decided,
        overdue=tuple(verdict for _, verdict in overdue(case.asking, record, on=on)),
        choices=made,
        cautions=tuple(cautions),
    )


def _check_days(trial: Trial, record: SeatOnRecord, on: date) -> None:
    standing = record.notice is not None
    if not standing and trial.notice_on is not None and trial.notice_on < on:
        raise NoticeDayError(f"{day_in_words(trial.notice_on)} has passed.", where="notice_on")
    served_on = record.notice.served_on if record.notice is not None else trial.notice_on or on
    if trial.arrived_on is not None and trial.arrived_on < served_on:
        raise NoticeDayError(
            f"A notice of {day_in_words(served_on)} cannot arrive on {day_in_words(trial.arrived_on)}.",
            where="arrived_on",
        )


def _contract_by(case: Case) -> date | None:
    return day_named(case.asking.ask(DUE, case.due_facts(agreed=None, on=case.on), on=case.on), "last_day")


def _contract_judged(case: Case, agreed: date) -> tuple[Supposed, ...]:
    """What the law makes of a contract agreed on a day, on that day and on the day that bites."""
    found = []
    bites = case.bites_on()
    said = f"the contract agreed on {day_in_words(agreed)}"
    facts = case.due_facts(agreed=agreed, on=max(agreed, case.on))
    if case.due is None or bites is None:
        return ()
    day = max(agreed, case.on)
    for rule, on in ((DUE, day), (REMOVAL, max(bites, day))):
        verdict = case.asking.ask(rule, facts, on=on)
        if verdict is not None:
            found.append(Supposed(supposing=f"On {day_in_words(on)}, with {said}", verdict=verdict))
    return tuple(found)


def _pay_judged(case: Case, salary: Decimal | None) -> tuple[Supposed, ...]:
    """What the law makes of the salary of the next contract, approved on the day."""
    facts: Facts = {"pay.approved": case.on, "pay.salary": case.salary, "pay.next_salary": salary}
    if "rating.final" in case.record.further:
        facts["rating.final"] = case.record.further["rating.final"]
    said = f"On {day_in_words(case.on)}, with the next salary approved that day"
    return tuple(
        Supposed(supposing=said, verdict=one) for one in case.asking.all((AT_CONTRACT, RATED), facts, on=case.on)
    )


def _cap_judged(case: Case, salary: Decimal | None) -> tuple[Supposed, ...]:
    """The cap of the day, and that of the first day on which the salary would be paid: the second is the one that
    counts, and is often not published yet."""
    if salary is None or case.paid_from is None:
        return ()
    said = {case.on: f"By the cap of {day_in_words(case.on)}"}
    said[case.paid_from] = f"On {day_in_words(case.paid_from)}, the first day on which it would be paid"
    found = []
    for on, supposing in said.items():
        verdict = case.asking.ask("pay.cap", {"pay.salary": salary}, on=on)
        if verdict is not None:
            found.append(Supposed(supposing=supposing, verdict=verdict))
    return tuple(found)


def _possible(case: Case, judged: tuple[Supposed, ...], rule: str) -> tuple[Verdict, str]:
    found = next((one.verdict for one in judged if one.verdict.rule == rule), None)
    if case.due is None:
        return Verdict.UNDETERMINED, "As far as the law of the day is known, no contract is due here."
    if found is None:
        return Verdict.UNDETERMINED, f"{case.asking.law.pack.name} has no rule that says so."
    return found.verdict, found.sentence


def _contract_dates(case: Case) -> list[tuple[date | None, str, str]]:
    begins = case.due.starts_on if case.due is not None and case.due.kind == "year" else None
    return [
        (_contract_by(case), "Last day to agree and sign the contract", DUE),
        (begins, "The fiscal year of the contract starts", DUE),
    ]


def _renew(case: Case) -> Choice:
    agreed = case.agreed or case.on
    salary = case.coming.salary if case.coming is not None else case.salary
    contract = _contract_judged(case, agreed)
    possible, says = _possible(case, contract, DUE)
    if case.agreed is not None:
        says = f"It was agreed on {day_in_words(case.agreed)}. {says}"
    follows = _standing_notice(case)
    if case.agreed is None:
        follows.append(
            "The contract states the salary and by what the executive is evaluated; each copy goes to where "
            "it belongs: see contract.content and contract.copies."
        )
    return Choice(
        key="renew",
        says="Agree a contract on the salary as it is",
        possible=possible,
        possible_says=says,
        judged=(*contract, *_cap_judged(case, salary), *_pay_judged(case, salary)),
        dates=ordered(_contract_dates(case), on=case.on),
        follows=tuple(follows),
        rights=rights(case.asking, case.record, RENEWED, on=case.on),
        cost=cost(case.asking, case.salary, salary, paid_from=case.paid_from, says="The salary goes on as it is."),
    )


def _change_pay(case: Case) -> Choice:
    agreed = case.agreed or case.on
    salary = case.trial.salary if case.trial.salary is not None else case.salary
    contract, paid, pay = _contract_judged(case, agreed), _cap_judged(case, salary), _pay_judged(case, salary)
    frozen: tuple[Supposed, ...] = ()
    if case.salary is not None and salary is not None:
        facts: Facts = {
            "pay.salary": salary,
            "pay.contract_salary": case.salary,
            "position.changed_in_year": False,
        }
        verdict = case.asking.ask(FROZEN, facts, on=case.on)
        said = f"If it were paid at once, on {day_in_words(case.on)}, in the same position with the same duties"
        frozen = (Supposed(supposing=said, verdict=verdict),) if verdict is not None else ()
    possible, says = _possible(case, contract, DUE)
    caps = [one.verdict for one in paid]
    if possible is not Verdict.NOT_MET and caps and caps[-1].verdict is not Verdict.MET:
        possible, says = caps[-1].verdict, caps[-1].sentence
    if salary is None:
        possible, says = Verdict.UNDETERMINED, "Neither the salary now nor the one to try is known."
    less = salary is not None and case.salary is not None and salary < case.salary
    ruled = next((one.verdict for one in pay if one.verdict.rule == AT_CONTRACT), None)
    follows = _standing_notice(case)
    if case.due is not None:
        follows.append(f"The new salary is paid from {day_in_words(case.due.starts_on)}, and not before.")
    if case.trial.salary is None:
        follows.append("No amount was given to try: what is shown is the salary as it is.")
    appeal = None
    if less and ruled is not None:
        appeal = no_appeal(case.asking, ruled, "appeal-of-reduction", says="It is less than now.")
    return Choice(
        key="change_pay",
        says="Agree a contract on another salary",
        possible=possible,
        possible_says=says,
        judged=(*contract, *paid, *pay, *frozen),
        dates=ordered(_contract_dates(case), on=case.on),
        follows=tuple(follows),
        appeal=appeal,
        rights=rights(case.asking, case.record, PAID_LESS if less else RENEWED, on=case.on),
        cost=cost(
            case.asking,
            case.salary,
            salary,
            paid_from=case.paid_from,
            says="The salary of the next contract against the one that is paid now.",
        ),
    )


def _standing_notice(case: Case) -> list[str]:
    notice = case.record.notice
    if notice is None or notice.served_on > case.on:
        return []
    return [f"A notice of dismissal stands since {day_in_words(notice.served_on)}: it has to be withdrawn first."]


def _serve(case: Case) -> Choice:
    notice = case.record.notice if case.record.notice and case.record.notice.served_on <= case.on else None
    trial = case.trial
    served_on = trial.notice_on or case.on
    if notice is not None:
        served_on = notice.served_on
        trial = trial.model_copy(
            update={
                "served": WAYS.get(notice.served_how, "hand"),
                "in_writing": notice.in_writing,
                "arrived_on": notice.arrived_on,
            }
        )
    given = trial.arrived_on or served_on
    day = max(given, case.on)
    facts: Facts = {
        **dismissal_facts(case.record, case.running, on=day),
        "dismissal.for_performance": True,
        "dismissal.notice": given,
        "dismissal.notice_written": trial.in_writing,
        "executive.separated": False,
    }
    verdict = case.asking.ask(NOTICE, facts, on=day)
    how = f"with notice served {HOW[trial.served]} on {day_in_words(served_on)}"
    if verdict is None:
        return _no_rule_on_notice(case)
    follows = [verdict.effect.says] if verdict.effect is not None else []
    separation = day_named(verdict, "separation")
    if verdict.verdict is Verdict.MET and separation is not None:
        follows.append(
            f"The executive is separated on {day_in_words(separation)}. The position stays in the service, and is "
            "vacant from the next day."
        )
    if arrival(trial, served_on) is None and verdict.verdict is not Verdict.NOT_MET:
        last = day_named(verdict, "last_notice")
        by = f" by {day_in_words(last)}" if last is not None else ""
        follows.append(f"Notice is given to the executive: see that the letter arrives{by}, and record the day.")
    appeal = appeal_of_dismissal(case.asking, verdict, served_on=served_on, trial=trial)
    judged = [Supposed(supposing=f"On {day_in_words(day)}, {how}", verdict=verdict)]
    if appeal.verdict is not None:
        judged.append(Supposed(supposing=f"The appeal, {how}", verdict=appeal.verdict))
    dates = [
        (day_named(verdict, "last_notice"), "Last safe day for notice of dismissal", NOTICE),
        (served_on, f"Notice is served {HOW[trial.served]}", NOTICE),
        (arrival(trial, served_on), "The executive has the notice", NOTICE),
        (appeal.first_day, "First day of the appeal period", "appeal.deadline"),
        (appeal.last_day, "Last day to appeal", "appeal.deadline"),
    ]
    if verdict.verdict is not Verdict.NOT_MET:
        dates.append((separation, "The executive is separated", NOTICE))
    says = f"Notice was served on {day_in_words(served_on)}. {verdict.sentence}" if notice else verdict.sentence
    saved = Decimal(0) if verdict.verdict is Verdict.MET else None
    return Choice(
        key="serve_notice",
        says="Serve notice of dismissal for failure to perform",
        possible=verdict.verdict,
        possible_says=says,
        judged=tuple(judged),
        dates=ordered(dates, on=case.on),
        follows=tuple(follows),
        appeal=appeal,
        rights=rights(case.asking, case.record, DISMISSED, on=case.on),
        cost=cost(
            case.asking,
            case.salary,
            saved,
            paid_from=None,
            says="This executive's salary ends with the separation; what the position costs when it is filled again "
            "is not known."
            if saved is not None
            else "What is paid is not known: the dismissal would fail, or it is open whether it holds.",
            missing=() if saved is not None else (_pay_under_procedures(),),
        ),
    )


def _no_rule_on_notice(case: Case) -> Choice:
    return Choice(
        key="serve_notice",
        says="Serve notice of dismissal for failure to perform",
        possible=Verdict.UNDETERMINED,
        possible_says=f"{case.asking.law.pack.name} has no rule that says so.",
        judged=(),
        dates=(),
        follows=(),
        cost=cost(case.asking, case.salary, None, paid_from=None, says="What is paid then is not known."),
    )


def _pay_under_procedures() -> Missing:
    return Missing(
        question="Which salary do the procedures give in the class to which the position goes?",
        ask="central_hr",
        about="pay.salary",
    )


def _nothing(case: Case, open_dismissal: LawVerdict | None) -> Choice:
    bites = case.bites_on()
    facts = case.due_facts(agreed=case.agreed, on=case.on)
    judged: list[Supposed] = []
    notice = case.record.notice is not None and case.record.notice.served_on <= case.on
    served: LawVerdict | None = None
    if notice:
        served = case.asking.ask(NOTICE, dismissal_facts(case.record, case.running, on=case.on), on=case.on)
        if served is not None:
            judged.append(Supposed(supposing="With the notice that stands", verdict=served))
    leaves = served is not None and served.verdict is Verdict.MET
    removal: LawVerdict | None = None
    if bites is not None and not leaves:
        day = max(bites, case.on)
        for rule in (DUE, REMOVAL):
            verdict = case.asking.ask(rule, facts, on=day)
            if verdict is not None:
                judged.append(Supposed(supposing=f"On {day_in_words(day)}, with nothing more done", verdict=verdict))
                removal = verdict if rule == REMOVAL else removal
    converts = removal is not None and removal.verdict is Verdict.NOT_MET
    # What a missing contract brings is said by the rule on removal, where it bites.
    brought = [one.verdict for one in judged if one.verdict.breach and not (converts and one.verdict.rule == DUE)]
    follows = [one.effect.says for one in brought if one.effect is not None]
    last_notice = day_named(open_dismissal, "last_notice")
    if not notice and last_notice is not None and last_notice >= case.on:
        follows.append(
            f"After {day_in_words(last_notice)} notice of dismissal for failure to perform is no longer safe for "
            "the contract year that runs."
        )
    if served is not None and leaves:
        follows.append(served.sentence)
    if not follows:
        follows.append("Nothing follows by itself: what is due is on record.")
    leaves_on = removal.effect.starts_on if removal is not None and removal.effect is not None else None
    dates = [
        (last_notice, "Last safe day for notice of dismissal", NOTICE),
        *([] if leaves else _contract_dates(case)),
        (leaves_on, "The position leaves the service", REMOVAL),
        (day_named(served, "separation"), "The executive is separated", NOTICE),
    ]
    then = case.coming.salary if case.agreed is not None and case.coming is not None else None
    if converts:
        money = cost(
            case.asking,
            case.salary,
            None,
            paid_from=None,
            says="Pay is set under the procedures: what it comes to is not known, and is not nought.",
            missing=(_pay_under_procedures(),),
        )
    elif leaves:
        money = cost(case.asking, case.salary, Decimal(0), paid_from=None, says="The salary ends with the separation.")
    else:
        money = cost(case.asking, case.salary, then, paid_from=case.paid_from, says="The salary of what is on record.")
    return Choice(
        key="nothing",
        says="Do nothing more",
        possible=Verdict.MET,
        possible_says="Nothing has to be done for it.",
        judged=tuple(judged),
        dates=ordered(dates, on=case.on),
        follows=tuple(follows),
        appeal=no_appeal(case.asking, removal, "appeal-of-move") if converts and removal is not None else None,
        rights=rights(case.asking, case.record, CONVERTED if converts else (), on=case.on),
        cost=money,
    )
