"""Bringing the catalogues up to date with what the code says."""

import io
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from pult.config.languages.catalogues import LANGUAGE, catalogue_paths, read
from pult.config.languages.extract import Sentence, sentences_by_package

HEADER = """\
# The Russian words of this package. Collected by `pult messages`.
msgid ""
msgstr ""
"Language: ru\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
"(n%100<10 || n%100>=20) ? 1 : 2);\\n"

"""
Key = tuple[str, str | None]
Words = dict[Key, str | tuple[str, ...]]


def update_catalogues(only: list[Path]) -> list[Path]:
    """Add what is missing, keep what is translated, put aside what nobody says any more.

    A sentence that another package has translated already comes with that translation.
    `only` limits this to some packages (all when empty). Returns the files that changed.
    """
    known = known_words()
    changed = []
    for package, sentences in sorted(sentences_by_package().items()):
        if only and package not in only:
            continue
        path = package / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
        text = HEADER + _body(path, sentences, known)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def known_words() -> Words:
    """Every translation that any package has."""
    return {key: words for path in catalogue_paths() for key, words in words_of(path).items()}


def words_of(path: Path) -> Words:
    """The finished translations of one catalogue."""
    found: Words = {}
    for message in read(path):
        words = _plain(message.string)
        if message.id and not message.fuzzy and words and all(words):
            found[_plain(message.id)[0], message.context] = (
                words if message.pluralizable else words[0]
            )
    return found


def _body(path: Path, sentences: list[Sentence], known: Words) -> str:
    own = words_of(path) if path.exists() else {}
    merged = Catalog(locale=LANGUAGE, charset="utf-8")
    for said in sentences:
        words = own.get(said.key) or known.get(said.key) or ""
        if said.plural is not None:
            words = words if isinstance(words, tuple) else ("", "", "")
        elif isinstance(words, tuple):
            words = words[0]
        ids = said.singular if said.plural is None else (said.singular, said.plural)
        merged.add(ids, words, context=said.context)
    live = {said.key for said in sentences}
    for (singular, context), words in own.items():
        if (singular, context) not in live:
            ids = (singular, singular) if isinstance(words, tuple) else singular
            old = Catalog(locale=LANGUAGE).add(ids, words, context=context)
            merged.obsolete[old.id if isinstance(old.id, str) else old.id[0]] = old
    out = io.BytesIO()
    write_po(out, merged, width=96, no_location=True, omit_header=True, sort_output=True)
    return out.getvalue().decode()


def _plain(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """One string or the forms of a plural, always as a tuple."""
    return (text,) if isinstance(text, str) else tuple(text or ())
