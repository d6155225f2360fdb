"""The site as a WSGI application: what `meritbook serve` hands to the server process."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritbook.settings")

application = get_wsgi_application()
