"""A process that renders the charts of reports, one at a time.

vl-convert takes half a second to start and a hundredth of a second per chart, so it is started in
parallel with reading. It also starts threads, and a process with threads cannot be forked safely;
therefore all forked readers of a batch share one rendering process. A socket takes a specification
as JSON and returns the SVG. A client that gets no reply renders the chart itself.
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

_PATIENCE = 3.0  # seconds to wait for the process to start, before charts are rendered without it
_POLL = 0.01  # seconds

_address: str | None = (
    None  # of the process's socket, inherited by processes forked after its start
)


def start() -> subprocess.Popen[bytes] | None:
    """Start the process, which ends with its parent. None without vl-convert, and where there are
    no Unix sockets.
    """
    global _address
    from importlib.util import find_spec

    if not hasattr(os, "fork") or find_spec("vl_convert") is None:
        return None
    _address = str(Path(tempfile.mkdtemp(prefix="ricplan-charts-")) / "socket")
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "pipeline.report.chart_process", _address],
        stdin=subprocess.PIPE,  # closed when this process ends
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


@contextmanager
def beside() -> Iterator[None]:
    """Run the process during the context; an already running one is reused."""
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
    """A specification rendered to SVG, by the process if it runs. ImportError without
    vl-convert.
    """
    if _address is not None:
        from multiprocessing.connection import Client

        _await(Path(_address))
        try:
            with Client(_address, "AF_UNIX") as asked:
                asked.send_bytes(json.dumps(specification).encode())
                return asked.recv_bytes().decode()
        except (OSError, EOFError):
            pass  # not started yet, or ended: render here
    return draw(specification)


def _await(socket: Path) -> None:
    """Wait until the process listens, at most `_PATIENCE`."""
    ends = time.monotonic() + _PATIENCE
    while not socket.exists() and socket.parent.exists() and time.monotonic() < ends:
        time.sleep(_POLL)


def draw(specification: dict[str, Any]) -> str:
    """A specification rendered to SVG in this process."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    return svg


def _serve(address: str) -> None:
    import threading
    from multiprocessing.connection import Listener

    threading.Thread(target=_end_with_parent, args=(address,), daemon=True).start()
    draw(
        {"mark": "bar", "data": {"values": []}}
    )  # loads the renderer, so that the first chart does not wait for it
    with Listener(address, "AF_UNIX") as listener:
        while True:
            try:
                with listener.accept() as asked:
                    asked.send_bytes(draw(json.loads(asked.recv_bytes())).encode())
            except (OSError, EOFError, ValueError):
                continue  # the client has ended, or renders the chart itself


def _end_with_parent(address: str) -> None:
    sys.stdin.buffer.read()
    shutil.rmtree(Path(address).parent, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
