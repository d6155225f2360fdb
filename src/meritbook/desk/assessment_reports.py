"""Reports of competency assessments as read: one's own, and the parts that others show.

Nobody reads a report by a role. A page, a table, the API and a command all ask here, and get what the person may see.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from meritbook.actions import assessing
from meritbook.actions import assessment_reports as told
from meritbook.actions import report_sharing_policies as sharing
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.competencies import report_words as words
from meritbook.core.competencies.drawing import Drawing, group_words, groups_of, of_competency, overviews
from meritbook.core.competencies.figures import mean_words, points, spread_words
from meritbook.core.competencies.report import CompetencyReport, NamedView, ProfileLine
from meritbook.core.competencies.result import told_end
from meritbook.core.errors import MeritbookError
from meritbook.desk.jobs import NEWEST, JobLine, line_of
from meritbook.records.models import (
    AssessmentTold,
    Job,
    JobKind,
    MultiraterAssessment,
    MultiraterState,
    ReportPaper,
    ReportShare,
)


class NoSuchReportError(MeritbookError):
    """No report of that number is on record, or none that is yours or that somebody shows you."""

    code = "competencies.no_such_report"
    remedy = "Open the list of reports; it holds your own and those of which somebody shows you a part."
    http_status = 404


class NoSuchSettingError(MeritbookError):
    """No work of that number sets reports, or none of a department that you keep assessments of."""

    code = "competencies.no_such_work"
    remedy = "Open the page on which reports are set; it lists the work that you may see."
    http_status = 404


@dataclass(frozen=True)
class ReportLine:
    """A report in a list."""

    row: MultiraterAssessment
    model: str
    role: str
    share: ReportShare | None
    """By what it is shown; none of one's own."""
    competencies: int
    """How many are in it, or in the part that is shown."""

    @property
    def last_day(self) -> date | None:
        """The last day of what is shown; none where it is shown until it is taken back."""
        return last_day_of(self.share) if self.share is not None else None


@dataclass(frozen=True)
class LineShown:
    """A competency of a report with its picture and its words."""

    line: ProfileLine
    drawing: Drawing | None
    own: str
    named: str
    others: str
    """With the interval."""
    role: str
    gap: str
    groups: tuple[tuple[str, int, str, str, str], ...]
    """Each group as it is told: name, raters, mean, interval, how they differ."""
    changes: tuple[tuple[str, str], ...]
    own_change: str
    behaviours: tuple[tuple[str, str, str, str, str], ...]
    """Behaviour, own view, supervisors', all in groups, change: in words."""
    said: tuple[NamedView, ...]
    """Who wrote a comment under their name."""


@dataclass(frozen=True)
class ShareShown:
    """What the person shows somebody."""

    row: ReportShare
    relation: str
    competencies: tuple[str, ...]
    """Names."""
    holds: bool
    last_day: date | None


@dataclass(frozen=True)
class ReportShown:
    """A report, or the part of it that somebody is shown."""

    row: MultiraterAssessment
    share: ReportShare | None
    """None of one's own."""
    report: CompetencyReport
    drawings: tuple[Drawing, ...]
    lines: tuple[LineShown, ...]
    purpose: str
    chance: str
    statistics: str
    marks: str
    scale: str
    average: told.Average | None
    before: MultiraterAssessment | None
    closed_on: date
    last_day: date | None
    """Of the assessment."""
    paper: ReportPaper | None
    """The newest file of it; of one's own alone."""
    shares: tuple[ShareShown, ...]
    """Of one's own alone; newest first."""
    seal: str
    caution: str
    """For a reader who was asked in a group of the assessment themselves; empty otherwise."""
    readers: str
    """To whom the policy lets the report be shown, in words; empty where to nobody."""

    @property
    def own(self) -> bool:
        """Whether the person reads their own."""
        return self.share is None

    @property
    def left(self) -> int:
        """How many competencies are not in the part that is shown."""
        return len(self.report.left_out)

    @property
    def until(self) -> date | None:
        """The last day on which the part may be looked at; none where none is set."""
        return last_day_of(self.share) if self.share is not None else None

    @property
    def cells(self) -> str:
        """As which groups those who answered are told, in words."""
        return "; ".join(f"{group_words(one.groups)} {one.answered}" for one in self.report.cells)

    @property
    def called(self) -> tuple[LineShown, ...]:
        """Blind spots, then hidden strengths, each in the order of the model."""
        keys = [one.key for one in (*self.report.blind_spots, *self.report.hidden_strengths)]
        return tuple(
            sorted((one for one in self.lines if one.line.key in keys), key=lambda one: keys.index(one.line.key))
        )


def last_day_of(share: ReportShare) -> date | None:
    """The last day on which it may be looked at; none where none is set."""
    return share.ends_before - timedelta(days=1) if share.ends_before else None


def _closed() -> QuerySet[MultiraterAssessment]:
    has = Exists(AssessmentTold.objects.filter(assessment=OuterRef("pk")))
    return MultiraterAssessment.objects.filter(has, state=MultiraterState.CLOSED).select_related(*told.TOLD)


