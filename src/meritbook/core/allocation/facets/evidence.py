"""A position description read for its facets, once, and only as far as it is asked.

The working title, the current class and every heading that names a title are never read: not as words, and not to
tell whom a sentence is about.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property

from meritbook.core.allocation.facets.context import Voice, sentences, voice
from meritbook.core.allocation.facets.cue import Cue, Where
from meritbook.core.allocation.facets.derive import DERIVED
from meritbook.core.allocation.facets.headings import short_answers
from meritbook.core.allocation.facets.lexicon import CUES
from meritbook.core.allocation.facets.model import Answer, Reading, Strength
from meritbook.core.allocation.facets.phrasing import rephrased
from meritbook.core.allocation.facets.register import facet
from meritbook.core.allocation.facets.structured import pay_group, read
from meritbook.core.documents.model import Document, Quote, Span
from meritbook.core.positions.layout import lay_out
from meritbook.core.positions.model import PositionDescription, Statement

_WORK_FIELDS = (
    "purpose",
    "duties",
    "supervision",
    "policy_text",
    "budget_text",
    "decisions",
    "contacts",
    "programs",
    "other",
)
_ASKED_FIELDS = ("specialised_qualification", "qualifications")
_PLACE_FIELDS = ("department", "division", "unit", "location")
_ASKED_HEADING = re.compile(
    r"qualif|skills|education|experience|requirements?\b|knowledge|abilities|licen|certif|credential|\bksa",
    re.IGNORECASE,
)
_UNRELATED_HEADING = re.compile(
    r"about (?:the|us)|agency (?:description|overview|profile)|mission of|background of the|how to apply|to apply|"
    r"salary|benefits|"
    r"preferred|residency|equal opportunity|hours|loan forgiveness|additional information|posting",
    re.IGNORECASE,
)
_PREFERRED = re.compile(
    r"\b(?:prefer\w*|desir\w*|a plus|helpful|an advantage|not required|optional|ideal\w*)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"(?:\s+[\w'’-]+){0,2}?,?\s+(?:outside|beyond|other than|except|apart from|elsewhere in)\b", re.IGNORECASE
)
"""A denial that speaks only of what lies outside the incumbent's charge says nothing about what lies within it."""
_PAY_GROUP = re.compile(
    r"(?:supervis\w+|manag\w+|direct\w*|oversee\w*)[^.;]{0,120}?"
    r"(?:pay (?:scale )?(?:group|grade|level)|\bPSG)\s*(?:\(PSG\)\s*)?#?(\d{1,2})\b",
    re.IGNORECASE,
)
_MIN_DUTIES = 3
_MIN_WORDS = 40
_MIN_SENTENCE = 4
_WHOLE_TIME = (Decimal(95), Decimal(105))
"""Shares of time that add up to this tell the whole of the work, however short the words are."""
_MIN_SHARES = 2
"""One line at 100 % is a heading for the work, not a description of it."""
_HEADED = re.compile(r"(?P<heading>[^:.;]{3,60}):\s*(?P<answer>.+)", re.DOTALL)

_BY_FACET: dict[str, tuple[Cue, ...]] = {}
for _cue in CUES:
    _BY_FACET[_cue.facet] = (*_BY_FACET.get(_cue.facet, ()), _cue)


_ASKED_PART = ".asked"
_ASKED_LINE = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;] ))(?:[A-Z][\w’'-]*(?: [\w’'/&-]+){0,3}? )?"
    r"(?:[Qq]ualifications?|QUALIFICATIONS|[Ee]ducation and experience|[Rr]equired experience|[Kk]nowledge, skills)"
    r"(?: [\w’'-]+){0,3}\s*:\s*"
)


def _parts(statement: Statement) -> tuple[Statement, ...]:
    """A statement, with what is asked of candidates set apart where it stands under a heading of its own."""
    if not statement.evidence or statement.field.split(".")[0] not in _WORK_FIELDS:
        return (statement,)
    heading = _ASKED_LINE.search(statement.text)
    if heading is None or not statement.text[heading.end() :].strip():
        return (statement,)
    at = statement.span.start
    before, after = statement.text[: heading.start()].rstrip(), statement.text[heading.end() :]
    work = statement.model_copy(update={"text": before, "span": Span(start=at, end=at + len(before))})
    asked = Statement(
        field=statement.field + _ASKED_PART,
        label="required qualifications",
        span=Span(start=at + heading.end(), end=statement.span.end),
        text=after,
    )
    return (work, asked) if before else (asked,)


