"""A process that draws the charts of reports, one after the other.

The program that draws takes half a second to start, and a hundredth for a chart. It starts beside
the reading of a document; and it has threads, so that a process in which it runs cannot be forked:
many documents that are read by forks share one. A socket takes a specification as JSON, and answers
with the drawing. Where nobody answers, whoever asks draws by itself.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PATIENCE = 3.0  # seconds in which the process may start, until charts are drawn without it
_POLL = 0.01  # seconds

_address: str | None = None  # of the process, known to whoever was forked after it was started


def start() -> subprocess.Popen[bytes] | None:
    """Start the process; it ends with the one that started it. None without vl-convert, and where
    there are no sockets in the file system.
    """
    global _address
    from importlib.util import find_spec

    if not hasattr(os, "fork") or find_spec("vl_convert") is None:
        return None
    _address = str(Path(tempfile.mkdtemp(prefix="ricplan-charts-")) / "socket")
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "pipeline.report.chart_process", _address],
        stdin=subprocess.PIPE,  # closed where this process ends
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


@contextmanager
def beside() -> Iterator[None]:
    """The process at work while something else is done; it is gone at the end. Where one is at work
    already, that one is asked.
    """
    global _address
    process = start() if _address is None else None
    try:
        yield
    finally:
        if process is not None and _address is not None:
            assert process.stdin is not None
            process.kill()
            process.stdin.close()
            process.wait()
            shutil.rmtree(Path(_address).parent, ignore_errors=True)
            _address = None


def drawn(specification: dict[str, Any]) -> str:
    """The drawing of a specification as SVG. ImportError without vl-convert."""
    if _address is not None:
        from multiprocessing.connection import Client

        _await(Path(_address))
        try:
            with Client(_address, "AF_UNIX") as asked:
                asked.send_bytes(json.dumps(specification).encode())
                return asked.recv_bytes().decode()
        except (OSError, EOFError):
            pass  # not yet there, or gone: drawn here then
    return draw(specification)


def _await(socket: Path) -> None:
    """Wait until the process listens, as long as it can be expected to."""
    ends = time.monotonic() + _PATIENCE
    while not socket.exists() and socket.parent.exists() and time.monotonic() < ends:
        time.sleep(_POLL)


def draw(specification: dict[str, Any]) -> str:
    """The drawing of a specification as SVG, made in this process."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    return svg


def _serve(address: str) -> None:
    import threading
    from multiprocessing.connection import Listener

    threading.Thread(target=_end_with_parent, args=(address,), daemon=True).start()
    draw({"mark": "bar", "data": {"values": []}})  # so that the first one waits no longer
    with Listener(address, "AF_UNIX") as listener:
        while True:
            try:
                with listener.accept() as asked:
                    asked.send_bytes(draw(json.loads(asked.recv_bytes())).encode())
            except (OSError, EOFError, ValueError):
                continue  # whoever asked is gone, or draws it itself


def _end_with_parent(address: str) -> None:
    sys.stdin.buffer.read()
    shutil.rmtree(Path(address).parent, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
