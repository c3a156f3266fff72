"""Which sentences the code and the templates of a package say, found without running either."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from pult.config.languages.catalogues import PULT

KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SKIPPED = {"migrations", "static", "locale"}
CATCH_ALL = PULT / "config"


@dataclass(frozen=True)
class Sentence:
    """One message id, its plural and context, and where it was first seen."""

    singular: str
    plural: str | None
    context: str | None
    place: str

    @property
    def key(self) -> tuple[str, str | None]:
        return self.singular, self.context


def sentences_by_package() -> dict[Path, list[Sentence]]:
    """Every sentence of the product, under the package whose catalogue translates it."""
    found: dict[Path, dict[tuple[str, str | None], Sentence]] = {}
    for path in _sources():
        package = found.setdefault(package_of(path), {})
        for sentence in sentences(path):
            known = package.get(sentence.key)
            # A plural once is a plural everywhere: gettext keeps one entry for both.
            if known is None or known.plural is None:
                package[sentence.key] = sentence
    return {package: list(known.values()) for package, known in found.items() if known}


def package_of(path: Path) -> Path:
    """The nearest package that Django knows; `config` speaks for those it does not know."""
    for folder in path.parents:
        if (folder / "apps.py").exists():
            return folder
        if folder == PULT:
            break
    return CATCH_ALL


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of one .py file or one template, in order."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _as_python(source, str(path))
    place = str(path.relative_to(PULT.parent))
    for _, message, _, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        singular, plural = message if isinstance(message, tuple) else (message, None)
        yield Sentence(singular, plural, context, place)


def _as_python(template: str, name: str) -> str:
    """What Django's own collector makes of a template; indents would look like Python's blocks."""
    return "\n".join(line.strip() for line in templatize(template, origin=name).splitlines())


def _sources() -> list[Path]:
    found = [*PULT.glob("**/*.py"), *PULT.glob("**/templates/**/*.*")]
    return sorted(p for p in found if not SKIPPED & set(p.relative_to(PULT).parts[:-1]))
