"""Bytes into characters: by byte order mark, by declaration, as UTF-8, and only then by a guess that says so.

The guess weighs the single-byte encodings that Western office files were saved in by how the characters stand in their
words: an apostrophe between letters speaks for windows-1252, a box-drawing corner inside a word against code page 437.
Texts in other scripts go to charset-normalizer. Follows: WHATWG Encoding Standard for labels.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from meritbook.readers.errors import BinaryFileError, EncodingError

_MARKS: Final = (  # the longer ones first: UTF-32 LE starts with the mark of UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN: Final = ("windows-1252", "mac-roman", "cp850", "cp437")
_LABELS: Final = {
    "ascii": "windows-1252", "us-ascii": "windows-1252", "iso-8859-1": "windows-1252", "latin1": "windows-1252",
    "latin-1": "windows-1252", "iso8859-1": "windows-1252", "l1": "windows-1252", "cp1252": "windows-1252",
    "x-cp1252": "windows-1252",
    "windows-1252": "windows-1252", "macintosh": "mac-roman", "mac": "mac-roman", "x-mac-roman": "mac-roman",
    "unicode": "utf-16-le", "utf8": "utf-8", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-9": "windows-1254",
}  # fmt: skip
_SAMPLE: Final = 256 * 1024
_NON_TEXT: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_LETTERS_ABOVE: Final = re.compile(rb"[\x80-\xff]{3,}")
_CHARSET: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]+)""", re.I
)


class Decoded(NamedTuple):
    """Text, the encoding it was stored in, and what a person should know about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML or XML file declares in its first 4,096 bytes, or None."""
    found = _CHARSET.search(data[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def decode(data: bytes, *, name: str, declared: str | None = None) -> Decoded:
    """Decode a text file.

    The text is the file, character for character, without its byte order mark; line ends stay as they are. It never
    holds NUL or half of a surrogate pair. Raises `BinaryFileError` for what is no text, `EncodingError` for what
    fits no encoding.
    """
    for mark, encoding in _MARKS:
        # A UTF-32 LE mark is also a UTF-16 LE mark followed by NUL, which no text holds: try, then go on.
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is not None and "\0" not in text:
                return Decoded(text, encoding)
            if encoding != "utf-32-le":
                raise EncodingError(
                    f"“{name}” starts with the mark of {encoding.upper()}, and its bytes are not {encoding.upper()}."
                )
    if b"\0" in data:
        return _without_mark(data, name)
    as_utf8 = _strict(data, "utf-8")
    wanted = _codec(declared) if declared else None
    if as_utf8 is not None and (wanted in {None, "utf-8"} or data.isascii() or wanted in _NUL_WIDE):
        _refuse_binary(data, name)
        return Decoded(as_utf8, "utf-8")
    if as_utf8 is not None:
        return Decoded(as_utf8, "utf-8", (f"The file declares {declared}, and its bytes are UTF-8: read as UTF-8.",))
    if wanted is not None and wanted != "utf-8":
        text = _strict(data, wanted)
        if text is not None:
            return Decoded(text, wanted)
    _refuse_binary(data, name)
    guessed = _guess(data, name)
    said = f"The file declares {declared}, which does not fit. " if declared else "The file does not say its encoding. "
    return guessed._replace(
        warnings=(f"{said}It was read as {guessed.encoding} by a guess: check accents and quotation marks.",)
    )


_NUL_WIDE: Final = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})


def _codec(label: str) -> str | None:
    """The codec for a declared label; None for one that is unknown or does not decode to text."""
    known = _LABELS.get(label.strip().lower())
    if known:
        return known
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    # Codecs such as "zip" or "hex" change bytes to bytes; a file must not choose one of them.
    return _spoken(info.name) if getattr(info, "_is_text_encoding", False) and info.name not in _UNWANTED else None


def _spoken(codec: str) -> str:
    """The name of a codec as standards and browsers spell it."""
    name = codec.replace("_", "-")
    return name.replace("cp125", "windows-125") if name.startswith("cp125") else name


