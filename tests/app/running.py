"""The application as a person starts it: a process of its own on a project's folder."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Running:
    """The application at work."""

    address: str  # with its token
    folder: Path
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        return self.address.split("/?")[0]

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        token: str | None = None,
        origin: bool = True,
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        """A request with the cookie of the token, from the application's own pages."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        own = {"Cookie": f"ricplan-{self.port}={self.token if token is None else token}"}
        own |= {"Origin": self.origin} if origin else {}
        link.request(method, path, body, own | dict(headers or {}))
        answer = link.getresponse()
        content = answer.read()
        link.close()
        return answer.status, content, answer.headers

    def kill(self) -> None:
        """As when the machine loses its power."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def started(folder: Path) -> Iterator[Running]:
    command = [sys.executable, "-m", "pipeline", "app", str(folder), "--no-browser"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    try:
        yield Running(process.stdout.readline().strip(), folder, process)
    finally:
        process.terminate()
        try:
            process.wait(60)
        finally:
            process.kill()
            process.stdout.close()
