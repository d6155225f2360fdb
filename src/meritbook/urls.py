"""All addresses: the pages, signing in, and the API."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from meritbook.api.main import api
from meritbook.web.step_up import Again

# Of allauth's addresses only these: there is no sign-up, and no mail that a reset could be sent by.
sign_in = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", Again.as_view(), name="account_reauthenticate"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
]

urlpatterns = [
    path("", include("meritbook.web.urls")),
    path("account/", include(sign_in)),
    path("api/", api.urls),
]

handler400 = "meritbook.web.errors.bad_request"
handler403 = "meritbook.web.errors.forbidden"
handler404 = "meritbook.web.errors.not_found"
handler500 = "meritbook.web.errors.server_error"
