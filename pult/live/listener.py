"""The one database connection of a hub: LISTEN, and come back when it breaks."""

import asyncio
import random
from collections.abc import Callable

import psycopg
import structlog

log = structlog.get_logger("pult.live")

CHANNEL = "pult_live"
SHORT_WAIT, LONG_WAIT = 0.2, 10.0
# A connection that died without a word (a pulled cable) is noticed by asking now and then.
ASK_EVERY = 10.0
PATIENCE = 5.0


class Listener:
    """Calls `heard` with each payload, and `missed` after any time without a connection."""

    def __init__(self, dsn: str, heard: Callable[[str], None], missed: Callable[[], None]) -> None:
        self._dsn = dsn
        self._heard = heard
        self._missed = missed
        self.listening = False

    async def run(self) -> None:
        """Listen until cancelled."""
        wait, was_lost = SHORT_WAIT, False
        while True:
            try:
                connection = await asyncio.wait_for(self._connect(), PATIENCE)
                async with connection:
                    self.listening, wait = True, SHORT_WAIT
                    log.info("live.listening")
                    if was_lost:
                        self._missed()
                    await self._listen(connection)
            except (psycopg.Error, OSError, TimeoutError) as error:
                log.warning("live.database_lost", error=type(error).__name__)
            finally:
                self.listening = False
            was_lost = True
            await asyncio.sleep(wait * random.uniform(0.75, 1.25))
            wait = min(wait * 2, LONG_WAIT)

    async def _connect(self) -> psycopg.AsyncConnection:
        connection = await psycopg.AsyncConnection.connect(
            self._dsn, autocommit=True, application_name="pult-live"
        )
        await connection.execute(f"LISTEN {CHANNEL}")
        return connection

    async def _listen(self, connection: psycopg.AsyncConnection) -> None:
        while True:
            async for notification in connection.notifies(timeout=ASK_EVERY):
                self._heard(notification.payload)
            await asyncio.wait_for(connection.execute("SELECT 1"), PATIENCE)
