"""The product's WSGI application with one more address: a view that does nothing."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")

from django.conf import settings  # noqa: E402  the settings must be named first
from django.core.wsgi import get_wsgi_application  # noqa: E402

settings.ROOT_URLCONF = "benchmarks.urls"
application = get_wsgi_application()
