"""Candidates from files: JSON Resume, Meritbook's own JSON, and CSV of a whole examination.

JSON Resume is the open form of résumés as JSON; of it `basics`, `work`, `volunteer`, `education` and `certificates`
are read, with the additions `hoursPerWeek`, `fullTime`, `classTitle`, `credits` and `validThrough`, which it lacks.
Everything that tells who the person is goes to `Person`, and never to what is judged. What is read is kept as
written; what cannot be read is an error that names its place, or, where the form leaves room for anything, a note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from meritbook.core.errors import MeritbookError
from meritbook.core.faults import fault_in_words
from meritbook.core.qualifications.candidate import (
    Application,
    Candidate,
    Degree,
    HeldLicence,
    Job,
    PartialDate,
    Person,
)
from meritbook.core.qualifications.model import StudyLevel
from meritbook.readers.encoding import decode
from meritbook.readers.errors import EmptyFileError, TooLargeError
from meritbook.readers.limits import DEFAULT_LIMITS, Limits

LEVELS: dict[str, StudyLevel] = {
    "high school": "high_school",
    "high school diploma": "high_school",
    "ged": "high_school",
    "associate": "associate",
    "associates": "associate",
    "associate degree": "associate",
    "aa": "associate",
    "as": "associate",
    "aas": "associate",
    "bachelor": "bachelor",
    "bachelors": "bachelor",
    "bachelor degree": "bachelor",
    "bachelors degree": "bachelor",
    "ba": "bachelor",
    "bs": "bachelor",
    "bsc": "bachelor",
    "bachelor of arts": "bachelor",
    "bachelor of science": "bachelor",
    "master": "master",
    "masters": "master",
    "master degree": "master",
    "masters degree": "master",
    "ma": "master",
    "ms": "master",
    "msc": "master",
    "mba": "master",
    "mpa": "master",
    "master of arts": "master",
    "master of science": "master",
    "doctorate": "doctorate",
    "phd": "doctorate",
    "doctor of philosophy": "doctorate",
    "jd": "professional",
    "juris doctor": "professional",
    "md": "professional",
    "professional": "professional",
    "college": "college",
    "vocational": "vocational",
}
"""What people write for the level of a degree; anything else is no level, and is pointed out."""
_RESUME = frozenset(("basics", "work", "volunteer", "education", "certificates"))


class CandidateFileError(MeritbookError):
    """A file of candidates that cannot be read: neither JSON nor CSV, an unknown column, a value that its field cannot
    hold."""

    code = "reader.candidate"
    remedy = "Correct the named place; docs/how-to/qualify-a-candidate.md describes the three forms."
    http_status = 422


def read_applications(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Application, ...]:
    """The applications of a file, in their order: one from JSON, any number from CSV or from a JSON list.

    Raises `CandidateFileError`, `EmptyFileError`, `TooLargeError` and what decoding raises.
    """
    text = text_of(data, name, limits)
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, name)
    from meritbook.readers.examinations import read_rows

    return read_rows(text, name)


def read_application(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Application:
    """The one application of a file; raises `CandidateFileError` when it holds several."""
    found = read_applications(data, name=name, limits=limits)
    if len(found) != 1:
        raise CandidateFileError(
            f"The file holds {len(found)} candidates.", where=name, remedy="Name one with --candidate."
        )
    return found[0]


def text_of(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """The characters of a file; raises `EmptyFileError`, `TooLargeError` and what decoding raises."""
    if not data.strip():
        raise EmptyFileError("The file is empty.", where=name)
    if len(data) > limits.max_bytes:
        raise TooLargeError(f"The file has {len(data):,} bytes; the limit is {limits.max_bytes:,}.", where=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, name=name).text


def _json(text: str, name: str) -> tuple[Application, ...]:
    plain = json_in(text, name)
    if not isinstance(plain, list):
        return (application_in(plain, name),)
    return tuple(application_in(entry, f"{name}[{number}]") for number, entry in enumerate(plain))


def json_in(text: str, name: str) -> Any:
    """The JSON of a file, its numbers exact; raises `CandidateFileError`."""
    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=_no_twice)
    except (ValueError, RecursionError) as problem:
        raise CandidateFileError(f"The file is not valid JSON: {problem}.", where=name) from problem


def application_in(entry: Any, where: str) -> Application:
    """The application that a JSON object holds, in either form; raises `CandidateFileError`."""
    if not isinstance(entry, dict):
        raise CandidateFileError("A candidate is an object.", where=where)
    try:
        return _resume(entry) if _is_resume(entry) else _own(entry)
    except ValidationError as problem:
        raise CandidateFileError(first_problem(problem), where=where) from problem
    except (ValueError, TypeError, ArithmeticError) as problem:
        raise CandidateFileError(f"{problem}.", where=where) from problem


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"“{next(one for one in names if names.count(one) > 1)}” is given twice")
    return found


def first_problem(problem: ValidationError) -> str:
    """The first thing wrong, with its place."""
    first = problem.errors(include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {fault_in_words(first)}."


def _is_resume(entry: Mapping[str, Any]) -> bool:
    return bool(_RESUME & entry.keys()) or "schema.json" in str(entry.get("$schema", ""))


# --- Meritbook's own form ------------------------------------------------------------------------------------


def _own(entry: dict[str, Any]) -> Application:
    plain = {key: value for key, value in entry.items() if key != "$schema"}
    if not ({"candidate", "person"} & plain.keys()):
        plain = {"candidate": plain}
    _dates_in(plain.get("candidate"))
    return Application.model_validate(plain)


def _dates_in(plain: Any) -> None:
    """Dates written as text, `2016-03`, become partial dates, in place."""
    fields = {"starts", "ends", "conferred", "expected", "valid_from", "valid_through"}
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key in fields and isinstance(value, str):
                plain[key] = _date(value, key).model_dump()
            else:
                _dates_in(value)
    elif isinstance(plain, list):
        for one in plain:
            _dates_in(one)


# --- JSON Resume ---------------------------------------------------------------------------------------------


def _resume(entry: dict[str, Any]) -> Application:
    notes: list[str] = []
    jobs: tuple[Job, ...] | None = None
    if "work" in entry or "volunteer" in entry:
        work = [_work(one, f"work{number}", paid=True) for number, one in enumerate(_list(entry, "work"), start=1)]
        help_ = [
            _work(one, f"volunteer{number}", paid=False)
            for number, one in enumerate(_list(entry, "volunteer"), start=1)
        ]
        jobs = tuple(work + help_)
    degrees = licences = None
    if "education" in entry:
        degrees = tuple(
            _study(one, f"education{number}", notes) for number, one in enumerate(_list(entry, "education"), start=1)
        )
    if "certificates" in entry:
        listed = enumerate(_list(entry, "certificates"), start=1)
        licences = tuple(_certificate(one, f"certificate{number}") for number, one in listed)
    left = sorted(entry.keys() - _RESUME - {"$schema", "meta", "candidateNumber"})
    if left:
        notes.append(f"Not used for a verdict: {', '.join(left)}.")
    candidate = Candidate(number=_str(entry, "candidateNumber"), jobs=jobs, degrees=degrees, licences=licences)
    return Application(person=_person(entry.get("basics") or {}), candidate=candidate, notes=tuple(notes))


def _list(entry: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = entry.get(key) or []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"{key} must be a list of objects")
    return value


def _str(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key} must be text")
    return value.strip()


def date_in(entry: Mapping[str, Any], key: str) -> PartialDate | None:
    """The date in a field, as precise as written; raises `ValueError`."""
    text = _str(entry, key)
    # A time of day after the date says nothing that is asked.
    return _date(re.sub(r"T.*$", "", text), key) if text else None


def _date(text: str, key: str) -> PartialDate:
    try:
        return PartialDate.read(text)
    except ValidationError:
        raise ValueError(f"{key} is not a date: there is no such month or day") from None
    except ValueError:
        # What stands in the field may be anything, a name too, and the message is kept: it tells the field alone.
        raise ValueError(f"{key} is not a date: write 2016-03-01, 2016-03 or 2016") from None


def number_in(entry: Mapping[str, Any], key: str) -> Decimal | None:
    """The number in a field; raises `ValueError`."""
    value = entry.get(key)
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{key} is not a number") from None


def _flag(entry: Mapping[str, Any], key: str) -> bool | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, bool):
        raise ValueError(f"{key} must be true or false")
    return value


def _work(entry: Mapping[str, Any], job_id: str, *, paid: bool) -> Job:
    ends = date_in(entry, "endDate")
    duties = entry.get("highlights") or []
    if not isinstance(duties, list) or not all(isinstance(one, str) for one in duties):
        raise ValueError(f"{job_id}.highlights must be a list of texts")
    summary = _str(entry, "summary")
    stated = _flag(entry, "paid")
    return Job(
        id=job_id,
        title=_str(entry, "position"),
        class_title=_str(entry, "classTitle"),
        employer=_str(entry, "name") or _str(entry, "organization"),
        starts=date_in(entry, "startDate"),
        ends=ends,
        # The form knows no other way to say that a job goes on than to leave its end out.
        current=ends is None,
        hours=number_in(entry, "hoursPerWeek"),
        full_time=_flag(entry, "fullTime"),
        paid=paid if stated is None else stated,
        duties=tuple(one for one in (summary, *duties) if one.strip()),
    )


def level_of(text: str) -> StudyLevel:
    """The level that a degree's words name; empty when they do not plainly name one."""
    folded = re.sub(r"[.'’]", "", text.lower())
    words = re.findall(r"[a-z]+", folded)
    if len(words) > 2 and words[1] in ("of", "in"):
        # "Master of Public Administration": the field after it changes nothing.
        words = words[:1]
    return LEVELS.get(" ".join(words), "")


