"""Which database: `DATABASE_URL`, else the embedded cluster under var/."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pult.config import environment, postgres


def database_settings(var: Path) -> dict[str, Any]:
    """Django's settings of the one database."""
    given = os.environ.get("DATABASE_URL")
    parts = urlsplit(environment.postgres_url(given) if given else postgres.url(var))
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "pult",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "pult", **options},
    }
