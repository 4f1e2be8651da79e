"""Access control of the application, and the security headers of its pages.

It listens on 127.0.0.1 only. Each request needs the token, which is part of the address that the
terminal shows and which the browser then keeps in a cookie (HttpOnly, SameSite=Strict). `Host` and
`Origin` are checked against DNS rebinding and cross-site request forgery.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_READS = {"GET", "HEAD"}


class Guard:
    """ASGI middleware that refuses requests not made by the application's own pages."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"ricplan-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an allowed request on; add the security headers to every response."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope, receive)
        answer = self._refused(request)
        if answer is None and "token" in request.query_params:
            answer = RedirectResponse(request.url.path, status_code=303)
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        await (answer or self._app)(scope, receive, guarded)

    def _refused(self, request: Request) -> PlainTextResponse | RedirectResponse | None:
        headers = Headers(scope=request.scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return PlainTextResponse("Host", status_code=421)
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{hosts[0]}":
            return PlainTextResponse("Origin", status_code=403)
        if request.method not in _READS and origin is None:
            return PlainTextResponse("Origin", status_code=403)
        site = headers.get("sec-fetch-site")
        if site in ("cross-site", "same-site") and request.method not in _READS:
            return PlainTextResponse("Origin", status_code=403)
        given = request.query_params.get("token") or request.cookies.get(self._cookie) or ""
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse(
                "Atveriet adresi, ko rāda terminālis (tajā ir atslēga).\n"
                "Open the address that the terminal shows (it holds the token).\n",
                status_code=403,
            )
        return None
