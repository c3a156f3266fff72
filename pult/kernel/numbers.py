"""Whole numbers as browsers send them."""

LONGEST = 18  # digits of what certainly fits into eight bytes


def whole(text: str | None) -> int | None:
    """The number that `text` says in plain digits, else None.

    `str.isdigit` alone would take "²", which `int` does not, and five thousand digits, which
    Python refuses to read.
    """
    plain = text and text.isascii() and text.isdigit() and len(text) <= LONGEST
    return int(text) if text and plain else None
