"""Open questions as lists need them: each once, and which candidates wait for it or were decided by a precedent on it.

Only questions that several candidates can share are kept here; a fact about one person is asked of that person alone.
Like a finding, all of this can be computed again from the record, so the ledger does not vouch for it.
"""

from __future__ import annotations

import json

from django.db import models

from meritbook.records.models.documents import sha256_validator
from meritbook.records.models.qualifications import Finding, Precedent


class AskedQuestion(models.Model):
    """A question that was asked of somebody, once for all whom it is asked of."""

    identity = models.CharField(max_length=64, unique=True, validators=[sha256_validator])
    """`core.qualifications.precedent.Question.identity`."""
    says = models.TextField()
    """As it is asked of the first of them: their names are taken out where it is shown."""
    ask = models.CharField(max_length=64)
    asks_months = models.BooleanField()
    required_words = models.TextField()
    evidence_json = models.TextField()
    """The words of the candidate on which the answer rests, a JSON list, as stated; names are taken
    out where they are shown."""
    policy = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.says

    @property
    def evidence(self) -> tuple[str, ...]:
        """The candidate's words on which the answer rests."""
        return tuple(json.loads(self.evidence_json))


class FindingQuestion(models.Model):
    """That a finding waits for a question, or rests on the precedent that answered it."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="asked")
    question = models.ForeignKey(AskedQuestion, on_delete=models.PROTECT, related_name="uses")
    key = models.CharField(max_length=200)
    """Where it stands for this candidate: a node of the requirement, or a node and a job."""
    precedent = models.ForeignKey(Precedent, on_delete=models.PROTECT, null=True, blank=True, related_name="uses")
    """The precedent that answered it; empty while it is open."""

    class Meta:
        ordering = ["finding", "key"]
        constraints = [models.UniqueConstraint(fields=["finding", "key"], name="findingquestion_key_unique")]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.key}"
