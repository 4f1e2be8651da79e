"""Responses: pages of the application, reports, files and errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from pipeline.commands.app.trouble import told
from pipeline.report.html_file import environment

PAGES = Path(__file__).parent / "pages"
_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]+)"')
_BODY = 1_000_000  # bytes of the body of a change, at most


def html(name: str, **context: Any) -> HTMLResponse:
    """A page of the application, rendered from a template."""
    page = environment(PAGES).get_template(name).render(**context)
    return HTMLResponse(page)


def trouble(request: Request, error: Exception) -> Response:
    """An error, as a page where the request accepts HTML, else as JSON."""
    both = told(error)
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": both}, status_code=400)
    page = html("trouble.html.j2", told=both)
    page.status_code = 400
    return page


def with_own_policy(place: Path) -> Response:
    """A page written by report or diff, with the content security policy that it declares."""
    content = place.read_bytes()
    found = _POLICY.search(content[:4000])
    policy = found.group(1).decode().replace("&#39;", "'") if found else "default-src 'none'"
    headers = {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}
    return HTMLResponse(content, headers=headers)


def named(name: str) -> dict[str, str]:
    """The header for a download with a file name, which may have non-ASCII letters."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


async def bounded(request: Request) -> bytes:
    """The body of a change; status 413 where it is too long."""
    parts: list[bytes] = []
    async for part in request.stream():
        parts.append(part)
        if sum(map(len, parts)) > _BODY:
            raise HTTPException(413)
    return b"".join(parts)
