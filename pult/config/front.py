"""The front of the pages: takes a request in whole, then gives it a thread and Django.

Granian's own WSGI gives each request a thread as soon as its head is there, and has no deadline
for its body: a few dozen senders who stall would hold every thread. Here a body comes in
asynchronously under the limits of `bodies`, and answers leave without a thread as well.
"""

import asyncio
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import IO, Any

import structlog
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope

from pult.config import bodies

log = structlog.get_logger("pult.web")
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]

PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
TOO_SLOW = (
    "Запрос шёл слишком долго: проверьте связь и отправьте ещё раз.\n"
    "The request took too long to arrive: check the connection and send it again.\n"
)
FAILED = "Ошибка сервера. Server error.\n"


class Front:
    """An RSGI application around a WSGI one; `threads` requests are answered at a time."""

    def __init__(self, application: Application, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        try:
            environ = _environ(scope)
            try:
                environ["wsgi.input"] = await _body(environ, protocol)
            except bodies.Refused as refused:
                if refused.status == HTTPStatus.REQUEST_TIMEOUT:
                    _plainly(protocol, refused.status, TOO_SLOW)
                    return
                environ |= {bodies.REFUSED: refused.status, "wsgi.input": io.BytesIO()}
                environ["CONTENT_LENGTH"] = "0"
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self.threads, self._answer, environ)
            _send(protocol, *answer)
        except (bodies.Gone, ProtocolClosed):
            return
        except Exception:
            # Never Granian's line about it: that one repeats the error's text.
            log.exception("front.failed")
            _plainly(protocol, HTTPStatus.INTERNAL_SERVER_ERROR, FAILED)

    def _answer(self, environ: Environ) -> tuple[int, Headers, bytes | str]:
        """Status, headers, and the body or the path of the file that is the body."""
        head: list[Any] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
            head[:] = int(status[:3]), headers

        result = self.application(environ, start_response)
        try:
            path = _path(result) if isinstance(result, FileBody) else None
            body = path or b"".join(result)
        finally:
            if close := getattr(result, "close", None):
                close()
            environ["wsgi.input"].close()
        return head[0], head[1], body


class FileBody:
    """PEP 3333's file wrapper: an answer that is a file on disk leaves by its path."""

    def __init__(self, file: IO[bytes], size: int = 64 * 1024) -> None:
        self.file, self.size = file, size

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(self.size), b"")

    def close(self) -> None:
        self.file.close()


def _path(body: FileBody) -> str | None:
    """Where the file stands, when the answer is the whole of it."""
    if isinstance(body.file, io.BufferedReader) and body.file.tell() == 0:
        name = body.file.name
        if isinstance(name, str | os.PathLike):
            return os.path.abspath(name)
    return None


async def _body(environ: Environ, protocol: HTTPProtocol) -> IO[bytes]:
    limit = bodies.largest(environ["PATH_INFO"].encode("latin-1").decode(errors="replace"))
    expected = bodies.announced(environ.get("CONTENT_LENGTH"), limit)
    if expected == 0 or (expected is None and "HTTP_TRANSFER_ENCODING" not in environ):
        return io.BytesIO()
    body = bodies.Body(limit, expected)
    pieces = aiter(protocol)
    while True:
        patience = body.patience()
        try:
            async with asyncio.timeout(patience):
                piece = await anext(pieces)
        except StopAsyncIteration:
            break
        except TimeoutError:
            raise bodies.Refused(HTTPStatus.REQUEST_TIMEOUT) from None
        body.add(piece)
    environ["CONTENT_LENGTH"] = str(body.size)
    return body.whole()


def _environ(scope: Scope) -> Environ:
    """What PEP 3333 wants. Names with an underscore are dropped: they would pass for others."""
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode(errors="surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileBody,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    return environ


def _send(protocol: HTTPProtocol, status: int, headers: Headers, body: bytes | str) -> None:
    if isinstance(body, str):
        protocol.response_file(status, headers, body)
    else:
        protocol.response_bytes(status, headers, body)


def _plainly(protocol: HTTPProtocol, status: HTTPStatus, text: str) -> None:
    protocol.response_str(status, list(PLAIN.items()), text)
