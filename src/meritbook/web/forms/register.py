"""What the forms of the results register share: a form, a field of several lines, and the choice of a department."""

from __future__ import annotations

from typing import Any

from django import forms

from meritbook.records.models import Department


def words(
    label: str, help_text: str = "", *, required: bool = True, rows: int = 3, most: int = 4_000
) -> forms.CharField:
    """A field of several lines with at most `most` characters."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most, widget=area)


class Plain(forms.Form):
    """A form whose browser checks nothing: what is wrong is told by the page."""

    use_required_attribute = False


class DepartmentForm(Plain):
    """Names a department, or the enterprise as a whole where the person may act for it."""

    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        queryset=Department.objects.none(), label="Department", required=False, empty_label="The enterprise as a whole"
    )

    def __init__(self, *args: Any, departments: Any, everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["department"]
        field.queryset = departments  # type: ignore[attr-defined]
        if not everywhere:
            field.required, field.empty_label = True, None  # type: ignore[attr-defined]
