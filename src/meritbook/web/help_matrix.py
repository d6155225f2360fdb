"""The addresses of help in the results initiatives against every role."""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of

_IN_OFFICE = tuple(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)
_GIVERS = (Role.RESULTS_ADMINISTRATOR, Role.RESULTS_FACILITATOR, Role.RESULTS_PRACTITIONER)
_ASKER = Role.DEPARTMENT_DIRECTOR
"""Who asked, in the record of the tests."""
_SEES = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.RESULTS_FACILITATOR, Role.RESULTS_PRACTITIONER, _ASKER)}
_GIVES = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.RESULTS_FACILITATOR, Role.RESULTS_PRACTITIONER)}
_OWN_HOURS = some_of(Role.RESULTS_FACILITATOR)
"""Of what the facilitator has taken and entered, in the record of the tests."""
_ASSIGNS = all_of(Role.RESULTS_ADMINISTRATOR)

HELP: dict[str, Address] = {
    "web:help": Address(get=all_of(*_IN_OFFICE)),
    "web:help_new": Address(get=all_of(*_IN_OFFICE), post=all_of(*_IN_OFFICE)),
    "web:help_request": Address(get=_SEES),
    "web:help_take": Address(get=_GIVES, post=_GIVES),
    "web:help_decline": Address(get=_GIVES, post=_GIVES),
    "web:help_done": Address(get=_OWN_HOURS, post=_OWN_HOURS),
    "web:help_withdraw": Address(get=some_of(_ASKER), post=some_of(_ASKER)),
    "web:help_rate": Address(get=some_of(_ASKER), post=some_of(_ASKER)),
    "web:hours": Address(get=all_of(*_GIVERS)),
    "web:hours_new": Address(get=all_of(*_GIVERS), post=all_of(*_GIVERS)),
    "web:hours_withdraw": Address(get=_OWN_HOURS, post=_OWN_HOURS),
    "web:assignments": Address(get=all_of(*_IN_OFFICE)),
    "web:assignment_new": Address(get=_ASSIGNS, post=_ASSIGNS),
    "web:assignment_end": Address(get=_ASSIGNS, post=_ASSIGNS),
}
