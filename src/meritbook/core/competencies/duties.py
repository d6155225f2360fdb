"""Which competencies the duties of a class call for, by the cues of a model, with the words and their places.

A cue that is found is shown with its sentence, for a person to judge. A competency without any stays undetermined: a
class specification that does not speak of integrity does not say that it is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from meritbook.core.classes.model import JobClass, Series
from meritbook.core.competencies.model import Competency, CompetencyModel
from meritbook.core.documents.model import Document, Passage, Quote, Span
from meritbook.core.values import Value


class CueFound(Value):
    """A sentence of the class in which a cue stands."""

    cues: tuple[str, ...]
    """Those of the model that stand in it."""
    words: tuple[Span, ...]
    """Where they stand, in the document."""
    quote: Quote
    """The sentence."""

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The sentence in pieces, each with whether it is a cue."""
        found: list[tuple[str, bool]] = []
        at, first = 0, self.quote.span.start
        for one in self.words:
            found += [
                (self.quote.text[at : one.start - first], False),
                (self.quote.text[one.start - first : one.end - first], True),
            ]
            at = one.end - first
        return tuple(piece for piece in (*found, (self.quote.text[at:], False)) if piece[0])


class CalledFor(Value):
    """A competency of the model, and where the class calls for it."""

    competency: str
    name: str
    found: tuple[CueFound, ...]
    """In the order of the document."""
    undetermined: str
    """Why nothing can be said, and who settles it; empty where something was found."""


def called_for(
    model: CompetencyModel, document: Document, series: Series, job_class: JobClass
) -> tuple[CalledFor, ...]:
    """Each competency of the model, in its order, with the sentences of the class that call for it.

    What is read: definition, duties, capacities, and knowledge, skills and abilities of the class; duties and
    knowledge that the text states once for the series; and the concept of the series.
    """
    sentences = [one for label, passage in _read(series, job_class) for one in _sentences(document, passage, label)]
    return tuple(_called(one, sentences, document) for one in model.competencies)


def _read(series: Series, job_class: JobClass) -> Iterator[tuple[str, Passage]]:
    for label, passages in (
        ("definition", job_class.definition),
        ("duties", job_class.duties),
        ("capacities", job_class.capacities),
        ("knowledge, skills and abilities", job_class.knowledge_skills_abilities),
        ("duties of the series", series.duties),
        ("knowledge, skills and abilities of the series", series.knowledge_skills_abilities),
        ("concept of the series", series.concept),
    ):
        for one in passages:
            yield label, one


_END = re.compile(r"[.;!?](?=\s)")


def _sentences(document: Document, passage: Passage, label: str) -> Iterator[tuple[Span, str]]:
    for span in passage.spans:
        start = span.start
        ends = [found.end() for found in _END.finditer(document.text, span.start, span.end)]
        for end in (*ends, span.end):
            said = document.text[start:end]
            if said.strip():
                lead = len(said) - len(said.lstrip())
                yield Span(start=start + lead, end=start + len(said.rstrip())), label
            start = end


def _called(competency: Competency, sentences: list[tuple[Span, str]], document: Document) -> CalledFor:
    found = []
    for span, label in sentences:
        cues, words = [], []
        for cue in competency.cues:
            places = [Span(start=one.start(), end=one.end()) for one in _pattern(cue).finditer(
                document.text, span.start, span.end
            )]  # fmt: skip
            if places:
                cues.append(cue)
                words += places
        if cues:
            found.append(CueFound(cues=tuple(cues), words=_apart(words), quote=document.quote(span, label)))
    undetermined = ""
    if not competency.cues:
        undetermined = "The model names no words by which duties call for it. Whoever keeps the model can add them."
    elif not found:
        undetermined = (
            "No words of the class were found that call for it. That is no proof that it is not needed: a "
            "classification analyst settles it."
        )
    found.sort(key=lambda one: one.quote.span.start)
    return CalledFor(competency=competency.key, name=competency.name, found=tuple(found), undetermined=undetermined)


def _apart(words: list[Span]) -> tuple[Span, ...]:
    """The places in their order, those that overlap made one."""
    kept: list[Span] = []
    for one in sorted(words, key=lambda span: (span.start, span.end)):
        if kept and one.start < kept[-1].end:
            kept[-1] = Span(start=kept[-1].start, end=max(kept[-1].end, one.end))
        else:
            kept.append(one)
    return tuple(kept)


@lru_cache(maxsize=1_000)
def _pattern(cue: str) -> re.Pattern[str]:
    """A word or several, whole, in any case and over any white space; `*` at the end of a word is any ending."""
    words = [re.escape(one.rstrip("*")) + (r"\w*" if one.endswith("*") else "") for one in cue.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)
