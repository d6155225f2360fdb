"""The reference of the command line, written from the commands themselves.

`python -m meritbook.cli.manual docs/reference` writes `cli.md` and `schemas/`; a test compares them with the commands.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from meritbook.cli import app
from meritbook.cli.answers import schemas

ANSWERS = {
    "import": "import",
    "plans": "plans",
    "classes": "classes",
    "show": "class",
    "allocate": "allocation",
    "requirement": "requirement",
    "qualify": "judgement",
    "policies": "policies",
    "examination open": "examination",
    "examination receive": "job",
    "examination judge": "job",
    "examination show": "examination",
    "executives": "executives",
    "appraisals": "appraisals",
    "custody": "custody",
    "file": "file",
    "packet": "packet",
    "verify-contract": "verify-contract",
    "verify-packet": "verify-packet",
    "contracts list": "contracts",
    "contracts show": "contract",
    "contracts open-year": "contract-year",
    "contracts year": "contracts-year",
    "competencies asked": "competencies-asked",
    "competencies assessments": "competencies-assessments",
    "competencies draw-assessment": "competencies-assessments",
    "competencies name-rater": "competencies-assessments",
    "competencies open-assessment": "competencies-assessments",
    "competencies close-assessment": "competencies-assessments",
    "competencies remove-rater": "competencies-assessments",
    "competencies reports": "competencies-reports",
    "competencies report": "competencies-report",
    "competencies show-report": "competencies-report",
    "competencies take-back-report": "competencies-report",
    "competencies set-reports": "competencies-set-reports",
    "results boards list": "results-boards",
    "results boards show": "results-board",
    "results boards roll-up": "results-boards-roll-up",
    "results boards figures": "results-board-figures",
    "results boards share-out": "results-board-sharing",
    "results boards found": "results-board",
    "results boards set-area": "results-board",
    "results boards dissolve": "results-board",
    "results boards designate": "results-board",
    "results boards name-member": "results-board",
    "results boards change-member": "results-board",
    "results boards enter-plan": "results-board",
    "results boards open-program": "results-board",
    "results boards end-program": "results-board",
    "results boards count-children": "results-board",
    "results boards amend-money": "results-board",
    "results boards pay": "results-board",
    "results boards carry-money": "results-board",
    "results boards record-indicator": "results-board",
    "results boards record-assistance": "results-board",
    "results boards report": "results-board-report",
    "results boards draw-report": "results-board-report",
    "results boards approve-report": "results-board-report",
    "results boards submit-report": "results-board-report",
    "results boards decide-report": "results-board-report",
    "results requests": "results-requests",
    "results hours": "results-hours",
    "results assignments": "results-assignments",
    "results audit list": "results-audits",
    "results audit show": "results-audit",
    "results audit sample": "results-audit",
    "results audit recalculate": "results-audit",
    "results audit grade": "results-audit",
    "results audit findings": "results-audit-findings",
    "results audit charter": "results-audit-line",
    "results audit withdraw": "results-audit-line",
    "results audit raise": "results-finding",
    "results audit finding": "results-finding",
    "results audit answer": "results-finding",
    "results audit done": "results-finding",
    "results audit verify": "results-finding",
    "results audit rate": "results-audit",
    "results development": "results-development",
    "results open-assessment": "results-development",
    "results write-finding": "results-development",
    "results add-evidence": "results-development",
    "results show-assessment": "results-development",
    "results take-back-assessment": "results-development",
    "results answer-assessment": "results-development",
    "results plan-improvement": "results-improvement",
    "results report-improvement": "results-improvement",
    "competencies growth list": "growth-plans",
    "competencies growth show": "growth-plan",
    "results surveys": "results-surveys",
    "results survey": "results-survey",
    "results close-survey": "results-survey",
    "results draw-survey": "results-survey",
    "results change-survey": "results-survey",
    "results open-survey": "results-survey",
    "results withdraw-survey": "results-survey",
    "competencies ladder": "competencies-ladder",
    "competencies talent": "competencies-talent",
    "competencies agree": "competencies-talent",
    "competencies take-back": "competencies-talent",
    "competencies bench": "competencies-bench",
    "competencies seats": "competencies-seats",
    "results risks": "results-risks",
    "results risk": "results-risk",
    "results register-risk": "results-risk",
    "results describe-risk": "results-risk",
    "results assess-risk": "results-risk",
    "results review-risk": "results-risk",
    "results risk-owner": "results-risk",
    "results move-risk": "results-risk",
    "results add-control": "results-risk",
    "results test-control": "results-risk",
    "results add-treatment": "results-risk",
    "results move-treatment": "results-risk",
    "results tie-indicator": "results-risk",
    "results ask-acceptance": "results-risk",
    "results decide-acceptance": "results-risk",
    "results withdraw-acceptance": "results-risk",
    "results risk-appetite": "results-appetite",
    "results quantify": "results-quantification",
    "results quantification": "results-quantification",
    "results returns": "results-returns",
    "results return": "results-return",
    "results budget": "results-budget",
    "results reviews": "results-reviews",
    "results review": "results-review",
    "results follow-ups": "results-follow-ups",
    "results propose-return": "results-return",
    "results change-return": "results-return",
    "results decide-return": "results-return",
    "results start-return": "results-return",
    "results verify-return": "results-return",
    "results end-return": "results-return",
    "results budget-unit": "results-budget-unit",
    "results record-spending": "results-budget-unit",
    "results call-review": "results-review",
    "results open-review": "results-review",
    "results review-decision": "results-review",
    "results give-follow-up": "results-review",
    "results close-review": "results-review",
    "results call-off-review": "results-review",
    "results report-follow-up": "results-follow-up",
    "results settle-follow-up": "results-follow-up",
    "results lean events": "lean-events",
    "results lean event": "lean-event",
    "results lean map": "lean-map",
    "results lean take-map": "lean-map",
    "results lean compare": "lean-compare",
    "results lean projects": "lean-projects",
    "results lean charter": "lean-event",
    "results lean change-charter": "lean-event",
    "results lean decide-charter": "lean-event",
    "results lean add-measure": "lean-event",
    "results lean strike-measure": "lean-event",
    "results lean record-value": "lean-event",
    "results lean answer-decay": "lean-event",
    "results lean note": "lean-event",
    "results lean note-waste": "lean-event",
    "results lean add-action": "lean-event",
    "results lean move-action": "lean-event",
    "results lean claim-saving": "lean-event",
    "results lean verify-saving": "lean-event",
    "results lean withdraw-saving": "lean-event",
    "results lean close": "lean-event",
    "results lean drop": "lean-event",
    "results lean project": "lean-project",
    "results lean start-project": "lean-project",
    "results lean ask-gate": "lean-project",
    "results lean decide-gate": "lean-project",
    "results lean stop-project": "lean-project",
    "results plans": "results-plans",
    "results plan": "results-plan",
    "results stratml-check": "stratml-check",
    "results draw-plan": "results-plan",
    "results take-stratml": "results-stratml-taken",
    "results write-plan": "results-plan",
    "results check-plan": "results-plan",
    "results adopt-plan": "results-plan",
    "results amend-plan": "results-plan",
    "results withdraw-plan": "results-plan",
    "results confirm-tie": "results-plan",
    "results report-action": "results-action-report",
    "results line-of-sight": "line-of-sight",
    "results import": "results-import",
    "results measure": "results-measure",
    "results measures": "results-measures",
    "results define-measure": "results-measure",
    "results change-measure": "results-measure",
    "results measure-owner": "results-measure",
    "results retire-measure": "results-measure",
    "results measure-query": "results-measure",
    "results fetch": "results-fetch",
    "results report list": "results-reports",
    "results report draft": "results-report-draft",
    "results report check": "results-report-draft",
    "results report include": "results-report-draft",
    "results report revise": "results-report-draft",
    "results report publish": "results-report",
    "results report withdraw": "results-report",
    "results report show": "results-report",
    "results report leave-out": "results-report-draft",
    "results report record-move": "results-resource-move",
    "results report withdraw-move": "results-resource-move",
    "results report export": "results-report-export",
    "competencies models": "competencies-models",
    "competencies model": "competencies-model",
    "competencies compare": "competencies-model-changes",
    "competencies take": "competencies-model",
    "competencies retire": "competencies-model",
    "competencies take-over": "competencies-model",
    "competencies crosswalk": "competencies-crosswalk",
    "competencies draw-line": "competencies-crosswalk",
    "competencies withdraw-line": "competencies-crosswalk",
    "competencies class": "competencies-class",
    "rights": "rights",
    "law list": "law-list",
    "law show": "law-rule",
    "law facts": "law-facts",
    "law diff": "law-diff",
    "law prove": "law-proof",
    "law check": "law-check",
    "seats": "seats",
    "nominations": "nominations",
    "simulate": "simulation",
    "tick": "tick",
    "consequences": "consequences",
    "decide": "decision",
    "undo": "decision",
    "verify": "verify",
    "init": "migrate",
    "migrate": "migrate",
    "pay-limit list": "pay-limits",
    "pay-limit record": "pay-limit",
    "pay-limit undo": "pay-limit",
    "day": "day",
    "choices": "choices",
    "desk": "desk",
    "digest": "digest",
    "demo": "demo",
    "schema": "schemas",
    "errors": "errors",
    "user add": "person",
    "user password": "person",
    "user deactivate": "person",
    "user reactivate": "person",
    "role grant": "person",
    "role end": "person",
    "department add": "department",
    "department end": "department",
    "token make": "token",
    "token revoke": "token-revoked",
}
"""Which published schema each command's `--json` answers by."""

