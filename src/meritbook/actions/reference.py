"""Tables of the reference pages that are made from data: roles, states, actions.

`make docs` writes them anew between their marks; a test compares the pages with what this module would write.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType

import meritbook.actions
from meritbook.actions.permissions import (
    MATRIX,
    NOT_ON_DIRECT_REPORTS,
    NOT_ON_OWN_CASE,
    PUBLIC,
    SUPERVISOR,
    SYSTEM,
    Capability,
)
from meritbook.records.models import Role
from meritbook.records.states import (
    APPOINTMENT_MOVES,
    APPRAISAL_MOVES,
    ASSESSMENT_MOVES,
    AUDIT_MOVES,
    BOARD_REPORT_MOVES,
    CONSEQUENCE_MOVES,
    CONTRACT_MOVES,
    DECISION_MOVES,
    DESIGN_MOVES,
    DETERMINATION_MOVES,
    EXAMINATION_MOVES,
    FINDING_MOVES,
    FOLLOW_UP_MOVES,
    GROWTH_MOVES,
    GROWTH_STEP_MOVES,
    HELP_MOVES,
    JOB_MOVES,
    KAIZEN_MOVES,
    MULTIRATER_MOVES,
    NOMINATION_MOVES,
    PLAN_MOVES,
    PRECEDENT_MOVES,
    REPORT_MOVES,
    RETURN_MOVES,
    REVIEW_MOVES,
    RISK_MOVES,
    SAVING_MOVES,
    SURVEY_MOVES,
    VERSION_MOVES,
    diagram,
)

_NOT_GRANTED = {
    PUBLIC: "Everybody, signed in or not",
    SUPERVISOR: "Whoever others report to",
    SYSTEM: "The program itself, at set-up",
}


def action_modules() -> dict[str, ModuleType]:
    """Every module of `meritbook.actions` that performs an action, by name."""
    modules = {
        info.name: importlib.import_module(f"meritbook.actions.{info.name}")
        for info in pkgutil.iter_modules(meritbook.actions.__path__)
    }
    return {name: module for name, module in sorted(modules.items()) if hasattr(module, "perform")}


def roles() -> str:
    """Who may do what, and over what: a row for each capability of each role."""
    lines = ["| Role | May | Where |", "| --- | --- | --- |"]
    for role, capabilities in MATRIX.items():
        label = _NOT_GRANTED.get(role) or Role(role).label
        if not capabilities:
            lines.append(f"| {label} (`{role}`) | nothing beyond what everybody may | |")
        lines.extend(f"| {label} (`{role}`) | `{may}` | {where} |" for may, where in capabilities.items())
    return "\n".join(lines) + "\n"


def own_case() -> str:
    """What is closed to whoever has a part in the case."""
    lines = ["| Closed to the incumbent | Closed to the direct supervisor too |", "| --- | --- |"]
    lines.extend(
        f"| `{capability}` | {'yes' if capability in NOT_ON_DIRECT_REPORTS else 'no'} |"
        for capability in Capability
        if capability in NOT_ON_OWN_CASE
    )
    return "\n".join(lines) + "\n"


def version_states() -> str:
    """How a version of a position description moves."""
    return f"```mermaid\n{diagram(VERSION_MOVES)}```\n"


def decision_states() -> str:
    """How a decision moves."""
    return f"```mermaid\n{diagram(DECISION_MOVES)}```\n"


def examination_states() -> str:
    """How an examination moves."""
    return f"```mermaid\n{diagram(EXAMINATION_MOVES)}```\n"


def determination_states() -> str:
    """How a determination moves."""
    return f"```mermaid\n{diagram(DETERMINATION_MOVES)}```\n"


def precedent_states() -> str:
    """How a precedent moves."""
    return f"```mermaid\n{diagram(PRECEDENT_MOVES)}```\n"


def job_states() -> str:
    """How long work moves."""
    return f"```mermaid\n{diagram(JOB_MOVES)}```\n"


def nomination_states() -> str:
    """How a nomination moves."""
    return f"```mermaid\n{diagram(NOMINATION_MOVES)}```\n"


def appointment_states() -> str:
    """How an appointment moves."""
    return f"```mermaid\n{diagram(APPOINTMENT_MOVES)}```\n"


def consequence_states() -> str:
    """How a consequence moves."""
    return f"```mermaid\n{diagram(CONSEQUENCE_MOVES)}```\n"


def contract_states() -> str:
    """How a version of a performance contract moves."""
    return f"```mermaid\n{diagram(CONTRACT_MOVES)}```\n"


def appraisal_states() -> str:
    """How an appraisal moves."""
    return f"```mermaid\n{diagram(APPRAISAL_MOVES)}```\n"


def report_states() -> str:
    """How an edition of an annual report moves."""
    return f"```mermaid\n{diagram(REPORT_MOVES)}```\n"


def risk_states() -> str:
    """How a risk moves."""
    return f"```mermaid\n{diagram(RISK_MOVES)}```\n"


def help_states() -> str:
    """How a request for help moves."""
    return f"```mermaid\n{diagram(HELP_MOVES)}```\n"


def audit_states() -> str:
    """How an audit of measures moves."""
    return f"```mermaid\n{diagram(AUDIT_MOVES)}```\n"


def finding_states() -> str:
    """How a finding of an audit moves."""
    return f"```mermaid\n{diagram(FINDING_MOVES)}```\n"


def plan_states() -> str:
    """How a version of a strategic plan moves."""
    return f"```mermaid\n{diagram(PLAN_MOVES)}```\n"


def board_report_states() -> str:
    """How the annual report of a local board moves."""
    return f"```mermaid\n{diagram(BOARD_REPORT_MOVES)}```\n"


def return_states() -> str:
    """How an investment case moves."""
    return f"```mermaid\n{diagram(RETURN_MOVES)}```\n"


def review_states() -> str:
    """How a quarterly review moves."""
    return f"```mermaid\n{diagram(REVIEW_MOVES)}```\n"


def follow_up_states() -> str:
    """How a follow-up moves."""
    return f"```mermaid\n{diagram(FOLLOW_UP_MOVES)}```\n"


def assessment_states() -> str:
    """How an assessment of a department moves."""
    return f"```mermaid\n{diagram(ASSESSMENT_MOVES)}```\n"


def multirater_states() -> str:
    """How an assessment of a person by several moves."""
    return f"```mermaid\n{diagram(MULTIRATER_MOVES)}```\n"


def survey_states() -> str:
    """How a survey moves."""
    return f"```mermaid\n{diagram(SURVEY_MOVES)}```\n"


def growth_states() -> str:
    """How a development plan moves, and after it how its goals and actions do."""
    return f"```mermaid\n{diagram(GROWTH_MOVES)}```\n\n```mermaid\n{diagram(GROWTH_STEP_MOVES)}```\n"


def kaizen_states() -> str:
    """How a Kaizen event moves."""
    return f"```mermaid\n{diagram(KAIZEN_MOVES)}```\n"


def saving_states() -> str:
    """How a saving of an event moves."""
    return f"```mermaid\n{diagram(SAVING_MOVES)}```\n"


def design_states() -> str:
    """How a project of Design for Lean Sigma moves."""
    return f"```mermaid\n{diagram(DESIGN_MOVES)}```\n"


def actions() -> str:
    """Every action with what it takes."""
    lines = ["| Action | What it does | Takes, besides who, when and why |", "| --- | --- | --- |"]
    for name, module in action_modules().items():
        summary = (module.__doc__ or "").strip().splitlines()[0]
        taken = [
            f"`{parameter.name}`" + ("" if parameter.default is parameter.empty else " (optional)")
            for parameter in inspect.signature(module.perform).parameters.values()
            if parameter.name not in ("actor", "at", "why", "progress")
        ]
        lines.append(f"| `{name}` | {summary} | {', '.join(taken)} |")
    return "\n".join(lines) + "\n"


PARTS = {
    "reference/roles.md": {"roles": roles, "own-case": own_case},
    "reference/states.md": {
        "version": version_states,
        "decision": decision_states,
        "examination": examination_states,
        "determination": determination_states,
        "precedent": precedent_states,
        "job": job_states,
        "nomination": nomination_states,
        "appointment": appointment_states,
        "consequence": consequence_states,
        "contract": contract_states,
        "appraisal": appraisal_states,
        "report": report_states,
        "risk": risk_states,
        "audit": audit_states,
        "finding": finding_states,
        "plan": plan_states,
        "board report": board_report_states,
        "help": help_states,
        "return": return_states,
        "review": review_states,
        "follow-up": follow_up_states,
        "assessment": assessment_states,
        "survey": survey_states,
        "growth": growth_states,
        "multirater": multirater_states,
        "kaizen": kaizen_states,
        "saving": saving_states,
        "design": design_states,
    },
    "reference/actions.md": {"actions": actions},
}


def filled(page: str, text: str) -> str:
    """The text of a page with its made parts as they should be; raises `ValueError` where a mark is missing."""
    for name, make in PARTS[page].items():
        begin, end = f"<!-- made: {name} -->\n", f"<!-- end: {name} -->"
        before, mark, rest = text.partition(begin)
        _, closing, after = rest.partition(end)
        if not mark or not closing:
            raise ValueError(f"{page} lacks the marks of {name}")
        text = before + begin + make() + end + after
    return text
