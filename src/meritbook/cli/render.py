"""An allocation as a person reads it on a terminal: the answer, what keeps out, why this level, what is missing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from meritbook.cli.output import MARKS, STYLES, Output, width_of
from meritbook.core.allocation.model import AllocationResult, Candidate, Finding, SeriesFinding

EXCLUSION_WORDS = {"met": "keeps out", "not_met": "clear", "undetermined": "undetermined"}
PEOPLE = {
    "supervisor": "the supervisor",
    "incumbent": "the incumbent",
    "agency_hr": "the agency's HR office",
    "analyst": "the analyst",
    "appointing_authority": "the appointing authority",
    "personnel_director": "the State Personnel Director",
    "results_administrator": "the results administrator",
}
STATUS_WORDS = {
    "fits": "fits",
    "does_not_fit": "does not fit",
    "undetermined": "undetermined",
    "excluded": "kept out",
    "belongs": "belongs",
    "does_not_belong": "does not belong",
}
_SAYS = 44
_VERDICT = 14


def class_name(candidate: Candidate) -> str:
    """Title with code and pay, as far as the plan gives them."""
    marks = ", ".join(part for part in (candidate.class_code, candidate.pay) if part)
    return f"{candidate.class_title} ({marks})" if marks else candidate.class_title


def quoted(finding: Finding, *, most: int = 2) -> str:
    """The words of the position with their label, else the reason, for one line of a table."""
    quotes = [f"“{shorten(quote.text)}” ({quote.label})" for quote in finding.position_quotes[:most]]
    if quotes:
        more = len(finding.position_quotes) - most
        return "; ".join(quotes) + (f"; and {more} more" if more > 0 else "")
    return finding.reason


def shorten(text: str, most: int = 110) -> str:
    """The text on one line, cut at a word."""
    return textwrap.shorten(text, most, placeholder=" …")


def show_allocation(result: AllocationResult, output: Output, *, full: bool = False) -> None:
    """Print the whole answer; `full` adds the clauses of every candidate instead of the decisive ones alone."""
    answer = result.allocation
    output.line(f"Position {result.position} against {', '.join(result.plans)}", style="bold")
    chosen = chosen_candidate(result)
    if answer.status == "allocated" and chosen is not None:
        output.line(f"Belongs to: {class_name(chosen)}", style="bold green")
    elif answer.status == "none":
        output.line("Belongs to none of the classes considered", style="bold")
    else:
        output.line("Undetermined: the description does not settle it", style="bold yellow")
    _paragraph(answer.summary, output)

    biting = [finding for finding in result.exclusions if finding.verdict == "met"]
    shown = chosen or (result.candidates[0] if result.candidates else None)
    if shown is not None:
        series = next((one for one in result.series if (one.plan, one.series) == (shown.plan, shown.series)), None)
        if series is not None:
            _show_series(series, output)
        heading = (
            f"Why {shown.class_title}" if chosen else f"Nearest: {class_name(shown)}, {STATUS_WORDS[shown.status]}"
        )
        own = [finding for finding in shown.clauses if finding.purpose in ("level", "capacity", "location")]
        listed = [one for one in own if full or not _idle(one)]
        _show_findings(heading, listed, output)
        if len(listed) < len(own):
            output.line(f"  None of the other {len(own) - len(listed)} capacities of the class is held.")
    for contrast in result.contrasts:
        _show_findings(f"Why not {contrast.class_title} ({contrast.direction})", contrast.because, output)
        _paragraph(contrast.says, output, indent="    ")
    elsewhere = [finding for finding in biting if shown is None or finding.criterion not in _criteria(result, shown)]
    if elsewhere:
        _show_findings("Kept out of other series", elsewhere, output, exclusions=True)
    if full:
        for candidate in result.candidates:
            if candidate is not shown:
                _show_findings(f"{class_name(candidate)}: {STATUS_WORDS[candidate.status]}", candidate.clauses, output)
    else:
        _show_candidates(result.candidates, output)
    if result.missing:
        output.line()
        output.line("What is missing, and whom to ask", style="bold")
        for missing in result.missing:
            _paragraph(
                f"Ask {PEOPLE.get(missing.ask, missing.ask)}: {missing.question}", output, indent="  ", hang="    "
            )
    if result.overrides:
        output.line()
        output.line(f"{len(result.overrides)} clause(s) were turned by a reader; the answer is theirs, not the text's.")


def _idle(finding: Finding) -> bool:
    """A capacity that the position does not hold: of a dozen that a class lists, one is enough."""
    return finding.purpose == "capacity" and finding.verdict == "not_met"


def chosen_candidate(result: AllocationResult) -> Candidate | None:
    """The candidate that the answer names, if it names one."""
    answer = result.allocation
    if answer.status != "allocated":
        return None
    return next(
        (one for one in result.candidates if (one.plan, one.class_ref) == (answer.plan, answer.class_ref)), None
    )


def _criteria(result: AllocationResult, candidate: Candidate) -> set[str]:
    return {
        finding.criterion
        for series in result.series
        if (series.plan, series.series) == (candidate.plan, candidate.series)
        for finding in series.clauses
    }


def _show_series(series: SeriesFinding, output: Output) -> None:
    exclusions = [finding for finding in series.clauses if finding.purpose == "exclusion"]
    if exclusions:
        biting = sum(finding.verdict == "met" for finding in exclusions)
        open_ones = sum(finding.verdict == "undetermined" for finding in exclusions)
        sums = [
            f"{count} {word}"
            for count, word in (
                (len(exclusions) - biting - open_ones, "clear"),
                (biting, "keep out" if biting > 1 else "keeps out"),
                (open_ones, "undetermined"),
            )
            if count
        ]
        _show_findings(
            f"Exclusions of the series {series.series_title}: {', '.join(sums)}", exclusions, output, exclusions=True
        )
    rest = [finding for finding in series.clauses if finding.purpose != "exclusion"]
    _show_findings(f"The series {series.series_title}: {STATUS_WORDS[series.status]}", rest, output)


def _show_findings(heading: str, findings: Iterable[Finding], output: Output, *, exclusions: bool = False) -> None:
    findings = list(findings)
    if not findings:
        return
    output.line()
    output.line(heading, style="bold")
    for finding in findings:
        words = EXCLUSION_WORDS if exclusions or finding.purpose == "exclusion" else MARKS
        verdict = words[finding.verdict]
        says = textwrap.wrap(finding.says + ("" if finding.essential else " (supports)"), _SAYS) or [""]
        said = quoted(finding)
        if finding.overridden_from is not None:
            said = f"turned by the reader (the text says {MARKS[finding.overridden_from]}). {said}"
        if finding.verdict == "met" and finding.sends_to:
            said += f" Sent to: {finding.sends_to}."
        evidence = textwrap.wrap(said, 84) or [""]
        for number in range(max(len(says), len(evidence))):
            left = says[number] if number < len(says) else ""
            right = evidence[number] if number < len(evidence) else ""
            middle = verdict if number == 0 else ""
            gap = " " * max(1, _SAYS + 2 - width_of(left))
            output.line(f"  {left}{gap}{middle:<{_VERDICT}}{right}".rstrip(), style=_style(finding, number))


def _style(finding: Finding, number: int) -> str:
    if number:
        return ""
    verdict = finding.verdict.value
    if finding.purpose == "exclusion":
        return {"met": "red", "not_met": "green"}.get(verdict, "yellow")
    return STYLES.get(verdict, "")


def _show_candidates(candidates: Sequence[Candidate], output: Output) -> None:
    if not candidates:
        return
    output.line()
    output.line("Classes considered, nearest first", style="bold")
    for candidate in candidates[:10]:
        settled = f"{candidate.settled} of {candidate.of} clauses settled" if candidate.of else ""
        output.line(
            f"  {STATUS_WORDS[candidate.status]:<13} {candidate.plan}: {class_name(candidate)}  {settled}".rstrip()
        )
    if len(candidates) > 10:
        output.line(f"  and {len(candidates) - 10} more (all of them with --full or --json)")


def _paragraph(text: str, output: Output, *, indent: str = "", hang: str | None = None) -> None:
    for line in textwrap.wrap(text, 110, initial_indent=indent, subsequent_indent=indent if hang is None else hang):
        output.line(line)


__all__ = ["EXCLUSION_WORDS", "MARKS", "STATUS_WORDS", "class_name", "show_allocation"]