_UNWANTED: Final = frozenset(
    {"utf-7", "idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"}
)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding, "strict")
    except (UnicodeError, LookupError):
        return None


def _without_mark(data: bytes, name: str) -> Decoded:
    """UTF-16 or UTF-32 that forgot its mark shows NULs at regular places; any other NUL means no text."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    for width, encodings in ((4, ("utf-32-le", "utf-32-be")), (2, ("utf-16-le", "utf-16-be"))):
        if len(data) % width:
            continue
        for encoding in encodings:
            at = width - 1 if encoding.endswith("le") else 0
            column = sample[at::width]
            if not column or column.count(0) < 0.5 * len(column):
                continue
            text = _strict(data, encoding)
            if text is not None and "\0" not in text:
                warning = f"The file does not say its encoding. It was read as {encoding}, from the pattern of bytes."
                return Decoded(text, encoding, (warning,))
    raise BinaryFileError(f"“{name}” is not a text file: it holds NUL bytes.", where=f"byte {data.index(0)}")


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    strange = len(_NON_TEXT.findall(sample))
    if (strange > 8 and strange > 0.01 * len(sample)) or strange == len(sample) > 0:
        raise BinaryFileError(
            f"“{name}” is not a text file: {strange} of its first {len(sample)} bytes are control codes."
        )


def _guess(data: bytes, name: str) -> Decoded:
    first = _HIGH.search(data)
    start = max(0, (first.start() if first else 0) - 1024)
    sample = data[start : start + _SAMPLE]
    high = len(_HIGH.findall(sample))
    runs = sum(map(len, _LETTERS_ABOVE.findall(sample)))
    if runs <= 0.5 * high:
        best = _western(sample)
        if best is not None:
            text = _strict(data, best)
            if text is not None:
                return Decoded(text, best)
    encoding = _by_statistics(sample)
    for candidate in (encoding, "windows-1252"):
        text = _strict(data, candidate) if candidate else None
        if candidate and text is not None:
            return Decoded(text, candidate)
    raise EncodingError(f"“{name}” fits no known text encoding.", where=f"byte {first.start() if first else 0}")


def _by_statistics(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # loaded here: most files never need it

    match = from_bytes(sample).best()
    return _spoken(match.encoding) if match else None


def _western(sample: bytes) -> str | None:
    """The single-byte encoding in which the characters above ASCII stand most naturally; None if none does."""
    places = [found.start() for found in _HIGH.finditer(sample)][:4000]
    best: tuple[float, str] | None = None
    for encoding in _WESTERN:
        text = sample.decode(encoding, "replace")  # one byte is one character, so places carry over
        score = sum(_naturalness(text, place) for place in places) / max(1, len(places))
        if best is None or score > best[0]:
            best = (score, encoding)
    return best[1] if best and best[0] > 0.2 else None


def _naturalness(text: str, place: int) -> float:
    """From -2 (cannot be meant) to 1 (as in print) for one character among its neighbours."""
    character = text[place]
    before = text[place - 1] if place else "\n"
    after = text[place + 1] if place + 1 < len(text) else "\n"
    if character in "’‘":
        return 1.0 if before.isalpha() or after.isalpha() else 0.2
    if character in "“„":
        return 1.0 if not before.isalnum() and not after.isspace() else -0.5
    if character == "”":
        return 1.0 if not before.isspace() and not after.isalnum() else -0.5
    if character in "–—":
        return 0.9 if before.isalnum() == after.isalnum() else 0.5
    if character in "•·§¶\u00a0\u00ad":
        return 0.9 if not before.isalpha() or character == "\u00a0" else -0.3
    if character in "…®™©°½¼¾€£¢¥²³º":
        return 0.5
    if character.isalpha():
        if character.isupper() and before.islower():
            return -1.0
        if character in "ÿþðÐÞƒªºıµßŸ":
            return 0.0
        beside = before.isalpha() or after.isalpha()
        return (0.8 if ord(character) < 0x180 else -0.5) if beside else (-0.2 if character != "à" else 0.5)
    return -2.0 if character == "�" or ord(character) < 0xA0 else -1.0
