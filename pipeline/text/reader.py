"""A PDF's pages from the process that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.reading.parent import Reader

if TYPE_CHECKING:
    from pipeline.text.page import Page


class PageReader(Reader):
    """One document's reading, up to the words of its pages."""

    program = "pipeline.text.child"

    def pages(self) -> Iterator[Page]:
        """The pages of the document that was asked for, one by one."""
        from pipeline.text.wire import unpack_page

        return self.unpacked(unpack_page)
