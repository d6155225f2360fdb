"""Groups of like rows in a form (duties, subordinates, programs), without any script.

The rows are numbered in the names of the fields (`duties-0-text`). A page shows the rows that are filled and some
empty ones; a button asks the server for more. Empty rows are dropped, the rest keep their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

MOST = 200
"""More rows than any description has; a request for more is cut, so that a forged form cannot ask for millions."""


class RowForm(forms.Form):
    """One row. All its fields are optional; `filled` says whether anything was typed."""

    template_name_div = "partials/row.html"
    called = ""
    """What one row is called where its mistakes are listed, such as `Step`."""

    @property
    def number(self) -> int:
        """Its place among the rows, from 1."""
        return int((self.prefix or "0").rpartition("-")[2]) + 1

    @property
    def asks(self) -> bool:
        """Whether what is required is asked for: not of an empty row, which is dropped."""
        return self.filled() or any(value not in (None, "") for value in self.initial.values())

    def filled(self) -> bool:
        """Whether any field of the row was typed into."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields)

    def full_clean(self) -> None:
        """A row that nobody typed into has no mistakes, also when a page asks for them."""
        if self.is_bound and not self.filled():
            self._errors = ErrorDict()
            self.cleaned_data = {}
            return
        super().full_clean()


class Rows:
    """Several forms of one kind, bound to the same data or to initial values."""

    def __init__(
        self,
        form_class: type[RowForm],
        prefix: str,
        *,
        data: Mapping[str, Any] | None = None,
        initial: Sequence[Mapping[str, Any]] = (),
        spare: int = 1,
        least: int = 1,
        step: int = 5,
    ) -> None:
        self.prefix = prefix
        if data is None:
            count = max(len(initial) + spare, least)
            values = [*initial, *({} for _ in range(count - len(initial)))]
            self.forms = [form_class(prefix=f"{prefix}-{n}", initial=dict(one)) for n, one in enumerate(values)]
        else:
            count = min(_number(data.get(f"{prefix}-rows")), MOST)
            if f"{prefix}-more" in data:
                count = min(count + step, MOST)
            self.forms = [form_class(data, prefix=f"{prefix}-{n}", use_required_attribute=False) for n in range(count)]
        self.count = len(self.forms)

    def __iter__(self) -> Any:
        return iter(self.forms)

    def is_valid(self) -> bool:
        """Whether every filled row is right; each is checked, so that all mistakes are shown at once."""
        verdicts = [form.is_valid() for form in self.forms if form.filled()]
        return all(verdicts)

    def values(self) -> list[dict[str, Any]]:
        """The cleaned values of the filled rows, in order."""
        return [form.cleaned_data for form in self.forms if form.filled()]

    def filled_forms(self) -> list[RowForm]:
        """The filled rows, in the order of `values`."""
        return [form for form in self.forms if form.filled()]


def _number(text: Any) -> int:
    value = str(text or "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0
