"""The routes of the application and their handlers."""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.commands.app import pictures
from pipeline.commands.app.answers import bounded, html, named, trouble, with_own_policy
from pipeline.commands.app.changes import Asked, Changes, ConflictError
from pipeline.commands.app.folder import Folder, Listed
from pipeline.commands.app.guard import Guard
from pipeline.commands.app.queue import queue
from pipeline.commands.app.readings import Held, Readings
from pipeline.commands.app.rows import row
from pipeline.commands.app.trouble import told
from pipeline.model.errors import RicplanError
from pipeline.report.html_file import HERE as REPORT
from pipeline.store import params

HERE = Path(__file__).parent
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHARED = {"core.js": "text/javascript", "style.css": "text/css"}


@dataclass(frozen=True, slots=True)
class Services:
    """The services that handlers use."""

    folder: Folder
    readings: Readings
    changes: Changes

    def held(self, plan: Listed) -> Held:
        """The plan as read; status 409 where it has not been."""
        held = self.readings.plan(plan)
        if held is None:
            raise HTTPException(409, "The plan is not read yet.")
        return held


def application(folder: Folder, port: int, token: str | None = None) -> tuple[Guard, str]:
    """The ASGI application of a project folder, guarded by `token`."""
    token = token or secrets.token_urlsafe(24)
    readings = Readings(folder)
    services = Services(folder, readings, Changes(readings))
    routes = [
        Route("/", _of(services, _home)),
        Route("/drop", _of(services, _drop), methods=["POST"]),
        Route("/plan/{id}", _of(services, _plan)),
        Route("/plan/{id}/read", _of(services, _read), methods=["POST"]),
        Route("/plan/{id}/state", _of(services, _state)),
        Route("/plan/{id}/queue", _of(services, _queue)),
        Route("/plan/{id}/row", _of(services, _row)),
        Route("/plan/{id}/page/{number:int}.png", _of(services, _page)),
        Route("/plan/{id}/change", _of(services, _change), methods=["POST"]),
        Route("/plan/{id}/undo", _of(services, _undo), methods=["POST"]),
        Route("/plan/{id}/review", _of(services, _review)),
        Route("/plan/{id}/report", _of(services, _report)),
        Route("/plan/{id}/compare", _of(services, _compare)),
        Route("/plan/{id}/plan.xlsx", _of(services, _excel)),
        Route("/plan/{id}/plan.zip", _of(services, _csv)),
        Route("/static/shared/{name}", _shared),
        Route("/static/fonts/{name}", _font),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    inner = Starlette(routes=routes, exception_handlers={RicplanError: trouble})
    return Guard(inner, token, port), token


Page = Callable[[Services, Request], Awaitable[Response]]


def _of(services: Services, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await page(services, request)

    return answer


def _listed(services: Services, request: Request) -> Listed:
    try:
        return services.folder.plan(request.path_params["id"])
    except KeyError:
        raise HTTPException(404, "There is no such plan.") from None


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


async def _home(services: Services, _: Request) -> Response:
    plans = list(services.folder.plans().values())
    read = {plan.id for plan in plans if (services.folder.output(plan) / "plan.json").is_file()}
    return html("home.html.j2", plans=plans, read=read, root=str(services.folder.root))


async def _plan(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    held = await run_in_threadpool(services.readings.plan, plan)
    others = [one for one in services.folder.plans().values() if one.id != plan.id]
    others.sort(key=lambda one: one.id != plan.amends)
    counts = None
    if held is not None:
        items = queue(held.plan)
        counts = {
            "open": sum(not item["done"] for item in items),
            "rows": len(held.plan.activities),
            "pages": held.plan.meta.pages,
            "corrections": sum(r.kind == "corrected" for r in held.plan.repairs),
        }
    title = (held.plan.meta.title if held else None) or plan.title
    return html("plan.html.j2", plan=plan, title=title, counts=counts, others=others)


async def _review(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    held = await run_in_threadpool(services.held, plan)
    return html("review.html.j2", plan=plan, title=held.plan.meta.title or plan.title)


async def _report(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    place = await run_in_threadpool(_write_report, services, plan)
    return with_own_policy(place)


def _write_report(services: Services, plan: Listed) -> Path:
    from pipeline import report

    with services.readings.lock(plan.id):
        held = services.held(plan)
        version = services.changes.version(held.text)
        out = services.folder.own_files(plan) / "report" / version
        if not (out / report.FILE).is_file():
            out.mkdir(parents=True, exist_ok=True)
            album = pictures.drawn(services.folder, plan)
            script = HERE / "static" / "edit.js"
            report.write(held.plan, None, out, held.layers, drawn=album, script=script)
            for old in sorted(out.parent.iterdir()):
                if old != out:
                    (old / report.FILE).unlink(missing_ok=True)
                    old.rmdir()
        return out / report.FILE


async def _compare(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    try:
        other = services.folder.plan(request.query_params.get("with", ""))
    except KeyError:
        raise HTTPException(404, "There is no such plan.") from None
    place = await run_in_threadpool(_write_comparison, services, other, plan)
    return with_own_policy(place)


def _write_comparison(services: Services, old: Listed, new: Listed) -> Path:
    from pipeline.tracking import diff

    before = services.readings.plan(old)
    if before is None:
        services.readings.start(old)
        services.readings.wait(old)
        before = services.readings.plan(old)
    if before is None:
        raise HTTPException(
            409, services.readings.state(old).error[1] or "The plan is not read yet."
        )
    out = services.folder.output(new) / "diff" / old.id
    diff.write(before.plan, services.held(new).plan, out, old_pdf=old.pdf, new_pdf=new.pdf)
    return out / "diff.html"


# ── files ───────────────────────────────────────────────────────────────────────────────────────


async def _excel(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    place = await run_in_threadpool(_export, services, plan, "xlsx")
    return FileResponse(place, media_type=XLSX, headers=named(f"{plan.id}.xlsx"))


async def _csv(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    place = await run_in_threadpool(_export, services, plan, "csv")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(place.iterdir()):
            archive.write(file, file.name)
    return Response(target.getvalue(), media_type="application/zip",
                    headers=named(f"{plan.id}-csv.zip"))  # fmt: skip


def _export(services: Services, plan: Listed, to: str) -> Path:
    from pipeline.store import export

    with services.readings.lock(plan.id):
        held = services.held(plan)
        place = services.folder.own_files(plan) / "export"
        target = place / "csv" if to == "csv" else place / f"plan.{to}"
        place.mkdir(parents=True, exist_ok=True)
        return export.write(held.plan, target, to, formula_safe=to == "csv")


async def _shared(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _SHARED:
        raise HTTPException(404)
    return FileResponse(REPORT / name, media_type=_SHARED[name])


async def _font(request: Request) -> Response:
    found = {file.name: file for file in (REPORT / "fonts").glob("*.woff2")}
    if request.path_params["name"] not in found:
        raise HTTPException(404)
    return FileResponse(found[request.path_params["name"]], media_type="font/woff2")


async def _page(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    number = request.path_params["number"]
    png = await run_in_threadpool(pictures.page, services.folder, plan, number)
    if png is None:
        raise HTTPException(404, "The page cannot be drawn.")
    return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


# ── data ─────────────────────────────────────────────────────────────────────────────────────


async def _drop(services: Services, request: Request) -> Response:
    """Take an uploaded PDF; the limit of its size is enforced while it arrives."""
    most = params.load().limits.file_mb * 1_000_000
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            return JSONResponse({"error": [f"> {most // 1_000_000} MB"] * 2}, status_code=413)
        parts.append(part)
    content = b"".join(parts)
    if b"%PDF-" not in content[:1024]:
        return JSONResponse({"error": ["Tas nav PDF.", "This is not a PDF."]}, status_code=415)
    name = request.query_params.get("name", "plan.pdf")
    plan = await run_in_threadpool(services.folder.drop, name, content)
    services.readings.start(plan)
    return JSONResponse({"id": plan.id, "address": f"/plan/{quote(plan.id)}"})


async def _read(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    services.readings.start(plan)
    return RedirectResponse(f"/plan/{quote(plan.id)}", status_code=303)


async def _state(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    text = await run_in_threadpool(services.readings.text, plan)
    state = asdict(services.readings.state(plan))
    return JSONResponse(state | {"version": services.changes.version(text)})


async def _queue(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    held = await run_in_threadpool(services.held, plan)
    album = await run_in_threadpool(pictures.drawn, services.folder, plan)
    return JSONResponse({
        "version": services.changes.version(held.text),
        "items": queue(held.plan),
        "sizes": [list(size) for size in album.sizes] if album else [],
        "undo": len(services.changes.steps.get(plan.id, [])),
    })  # fmt: skip


async def _row(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    held = await run_in_threadpool(services.held, plan)
    table, key = (request.query_params.get(name, "") for name in ("table", "key"))
    found = row(held.plan, table, key) if table in held.plan.declared else None
    if found is None:
        raise HTTPException(404, "There is no such row.")
    return JSONResponse(found)


async def _change(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    body = await bounded(request)
    try:
        asked = msgspec.json.decode(body, type=Asked)
    except msgspec.DecodeError as error:
        return JSONResponse({"error": told(error)}, status_code=400)
    try:
        await run_in_threadpool(services.changes.make, plan, asked)
    except ConflictError:
        return JSONResponse({"conflict": True}, status_code=409)
    return await _state(services, request)


async def _undo(services: Services, request: Request) -> Response:
    plan = _listed(services, request)
    try:
        done = await run_in_threadpool(services.changes.undo, plan)
    except ConflictError:
        return JSONResponse({"conflict": True}, status_code=409)
    return JSONResponse({"done": done})
