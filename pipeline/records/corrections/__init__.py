"""Corrections: what a person put right in the reading of a plan, or in the plan itself, as data.

A file `corrections/<doc_id>.toml` beside the register holds them (`file`, `editing`). What concerns
the shape of tables (rows, headings) is done before meaning is read (`structure`), what concerns
values after it (`values`), and findings that somebody took as they are keep that (`acceptances`).
Each is guarded by what was printed when it was made: where that no longer holds, it is not done,
and a finding tells.
"""

from __future__ import annotations

from pipeline.records.corrections.entries import NONE, Acceptance, Correction, Corrections

__all__ = ["NONE", "Acceptance", "Correction", "Corrections"]
