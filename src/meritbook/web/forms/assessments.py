"""Forms on competency assessments: drawing one up, naming who is asked, its days, declining, delegating, a receipt."""

from __future__ import annotations

from typing import Any

from django import forms

from meritbook.actions.round_outlook import GROUPS
from meritbook.core.competencies.answers import RaterGroup
from meritbook.desk.model_names import names_apart
from meritbook.records.models import CompetencyModelRow, MultiraterAssessment
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import Plain, words


class _ModelChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic when it runs
    def label_from_instance(self, obj: CompetencyModelRow) -> str:
        """The model by its name, told apart from others that bear it."""
        if not hasattr(self, "_names"):
            self._names = names_apart(self.queryset or ())
        return self._names.get(obj.pk, obj.name)


class _FollowsChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # the same
    def label_from_instance(self, obj: MultiraterAssessment) -> str:
        """An earlier assessment by the day on which it began."""
        return f"{obj.subject.full_name}, from {obj.starts_on:%-d %B %Y}" if obj.starts_on else obj.subject.full_name


class SubjectForm(Plain):
    """Who is assessed, and by which model: the first step, as the roles follow from the model."""

    subject = PersonField(label="Who is assessed")
    model = _ModelChoice(queryset=CompetencyModelRow.objects.none(), label="Competency model", empty_label=None)

    def __init__(self, *args: Any, models: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["model"].queryset = models  # type: ignore[attr-defined]


class RoleForm(Plain):
    """In which role, and what it is compared with."""

    role = forms.ChoiceField(label="In which role", widget=forms.RadioSelect)
    follows = _FollowsChoice(
        queryset=MultiraterAssessment.objects.none(),
        label="Compared with",
        required=False,
        empty_label="No earlier assessment",
        help_text="A closed assessment of the same person.",
    )

    def __init__(self, *args: Any, roles: Any, earlier: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.name}: {one.says}" if one.says else one.name) for one in roles
        ]
        self.fields["follows"].queryset = earlier  # type: ignore[attr-defined]


class RaterForm(Plain):
    """Somebody who is asked: a person on record, or a guest by name and address."""

    group = forms.ChoiceField(
        label="Group", choices=[(one.value, name) for one, name in GROUPS.items()], widget=forms.RadioSelect
    )
    user = PersonField(label="Somebody who signs in here", required=False)
    guest = forms.CharField(
        label="Name of a guest",
        required=False,
        max_length=200,
        help_text="Somebody without an account. Guests are asked among the others.",
    )
    address = forms.EmailField(
        label="E-mail address of the guest",
        required=False,
        max_length=254,
        help_text="A link is sent there when the assessment is opened.",
    )

    because = forms.CharField(
        label="Why they are asked so",
        required=False,
        max_length=1_000,
        help_text="Of a supervisor or a report whom the positions on record do not show as one. The person assessed is "
        "told: of a supervisor why, of reports how many.",
    )

    def clean_group(self) -> RaterGroup:
        """The group."""
        return RaterGroup(self.cleaned_data["group"])

    def clean(self) -> dict[str, Any]:
        """Either somebody on record, or a guest's name and address."""
        found = super().clean() or {}
        if self.errors:
            return found
        guest = bool(found.get("guest") or found.get("address"))
        if guest and not found.get("user"):
            if not found.get("address"):
                self.add_error("address", "Give the address to which the guest is sent the link.")
            if not found.get("guest"):
                self.add_error("guest", "Give the name of the guest.")
            return found
        if bool(found.get("user")) == guest:
            self.add_error("user", "Name somebody who signs in here, or give the name and the address of a guest.")
        return found


class DaysForm(Plain):
    """Between which days it is answered; and where nothing would be told, that it is opened all the same."""

    starts_on = forms.DateField(label="First day", help_text=DAY)
    last_day = forms.DateField(label="Last day", help_text=DAY)

    def ask_to_confirm(self) -> None:
        """Ask whether it is to be opened although nothing of the groups would be told."""
        label = "Open it although nothing of the groups will be told"
        self.fields["confirm"] = forms.BooleanField(label=label, required=False)


class BecauseForm(Plain):
    """One reason."""

    because = words("Reason", rows=4, most=4_000)

    def __init__(
        self, *args: Any, label: str = "Reason", help_text: str = "", required: bool = True, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        field = self.fields["because"]
        field.label, field.help_text, field.required = label, help_text, required


class DelegateForm(Plain):
    """Who answers instead."""

    delegate = PersonField(label="Who answers instead")


class ReceiptForm(Plain):
    """The receipt of an answer."""

    receipt = forms.CharField(
        label="Receipt",
        max_length=200,
        help_text="As it was shown once when the answer was sent. Spaces and hyphens do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class NoForm(Plain):
    """Nothing but a confirmation."""
