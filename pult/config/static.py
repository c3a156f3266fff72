"""Static files: named by their content, compressed once, cached for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Base

_, _IMPORTS = Base._js_module_import_aggregation_patterns


class Storage(Base):
    """Before the first `collectstatic`, as in tests, every file goes by its plain name."""

    # Our modules import each other by the hashed name, else one would load twice by two names.
    # Django can do this for all scripts or none, and other people's do not bear it.
    patterns = (*Base.patterns, ("*/js/*.js", _IMPORTS))

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name
