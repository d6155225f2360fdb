"""Education, licences, age: what the candidate's papers show on the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from meritbook.core.documents.model import Quote, Span
from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence
from meritbook.core.qualifications.judge.answer import MET, NOT_MET, UNDETERMINED, Answer
from meritbook.core.qualifications.judge.counting import Bounds
from meritbook.core.qualifications.judge.words import fold, stems
from meritbook.core.qualifications.model import Age, Credits, Education, Licence
from meritbook.core.qualifications.policy import PolicyOn
from meritbook.core.verdict import Missing, Verdict, all_of, any_of

RANK = {
    "eighth_grade": 0,
    "tenth_grade": 1,
    "high_school": 2,
    "vocational": 2,
    "college": 3,
    "associate": 4,
    "bachelor": 5,
    "graduate": 6,
    "master": 7,
    "professional": 8,
    "doctorate": 8,
}
NOMINAL = {"associate": 2, "bachelor": 4, "master": 5, "doctorate": 7}
"""Years of college that a degree surely holds."""
NO_LIMIT = Fraction(99)
QUARTER = Fraction(2, 3)
"""A quarter unit in semester units, everywhere."""
LATER = frozenset(("hire", "appointment", "probation", "after_hire"))


class Shown(NamedTuple):
    """What one paper shows of what is asked."""

    verdict: Verdict
    says: str
    about: str = ""
    question: str = ""
    quotes: tuple[Quote, ...] = ()
    met_on: date | None = None


def _quote(candidate: Candidate, paper: Degree | HeldLicence, name: str, text: str) -> tuple[Quote, ...]:
    if not text:
        return ()
    document = f"candidate:{candidate.number}/{paper.id}/{name}"
    return (Quote(document=document, span=Span(start=0, end=len(text)), text=text, label=f"{paper.id}, {name}"),)


def held(degree: Degree, on: date) -> Verdict:
    """Whether the study is finished on the day."""
    if degree.conferred is not None:
        if degree.conferred.latest <= on:
            return MET
        return UNDETERMINED if degree.conferred.earliest <= on else NOT_MET
    return NOT_MET if degree.expected is not None else UNDETERMINED


def _far_enough(node: Education, degree: Degree) -> Verdict:
    if not node.level:
        return MET
    if not degree.level:
        return UNDETERMINED
    if node.level == "professional" and degree.level != "professional":
        return NOT_MET
    return MET if RANK[degree.level] >= RANK[node.level] else NOT_MET


def _field(node: Education, degree: Degree) -> Verdict:
    if not node.fields:
        return MET
    if not degree.field:
        return UNDETERMINED
    found = stems(degree.field)
    wanted = [stems(field) for field in node.fields]
    if any(one and one <= found for one in wanted):
        return MET
    if node.related_field or node.equivalent or any(one & found for one in wanted):
        return UNDETERMINED
    return NOT_MET


def _accreditation(node: Education, degree: Degree) -> Verdict:
    if node.accredited is not True or degree.accredited is True:
        return MET
    return NOT_MET if degree.accredited is False else UNDETERMINED


def open_parts(node: Education, degree: Degree, on: date) -> frozenset[str]:
    """What is not known of a degree that may be the one asked for: `level`, `field`, `accreditation`, `held`."""
    parts = {
        "level": _far_enough(node, degree),
        "field": _field(node, degree),
        "accreditation": _accreditation(node, degree),
    }
    found = {name for name, verdict in parts.items() if verdict is UNDETERMINED}
    return frozenset(found | ({"held"} if held(degree, on) is not MET else set()))


def degree_verdict(node: Education, degree: Degree, policy: PolicyOn, on: date) -> Verdict:
    """Whether a degree is what is asked for, and held on the day."""
    fits = all_of((_far_enough(node, degree), _field(node, degree), _accreditation(node, degree)))
    if fits is NOT_MET:
        return NOT_MET
    has = held(degree, on)
    if has is not NOT_MET:
        return all_of((fits, has))
    if node.in_progress:
        return fits
    rule = policy.degree_in_progress
    return UNDETERMINED if rule is not None and rule.how == "admits" else NOT_MET


def _degree(node: Education, candidate: Candidate, degree: Degree, policy: PolicyOn, on: date) -> Shown:
    """`_degree_verdict` with its reasons."""
    verdict = degree_verdict(node, degree, policy, on)
    name = f"degree {degree.id} ({degree.title or degree.level or 'study'})"
    quotes = _quote(candidate, degree, "field", degree.field) or _quote(candidate, degree, "title", degree.title)
    parts = (_far_enough(node, degree), _field(node, degree), _accreditation(node, degree))
    if NOT_MET in parts:
        why = ("is not far enough", "is in another field", "is not accredited")
        return Shown(verdict, f"{name} {why[parts.index(NOT_MET)]}", quotes=quotes)
    has, when = held(degree, on), degree.conferred or degree.expected
    if has is NOT_MET:
        if node.in_progress:
            return Shown(verdict, f"{name} is in progress, and that is enough", degree.id, quotes=quotes)
        met_on = when.latest if when is not None and when.latest > on and UNDETERMINED not in parts else None
        if verdict is UNDETERMINED:
            question = f"Will {name[:-1]}, expected {when}) be conferred when work begins?"
            return Shown(
                verdict, f"{name} is expected {when}: admitted on that condition", degree.id, question, quotes, met_on
            )
        return Shown(verdict, f"{name} is expected {when}: not held on the day", quotes=quotes, met_on=met_on)
    if verdict is MET:
        return Shown(MET, f"{name} is held", quotes=quotes, met_on=on)
    asks = (
        f"Which level is {name}?",
        f"Is {degree.field or 'the field of ' + degree.id} a field that is asked for?",
        f"Was the institution of {name} accredited?",
    )
    open_parts = [question for question, part in zip(asks, parts, strict=True) if part is UNDETERMINED]
    if has is UNDETERMINED:
        open_parts.append(f"On which day was {name} conferred?")
    return Shown(verdict, f"{name} may be it", degree.id, " ".join(open_parts), quotes)


def semester_hours(degrees: Iterable[Degree], fields: tuple[str, ...] = ()) -> Bounds:
    """Semester hours stated, quarter hours at two thirds; in these fields, where some are named."""
    sure = maybe = Fraction(0)
    wanted = [stems(field) for field in fields]
    for degree in degrees:
        hours = Fraction(degree.semester_hours or 0) + Fraction(degree.quarter_hours or 0) * QUARTER
        maybe += hours
        if not wanted or any(one and one <= stems(degree.field) for one in wanted):
            sure += hours
    return Bounds(sure, maybe)


def _credits(node: Credits, candidate: Candidate) -> Shown:
    degrees = candidate.degrees or ()
    if node.value is None or node.unit not in ("semester_hour", "quarter_hour"):
        return Shown(UNDETERMINED, "the credits asked for are counted by a person", "credits", "How many were earned?")
    wanted = Fraction(node.value) * (QUARTER if node.unit == "quarter_hour" else 1)
    have = semester_hours(degrees, node.fields)
    if have.least >= wanted:
        return Shown(MET, f"{float(have.least):g} semester hours stated")
    silent = any(degree.semester_hours is None and degree.quarter_hours is None for degree in degrees)
    if have.most < wanted and not silent:
        return Shown(NOT_MET, f"{float(have.most):g} of {float(wanted):g} semester hours stated")
    of = f" of {', '.join(node.fields)}" if node.fields else ""
    return Shown(UNDETERMINED, "the hours stated do not show it", "credits", f"How many semester hours{of}?")


def _states_hours(candidate: Candidate) -> bool:
    return any(degree.semester_hours or degree.quarter_hours for degree in candidate.degrees or ())


def _years_of_hours(candidate: Candidate, policy: PolicyOn) -> Fraction | None:
    """Years that the stated hours are; `None` where no source says how many hours are a year."""
    rule = policy.credits_to_year
    if rule is None:
        return None
    quarter = Fraction(rule.quarter) if rule.quarter is not None else Fraction(rule.semester) / QUARTER
    found = Fraction(0)
    for degree in candidate.degrees or ():
        found += Fraction(degree.semester_hours or 0) / Fraction(rule.semester)
        found += Fraction(degree.quarter_hours or 0) / quarter
    return found


def college_years(candidate: Candidate, policy: PolicyOn, on: date) -> Bounds:
    """Years of college: what degrees surely hold, or the hours by the policy's year of study."""
    least, most = Fraction(0), Fraction(0)
    for degree in candidate.degrees or ():
        if held(degree, on) is MET:
            least = max(least, Fraction(NOMINAL.get(degree.level, 0)))
    if _states_hours(candidate):
        hours = _years_of_hours(candidate, policy)
        least, most = (max(least, hours), hours) if hours is not None else (least, NO_LIMIT)
    return Bounds(least, max(least, most))


