"""Who is let in, what is refused, and that nothing outside the folder is reached."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.running import Running, started

NONSENSE = (b"", b"[]", b'{"do": "correct"}', b'{"do": "x", "seen": ""}', b"\xff")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("guarded") / "project"
    (folder.parent / "secret.pdf").write_bytes(b"%PDF-1.4 secret")
    with started(folder) as running:
        yield running


def test_it_listens_on_one_address_alone(app: Running) -> None:
    socket.create_connection(("127.0.0.1", app.port)).close()
    for other in ("127.0.0.2", "::1"):
        with pytest.raises(OSError):
            socket.create_connection((other, app.port), timeout=2).close()


@pytest.mark.parametrize("token", ["", "wrong", "ā"])
@pytest.mark.parametrize("path", ["/", "/plan/x/state", "/static/review.js"])
def test_without_the_token_nobody_comes_in(app: Running, path: str, token: str) -> None:
    cookie = {"Cookie": f"ricplan-{app.port}={token}".encode().decode("latin-1")}
    assert app.ask(path, headers=cookie)[0] == 403
    assert app.ask(f"{path}?token=wrong", headers={"Cookie": ""})[0] == 403


def test_the_token_becomes_a_cookie_that_stays_here(app: Running) -> None:
    status, _, headers = app.ask(f"/?token={app.token}", headers={"Cookie": ""}, origin=False)
    assert status == 303 and headers["Location"] == "/"
    cookie = headers["Set-Cookie"].casefold()
    assert "httponly" in cookie and "samesite=strict" in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1"]
)
def test_a_strangers_name_for_this_machine_is_refused(app: Running, host: str) -> None:
    assert app.ask("/", headers={"Host": host.format(port=app.port)})[0] == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"]
)
@pytest.mark.parametrize("path", ["/drop?name=a.pdf", "/plan/x/change", "/plan/x/read"])
def test_other_sites_can_send_nothing(app: Running, path: str, origin: str) -> None:
    given = {"Origin": origin.format(port=app.port)}
    assert app.ask(path, "POST", b"%PDF-1.4", given)[0] == 403
    assert app.ask(path, "POST", b"%PDF-1.4", origin=False)[0] == 403
    assert not list((app.folder / "plans").glob("*.pdf"))


def test_two_hosts_in_one_request_are_refused(app: Running) -> None:
    with socket.create_connection(("127.0.0.1", app.port)) as link:
        link.sendall(
            f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{app.port}\r\nHost: evil.example\r\n"
            f"Cookie: ricplan-{app.port}={app.token}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = link.recv(100)
    assert answer.startswith((b"HTTP/1.1 421", b"HTTP/1.1 400"))


def test_every_page_is_bound_by_a_strict_policy(app: Running) -> None:
    for path in ("/", "/static/review.js", "/plan/none"):
        _, _, headers = app.ask(path)
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/plan/..%2f..%2fsecret/state",
        "/plan/%2e%2e/state",
        "/static/../server.py",
        "/static/..%2fserver.py",
        "/static/shared/..%2f__init__.py",
        "/static/shared/drawing.py",
        "/static/fonts/..%2fstyle.css",
        "/plan/secret/page/1.png",
        "/plan/..%2fsecret/plan.xlsx",
        "/plan/none/compare?with=../secret",
    ],
)
def test_no_path_leads_out_of_the_folder(app: Running, path: str) -> None:
    status, content, _ = app.ask(path)
    assert status == 404 and b"secret" not in content


def test_a_name_of_a_dropped_file_is_no_path(app: Running) -> None:
    before = sorted(app.folder.parent.rglob("*"))
    status, content, _ = app.ask(
        "/drop?name=..%2F..%2F%C4%93vil%3Cscript%3E.pdf", "POST", b"%PDF-1.4 x"
    )
    assert status == 200
    assert json.loads(content)["id"] == "ēvil-script"
    made = {path for path in sorted(app.folder.parent.rglob("*")) if path not in before}
    assert all(app.folder in path.parents for path in made)
    assert (app.folder / "plans" / "ēvil-script.pdf").is_file()


def test_what_is_no_pdf_is_not_kept(app: Running) -> None:
    status, content, _ = app.ask("/drop?name=x.pdf", "POST", b"<html><script>alert(1)</script>")
    assert status == 415 and "error" in json.loads(content)
    assert not (app.folder / "plans" / "x.pdf").exists()


def test_a_file_beyond_the_limit_is_refused_while_it_comes(tmp_path: Path) -> None:
    (tmp_path / "params.yaml").write_text("limits:\n  file_mb: 1\n", encoding="utf-8")
    with started(tmp_path) as running:
        status, _, _ = running.ask("/drop?name=x.pdf", "POST", b"%PDF-1.4" + b" " * 1_100_000)
        assert status == 413
        assert not list((tmp_path / "plans").iterdir())


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_is_answered_and_changes_nothing(app: Running, body: bytes) -> None:
    app.ask("/drop?name=n.pdf", "POST", b"%PDF-1.4 nonsense")
    status, content, _ = app.ask("/plan/n/change", "POST", body)
    assert status in (400, 409) and b"Traceback" not in content
    assert not list((app.folder / "corrections").iterdir())


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_though_somebody_still_sends(tmp_path: Path, way: signal.Signals) -> None:
    with (
        started(tmp_path) as running,
        socket.create_connection(("127.0.0.1", running.port)) as link,
    ):
        begun = (
            "POST /drop?name=x.pdf HTTP/1.1",
            f"Host: 127.0.0.1:{running.port}",
            f"Cookie: ricplan-{running.port}={running.token}",
            f"Origin: {running.origin}",
            "Content-Length: 1000000",
            "Expect: 100-continue",
        )
        link.sendall("\r\n".join((*begun, "", "")).encode())
        assert link.recv(12) == b"HTTP/1.1 100"  # the application reads what never comes
        running.process.send_signal(way)
        running.process.wait(60)
