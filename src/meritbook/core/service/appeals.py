"""Whether an act can be appealed, to whom and until when: by the effect of its rule and the law's rule on appeals."""

from __future__ import annotations

from datetime import date

from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.law.model import Appeal
from meritbook.core.law.pack import Law
from meritbook.core.service.asking import day_named
from meritbook.core.values import Value

DEADLINE = "appeal.deadline"
"""The rule of a pack that tells the last day; a pack without it tells none."""

DISMISSAL = "dismissal.appeal"
"""The rule of a pack that tells from when the days to appeal a dismissal run, where a separation is told later."""

APPEAL_SAYS: dict[Appeal, str] = {
    "none": "There is no appeal.",
    "personnel_board": "The executive may appeal to the State Personnel Board.",
    "personnel_director": "The executive may appeal to the State Personnel Director.",
    "as_other_employees": "The executive may appeal as other employees of the personnel system may.",
    "not_stated": "The texts that were read do not say whether there is an appeal.",
}
"""Who may appeal to whom, by the word that packs keep: said the same on every page, letter and answer."""
_OPEN: frozenset[Appeal] = frozenset({"personnel_board", "personnel_director", "as_other_employees"})


class AppealRights(Value):
    """What an executive may do against an act of which they had notice on a day."""

    says: str
    appeal: Appeal
    last_day: date | None = None
    """The last day to appeal; none where there is no appeal, or the pack tells no deadline."""
    verdict: LawVerdict | None = None
    """What the last day rests on."""
    other_says: str = ""
    """What the last day would be, were the text read the other way; empty where nothing turns on a reading."""


def had_on(served_how: str, served_on: date) -> date | None:
    """The day on which the executive has a notice served so: none for a letter, whose arrival nobody knows yet.

    What is handed over, or sent by e-mail or fax, is taken to be there on that day.
    """
    return None if served_how == "mail" else served_on


def appeal_rights(law: Law, appeal: Appeal, *, served_on: date) -> AppealRights:
    """The rights against an act of which notice is had on `served_on`."""
    says = APPEAL_SAYS[appeal]
    if appeal not in _OPEN or DEADLINE not in law.rules:
        return AppealRights(says=says, appeal=appeal)
    facts = {"appeal.considered": True, "appeal.known_on": served_on, "appeal.filed": False}
    known = {name: value for name, value in facts.items() if name in law.facts}
    verdict = Judge(law, served_on).check(read_case(law, known, on=served_on), [DEADLINE])[0]
    last = verdict.open_until
    if last is None:
        return AppealRights(says=says, appeal=appeal, verdict=verdict)
    says = f"{says} The last day is {day_in_words(last)}, counted from notice on {day_in_words(served_on)}."
    return AppealRights(says=says, appeal=appeal, last_day=last, verdict=verdict)


def separation_rights(law: Law, appeal: Appeal, *, notice_had: date | None, served_on: date) -> AppealRights:
    """The rights against a separation that carries out a dismissal of which notice was had on a day.

    `served_on` is the day of the letter of separation, from which the days run only by the other reading of the text.
    Where nobody knows when the notice arrived, the last day is not known. A pack that does not say from when the days
    run lets the letter start its own.
    """
    own = appeal_rights(law, appeal, served_on=served_on)
    if DISMISSAL not in law.rules or appeal not in _OPEN:
        return own
    says = APPEAL_SAYS[appeal]
    other = f"Read the other way, the last day would be {day_in_words(own.last_day)}." if own.last_day else ""
    if notice_had is None:
        says = (
            f"{says} The days run from the notice of dismissal. When it arrived is not on record, so that the last day "
            "is not known; this letter starts no days of its own."
        )
        return AppealRights(says=says, appeal=appeal, other_says=other)
    facts = {
        "appeal.considered": True,
        "appeal.known_on": served_on,
        "appeal.filed": False,
        "dismissal.for_performance": True,
        "dismissal.notice": notice_had,
    }
    verdict = Judge(law, served_on).check(read_case(law, facts, on=served_on), [DISMISSAL])[0]
    last = day_named(verdict, "last_day")
    if last is None:
        return AppealRights(says=says, appeal=appeal, verdict=verdict, other_says=other)
    says = (
        f"{says} The last day to appeal the dismissal is {day_in_words(last)}, counted from notice of it on "
        f"{day_in_words(notice_had)}; the letter of separation starts no days of its own."
    )
    return AppealRights(says=says, appeal=appeal, last_day=last, verdict=verdict, other_says=other)
