"""What changed between two versions of a plan (contract, section 5).

`compare` gives the changes as rows of the table `changes`; `history` follows one row through many
versions. The modules that show them are imported where they are used.
"""

from pipeline.diff.engine import compare
from pipeline.diff.versions import history

__all__ = ["compare", "history"]
