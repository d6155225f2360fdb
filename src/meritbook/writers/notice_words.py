"""What the notice says in plain words: what was decided, what counted, what did not and why, what to do by when."""

from __future__ import annotations

from decimal import Decimal

from meritbook.core.qualifications.judge.months import share_shown
from meritbook.core.verdict import Verdict
from meritbook.writers.notice_value import Answered, AskedPart, Cited, Found, JobTold, QualificationNotice
from meritbook.writers.paper import (
    IN_WORDS,
    Paper,
    Part,
    Words,
    bullets,
    facts,
    heading,
    lines,
    long_date,
    paragraph,
    said_parts,
    signature,
)

_OUTCOMES = {
    "qualified": "You meet the minimum qualifications",
    "not_qualified": "You do not meet the minimum qualifications",
    "information": "More information is needed before it can be decided",
}
_COMPUTED = {
    Verdict.MET: "the minimum qualifications are met",
    Verdict.NOT_MET: "the minimum qualifications are not met",
    Verdict.UNDETERMINED: "it stays open whether the minimum qualifications are met",
}
_RELEVANT = {
    Verdict.MET: "This is the kind of work that is asked for.",
    Verdict.NOT_MET: "This is not the kind of work that is asked for.",
    Verdict.UNDETERMINED: "Whether this is the kind of work that is asked for is open.",
}


def paper(notice: QualificationNotice) -> Paper:
    """The notice, ready to be set."""
    return Paper(
        name="notice",
        title=notice.title,
        reference=f"Notice {notice.reference}",
        jurisdiction=notice.jurisdiction,
        office=notice.office,
        office_lines=notice.office_lines,
        written_on=notice.written_on,
        language=notice.language,
        region=notice.region,
        parts=parts(notice),
    )


def parts(notice: QualificationNotice) -> tuple[Part, ...]:
    """What the notice says after its letterhead, in order."""
    told = [
        lines(long_date(notice.written_on)),
        lines(*(notice.addressee or (f"Candidate {notice.candidate_number}",))),
        heading(notice.title, 1),
        *_decision(notice),
        *_what_to_do(notice),
        *_asked(notice.found),
        *_counted(notice.found),
        *_stated(notice.found),
        *_rules(notice),
        signature(notice.determined_by, notice.determined_by_title, notice.office),
        *_record(notice),
    ]
    return said_parts(told)


def _decision(notice: QualificationNotice) -> list[Part]:
    opening = {
        "qualified": f"You meet the minimum qualifications for {notice.class_title}.",
        "not_qualified": f"You do not meet the minimum qualifications for {notice.class_title}.",
        "information": "It cannot be decided yet whether you meet the minimum qualifications for "
        f"{notice.class_title}. We need more information from you.",
    }[notice.outcome]
    told = [paragraph(opening)]
    if notice.found.nearest is not None and notice.outcome == "not_qualified" and notice.agrees:
        told.append(paragraph("What is missing, and what you can do about it, stands below."))
    rows = (
        ("Decided", _OUTCOMES[notice.outcome]),
        ("Class or position", notice.class_title),
        ("Examination", f"{notice.examination_number}, {notice.examination_title}"),
        ("Your number", notice.candidate_number),
        ("Day on which you had to qualify", long_date(notice.qualify_on)),
        ("Last day to answer", long_date(notice.answer_by) if notice.answer_by else ""),
        ("Number of this notice", notice.reference),
    )
    told.append(facts("The decision in short", ("Matter", "As decided"), rows))
    if not notice.agrees:
        told.append(
            paragraph(
                f"Counted by the rules below, {_COMPUTED[notice.found.verdict]}. "
                "The person who decided did so otherwise."
            )
        )
    if notice.reason:
        told.append(paragraph(f"The reason: {notice.reason}"))
    if notice.replaces is not None:
        earlier = notice.replaces
        told.append(
            paragraph(
                f"This notice takes the place of notice {earlier.reference} of {long_date(earlier.determined_on)}, "
                f"which said: {_OUTCOMES[earlier.outcome]}."
            )
        )
    return told


def _what_to_do(notice: QualificationNotice) -> list[Part]:
    found, told = notice.found, []
    if notice.answer_by is not None:
        told.append(
            paragraph(
                f"You may answer this notice until {long_date(notice.answer_by)}. Say in your answer what is wrong or "
                f"missing below, and give your number, {notice.candidate_number}, and the number of this notice."
            )
        )
    told += [paragraph(text) for text in notice.how_to_answer]
    if found.to_send and notice.outcome != "qualified":
        told.append(paragraph("These questions only you can answer:"))
        told.append(bullets(f"{one.question} (part {one.part})" for one in found.to_send))
    if found.still_open and notice.outcome != "qualified":
        told.append(
            paragraph(
                "These questions the office was to answer and could not from what you stated. Anything that you can "
                "add about them helps:"
            )
        )
        told.append(bullets(f"{one.question} (part {one.part})" for one in found.still_open))
    if found.nearest is not None and notice.outcome != "qualified":
        told.append(paragraph(f"The way to qualify that lacks least is part {found.nearest.part}. What it lacks:"))
        told.append(bullets(f"Part {lack}" for lack in found.nearest.lacks))
        if found.nearest.by_time_alone is not None:
            told.append(
                paragraph(
                    "If you go on as you stated and nothing else changes, you would meet it on "
                    f"{long_date(found.nearest.by_time_alone)}."
                )
            )
    if not told:
        return []
    return [heading("What you can do, and by when" if notice.answer_by else "What you can do"), *told]


# --- part by part -----------------------------------------------------------------------------------------------


