"""The baseline of `benchmarks.law`: the rules of the Colorado executive service, restated for OpenFisca.

Runs in an environment of its own that has `openfisca-core` and nothing of Meritbook: `python law_openfisca.py FACTS
CODES ROUNDS`. The formulas are plain array code, as its users write them, with what is still open told apart by hand;
days are whole numbers, which is kinder to it than its own dates. Facts come complete, because it knows no missing ones.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core import periods
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERSON = build_entity(key="executive", plural="executives", label="An executive of the service", is_person=True)
VALUES = {
    "statewide": 125,
    "fte": 100,
    "most": 15,
    "lid": 8610.40,
    "percent": 125,
    "before_year": 1,
    "after_entry": 30,
    "years_on_file": 5,
    "months_per_meeting": 3,
    "lowest": 1,
    "highest": 4,
    "meeting_least": 5,
    "meeting_most": 9,
    "saved_years": 3,
    "appeal_days": 10,
}
NOT_MET, MET, UNDETERMINED, DOES_NOT_BEAR = 0, 1, 2, 3


HOLIDAYS = np.array(
    [
        "2004-07-05",
        "2004-09-06",
        "2004-10-11",
        "2004-11-11",
        "2004-11-25",
        "2004-12-25",
        "2005-01-01",
        "2005-01-17",
        "2005-02-21",
        "2005-05-30",
        "2005-07-04",
        "2005-09-05",
    ],
    dtype="datetime64[D]",
)


def civil(day: Any) -> tuple[Any, Any, Any]:
    """Year, month and day of the month of days as numbers."""
    as_days = day.astype("datetime64[D]")
    months = as_days.astype("datetime64[M]")
    number = months.astype(int)
    return number // 12 + 1970, number % 12 + 1, (as_days - months.astype("datetime64[D]")).astype(int) + 1


def from_civil(year: Any, month: Any, day: Any) -> Any:
    """The day as a number."""
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(int) + day - 1


def add_years(day: Any, years: int) -> Any:
    """The same day years later."""
    year, month, of_month = civil(day)
    return from_civil(year + years, month, of_month)


def fiscal_year(day: Any) -> Any:
    """The year in which the fiscal year ends."""
    year, month, _ = civil(day)
    return year + (month >= 7)


def by(happened: Any, day: Any, last: Any, on: int) -> tuple[Any, Any]:
    """Where an event was in time, and where it was not; elsewhere it is open."""
    so_far = happened & (day <= on)
    return so_far & (day <= last), (so_far & (day > last)) | (~so_far & (last < on))


def coded(yes: Any, no: Any, elsewhere: Any = None) -> Any:
    """Verdicts from where they are met and not met, and where the rule does not bear on the case."""
    codes = np.where(yes, MET, np.where(no, NOT_MET, UNDETERMINED))
    return codes if elsewhere is None else np.where(elsewhere, DOES_NOT_BEAR, codes)


def plain(yes: Any, elsewhere: Any = None) -> Any:
    """Verdicts where nothing can be open."""
    return coded(yes, ~yes, elsewhere)


def full(bits: Any, rows: int) -> Any:
    """Whether all rows are chosen."""
    every = 2**rows - 1
    return (bits & every) == every


def rules() -> dict[str, Callable[[Any, Any, int], Any]]:
    """Each rule over facts, values and the day."""

    def entitlement(f: Any, v: Any, on: int) -> Any:
        allowed = np.minimum(f("department.permanent_fte") // v.fte, v.most)
        return plain(f("department.positions") <= allowed + f("department.more_for_cause"))

    def criteria(f: Any, v: Any, on: int) -> Any:
        first = f("position.in_management_class") & f("position.controls_through_managers")
        second = f("position.segment_is_large") & full(f("position.controls"), 4)
        return plain(first & second & full(f("position.directs"), 3))

    def complete(f: Any, v: Any, on: int) -> Any:
        who = f("nomination.by_department_director") & f("nomination.in_writing")
        return plain(who & f("nomination.has_rationale") & f("nomination.description_is_current"))

    def review(f: Any, v: Any, on: int) -> Any:
        decided, decided_on = f("nomination.decided"), f("nomination.decided.day")
        yes, no = by(f("nomination.reviewed"), f("nomination.reviewed.day"), decided_on, on)
        told = f("nomination.department_notified") & f("nomination.hr_notified")
        rest = f("nomination.decided_by_director") & told & f("nomination.day_set_by_department")
        return coded(yes & rest, no | ~rest, ~(decided & (decided_on <= on)))

    def allocated(f: Any, v: Any, on: int) -> Any:
        taken_on = f("action.taken.day")
        yes, no = by(f("position.allocated"), f("position.allocated.day"), taken_on, on)
        return coded(yes, no, ~(f("action.taken") & (taken_on <= on)))

    def authority(f: Any, v: Any, on: int) -> Any:
        consent = f("appointment.releasing_consents") & f("appointment.receiving_consents")
        promoted = f("appointment.moves_encumbered") & f("appointment.recorded_as_promotion")
        base = f("appointment.by_department_director") & f("appointment.on_merit")
        return plain(base & (~f("appointment.is_transfer") | consent) & ~promoted)

    def cap(f: Any, v: Any, on: int) -> Any:
        return plain(f("pay.salary") <= round(v.lid * v.percent / 100, 2))

    def frozen(f: Any, v: Any, on: int) -> Any:
        return plain((f("pay.salary") == f("pay.contract_salary")) | f("position.changed_in_year"))

    def at_contract(f: Any, v: Any, on: int) -> Any:
        return plain(f("pay.recorded_grounds") != 0, ~(f("pay.approved") & (f("pay.approved.day") <= on)))

    def saved(f: Any, v: Any, on: int) -> Any:
        return plain(add_years(f("pay.saved_since"), int(v.saved_years)) > on, ~f("pay.is_saved"))

    def due(f: Any, v: Any, on: int) -> Any:
        after = f("executive.entered_on") + int(v.after_entry)
        before = f("contract.year_starts_on") - int(v.before_year)
        last = np.where(f("contract.follows_entry"), after, before)
        return coded(*by(f("contract.agreed"), f("contract.agreed.day"), last, on))

    def content(f: Any, v: Any, on: int) -> Any:
        return plain(f("contract.states_salary") & f("contract.states_criteria") & f("contract.on_standard_form"))

    def alter(f: Any, v: Any, on: int) -> Any:
        allowed = f("contract.alteration_mutual") & f("contract.alteration_on_expectations")
        return plain(allowed & ~f("contract.alteration_touches_pay"), ~f("contract.altered"))

    def copies(f: Any, v: Any, on: int) -> Any:
        kept = add_years(f("contract.filed_on"), int(v.years_on_file))
        taken = f("contract.taken_from_file") & (f("contract.taken_from_file.day") <= on)
        early = taken & (f("contract.taken_from_file.day") < kept)
        return plain(f("contract.at_department_hr") & f("contract.at_central_hr") & ~early)

    def quarterly(f: Any, v: Any, on: int) -> Any:
        year, month, day = civil(f("contract.starts_on"))
        now = np.datetime64(on, "D")
        now_year, now_month = now.astype(object).year, now.astype(object).month
        months = (now_year - year) * 12 + now_month - month - (now.astype(object).day < day)
        return plain(f("review.meetings") >= months // int(v.months_per_meeting))

    def scale(f: Any, v: Any, on: int) -> Any:
        good = f("contract.objectives") <= 4
        for name in ("rating.objectives", "rating.areas"):
            for place in range(4):
                value = f(f"{name}.{place}")
                good = good & (value >= v.lowest) & (value <= v.highest)
        overall = f("rating.overall")
        good = good & (overall >= v.lowest) & (overall <= v.highest)
        return plain(good, ~(f("rating.final") & (f("rating.final.day") <= on)))

    def meeting(f: Any, v: Any, on: int) -> Any:
        met_on, final_on = f("rating.meeting.day"), f("rating.final.day")
        between = final_on - met_on
        held = f("rating.meeting") & (met_on <= on)
        good = held & (between >= v.meeting_least) & (between <= v.meeting_most)
        return plain(good, ~(f("rating.final") & (final_on <= on)))

    def before_pay(f: Any, v: Any, on: int) -> Any:
        approved_on = f("pay.approved.day")
        yes, no = by(f("rating.final"), f("rating.final.day"), approved_on, on)
        return coded(yes, no, ~(f("pay.approved") & (approved_on <= on)))

    def notice(f: Any, v: Any, on: int) -> Any:
        year = fiscal_year(f("contract.starts_on"))
        last, separation = from_civil(year, 4, 30), from_civil(year, 6, 30)
        yes, no = by(f("dismissal.notice"), f("dismissal.notice.day"), last, on)
        left_on = f("executive.separated.day")
        rest = f("dismissal.notice_written") & (~(f("executive.separated") & (left_on <= on)) | (left_on == separation))
        return coded(yes & rest, no | ~rest, ~f("dismissal.for_performance"))

    def no_contract(f: Any, v: Any, on: int) -> Any:
        last = f("contract.year_starts_on") - int(v.before_year)
        yes, no = by(f("contract.agreed"), f("contract.agreed.day"), last, on)
        entry = f("contract.follows_entry")
        return coded(entry | yes, ~entry & no)

    def deadline(f: Any, v: Any, on: int) -> Any:
        tenth = f("appeal.known_on") + int(v.appeal_days)
        last = np.busday_offset(tenth.astype("datetime64[D]"), 0, roll="forward", holidays=HOLIDAYS).astype(int)
        filed_on = f("appeal.filed.day")
        yes, no = by(f("appeal.filed"), filed_on, last, on)
        so_far = f("appeal.filed") & (filed_on <= on)
        earlier = so_far & (filed_on < last)
        late_hour = (f("appeal.sent_by") >= 2) & ~f("appeal.arrived_by_five")
        hour_known = ~late_hour | so_far
        good, bad = ~late_hour | earlier, late_hour & so_far & ~earlier
        return coded(yes & good & hour_known, no | bad, ~f("appeal.considered"))

    return {
        "seats.state_cap": lambda f, v, on: plain(f("seats.filled_statewide") <= v.statewide),
        "seats.department_entitlement": entitlement,
        "seats.criteria": criteria,
        "nomination.complete": complete,
        "nomination.review": review,
        "nomination.description": lambda f, v, on: plain(f("position.description_signed")),
        "allocation.first": allocated,
        "appointment.authority": authority,
        "pay.cap": cap,
        "pay.frozen": frozen,
        "pay.at_contract": at_contract,
        "pay.saved": saved,
        "contract.due": due,
        "contract.content": content,
        "contract.alter": alter,
        "contract.copies": copies,
        "review.quarterly": quarterly,
        "rating.scale": scale,
        "rating.meeting": meeting,
        "rating.before_pay": before_pay,
        "dismissal.notice": notice,
        "removal.no_contract": no_contract,
        "removal.review": lambda f, v, on: plain(f("position.criteria_still_met") & f("department.supports_inclusion")),
        "removal.notified": lambda f, v, on: plain(
            f("removal.central_hr_notified"), ~(f("position.removed") & (f("position.removed.day") <= on))
        ),
        # Of the twelve rights, these are the places of those that the executive has.
        "rights.matrix": lambda f, v, on: plain(np.isin(f("rights.claimed"), [6, 7, 8, 10, 11])),
        "form.ses1": lambda f, v, on: plain(full(f("form.parts_present"), 15) & full(f("form.objectives_present"), 19)),
        "appeal.deadline": deadline,
    }


def name_of(fact: str) -> str:
    """A fact's name as OpenFisca allows it."""
    return re.sub(r"\W", "__", fact)


