"""The law: packs, rules, facts, what two packs differ in, and the verdict on cases. Nothing here is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from meritbook.api.auth import person
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import page_of, with_errors
from meritbook.api.shapes import Asked, ErrorBody, Number, Paged, Words
from meritbook.api.texts import readable
from meritbook.core.errors import MeritbookError
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import read_case, read_day
from meritbook.core.law.compare import Difference, differences
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Law
from meritbook.desk.law_answers import LawFactLine, LawPackLine, LawRuleAnswer, fact_lines, pack_line, rule_answer
from meritbook.desk.paging import paged
from meritbook.law import load_law, load_laws

router = Router(tags=["law"])

MOST_CASES = 500
"""Cases in one request."""
MOST_VERDICTS = 2_000
"""Cases times rules in one request: each verdict carries all that it rests on."""


class TooManyCasesError(MeritbookError):
    """More cases, or more verdicts, than one request may ask for."""

    code = "api.too_many_cases"
    remedy = "Send fewer cases at once, or name the rules that you ask for; `meritbook law check` takes long files."
    http_status = 413


class LawCheck(Asked):
    """Cases to be put before the law."""

    cases: Annotated[list[dict[str, Any]], Field(min_length=1)]
    """Facts by their dotted names or in groups; `case` is a label of one's own, `on` the day of this case."""
    on: date | None = None
    """The day, for cases that do not state their own."""
    rules: Annotated[list[Words], Field(max_length=100)] = []
    """Only these rules; all where none is named."""
    readings: Annotated[list[Words], Field(max_length=100)] = []
    """Readings to take the other way, `ID=alternative`."""
    changes: Annotated[dict[Words, Decimal], Field(max_length=100)] = {}
    """Numbers of the law to be set otherwise, for a simulation."""
    strict: bool = False
    """Refuse days for which the pack is not known."""


class LawCase(Schema):
    """One case: its verdicts, or what was wrong with it."""

    number: int
    case: str
    verdicts: list[LawVerdict] = []
    error: ErrorBody | None = None


class LawChecked(Schema):
    """The answer to cases, in their order."""

    pack: str
    on: date | None
    cases: list[LawCase]
    judged: int
    failed: int


class LawFacts(Schema):
    """The facts that the rules of a pack read."""

    pack: str
    facts: list[LawFactLine]


@router.get("/law-packs", response=with_errors(list[LawPackLine]), auth=None)
def list_packs(request: HttpRequest) -> Any:
    """The law packs, each with its rules in short."""
    return [pack_line(law) for law in load_laws().values()]


@router.get("/law-packs/{key}", response=with_errors(LawPackLine), auth=None)
def get_pack(request: HttpRequest, key: str) -> Any:
    """One pack with its rules in short."""
    return pack_line(_law(key))


@router.get("/law-packs/{key}/rules/{rule}", response=with_errors(LawRuleAnswer), auth=None)
def get_rule(request: HttpRequest, key: str, rule: str) -> Any:
    """One rule: its check, citations, values over time, readings, facts and tables."""
    return rule_answer(_law(key), readable(rule, "path.rule"))


@router.get("/law-packs/{key}/facts", response=with_errors(LawFacts), auth=None)
def list_facts(request: HttpRequest, key: str, rule: Words = "") -> Any:
    """The facts that the rules read, or those that one rule reads: kind, unit, range, and who supplies them."""
    law = _law(key)
    return {"pack": law.key, "facts": fact_lines(law, readable(rule, "query.rule"))}


@router.get("/law-packs/{key}/differences/{other}", response=with_errors(Paged[Difference]), auth=None)
def list_differences(request: HttpRequest, key: str, other: str, page: Number = 1) -> Any:
    """In what a second pack differs: rules, parameters, readings, tables and facts, by their ids."""
    found = differences(_law(key), _law(other, "path.other"))
    return page_of(paged(found, page, lambda one: one.plain()))


@router.post("/law-packs/{key}/check", response=with_errors(LawChecked))
def check(request: HttpRequest, key: str, body: LawCheck) -> Any:
    """What the law says of one case or many, on a day. A case that cannot be read is named; the others are judged."""
    person(request)
    law = _law(key)
    rules = [law.rule(readable(name, f"body.rules.{number}")).id for number, name in enumerate(body.rules)]
    _limit(len(body.cases), len(rules) or len(law.rules))
    judges = _Judges(law, body)
    cases = [judges.answer(number, plain, rules or None) for number, plain in enumerate(body.cases, start=1)]
    failed = sum(one.error is not None for one in cases)
    return LawChecked(pack=law.key, on=body.on, cases=cases, judged=len(cases) - failed, failed=failed)


def _law(key: str, where: str = "path.key") -> Law:
    return load_law(readable(key, where))


def _limit(cases: int, rules: int) -> None:
    if cases > MOST_CASES:
        raise TooManyCasesError(f"There are {cases:,} cases; {MOST_CASES:,} are the most.", where="body.cases")
    if cases * rules > MOST_VERDICTS:
        raise TooManyCasesError(
            f"{cases:,} cases under {rules:,} rules make {cases * rules:,} verdicts; {MOST_VERDICTS:,} are the most.",
            where="body.cases",
        )


class _Judges:
    """A judge for each day that is asked for, under the readings and changes of one request."""

    def __init__(self, law: Law, asked: LawCheck) -> None:
        for place, value in (("body.readings", asked.readings), ("body.changes", asked.changes)):
            readable(value, place)
        self.law = law
        self.asked = asked
        self.alternatives = law.alternatives(asked.readings)
        self._found: dict[date, Judge] = {}
        if asked.on is not None:
            self.on(read_day(asked.on, "body.on"))

    def on(self, day: date) -> Judge:
        """The judge of a day; raises `NotKnownError` where it is asked to be strict."""
        if day not in self._found:
            self._found[day] = Judge(
                self.law, day, alternatives=self.alternatives, changed=self.asked.changes, strict=self.asked.strict
            )
        return self._found[day]

    def answer(self, number: int, given: dict[str, Any], rules: list[str] | None) -> LawCase:
        """The answer to one case; what is wrong with it is told in it."""
        place = f"body.cases.{number - 1}"
        plain = dict(readable(given, place))
        label, own = str(plain.pop("case", "")), plain.pop("on", None)
        try:
            day = self.asked.on if own is None else read_day(own, f"{place}.on")
            if day is None:
                raise InvalidRequestError("Say the day: `on` of the request, or of each case.", where=f"{place}.on")
            verdicts = self.on(day).check(read_case(self.law, plain, on=day, where=place, label=label), rules)
        except MeritbookError as problem:
            return LawCase(number=number, case=label, error=ErrorBody(**problem.plain()))
        return LawCase(number=number, case=label, verdicts=list(verdicts))
