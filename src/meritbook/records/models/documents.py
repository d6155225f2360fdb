"""Originals of documents, kept byte for byte under their hash."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cached_property
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from meritbook.core.documents.model import Document
from meritbook.core.errors import MeritbookError
from meritbook.records.models.common import Vouched
from meritbook.records.models.people import User

sha256_validator = RegexValidator(r"^[0-9a-f]{64}$", "A SHA-256 has 64 hexadecimal digits.")


class OriginalAlteredError(MeritbookError):
    """The stored original is missing, or is not the bytes that were stored."""

    code = "document.original_altered"
    remedy = "Restore the file from a backup; `meritbook verify` lists every original that is affected."
    http_status = 500


def storage_name(sha256: str) -> str:
    """Where an original lies in the document store: by its hash, so that the same bytes are kept once."""
    return f"{sha256[:2]}/{sha256}"


def store_original(data: bytes) -> str:
    """Keep the bytes and return their SHA-256. Done before the row is written: a row never lacks its original.

    They are written under another name, flushed to the disk and moved into place, so that no file is ever there in
    part.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = Path(default_storage.path(storage_name(sha256)))
    if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, incoming = tempfile.mkstemp(dir=path.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # Also over a file that is not what its name says: the right bytes take its place.
        Path(incoming).replace(path)
    except BaseException:
        Path(incoming).unlink(missing_ok=True)
        raise
    return sha256


class StoredDocument(Vouched):
    """A document: its identity, what was read from it, and by its hash the original."""

    sha256 = models.CharField(max_length=64, unique=True, validators=[sha256_validator])
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=127)
    size = models.PositiveBigIntegerField()
    encoding = models.CharField(max_length=64, blank=True)
    document_json = models.TextField(blank=True)
    """The document as read, in canonical JSON; empty for one that Meritbook wrote and does not read (a letter)."""
    text = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Empty when the program itself stored it."""
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        indexes = [models.Index(fields=["-uploaded_at", "-id"])]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="storeddocument_named")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def document(self) -> Document:
        """The document as read; raises `ValueError` for one that Meritbook wrote itself."""
        if not self.document_json:
            raise ValueError(f"{self.name} was written by Meritbook and has not been read")
        return Document.model_validate_json(self.document_json)

    def original(self) -> bytes:
        """The bytes that were stored, checked against their hash; raises `OriginalAlteredError`."""
        name = storage_name(self.sha256)
        try:
            with default_storage.open(name) as file:
                data: bytes = file.read()
        except OSError as problem:
            raise OriginalAlteredError(f"The original of {self.name} is missing.", where=name) from problem
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise OriginalAlteredError(f"The original of {self.name} was altered.", where=name)
        return data