class Evidence:
    """What a position description says, facet by facet. Readings are made on first use and kept."""

    def __init__(self, position: PositionDescription) -> None:
        self.position = position
        self.document: Document
        self.statements: tuple[Statement, ...]
        self.document, laid_out = lay_out(position)
        self.statements = tuple(part for statement in laid_out for part in _parts(statement))
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._answers: dict[str, Answer] = {}
        self._places: dict[Where, tuple[Statement, ...]] = {
            "work": self._in(_WORK_FIELDS, work=True),
            "asked": self._asked(),
            "place": self._in(_PLACE_FIELDS),
            "above": tuple(s for s in self.statements if s.field == "reports_to"),
        }
        self._low = {s.field: s.text.lower() for s in self.statements}
        self._above = position.reports_to.title if position.reports_to else ""

    # --- what is described ---------------------------------------------------------------------------------

    @cached_property
    def duties(self) -> tuple[Statement, ...]:
        """The statements of duties; where none is set apart, the statements that describe the work."""
        listed = tuple(s for s in self.statements if s.field.startswith("duties."))
        return listed or tuple(s for s in self._places["work"] if s.field.startswith(("purpose", "other")))

    @cached_property
    def portions(self) -> tuple[tuple[int, int, Decimal | None], ...]:
        """The parts of the work, with their place and share of time: each duty, or each sentence where no duties are
        set apart."""
        if self.duties and self.duties[0].field.startswith("duties."):
            return tuple((s.span.start, s.span.end, s.weight) for s in self.duties)
        return tuple(
            (s.span.start + start, s.span.start + end, None)
            for s in self.duties
            for start, end in sentences(s.text)
            if len(s.text[start:end].split()) >= _MIN_SENTENCE
        )

    @cached_property
    def described(self) -> bool:
        """Whether the work is stated well enough for silence to mean something: two shares of time or more that
        add up to the whole of it, three duties, or forty words of them."""
        shares = [s.weight for s in self.duties if s.weight is not None]
        if len(shares) >= _MIN_SHARES and _WHOLE_TIME[0] <= sum(shares) <= _WHOLE_TIME[1]:
            return True
        words = sum(len(s.text.split()) for s in self.duties)
        return words >= _MIN_WORDS or (len(self.portions) >= _MIN_DUTIES and words >= _MIN_DUTIES * _MIN_SENTENCE)

    @cached_property
    def heaviest(self) -> Statement | None:
        """The duty with the most time; the first where no percents are given."""
        if not self.duties:
            return None
        return max(self.duties, key=lambda s: (s.weight if s.weight is not None else -1, -s.span.start))

    def quote(self, statement: Statement, start: int = 0, end: int | None = None) -> Quote:
        """A quote of part of a statement, with its label."""
        stop = len(statement.text) if end is None else end
        span = Span(start=statement.span.start + start, end=statement.span.start + stop)
        return self.document.quote(span, statement.label)

    def raises(self, key: str) -> Quote | None:
        """The first sentence on the work that raises the question of a facet without answering it."""
        pattern = facet(key).raised_by
        if not pattern:
            return None
        for statement in self._places["work"]:
            for match in re.finditer(rf"\b(?:{pattern})\b", statement.text, re.IGNORECASE):
                sentence = next(((b, e) for b, e in sentences(statement.text) if b <= match.start() < e), None)
                if sentence is None:
                    continue
                spoken = voice(statement.text, sentence, match.start(), match.end(), reports_to=self._above)
                if spoken not in (Voice.DENIED, Voice.CANDIDATE):
                    return self._phrase(statement, sentence, match.start(), match.end())
        return None

    # --- facets --------------------------------------------------------------------------------------------

    def answer(self, key: str) -> Answer:
        """All that the description says on one facet."""
        if key not in self._answers:
            found = self.readings(key)
            derive = DERIVED.get(key)
            if derive is not None:
                found = tuple(sorted((*found, *derive(self)), key=lambda r: (r.order, r.value)))
            complete = (
                key in ("staff.supervised", "staff.kinds", "subordinate_managers")
                and self.position.subordinates is not None
            )
            self._answers[key] = Answer(facet(key), found, self.described, complete)
        return self._answers[key]

    def readings(self, key: str) -> tuple[Reading, ...]:
        """What structured answers and words say on a facet, without what is derived from other facets."""
        if key not in self._readings:
            found = [r for r in (*self._structured, *self._short_answers) if r.facet == key]
            for entry in _BY_FACET.get(key, ()):
                found.extend(self._match(entry))
            if key == "supervises.pay_group":
                found.extend(self._pay_groups())
            unique = {(r.value, r.strength, r.quote.span.start, r.quote.span.end): r for r in found}
            self._readings[key] = tuple(sorted(unique.values(), key=lambda r: (r.order, r.value, r.strength)))
        return self._readings[key]

    @cached_property
    def _structured(self) -> tuple[Reading, ...]:
        by_field = {s.field: s for s in self.statements}

        def cite(field: str) -> tuple[Quote, int] | None:
            statement = by_field.get(field)
            return (self.quote(statement), statement.span.start) if statement else None

        return tuple(read(self.position, cite))

    @cached_property
    def _short_answers(self) -> tuple[Reading, ...]:
        """Bare answers under a heading, or behind the words of a question in the text."""
        found = []
        for statement in (*self._places["work"], *self._places["asked"]):
            headed = [(statement.label, statement.text, 0, len(statement.text))]
            for start, end in sentences(statement.text):
                inline = _HEADED.match(statement.text[start:end])
                if inline is not None:
                    headed.append((inline["heading"], inline["answer"], start, end))
            for heading, text, start, end in headed:
                first = next(((b, e) for b, e in sentences(statement.text) if b >= start), (start, end))
                for said in short_answers(heading, text):
                    quoted = self.quote(statement, first[0], min(first[1], end))
                    found.append(
                        Reading(said.facet, said.value, said.strength, quoted, statement.span.start + first[0])
                    )
        return tuple(found)

    @cached_property
    def _rephrased(self) -> tuple[tuple[Statement, tuple[int, int], str, str], ...]:
        """The sentences on the work that have another wording, each with that wording, also in small letters."""
        return tuple(
            (statement, sentence, other, other.lower())
            for statement in self._places["work"]
            for sentence in sentences(statement.text)
            for other in rephrased(statement.text[sentence[0] : sentence[1]])
        )

    def _match(self, entry: Cue) -> list[Reading]:
        found = []
        for where in entry.where:
            for statement in self._places[where]:
                low = self._low[statement.field]
                for match in entry.matches(statement.text, low):
                    start, end = match.span()
                    sentence = next(((b, e) for b, e in sentences(statement.text) if b <= start < e), None)
                    if sentence is None or end > sentence[1] + 1:
                        continue
                    judged = self._judge(entry, where, statement.text, sentence, start, end)
                    if judged is not None:
                        quoted = self._phrase(statement, sentence, start, min(end, sentence[1]))
                        order = statement.span.start + start
                        found.append(Reading(entry.facet, *judged, quoted, order, soft=entry.soft))
        if "work" in entry.where:
            found.extend(self._match_rephrased(entry))
        return found

    def _match_rephrased(self, entry: Cue) -> list[Reading]:
        """The cue in other wordings of the sentences; the quote is the sentence as it was written."""
        found = []
        for statement, sentence, other, low in self._rephrased:
            for match in entry.matches(other, low):
                judged = self._judge(entry, "work", other, (0, len(other)), match.start(), match.end())
                if judged is not None:
                    quoted = self.quote(statement, *sentence)
                    order = statement.span.start + sentence[0]
                    found.append(Reading(entry.facet, *judged, quoted, order, soft=entry.soft))
        return found

    def _judge(
        self, entry: Cue, where: Where, text: str, sentence: tuple[int, int], start: int, end: int
    ) -> tuple[str, Strength] | None:
        """The value and strength that a match has in its sentence, or None when it is not about the incumbent."""
        whole = text[sentence[0] : sentence[1]]
        asked = where == "asked" and entry.value == "required"
        if asked and (re.search(r"substitut", whole, re.IGNORECASE) or _PREFERRED.search(whole)):
            return None
        value, strength = entry.value, Strength.HEDGED if entry.hedged else Strength.STATED
        if entry.denies:
            spoken = voice(text, sentence, start, end, reports_to=self._above)
            if spoken is Voice.OTHERS and not entry.anyone:
                return None
            strength = Strength.DENIED
        elif where == "work":
            spoken = voice(text, sentence, start, end, reports_to=self._above)
            if spoken is Voice.CANDIDATE:
                return None
            if spoken is Voice.DENIED:
                strength = Strength.DENIED
            elif entry.anyone:
                pass
            elif spoken in (Voice.OTHERS, Voice.ORGANISATION):
                if not entry.of_unit:
                    return None
            elif spoken is Voice.ASSISTS:
                if not (entry.assisting or entry.of_unit or entry.helping):
                    return None
                value = entry.assisting or value
            elif spoken is Voice.HEDGED:
                strength = Strength.HEDGED
        elif where == "asked" and re.search(
            r"\b(?:no|not|without)\b[^,;]{0,40}$", text[sentence[0] : start], re.IGNORECASE
        ):
            strength = Strength.DENIED
        if strength is Strength.DENIED and (
            _ELSEWHERE.match(text[end : sentence[1]]) or _ELSEWHERE.search(text[start:end])
        ):
            return None
        return value, strength

    def _phrase(self, statement: Statement, sentence: tuple[int, int], start: int, end: int) -> Quote:
        """The words around a match that a person needs: the sentence, or its part when it is long."""
        if sentence[1] - sentence[0] <= 160:
            return self.quote(statement, sentence[0], sentence[1])
        text = statement.text
        left = max((text.rfind(mark, sentence[0], start) for mark in (", ", ": ", " (")), default=-1)
        left = left + 2 if left >= sentence[0] and start - left <= 60 else start
        marks = [place for mark in (", ", "; ", ")") if (place := text.find(mark, end, sentence[1])) >= 0]
        right = min([*marks, sentence[1]])
        if right - end > 90:
            right = text.find(" ", end + 60, sentence[1])
            right = sentence[1] if right < 0 else right
        return self.quote(statement, left, right)

    def _pay_groups(self) -> list[Reading]:
        found = []
        for statement in self._places["work"]:
            for match in _PAY_GROUP.finditer(statement.text):
                sentence = next(((b, e) for b, e in sentences(statement.text) if b <= match.start() < e), None)
                if sentence is None or voice(
                    statement.text, sentence, match.start(), match.end(), reports_to=self._above
                ) not in (Voice.STATED,):
                    continue
                quoted = self._phrase(statement, sentence, match.start(), match.end())
                found.append(
                    Reading(
                        "supervises.pay_group",
                        pay_group(match[1]),
                        Strength.STATED,
                        quoted,
                        statement.span.start + match.start(),
                    )
                )
        return found

    # --- which statements are read for what -----------------------------------------------------------------

    def _in(self, fields: tuple[str, ...], *, work: bool = False) -> tuple[Statement, ...]:
        return tuple(
            s
            for s in self.statements
            if s.evidence
            and s.field.split(".")[0] in fields
            and not s.field.endswith(_ASKED_PART)
            and not (
                work
                and s.field.startswith("other.")
                and (_ASKED_HEADING.search(s.label) or _UNRELATED_HEADING.search(s.label))
            )
        )

    def _asked(self) -> tuple[Statement, ...]:
        return tuple(
            s
            for s in self.statements
            if s.evidence
            and (
                s.field in _ASKED_FIELDS
                or s.field.endswith(_ASKED_PART)
                or (
                    s.field.startswith("other.")
                    and _ASKED_HEADING.search(s.label)
                    and not _UNRELATED_HEADING.search(s.label)
                )
            )
        )
