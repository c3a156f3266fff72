"""What is wrong with a programme's document, and where."""


def gettext_noop(message: str) -> str:
    """Marks a sentence for the catalogues; this package knows no Django to translate it with."""
    return message


class Mistake(ValueError):
    """One thing wrong with a document.

    `where` is its place («clause 2.1.1, rule 2.1.1/2, age»), `what` an English sentence with
    %(name)s for `values`: a screen shows `gettext(what) % values`.
    """

    def __init__(self, where: str, what: str, **values: object) -> None:
        super().__init__(where, what)
        self.where = where
        self.what = what
        self.values = values

    def __str__(self) -> str:
        told = self.what % self.values
        return f"{self.where}: {told}" if self.where else told