def _education_verdict(
    node: Education, candidate: Candidate, degrees: tuple[Degree, ...], policy: PolicyOn, on: date
) -> Verdict:
    if not (node.level or node.fields or node.credits or node.amount):
        return UNDETERMINED
    if _counts_years(node):
        paper = _years(node, candidate, policy, on).verdict
    elif not node.level and not node.fields and node.credits:
        paper = MET
    else:
        paper = any_of(degree_verdict(node, degree, policy, on) for degree in degrees)
    verdict = all_of((paper, *(_credits(one, candidate).verdict for one in node.credits)))
    return UNDETERMINED if verdict is NOT_MET and node.equivalent else verdict


def _counts_years(node: Education) -> bool:
    return node.amount is not None and node.level in ("", "college", "graduate")


def education(node: Education, candidate: Candidate, policy: PolicyOn, on: date, *, brief: bool = False) -> Answer:
    """The answer to an `Education` node, without what lies within it; a brief one has the verdict alone."""
    if brief:
        given = candidate.degrees
        verdict = UNDETERMINED if given is None else _education_verdict(node, candidate, given, policy, on)
        return Answer(node, verdict, "")
    ask = node.decided_by or (policy.relevance.by if policy.relevance else "analyst")
    if candidate.degrees is None:
        asked = Missing(question="Which education does the candidate have?", ask="applicant", about="degrees")
        return Answer(node, UNDETERMINED, "No education was given.", missing=(asked,))
    if not (node.level or node.fields or node.credits or node.amount):
        asked = Missing(question=f"What does “{node.text}” ask for?", ask=ask, about="text")
        return Answer(node, UNDETERMINED, "The text does not plainly say which education.", missing=(asked,))
    if _counts_years(node):
        shown = [_years(node, candidate, policy, on)]
    elif not node.level and not node.fields and node.credits:
        shown = [Shown(MET, "credits are asked")]
    else:
        shown = [_degree(node, candidate, degree, policy, on) for degree in candidate.degrees]
    units = [_credits(one, candidate) for one in node.credits]
    verdict = all_of((any_of(one.verdict for one in shown), *(one.verdict for one in units)))
    if verdict is NOT_MET and node.equivalent:
        question = f"Does what the candidate has equal “{node.text}”?"
        return Answer(
            node,
            UNDETERMINED,
            "The paper is not held; the text takes an equivalent.",
            missing=(Missing(question=question, ask=ask, about="equivalent"),),
        )
    telling = [one for one in (*shown, *units) if one.verdict is verdict] or [*shown, *units]
    says = "; ".join(one.says for one in telling) or "no education is stated"
    missing: tuple[Missing, ...] = ()
    if verdict is UNDETERMINED:
        missing = tuple(
            Missing(question=one.question, ask="applicant" if "field" not in one.question else ask, about=one.about)
            for one in telling
            if one.question
        )
    dates = [one.met_on for one in shown if one.met_on is not None]
    return Answer(
        node,
        verdict,
        says[0].upper() + says[1:] + ".",
        quotes=tuple(quote for one in telling for quote in one.quotes),
        missing=missing,
        rests_on=("degree_in_progress",) if policy.degree_in_progress else (),
        met_on=on if verdict is MET else min(dates, default=None),
    )


