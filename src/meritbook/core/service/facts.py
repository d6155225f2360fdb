"""The facts of the law that the record of a seat gives: what is on record is known, what is not stays unknown.

Of an act that the office itself records, such as the agreement on a contract, its absence from the record means that it
has not happened; of a judgement, such as whether the criteria are met, it means that nobody has said so.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from meritbook.core.service.due import Due, contract_for
from meritbook.core.service.record import ContractOnRecord, SeatOnRecord

DISMISSAL = "dismissal"
"""How the record calls the end of an appointment by a notice of dismissal."""
Facts = dict[str, Any]
"""Facts by their names in the law, as `core.law.case.read_case` takes them."""


def _happened(day: date | None, on: date) -> date | bool:
    """An event: its day, or false while it has not happened by the day."""
    return day if day is not None and day <= on else False


def due_facts(record: SeatOnRecord, due: Due, *, on: date) -> Facts:
    """What the rules on a contract that is due read."""
    contract = contract_for(record, due)
    facts: Facts = {
        "executive.entered_on": record.entered_on,
        "contract.follows_entry": due.kind == "entry",
        "contract.year_starts_on": due.year_starts_on,
        "contract.agreed": _happened(contract.agreed_on if contract else None, on),
    }
    return facts


def contract_facts(contract: ContractOnRecord, *, on: date) -> Facts:
    """What the rules on a contract read of the contract itself."""
    return {
        "contract.starts_on": contract.starts_on,
        "contract.ends_on": contract.ends_before - timedelta(days=1),
        "contract.states_salary": True,
        "contract.states_criteria": contract.states_criteria,
        "contract.on_standard_form": contract.on_standard_form,
        "contract.at_department_hr": bool(_happened(contract.at_department_hr_on, on)),
        "contract.at_central_hr": bool(_happened(contract.at_central_hr_on, on)),
        "contract.filed_on": contract.filed_on,
        "contract.taken_from_file": _happened(contract.taken_from_file_on, on),
        "pay.salary": contract.salary,
        "pay.contract_salary": contract.salary,
        "review.meetings": contract.meetings_by(on),
    }


def dismissal_facts(record: SeatOnRecord, contract: ContractOnRecord | None, *, on: date) -> Facts:
    """What the rule on notice of dismissal reads: whether somebody is dismissed is known once a notice is on record.

    Whoever leaves otherwise before the day of separation, such as by resignation, is not dismissed any more.
    """
    notice = record.notice if record.notice is not None and record.notice.served_on <= on else None
    left = record.leaves_before - timedelta(days=1) if record.leaves_before else None
    otherwise = record.leaves_by not in ("", DISMISSAL) and left is not None and left <= on
    facts: Facts = {
        "dismissal.for_performance": notice is not None and not otherwise,
        "dismissal.notice": notice.given_on if notice else False,
        "executive.separated": _happened(left, on),
    }
    if notice is not None:
        facts["dismissal.notice_written"] = notice.in_writing
    if contract is not None:
        facts["contract.starts_on"] = contract.starts_on
    return facts


def belonging_facts(record: SeatOnRecord, *, on: date) -> Facts:
    """What the rule on positions that no longer belong reads.

    A position that was nominated met the criteria by the decision on its nomination; of one that was taken over nobody
    has said so here until it is reviewed.
    """
    review = record.review if record.review is not None and record.review.on <= on else None
    met = review.still_met if review else (True if record.by_nomination else None)
    withdrawn = record.support_withdrawn_on
    return {
        "position.criteria_still_met": met,
        "department.supports_inclusion": not (withdrawn is not None and withdrawn <= on),
    }


def removal_facts(record: SeatOnRecord, *, on: date, central_hr_notified: bool | None = None) -> Facts:
    """What the rule on telling central human resources reads."""
    left = record.ends_before
    return {"position.removed": _happened(left, on), "removal.central_hr_notified": central_hr_notified}
