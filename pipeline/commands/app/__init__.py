"""`ricplan app` and the local web application that it starts, in which plans are read, reviewed
beside their pages, corrected and exported.

`server` has the routes and their handlers, `guard` the access control around them (token, `Host`,
`Origin`), `answers` and `trouble` the responses and error messages. `folder` knows the files of the
project; `readings` runs the stages on a PDF, and after a correction only those that it affects;
`queue` lists what is to be reviewed, `rows` the values of one row, `pictures` its pages; `changes`
writes corrections. No module outside this package imports one of these.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from pipeline.commands import options
from pipeline.commands.terminal import say
from pipeline.model.errors import UsageError

HOST = "127.0.0.1"  # loopback only: the application is for the user of this machine
_PATIENCE = 2  # seconds that running requests get after Ctrl-C; files are written atomically


@click.command("app", short_help="Read, review and correct plans in the browser.")
@click.argument("folder", metavar="[DIR]", type=options.PLACE, required=False)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    show_default="a free one",
    help="Port to listen on.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser; the address is shown.")
def command(folder: Path | None, port: int, no_browser: bool) -> int:
    r"""Read, review and correct plans in the browser; all files are kept in the folder DIR, by
    default the project around the working folder, else the working folder.

    It listens on the loopback interface only, and requires the token in the address that is shown.
    It needs the extra: pip install 'ricplan[app]'. Ctrl-C ends it.

    \b
    Example:
      ricplan app
      ricplan app plans/ --no-browser
    """
    import socket

    try:
        import uvicorn

        from pipeline.commands.app.folder import Folder
        from pipeline.commands.app.server import application
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("pipeline"):
            raise
        raise UsageError(
            f"The application needs the package '{error.name}', which is not installed.",
            "It is an optional dependency.",
            "Install it with the extra: pip install 'ricplan[app]'.",
        ) from error
    folder = folder or _project()
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file.", "Plans are kept in a folder.", "Give a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)  # the register, parameters and profiles are those of the folder
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()  # the socket listens already, so the address can be opened at once
        bound = listening.getsockname()[1]
        app, token = application(Folder.of(Path.cwd()), bound)
        address = f"http://{HOST}:{bound}/?token={token}"
        click.echo(address)
        say("Lietotne darbojas šajā adresē. Beigt: Ctrl-C.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False,
                                ws="none", timeout_graceful_shutdown=_PATIENCE)  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _project() -> Path:
    """The project folder around the working folder, by its register; else the working folder."""
    from pipeline.store import register

    here = Path.cwd()
    return next(
        (above for above in (here, *here.parents) if (above / register.REGISTER).is_file()), here
    )