def _years(node: Education, candidate: Candidate, policy: PolicyOn, on: date) -> Shown:
    if node.amount is None or node.amount.value is None or node.amount.unit != "year":
        return Shown(UNDETERMINED, "how much study is asked is not plain", "degrees", f"Is “{node.text}” shown?")
    have, wanted = college_years(candidate, policy, on), Fraction(node.amount.value)
    says = f"{float(have.least):g} of {float(wanted):g} years of college are shown"
    if node.level == "graduate" or node.fields:
        # Which of the years were graduate study, or in the field, no stated degree tells.
        return Shown(NOT_MET if have.most < wanted else UNDETERMINED, says, "degrees", f"Is “{node.text}” shown?")
    if have.least >= wanted:
        return Shown(MET, says)
    return Shown(
        NOT_MET if have.most < wanted else UNDETERMINED, says, "degrees", "How many semester hours are a year?"
    )


def years_credited(candidate: Candidate, policy: PolicyOn, on: date) -> Bounds:
    """What the study is worth in years under the policy: the highest degree, or the hours, whichever is more."""
    if not candidate.degrees:
        return Bounds(Fraction(0), Fraction(0) if candidate.degrees == () else NO_LIMIT)
    least, most = Fraction(0), Fraction(0)
    rule = policy.degree_years
    for degree in candidate.degrees:
        has = held(degree, on)
        stated: Decimal | None = (
            getattr(rule, degree.level, None) if rule is not None and degree.level in NOMINAL else None
        )
        if has is MET and stated is not None:
            least, most = max(least, Fraction(stated)), max(most, Fraction(stated))
        elif has is not NOT_MET and not _worth_its_hours(degree):
            most = NO_LIMIT if stated is None else max(most, Fraction(stated))
    if _states_hours(candidate):
        hours = _years_of_hours(candidate, policy)
        least, most = (max(least, hours), max(most, hours)) if hours is not None else (least, NO_LIMIT)
    ceiling = Fraction(rule.most) if rule is not None and rule.most is not None else NO_LIMIT
    return Bounds(min(least, ceiling), min(max(least, most), ceiling))


