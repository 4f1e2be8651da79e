"""A PDF as the source of the stages: its path and the processes that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.text.reader import PageReader

if TYPE_CHECKING:
    from pipeline.reading.document import Document
    from pipeline.store.params import Limits
    from pipeline.text.page import Page

_OTHER = {"pdfium": "pdfplumber", "pdfplumber": "pdfium"}


class Pdf:
    """A PDF that is read at most once. A context manager: leaving it ends the reading processes.

    `start` starts reading at once, while the caller imports the stages.
    """

    def __init__(
        self,
        path: Path,
        limits: Limits,
        *,
        engine: str = "pdfium",
        password: str | None = None,
        cross_check: bool = False,
    ) -> None:
        self.path = path
        self.password = password
        self.on_page: Callable[[int, int], None] | None = (
            None  # called with the page read and the number of pages
        )
        self.on_document: Callable[[], None] | None = None  # called when the file has been opened
        self._limits, self._engine, self._cross_check = limits, engine, cross_check
        self._readers: list[PageReader] = []

    def start(self) -> Pdf:
        """Start the processes, unless they run already."""
        if not self._readers:
            engines = [self._engine, *([_OTHER[self._engine]] if self._cross_check else [])]
            for engine in engines:
                self._readers.append(
                    PageReader(
                        self.path, engine=engine, password=self.password, limits=self._limits
                    )
                )
        return self

    @cached_property
    def document(self) -> Document:
        """The document's metadata. Raises InputError or LimitError where it cannot be read."""
        document = self.start()._readers[0].document()
        if self.on_document is not None:
            self.on_document()
        return document

    def pages(self) -> Iterator[Page]:
        """The pages in order, as they are read."""
        count = self.document.pages
        for page in self._readers[0].pages():
            if self.on_page is not None:
                self.on_page(page.number, count)
            yield page

    def pages_again(self) -> Iterator[Page]:
        """The pages as read by the other engine; requires `cross_check`."""
        reader = self.start()._readers[1]
        reader.document()
        return reader.pages()

    def reread_pages(self, numbers: Sequence[int]) -> list[Page]:
        """The pages of `numbers` (ascending, from 1) as read by the other engine.

        Raises InputError or LimitError where it cannot.
        """
        engine = _OTHER[self._engine]
        with PageReader(
            self.path, engine=engine, password=self.password, limits=self._limits, only=numbers
        ) as reader:
            reader.document()
            return list(reader.pages())

    def recognised(self, numbers: Sequence[int], pages: Sequence[Page]) -> list[Page]:
        """The pages, with those of `numbers` (from 1) recognised from their pictures."""
        from pipeline.layout.recognition import tesseract
        from pipeline.layout.recognition.pages import recognised
        from pipeline.layout.recognition.printed import with_printed
        from pipeline.reading.page_pictures import unpack_picture

        program = tesseract.found(str(self.path), self._limits)
        with PageReader(
            self.path, password=self.password, limits=self._limits, pictures=numbers
        ) as reader:
            reader.document()
            seen = {
                page.number: page for page in recognised(reader.unpacked(unpack_picture), program)
            }
        return [
            with_printed(seen[page.number], page) if page.number in seen else page for page in pages
        ]

    def close(self) -> None:
        """End the processes at once."""
        for reader in self._readers:
            reader.close()

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
