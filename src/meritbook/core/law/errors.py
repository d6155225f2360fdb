"""What can be wrong with a law pack, with the facts of a case, or with a question put to the law."""

from __future__ import annotations

from meritbook.core.errors import MeritbookError


class PackError(MeritbookError):
    """A file of a law pack with a key that is missing, unknown, of the wrong kind or out of range."""

    code = "law.pack_invalid"
    remedy = "Correct the named key of the named file; docs/reference/law-packs.md lists the keys."
    http_status = 500


class SyntaxOfFileError(PackError):
    """A file of a law pack that is not valid TOML, for instance because a key stands in it twice."""

    code = "law.not_toml"
    remedy = "Correct the named line of the file."


class UnknownKeyError(PackError):
    """A file of a law pack with a key that packs do not have: a misspelt one must not pass unseen."""

    code = "law.unknown_key"
    remedy = "Correct or take out the named key; docs/reference/law-packs.md lists the keys."


class DuplicateIdError(PackError):
    """Two things of one law pack go by the same id."""

    code = "law.duplicate_id"
    remedy = "Give one of the two another id, or take it out."


class OverlapError(PackError):
    """Two values of one parameter hold on the same day."""

    code = "law.values_overlap"
    remedy = "End the earlier value before the day on which the later one starts."


class GapError(PackError):
    """A day of the known term of a pack on which a parameter has no value."""

    code = "law.values_gap"
    remedy = "Give the value that holds on the named day, or shorten the known term of the pack."


class UncitedError(PackError):
    """A parameter, a rule, a reading or a table without a citation, or a citation of a source that the pack lacks."""

    code = "law.citation_missing"
    remedy = "Say where it stands: citation = { source = …, place = … }, with a source of the pack."


class QuoteError(PackError):
    """A quote that is too long, or that does not stand in the source that it is said to be from."""

    code = "law.quote_not_found"
    remedy = "Quote fewer than ten words, exactly as they stand in the source."


class ExpressionError(PackError):
    """A check that is not written in the language of checks."""

    code = "law.expression_invalid"
    remedy = "Write it with the signs and functions that docs/reference/law-language.md lists."


class UnknownInExpressionError(ExpressionError):
    """A check that names a fact, parameter, table, step or function that the pack does not have."""

    code = "law.expression_unknown_name"
    remedy = "Correct the name, or add the fact, parameter or table to the pack."


class TypeInExpressionError(ExpressionError):
    """A check that compares or adds what differs in kind or in unit, or whose figures could grow without bound."""

    code = "law.expression_type"
    remedy = "Compare only like with like: the same kind, and the same unit."


class UnknownPackError(MeritbookError):
    """No law pack goes by the name."""

    code = "law.unknown_pack"
    remedy = "Use one of the packs that `meritbook law list` and the page “Law” show."
    http_status = 404


class UnknownRuleError(MeritbookError):
    """No rule of the pack goes by the name."""

    code = "law.unknown_rule"
    remedy = "Use one of the rules that `meritbook law list` and the page of the pack show."
    http_status = 404


class UnknownReadingError(MeritbookError):
    """No reading of the pack goes by the name, or it is chosen in a way that there is not."""

    code = "law.unknown_reading"
    remedy = "Use ID=alternative or ID=taken with a reading that `meritbook law show RULE` lists."
    http_status = 404


class UnknownParameterError(MeritbookError):
    """A value was to be changed for a simulation, and the pack has no such number."""

    code = "law.unknown_parameter"
    remedy = "Use NAME=NUMBER with a number that `meritbook law show RULE` lists."
    http_status = 404


class UnknownFactError(MeritbookError):
    """A case has a fact that no rule of the pack knows."""

    code = "law.unknown_fact"
    remedy = "Correct the name; `meritbook law facts` lists the facts of a pack. A misspelt fact must not pass unseen."


class FactError(MeritbookError):
    """A fact of a case is not of its kind, its unit or its range."""

    code = "law.fact_invalid"
    remedy = "Correct the value; `meritbook law facts` says of each fact what it is."


class NotKnownError(MeritbookError):
    """In strict mode: the day lies outside the term for which the pack is known, or after it was last checked."""

    code = "law.not_known_on_day"
    remedy = "Choose a day in the known term, check the law anew and record it in the pack, or leave --strict out."
    http_status = 409
