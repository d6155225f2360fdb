"""The demonstration itself: make the state, do the main job, report what was found.

Every step asks what is there before it acts, and each action is a transaction of its own: a run that was killed goes
on where it stopped, and a second run doubles nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from meritbook.cli.errors import ExitCode
from meritbook.cli.output import Output
from meritbook.demo.state import load_state

if TYPE_CHECKING:
    from meritbook.demo.report import Findings
    from meritbook.demo.state import State


def demonstrate(output: Output, *, until: date | None = None) -> int:
    """Build or go on building the demonstration in the data folder, and print what was found; the exit code.

    When the story is told, the demonstration goes on to the day `until`. Raises what the actions raise, and
    `DayBackwardsError` for a day before the end of the story.
    """
    # Before the settings are read: every page says that the record is made up.
    os.environ["MERITBOOK_DEMO"] = "1"
    from meritbook.cli.home import home_folder, open_records

    open_records(create=True)
    from meritbook.demo.steps import refuse_real_records

    refuse_real_records()
    from meritbook.demo import days

    if until is not None:
        days.check_reachable(until)
    began = time.monotonic()
    findings = _build(output, until or days.END)
    from meritbook.demo import report

    if output.as_json:
        output.json(report.answer(findings, str(home_folder())).plain())
    else:
        report.show(findings, output, seconds=time.monotonic() - began)
    return ExitCode.OK if findings.verification.sound else ExitCode.BAD_NEWS


def _build(output: Output, until: date) -> Findings:
    from meritbook.demo import (
        audits,
        boards,
        competencies,
        days,
        development,
        examining,
        helping,
        levels,
        register,
        reports,
        returns,
        risks,
        served,
        serving,
        steps,
    )
    from meritbook.demo.report import Findings
    from meritbook.records import clock

    state = load_state()
    say = _teller(output)
    say(f"The {state.name}: a fictional state. Its data lies in {steps.home()}.")
    findings = Findings(state=state)
    # The mark of a demonstration comes first: whatever opens the folder later lives on the day of its story.
    findings.password = steps.demo_password()
    days.begin()
    with output.progress("People and departments", 1) as bar:
        steps.enter_people(state, findings.password, bar.at)
        serving.enter_executives(state, findings.password)
    say(f"{len(state.departments)} departments, {len(state.people)} people with their roles.")
    with output.progress("Measures and strategic plans", 1) as bar:
        register.begin(bar.at, findings.password)
    with output.progress("Building the shipped plans", 1) as bar:
        findings.plans = steps.install_plans(bar.at)
    serving.record_sizes(state)
    for plan in findings.plans:
        say(f"  plan {plan.key}: {plan.name}, {plan.entries.count()} classes")
    days.reach(days.DESCRIBED)
    with output.progress("Reading documents", 1) as bar:
        findings.documents = steps.read_documents(bar.at)
    for line in findings.documents:
        say(f"  read {line}")
    with output.progress("Entering positions", 1) as bar:
        findings.positions = steps.enter_positions(state, bar.at)
    with output.progress("Taking over the executive service", 1) as bar:
        serving.take_over(state, bar.at)
    days.begin_law()
    say("Positions: " + ", ".join(f"{count} {status}" for status, count in sorted(steps.statuses().items())) + ".")
    days.reach(days.ALLOCATED)
    with output.progress("Allocating positions", 1) as bar:
        steps.allocate_positions(state, bar.at)
        serving.allocate_candidates(state, bar.at)
        levels.allocate()
    findings.answers, findings.example = steps.read_answers()
    with output.progress("Checking descriptions", 1) as bar:
        findings.problems = steps.check_descriptions(bar.at)
    _serve(output, state, days.DECIDED)
    days.reach(days.DECIDED)
    audits.define()
    with output.progress("Deciding and writing letters", 1) as bar:
        levels.decide()
        findings.decisions = steps.decide(bar.at)
    with output.progress("Assessing an executive by eleven people", 1) as bar:
        competencies.first_round(bar.at)
    with output.progress("Local boards and their reports", 1) as bar:
        boards.tell(bar.at)
    _improve(output)
    _serve(output, state, days.RECEIVED)
    days.reach(days.RECEIVED)
    audits.report()
    _improve(output)
    examining.write_requirements()
    returns.begin()
    with output.progress("Receiving candidates", 1) as bar:
        examining.open_examinations(state, bar.at)
    with output.progress("Publishing an annual report", 1) as bar:
        reports.tell()
        bar.at(1, 1)
    with output.progress("Assessing the executive again", 1) as bar:
        competencies.second_round(bar.at)
    _serve(output, state, days.DETERMINED)
    days.reach(days.DETERMINED)
    with output.progress("Answering questions and writing notices", 1) as bar:
        examining.perform_acts(state, bar.at)
    findings.examined = examining.examined(state, steps.home())
    with output.progress("Registering risks", 1) as bar:
        risks.tell(bar.at)
    with output.progress("Assessing and asking", 1) as bar:
        development.tell(bar.at)
    competencies.use_it()
    levels.name_people()
    with output.progress("Auditing measures", 1) as bar:
        audits.tell(bar.at)
    returns.go_on()
    _improve(output)
    _serve(output, state, days.END)
    days.reach(days.END)
    with output.progress("Assessing another executive", 1) as bar:
        competencies.tell_on(bar.at)
    with output.progress("Help in the initiatives", 1) as bar:
        helping.tell(bar.at)
    _improve(output)
    days.reach(until)
    development.tell_on()
    findings.day = clock.today()
    findings.service = served.served()
    with output.progress("Verifying the ledger", 1) as bar:
        findings.verification = steps.verify(bar.at)
    return findings


def _serve(output: Output, state: State, until: date) -> None:
    """The acts of the executive service up to a day."""
    from meritbook.demo import service_acts

    with output.progress("The executive service", 1) as bar:
        service_acts.tell(state, until=until, tick=bar.at)


def _improve(output: Output) -> None:
    """The Lean work that the story has come to."""
    from meritbook.demo import lean

    with output.progress("Lean work", 1) as bar:
        lean.tell(bar.at)


def _teller(output: Output) -> Callable[[str], None]:
    """How steps are told: to standard error when the answer is JSON, so that standard output carries it alone."""
    return output.note if output.as_json else output.line