def _study(entry: Mapping[str, Any], degree_id: str, notes: list[str]) -> Degree:
    title = _str(entry, "studyType")
    ended, said = date_in(entry, "endDate"), entry.get("conferred")
    conferred, expected = None, date_in(entry, "expected")
    if isinstance(said, str):
        conferred = date_in(entry, "conferred")
    elif _flag(entry, "conferred"):
        conferred = ended
    elif said is False:
        expected = expected or ended
    elif ended is not None and expected is None:
        # People write when study ended, whether or not they took the degree.
        notes.append(f"{degree_id}: study ended {ended}; whether a degree was conferred is not said.")
    return Degree(
        id=degree_id,
        level=level_of(title),
        title=title,
        field=_str(entry, "area"),
        institution=_str(entry, "institution"),
        conferred=conferred,
        expected=expected,
        semester_hours=number_in(entry, "credits"),
        accredited=_flag(entry, "accredited"),
    )


def _certificate(entry: Mapping[str, Any], licence_id: str) -> HeldLicence:
    return HeldLicence(
        id=licence_id,
        name=_str(entry, "name"),
        issuer=_str(entry, "issuer"),
        valid_from=date_in(entry, "date"),
        valid_through=date_in(entry, "validThrough"),
    )


def _person(basics: Mapping[str, Any]) -> Person:
    if not isinstance(basics, dict):
        raise ValueError("basics must be an object")
    place = basics.get("location")
    address = ", ".join(str(one) for one in place.values()) if isinstance(place, dict) else ""
    known = {"name", "email", "phone", "image", "location", "birthDate", "gender"}
    born = date_in(basics, "birthDate")
    if born is not None and born.day is None:
        raise ValueError("birthDate is no day such as 1990-02-28")
    return Person(
        name=_str(basics, "name"),
        email=_str(basics, "email"),
        phone=_str(basics, "phone"),
        address=address,
        photo=_str(basics, "image"),
        gender=_str(basics, "gender"),
        birth_date=born.earliest if born else None,
        other={key: str(value) for key, value in sorted(basics.items()) if key not in known and isinstance(value, str)},
    )
