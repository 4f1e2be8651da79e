"""The reading process, which sends the words of pages: `python -m pipeline.text.child`.

Words are built in the reading process, in parallel with the parent's work.
"""

from __future__ import annotations

from pipeline.reading import child
from pipeline.reading.glyphs import Drawing
from pipeline.text.pages import page_of
from pipeline.text.wire import pack_page


def packed(drawing: Drawing) -> bytes:
    """A page as a frame."""
    return pack_page(page_of(drawing))


def main() -> None:
    """Answer one request."""
    child.main(packed)


if __name__ == "__main__":
    main()
