"""The pages of a PDF, received from the reading process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.reading.parent import Reader

if TYPE_CHECKING:
    from pipeline.text.page import Page


class PageReader(Reader):
    """The reading of a document that yields pages of words."""

    program = "pipeline.text.child"

    def pages(self) -> Iterator[Page]:
        """The pages of the document, one by one."""
        from pipeline.text.wire import unpack_page

        return self.unpacked(unpack_page)
