"""The process that reads a PDF, up to the words of its pages: `python -m pipeline.text.child`.

Words are made where the glyphs are, so that the process that asked does not wait for them.
"""

from __future__ import annotations

from pipeline.reading import child
from pipeline.reading.glyphs import Drawing
from pipeline.text.pages import page_of
from pipeline.text.wire import pack_page


def packed(drawing: Drawing) -> bytes:
    """A page as it is sent."""
    return pack_page(page_of(drawing))


def main() -> None:
    """Answer one request."""
    child.main(packed)


if __name__ == "__main__":
    main()
