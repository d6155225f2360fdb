"""What the law says today of a seat, of a contract and of an appointment, each verdict whole."""

from __future__ import annotations

import json
from datetime import date

from meritbook.actions import pay_limits, service_law
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.due import dues, next_year_starting, year_starting
from meritbook.core.service.facts import belonging_facts, contract_facts, dismissal_facts, due_facts
from meritbook.core.service.record import ContractOnRecord, SeatOnRecord

OF_CONTRACT = ("contract.content", "contract.copies")


def of_seat(record: SeatOnRecord, *, on: date) -> tuple[LawVerdict, ...]:
    """Whether the position belongs, the contracts that are due, the contract of the day, and a notice that stands."""
    found = list(service_law.judge(belonging_facts(record, on=on), ("removal.review",), on=on).values())
    law = service_law.service_law()
    first, last = year_starting(law, on), next_year_starting(law, on)
    if first is not None and last is not None and record.entered_on is not None and record.entered_on <= on:
        for due in dues(law, record, first=first, last=last):
            if due.kind == "year" or due.starts_on >= first:
                found.extend(service_law.judge(due_facts(record, due, on=on), ("contract.due",), on=on).values())
    contract = record.contract_on(on)
    if contract is not None:
        found.extend(of_contract(contract, on=on))
    if record.notice is not None:
        facts = dismissal_facts(record, record.contract_on(record.notice.served_on), on=on)
        found.extend(service_law.judge(facts, ("dismissal.notice",), on=on).values())
    return tuple(found)


def of_contract(contract: ContractOnRecord, *, on: date) -> tuple[LawVerdict, ...]:
    """The salary on the first day of the term; the contents and the copies on the day."""
    facts = contract_facts(contract, on=on)
    law = pay_limits.paid_law()
    paid = service_law.judge({"pay.salary": contract.salary}, ("pay.cap",), on=contract.starts_on, law=law)
    return (*paid.values(), *service_law.judge(facts, OF_CONTRACT, on=on).values())


def read(kept: str) -> tuple[LawVerdict, ...]:
    """Verdicts as a row keeps them: a list, or one."""
    plain = json.loads(kept or "[]")
    return tuple(LawVerdict.model_validate(one) for one in (plain if isinstance(plain, list) else [plain]))
