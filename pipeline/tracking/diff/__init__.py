"""Changes between two versions of a plan.

`compare` gives the changes as rows of the table `changes`; `history` follows one row through many
versions; `write` compares and writes the files for people and for other programs.
"""

from pipeline.tracking.diff.engine import compare
from pipeline.tracking.diff.files import write
from pipeline.tracking.diff.versions import history

__all__ = ["compare", "history", "write"]