def _shares(standing: Standing) -> QuerySet[ReportShare]:
    open_still = Q(ends_before__isnull=True) | Q(ends_before__gt=standing.on)
    return ReportShare.objects.filter(
        open_still,
        reader=standing.user,
        withdrawn_at__isnull=True,
        starts_on__lte=standing.on,
        # Whoever was shut out before shares ended with it can take nothing back either.
        assessment__subject__is_active=True,
    )


def own(standing: Standing) -> tuple[ReportLine, ...]:
    """The person's own reports, the newest first; one statement."""
    if standing.user is None or not standing.may(Capability.READ_OWN_REPORT):
        return ()
    rows = _closed().filter(subject=standing.user).order_by("-starts_on", "-pk")
    return tuple(_line(one, None) for one in rows)


def shown_to(standing: Standing) -> tuple[ReportLine, ...]:
    """The parts that others show the person today, by their names; two statements."""
    if standing.user is None or not standing.may(Capability.READ_OWN_REPORT):
        return ()
    shares = {one.assessment_id: one for one in _shares(standing)}
    rows = _closed().filter(pk__in=shares).order_by("subject__full_name", "-starts_on", "-pk")
    return tuple(_line(one, shares[one.pk]) for one in rows)


def _line(row: MultiraterAssessment, share: ReportShare | None) -> ReportLine:
    model = assessing.model_of(row)
    role = model.role(row.role)
    asked = sum(bool(one.behaviours.get(row.role)) for one in model.competencies)
    return ReportLine(
        row=row,
        model=model.name,
        role=role.name if role else row.role,
        share=share,
        competencies=asked if share is None else len(json.loads(share.competencies_json)),
    )


def seen(standing: Standing, pk: int) -> tuple[MultiraterAssessment, ReportShare | None]:
    """The assessment whose report is the person's own, or by what they are shown a part; raises `NoSuchReportError`."""
    row = None
    if standing.user is not None and standing.may(Capability.READ_OWN_REPORT) and 0 < pk < 2**62:
        row = _closed().filter(pk=pk).first()
    if row is not None and standing.user is not None:
        if row.subject_id == standing.user.pk:
            return row, None
        share = _shares(standing).filter(assessment=row).first()
        if share is not None:
            return row, share
    raise NoSuchReportError("There is no such report, or it is not open to you.", where=str(pk))


def mine(standing: Standing, pk: int) -> MultiraterAssessment:
    """The assessment whose report is the person's own; raises `NoSuchReportError`."""
    row, share = seen(standing, pk)
    if share is not None:
        raise NoSuchReportError("This report is not your own.", where=str(pk))
    return row


def share_of(row: MultiraterAssessment, pk: int) -> ReportShare:
    """What is shown of one's own report by that number; raises `NoSuchReportError`."""
    found = row.shares.select_related("reader", "assessment").filter(pk=pk).first() if 0 < pk < 2**62 else None
    if found is None:
        raise NoSuchReportError("You show nobody a part by that number.", where=str(pk))
    shown: ReportShare = found
    return shown


def paper_of(row: MultiraterAssessment) -> ReportPaper:
    """The newest file of one's own report; raises `NoSuchReportError` where none is made."""
    found: ReportPaper | None = row.papers.select_related("document").order_by("-pk").first()
    if found is None:
        raise NoSuchReportError(
            "No file of this report is made yet.", where=str(row.pk), remedy="Make the file first, and open it then."
        )
    return found


def report_of(row: MultiraterAssessment, share: ReportShare | None, average: told.Average | None) -> CompetencyReport:
    """The whole of one's own report, or the part that is shown."""
    if share is None:
        return told.report_for(row, average)
    part = json.loads(share.competencies_json)
    return told.report_for(row, average, only=part, comments=share.comments, reader=share.reader)


def page(standing: Standing, pk: int) -> ReportShown:
    """The page of a report: five statements or so; raises `NoSuchReportError`."""
    row, share = seen(standing, pk)
    average = told.average_of(row)
    report = report_of(row, share, average)
    held = told.told_of(row)
    return ReportShown(
        row=row,
        share=share,
        report=report,
        drawings=overviews(report, most=max(len(report.lines), 1)),
        lines=tuple(_shown(one, report) for one in report.lines),
        purpose=words.purpose(counts_for_rating=row.counts_for_rating),
        chance=words.chance_words(report),
        statistics=words.statistics_words(report),
        marks=f"{words.MARKS} {words.end_words(len(report.points))}",
        scale=words.scale_words(report),
        average=average,
        before=row.follows if report.compared else None,
        closed_on=held.closed_at.date(),
        last_day=row.ends_before - timedelta(days=1) if row.ends_before else None,
        paper=row.papers.order_by("-pk").first() if share is None else None,
        shares=_shares_shown(row, standing.on) if share is None else (),
        seal=held.sha256,
        caution=_caution(standing, row) if share is not None else "",
        readers=", ".join(sharing.RELATIONS[one] for one in assessing.policy_of(row).readers),
    )


