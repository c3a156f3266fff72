"""The pages, as granian serves them."""

from django.conf import settings

from pult.config.front import Front
from pult.config.wsgi import application

front = Front(application, settings.PULT_THREADS)
