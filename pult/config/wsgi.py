"""The pages and the API, as granian serves them."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")
application = get_wsgi_application()
