"""Originals of documents, kept byte for byte under their hash."""

from __future__ import annotations

from functools import cached_property

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from meritbook.core.documents.model import Document
from meritbook.records.models.common import Vouched
from meritbook.records.models.people import User
from meritbook.records.originals import OriginalAlteredError, read_original, storage_name, store_original

__all__ = ["OriginalAlteredError", "StoredDocument", "sha256_validator", "storage_name", "store_original"]

sha256_validator = RegexValidator(r"^[0-9a-f]{64}$", "A SHA-256 has 64 hexadecimal digits.")


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
        """The bytes that were stored, checked against their hash.

        Raises `OriginalAlteredError` and `StorageUnreachableError`.
        """
        return read_original(self.sha256, self.name)
