"""Time and peak memory of `ricplan extract --no-report` on ever longer plans.

The base plan is repeated with its ids renumbered in each copy, so that a plan of 3,900 pages has a
hundred times the rows of one of 39.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from bench.process import Spent, compiled, ricplan, spent

BASE = Path(__file__).parents[1] / "raw" / "zpr-2015-2020.pdf"
COPIES = (1, 10, 100)
STEP = 10  # the first number of an id grows by this from copy to copy: A 1.4, A 11.4, A 21.4 …

# Ids are printed in letters and digits of ASCII, which stand in the content streams as they are.
_ID = re.compile(rb"(?<![A-Za-z\xc0-\xff])(HP|P|RV ?|R[ .]?|A[ .]?)(\d+)(?=[. )])")
_BARE = re.compile(rb"(?<=\()(\d)(?=\.\d{1,2}\. ?\))")  # 6.10.: a reference without its letter


@dataclass(frozen=True, slots=True)
class Growth:
    """What one length of plan took."""

    pages: int
    rows: int
    spent: Spent


def repeated(path: Path, copies: int) -> None:
    """Write the base plan `copies` times over, ids renumbered, as one PDF."""
    out = pikepdf.new()
    for copy in range(copies):
        with pikepdf.open(BASE) as base:
            for page in base.pages:
                content = page.Contents.read_bytes()
                page.Contents = base.make_stream(_renumbered(content, copy * STEP))
            out.pages.extend(base.pages)
    out.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _renumbered(content: bytes, step: int) -> bytes:
    if not step:
        return content
    content = _ID.sub(lambda found: found[1] + str(int(found[2]) + step).encode(), content)
    return _BARE.sub(lambda found: str(int(found[1]) + step).encode(), content)


def measure(copies: tuple[int, ...] = COPIES) -> Iterator[Growth]:
    """Each length in turn, process start included."""
    import pyarrow.parquet as pq

    for times in copies:
        with tempfile.TemporaryDirectory() as folder:
            pdf, out = Path(folder) / "plan.pdf", Path(folder) / "out"
            repeated(pdf, times)
            taken = spent([*ricplan(), "extract", str(pdf), "--out", str(out), "--no-report"])
            rows = sum(pq.read_metadata(file).num_rows for file in out.glob("*.parquet"))
            yield Growth(39 * times, rows, taken)


def main() -> None:
    """Print the growth as a table."""
    compiled()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, nargs="*", default=list(COPIES))
    print(f"{'pages':>6} {'rows':>8} {'seconds':>9} {'ms/page':>8} {'peak MB':>8}")
    for found in measure(tuple(parser.parse_args().copies)):
        each = found.spent.seconds / found.pages * 1000
        print(
            f"{found.pages:>6} {found.rows:>8} {found.spent.seconds:>9.2f} {each:>8.1f} "
            f"{found.spent.megabytes:>8.1f}"
        )


if __name__ == "__main__":
    main()
