"""Corrections of the reading of a plan, or of the plan itself, as data.

They are kept in `corrections/<doc_id>.toml` beside the register (`file`, `editing`). Corrections of
rows and headings are applied before contents are interpreted (`structure`), those of values after
it (`values`); findings can be marked as accepted (`acceptances`). Each correction is guarded by the
text that was printed when it was made: where that has changed, it is not applied, and a finding
reports it.
"""

from __future__ import annotations

from pipeline.records.corrections.entries import NONE, Acceptance, Correction, Corrections

__all__ = ["NONE", "Acceptance", "Correction", "Corrections"]
