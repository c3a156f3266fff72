"""How far a long import is, told while its own transaction is still open."""

from types import TracebackType
from uuid import UUID

from django.db import connections

from pult.contracts.rosters.models import RosterImport


class Reporter:
    """Writes percents over a connection of its own, so that pages see them at once."""

    def __init__(self, import_id: UUID) -> None:
        self.import_id = import_id

    def __enter__(self) -> "Reporter":
        self.connection = connections.create_connection("default")
        return self

    def __call__(self, percent: int) -> None:
        table = RosterImport._meta.db_table
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET progress = %s WHERE id = %s", [percent, self.import_id]
            )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()


def silent(percent: int) -> None:
    """For imports that end before anybody could ask."""