def _asked(found: Found) -> list[Part]:
    rows = tuple(
        (
            (Words(text=part.number, style="strong"), Words(text=part.words)),
            (Words(text=IN_WORDS[part.verdict] if part.applies else "Changes nothing", style="strong"),),
            (*((Words(text=part.says),) if part.says else ()), *_answer(part.answered), *_quotes(part.quotes)),
        )
        for part in found.parts
    )
    if not rows:
        return []
    table = Part(
        kind="table",
        summary="The parts of the requirement and what was found for each",
        head=("What is asked", "Finding", "Why"),
        widths=(8, 4, 9),
        rows=rows,
    )
    return [
        heading("What is asked, and what was found"),
        paragraph("Part 1 is the whole requirement; 1.1 and 1.2 are its parts, and so on."),
        table,
    ]


def _counted(found: Found) -> list[Part]:
    told: list[Part] = []
    seen: dict[tuple[JobTold, ...], str] = {}
    for part in found.parts:
        if not part.jobs or not part.applies:
            continue
        told.append(heading(f"Part {part.number}: {part.words}", 3))
        told.append(paragraph(_sum(part)))
        if part.jobs in seen:
            told.append(paragraph(f"The jobs count here as they do under part {seen[part.jobs]}."))
            continue
        seen[part.jobs] = part.number
        told.append(
            Part(
                kind="table",
                summary=f"What each job counted under part {part.number}",
                head=("Job", "Months counted", "How, and why not the rest"),
                widths=(5, 4, 12),
                rows=tuple(_job_row(job) for job in part.jobs),
            )
        )
    return [heading("How your experience was counted"), *told] if told else []


def _full_time(share: str) -> str:
    return "full time" if share == "1" else f"{share_shown(share)} of full time"


def _months(value: Decimal) -> str:
    return f"{value:,f}"


def _between(least: Decimal, most: Decimal) -> str:
    return _months(least) if least == most else f"{_months(least)} to {_months(most)}"


def _sum(part: AskedPart) -> str:
    """The sum and, where each job has one figure and they add up as shown, the arithmetic."""
    if part.least is None or part.most is None:
        return part.says
    counted = [job.least for job in part.jobs if job.most]
    exact = all(job.least == job.most for job in part.jobs) and part.least == part.most
    arithmetic = ""
    if exact and len(counted) > 1 and sum(counted) == part.least:
        arithmetic = f"{' + '.join(map(_months, counted))} = "
    asked = f" of the {_months(part.required)} that are asked" if part.required is not None else ""
    unsure = "" if exact else " The lower figure is certain; the higher one would need what is still open."
    if part.least == part.most:
        unsure = ""
    return f"Months counted: {arithmetic}{_between(part.least, part.most)}{asked}.{unsure}"


def _job_row(job: JobTold) -> tuple[tuple[Words, ...], ...]:
    how = [Words(text=_RELEVANT[job.relevant])]
    how += [
        Words(
            text=f"{long_date(piece.first)} to {long_date(piece.last)}, "
            f"{_full_time(piece.share)}: {_months(piece.months)} months"
        )
        for piece in job.pieces
    ]
    how += [Words(text=_sentence(text)) for text in (job.why, *job.left_out) if text]
    how += [*_answer(job.answered), *_quotes(job.quotes)]
    return (
        (Words(text=job.name, style="strong"), *((Words(text=job.title),) if job.title else ())),
        (Words(text=f"{_between(job.least, job.most)} of {_months(job.of_months)}"),),
        tuple(how),
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _answer(answered: Answered | None) -> tuple[Words, ...]:
    if answered is None:
        return ()
    months = f", {_months(answered.months)} months" if answered.months is not None else ""
    what = f"{IN_WORDS[answered.verdict].lower()}{months}"
    return (Words(text=f"Answered by {answered.by}: {what}. {_sentence(answered.why)}"),)


def _quotes(quotes: tuple[Cited, ...]) -> tuple[Words, ...]:
    return tuple(Words(text=quote.text, style="quote", where=quote.where) for quote in quotes)


# --- statements, rules, record ------------------------------------------------------------------------------------


def _stated(found: Found) -> list[Part]:
    told: list[Part] = []
    if found.stated:
        told.append(heading("What you stated"))
        told.append(bullets(f"{entry.name}: {entry.says}" for entry in found.stated))
    if found.noticed:
        told.append(heading("What is unclear in it"))
        told.append(bullets(f"{one.says} {one.answer}" for one in found.noticed))
    return told


def _rules(notice: QualificationNotice) -> list[Part]:
    found = notice.found
    told = [heading("The rules by which it was counted"), paragraph(f"Policy: {notice.policy}.")]
    if found.rules:
        told.append(bullets(f"{rule.says} ({rule.where})" for rule in found.rules))
    if found.silent:
        told.append(
            paragraph(
                f"No source of this policy says: {'; '.join(found.silent)}. Where that matters, the count has a lower "
                "and a higher figure."
            )
        )
    told += [paragraph(caution) for caution in found.cautions]
    told.append(
        paragraph(
            "Your name, address, gender and photo played no part in what was counted; your date of birth does so only "
            "where the class asks for an age."
        )
    )
    return told


def _record(notice: QualificationNotice) -> list[Part]:
    said = (
        ("Ledger entry", notice.ledger_reference),
        ("Hash of the ledger entry before it (SHA-256)", notice.ledger_hash_before),
        ("Hash of your statement (SHA-256)", notice.statement_hash),
        ("Hash of what was computed (SHA-256)", notice.judgement_hash),
        ("Hash of the policy (SHA-256)", notice.policy_hash),
    )
    told = lines(*(f"{name}: {value}" for name, value in said if value))
    return [heading("Record"), told] if told.lines else []