def system(facts: dict[str, Any]) -> TaxBenefitSystem:
    """The rules as a system: a variable for each fact and each rule, and dated parameters."""
    made = TaxBenefitSystem([PERSON])
    values = {name: {"values": {"2004-05-01": {"value": value}}} for name, value in VALUES.items()}
    made.parameters = ParameterNode("", data=values)
    kinds = {"b": bool, "i": int, "f": float}
    for fact, column in facts.items():
        made.add_variable(
            type(
                name_of(fact),
                (Variable,),
                {"value_type": kinds[column.dtype.kind], "entity": PERSON, "definition_period": periods.ETERNITY},
            )
        )
    for rule, figure in rules().items():

        def formula(people: Any, period: Any, parameters: Any, figure: Any = figure) -> Any:
            on = int(np.datetime64(str(period.stop), "D").astype(int))
            return figure(lambda fact: people(name_of(fact), period), parameters(period), on)

        made.add_variable(
            type(
                f"rule__{name_of(rule)}",
                (Variable,),
                {"value_type": int, "entity": PERSON, "definition_period": periods.MONTH, "formula": formula},
            )
        )
    return made


def main(source: str, target: str, rounds: int) -> None:
    """Read the facts, judge every rule for every month, keep the codes of the last round, print the seconds."""
    with np.load(source) as file:
        facts = {name: file[name] for name in file.files}
    rows = len(next(iter(facts.values())))
    made = system(facts)
    months = [
        f"{year}-{month:02}" for year, month in [(2004, m) for m in range(7, 13)] + [(2005, m) for m in range(1, 7)]
    ]
    names = list(rules())
    seconds = []
    for _ in range(rounds):
        simulation = SimulationBuilder().build_default_simulation(made, rows)
        for fact, column in facts.items():
            simulation.set_input(name_of(fact), periods.ETERNITY, column)
        start = time.process_time()
        codes = {
            f"{rule} {month}": simulation.calculate(f"rule__{name_of(rule)}", month)
            for month in months
            for rule in names
        }
        seconds.append(time.process_time() - start)
    np.savez(target, **{name: one.astype(np.int8) for name, one in codes.items()})
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    print(json.dumps({"seconds": seconds, "mib": int(peak[1]) / 1024 if peak else 0.0}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