def _worth_its_hours(degree: Degree) -> bool:
    """Study that is worth its hours alone, or nothing: school, and college without a degree whose hours are stated."""
    if degree.level in ("college", "graduate", "vocational"):
        return degree.semester_hours is not None or degree.quarter_hours is not None
    return degree.level in ("high_school", "eighth_grade", "tenth_grade")


def licence(node: Licence, candidate: Candidate, on: date) -> Answer:
    """The answer to a `Licence` node. One that is needed only when work begins does not bind on the day."""
    if candidate.licences is None:
        missing = (Missing(question=f"Does the candidate hold “{node.text}”?", ask="applicant", about="licences"),)
        answer = Answer(node, UNDETERMINED, "No licences were given.", missing=missing)
    else:
        shown = [_licence(node, candidate, one, on) for one in candidate.licences]
        verdict = any_of(one.verdict for one in shown)
        telling = [one for one in shown if one.verdict is verdict]
        says = "; ".join(one.says for one in telling) or "no licence is stated"
        if verdict is NOT_MET and node.eligible:
            verdict, says = UNDETERMINED, "being eligible for it is enough; whether the candidate is, nobody has said"
        asked = tuple(one.question for one in telling if one.question) or (
            f"Is the candidate eligible for “{node.text}”?",
        )
        answer = Answer(
            node,
            verdict,
            says[0].upper() + says[1:] + ".",
            quotes=tuple(quote for one in telling for quote in one.quotes),
            missing=tuple(Missing(question=one, ask="applicant", about="licences") for one in asked)
            if verdict is UNDETERMINED
            else (),
            met_on=on if verdict is MET else None,
        )
    if answer.verdict is not MET and node.by in LATER:
        answer.applies = False
        answer.missing = ()
        answer.says += " It need not be held on this day: the text asks for it later."
    return answer