ASKED_YOURSELF = (
    "You were asked in this assessment yourself. Where your own answer, taken away, would leave too few, nothing is "
    "told to you. With your own answer in mind you may still learn more of the others in a small group than is told: "
    "keep that to yourself."
)


def _caution(standing: Standing, row: MultiraterAssessment) -> str:
    """It says whether they were asked, which they know, and not whether they answered."""
    return ASKED_YOURSELF if assessing.group_of(row, standing.user) is not None else ""


def _shares_shown(row: MultiraterAssessment, on: date) -> tuple[ShareShown, ...]:
    names = {one.key: one.name for one in assessing.model_of(row).competencies}
    return tuple(
        ShareShown(
            row=one,
            relation=sharing.RELATIONS.get(one.relation, one.relation),
            competencies=tuple(names.get(key, key) for key in json.loads(one.competencies_json)),
            holds=one.holds(on),
            last_day=last_day_of(one),
        )
        for one in row.shares.select_related("reader").order_by("-pk")
    )


def _shown(line: ProfileLine, report: CompetencyReport) -> LineShown:
    groups, top = groups_of(line), len(report.points)
    views = (*((line.own,) if line.own is not None else ()), *line.named)
    return LineShown(
        line=line,
        drawing=of_competency(line, report),
        own=_mean(line.own),
        named=", ".join(_mean(one) for one in line.named) or "None asked",
        others="Not told" if line.others is None else spread_words(line.others, top),
        role="Not drawn" if line.role is None else points(line.role.mean),
        gap=words.gap_words(line.gap),
        groups=tuple(
            (name, one.n, mean_words(one.mean, top), words.interval(one, top), words.deviation(one))
            for name, one in groups
        ),
        changes=tuple((group_words(one.groups), words.change_words(one, top)) for one in line.changes),
        own_change=words.own_change_words(line),
        behaviours=tuple(
            (
                one.says,
                _place(one.own),
                ", ".join(_place(place) for _, place in one.named) or "None asked",
                "Not told" if one.others is None else words.counts_words(one.others, one.mean),
                words.difference_words(one.change) if one.change is not None else "Nothing to compare",
            )
            for one in line.behaviours
        ),
        said=tuple(one for one in views if one.comment),
    )


def _mean(one: NamedView | None) -> str:
    return "No view" if one is None or one.mean is None else points(one.mean)


def _place(one: int | None) -> str:
    return "No view" if one is None else str(one)


def table(standing: Standing, pk: int) -> str:
    """The figures of the page as CSV, with the seal of the report in each line; raises `NoSuchReportError`.

    `sd_at_most` is what the deviation of raters does not exceed, as it is told in steps. Of the average of a role it is
    the deviation itself, and the note says so.
    """
    row, share = seen(standing, pk)
    report = report_of(row, share, told.average_of(row))
    seal = told.told_of(row).sha256
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(("competency", "who", "raters", "mean", "low", "high", "sd_at_most", "note", "report"))
    for line in report.lines:
        for cells in _rows(line, len(report.points)):
            write.writerow((_plain(line.name), *(_plain(one) for one in cells), seal))
    return out.getvalue()


EXACT = "deviation is exact"
"""What the table notes of the average of a role, whose deviation is no step."""


def _rows(line: ProfileLine, top: int) -> Iterable[Sequence[str]]:
    for view in (*((line.own,) if line.own is not None else ()), *line.named):
        mean = "" if view.mean is None else f"{view.mean:.4f}"
        yield (f"{view.group}: {view.name}", "1", mean, "", "", "", "")
    for name, one in groups_of(line):
        ends = ("" if end is None else f"{end:.1f}" for end in (one.low, one.high, one.sd))
        note = f"mean is {mean_words(one.mean, top)}" if told_end(one.mean, top) else ""
        yield (name, str(one.n), f"{one.mean:.1f}", *ends, note)
    if line.role is not None:
        sd = "" if line.role.sd is None else f"{line.role.sd:.4f}"
        yield ("average of the role", str(line.role.people), f"{line.role.mean:.4f}", "", "", sd, EXACT if sd else "")


def _plain(said: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{said}" if said[:1] in ("=", "+", "-", "@", "\t", "\r") else said


def works(standing: Standing) -> tuple[JobLine, ...]:
    """The newest work that sets reports, of what the person keeps."""
    return tuple(line_of(one) for one in _works(standing).defer("skipped_json")[:NEWEST])


def work(standing: Standing, pk: int) -> JobLine:
    """One piece of such work; raises `NoSuchSettingError`."""
    found = _works(standing).filter(pk=pk).first() if 0 < pk < 2**62 else None
    if found is None:
        raise NoSuchSettingError(f"There is no work {pk} that you may see.", where=str(pk))
    return line_of(found)


def _works(standing: Standing) -> QuerySet[Job]:
    rows = Job.objects.filter(kind=JobKind.SET_REPORTS).select_related("asked_by", "department", "source")
    return rows.filter(standing.results(Capability.KEEP_ASSESSMENT))
