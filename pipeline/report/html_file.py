"""Writes self-contained HTML files: template, style, fonts, scripts, data and pictures in one.

The quality report and the page of changes share this module, the style and the scripts in `SHARED`.
Pictures are last in the file and are written as they are rendered, so that neither the program nor
the browser has to wait for them or keep all in memory.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model.numbers import counted, counted_en, grouped
from pipeline.model.strings import day, uncapitalised
from pipeline.report.pictures import Picture

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
PICTURES = "<!--pictures-->"
SHARED = ("core.js", "pictures.js")  # scripts of both pages, before their own
LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
LATIN_EXT = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
FONTS = (  # family, file, unicode-range
    ("Inter", "inter-latin-wght-normal", LATIN),
    ("Inter", "inter-latin-ext-wght-normal", LATIN_EXT),
    ("Literata", "literata-latin-wght-normal", LATIN),
    ("Literata", "literata-latin-ext-wght-normal", LATIN_EXT),
)


def write_document(
    target: Path,
    template: str,
    context: Mapping[str, Any],
    *,
    scripts: Sequence[str],
    data: Mapping[str, Any],
    pictures: Iterable[tuple[str, Picture]] = (),
    folder: Path = HERE,
) -> None:
    """Write the file `target` atomically.

    `template` (extends `base.html.j2`) and `scripts` are looked up in `folder`, then here; those in
    `SHARED` come first. `data` becomes `<script id="data-NAME" type="application/json">`.
    `pictures` are pairs of an id, such as `27` or `old-27`, and a PNG.
    """
    script = _script(scripts, folder)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = (
        environment(folder)
        .get_template(template)
        .render(
            **context,
            style=(HERE / "style.css").read_text("utf-8"),
            fonts=font_faces(),
            script=script,
            script_hash=f"sha256-{digest}",
            data={name: embedded_json(value) for name, value in data.items()},
        )
    )
    head, tail = page.split(PICTURES)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(head)
            for name, picture in pictures:
                if picture.png is not None:
                    stream.write(_embedded(name, picture.png))
            stream.write(tail)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


@cache
def environment(folder: Path = HERE) -> Environment:
    """The Jinja environment: autoescape for all templates, undefined names are errors.

    Cached, so that a template is compiled once per process.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([folder, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = (day, uncapitalised, grouped, counted, counted_en)
    made.filters |= {each.__name__: each for each in filters}
    return made


def embedded_json(value: Any) -> str:
    """JSON that is safe inside a script element: `<`, `>`, `&` and line separators are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _script(scripts: Sequence[str], folder: Path) -> str:
    """All scripts as one, so that one hash in the content security policy allows exactly these."""
    parts = []
    for name in (*SHARED, *scripts):
        path = folder / name if (folder / name).is_file() else HERE / name
        parts.append(path.read_text("utf-8"))
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _embedded(name: str, png: bytes) -> str:
    text = base64.b64encode(png).decode("ascii")
    return f'<script type="text/plain" id="picture-{name}">{text}</script>\n'


@cache
def font_faces() -> str:
    """The `@font-face` rules of the reports' fonts, with the font files embedded."""
    faces = []
    for family, file, characters in FONTS:
        font = base64.b64encode((HERE / "fonts" / f"{file}.woff2").read_bytes()).decode("ascii")
        faces.append(
            f"@font-face{{font-family:{family};font-weight:100 900;font-display:swap;"
            f"src:url(data:font/woff2;base64,{font}) format('woff2');unicode-range:{characters}}}"
        )
    return "\n".join(faces)