INTRODUCTION = """\
# The command line

<!-- Written by `python -m meritbook.cli.manual docs/reference` from the commands; edit those, not this page. -->

Answers go to standard output, messages and progress to standard error. With `--json` standard output carries one JSON
document and nothing else; the schema of each is under [schemas](schemas/) and printed by `meritbook schema NAME`. An
error is then `{"error": {"code", "message", "where", "to_do", "details"}}` (schema `error`).

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | done, and the answer is bad news: the record was altered, or a file was not imported |
| 2 | the command was written in a way that does not work; or nothing is altered, and nothing proven either |
| 3 | an error with a code; [errors](errors.md) lists them |
| 130 | interrupted; what was finished before stays |

All data lies in one folder: `--home` before the command, else the environment variable `MERITBOOK_HOME`, else the
custom of the system. `NO_COLOR` and a pipe switch colours off. A password is asked for or read from standard input; it
never stands in a command.
"""


def commands(group: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its full name, in the order of the help."""
    group = group or app.commands()
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name, command


def page() -> str:
    """The reference page."""
    parts = [INTRODUCTION]
    for name, command in commands():
        parts.append(f"## meritbook {name}\n")
        parts.append("\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n")) + "\n")
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        shown = " ".join(["meritbook", name, *(_placeholder(one) for one in arguments), "[OPTIONS]"])
        parts.append(f"```text\n{shown}\n```\n")
        rows = [f"| {_name(one)} | {_about(one)} |" for one in command.params if not getattr(one, "hidden", False)]
        if rows:
            parts.append("\n".join(["| argument or option | meaning |", "| --- | --- |", *rows]) + "\n")
        if name in ANSWERS:
            schema = ANSWERS[name]
            parts.append(f"With `--json` it answers by the schema [{schema}](schemas/{schema}.json).\n")
    return "\n".join(parts)


def _placeholder(one: Any) -> str:
    return str(one.metavar or one.name.upper())


def _name(one: Any) -> str:
    if one.param_type_name == "argument":
        return f"`{_placeholder(one)}`"
    return ", ".join(f"`{opt}`" for opt in (*one.opts, *one.secondary_opts))


def _about(one: Any) -> str:
    about = " ".join(str(one.help or "").split()).replace("|", "\\|")
    if one.required and one.param_type_name == "option":
        about += " Required."
    default = one.default
    if isinstance(default, (str, int)) and not isinstance(default, bool) and default != "":
        about += f" Default: `{default}`."
    return about.strip() or "The " + one.name.replace("_", " ") + "."


def schema_files() -> dict[str, str]:
    """The published schemas as files: name to content."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas().items()
    }


def write(folder: Path) -> None:
    """Write the page and the schemas under the folder."""
    (folder / "schemas").mkdir(parents=True, exist_ok=True)
    (folder / "cli.md").write_text(page(), encoding="utf-8")
    for name, content in schema_files().items():
        (folder / "schemas" / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
