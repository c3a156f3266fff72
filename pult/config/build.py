"""What is made from the sources before pages can be served: style sheets, font, catalogues."""

from pult.config.languages.catalogues import compile_catalogues
from pult.ui.assets import build_assets


def build() -> None:
    """Make whatever is missing or older than its source; quick when nothing changed."""
    build_assets()
    compile_catalogues()


if __name__ == "__main__":
    build()