def licence_verdict(node: Licence, one: HeldLicence, on: date) -> Verdict:
    """Whether a licence is the one that is asked for, and valid on the day."""
    wanted, found = stems(node.name or node.text), stems(one.name)
    if not (wanted and wanted <= found):
        return UNDETERMINED if wanted & found or not wanted else NOT_MET
    if node.class_ and fold(node.class_) != fold(one.class_):
        return UNDETERMINED
    return valid_on(one, on)


def _licence(node: Licence, candidate: Candidate, one: HeldLicence, on: date) -> Shown:
    """`licence_verdict` with its reasons."""
    verdict, named = licence_verdict(node, one, on), f"licence {one.id} ({one.name})"
    quotes = _quote(candidate, one, "name", one.name)
    wanted, found = stems(node.name or node.text), stems(one.name)
    if not (wanted and wanted <= found):
        if verdict is NOT_MET:
            return Shown(verdict, f"{named} is another licence")
        return Shown(verdict, f"{named} may be it", one.id, f"Is {one.name} what is asked for?", quotes)
    if node.class_ and fold(node.class_) != fold(one.class_):
        question = f"Does {one.name}, class {one.class_ or 'not given'}, cover class {node.class_}?"
        return Shown(verdict, f"{named} is of another class, or of none", one.id, question, quotes)
    if verdict is NOT_MET:
        return Shown(verdict, f"{named} is not valid on the day", quotes=quotes)
    if verdict is UNDETERMINED:
        question = f"Until when is {one.name} valid?"
        return Shown(verdict, f"whether {named} is valid is not known", one.id, question, quotes)
    return Shown(verdict, f"{named} is valid", quotes=quotes, met_on=on)


def valid_on(one: HeldLicence, on: date) -> Verdict:
    """Whether a licence is valid on a day; its last day is one of its days."""
    begins, ends = one.valid_from, one.valid_through
    if begins is not None and ends is not None and ends.latest < begins.earliest:
        return UNDETERMINED
    begun = MET if begins is None or begins.latest <= on else UNDETERMINED if begins.earliest <= on else NOT_MET
    if ends is None:
        lasts = MET if one.never_lapses else UNDETERMINED
    else:
        lasts = MET if ends.earliest >= on else UNDETERMINED if ends.latest >= on else NOT_MET
    return all_of((begun, lasts))


def birthday(born: date, years: int) -> date:
    """The day on which the age is reached; one born on 29 February reaches it on 1 March of a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def age(node: Age, candidate: Candidate, on: date) -> Answer:
    """The answer to an `Age` node: from the date of birth, which is there only because the text asks."""
    if candidate.born_on is None:
        missing = (Missing(question="When was the candidate born?", ask="applicant", about="born_on"),)
        return Answer(node, UNDETERMINED, "No date of birth was given.", missing=missing)
    young = birthday(candidate.born_on, int(node.at_least)) if node.at_least is not None else None
    old = birthday(candidate.born_on, int(node.at_most) + 1) - timedelta(days=1) if node.at_most is not None else None
    if young is not None and on < young:
        return Answer(node, NOT_MET, f"The age is reached on {young.isoformat()}.", met_on=young)
    if old is not None and on > old:
        return Answer(node, NOT_MET, f"The last day of the age was {old.isoformat()}.")
    return Answer(node, MET, "The age is as asked.", met_on=on)
