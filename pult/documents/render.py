"""PDF by typst. A template gets its data as JSON alone, so no text of a person becomes markup."""

import json
import threading
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from pult.kernel import clock

PULT = Path(__file__).resolve().parent.parent
# Readable by screen readers (ISO 14289-1) and fit for an archive (ISO 19005-2, level A).
STANDARDS = ("ua-1", "a-2a")

_own = threading.local()


def pdf(template: str, data: dict[str, Any], *, standard: Sequence[str] = STANDARDS) -> bytes:
    """Render `template`, a path below `pult/` such as `contracts/typst/policy.typ`.

    The template reads `data` (plain JSON types) by `json(bytes(sys.inputs.data))`. It sets its
    own title and language, without which PDF/UA refuses. Raises `typst.TypstError` for a
    template that does not compile.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        return _compile(template, inputs, standard)
    except typst.TypstError as error:
        # A letter that no font of ours has: the archive standard forbids it, a person does not.
        if not standard or "could not be displayed" not in error.message:
            raise
        return _compile(template, inputs, ())


def _compile(template: str, inputs: dict[str, str], standard: Sequence[str]) -> bytes:
    rendered = compiler(template).compile(
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=list(standard),  # type: ignore[arg-type]  # narrower than what callers say
        timestamp=int(clock.now().timestamp()),
    )
    assert isinstance(rendered, bytes)
    return rendered


def compiler(template: str) -> typst.Compiler:
    """This thread's compiler of a template: it keeps fonts and parsed sources between calls."""
    known: dict[str, typst.Compiler] = _own.__dict__.setdefault("compilers", {})
    if template not in known:
        known[template] = typst.Compiler(
            input=PULT / template, root=PULT, font_paths=fonts(), ignore_system_fonts=True
        )
    return known[template]


@cache
def fonts() -> typst.Fonts:
    """Onest from its package, then typst's own: the same letters on every machine."""
    folder = resources.files("fontpkg_onest") / "files"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)]
    )
