"""How sure each join of lines and each stitch of rows is, by its reason: the confidence of its
repair, 0 to 1, where one sign alone decides. The words of the reasons are in `model.reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping

JOINS: Mapping[str, float] = {
    "soft-hyphen-at-line-end": 0.99,
    "hyphenation-at-line-end": 0.95,
    "hyphen-at-line-end": 0.95,
    "slash-at-line-end": 0.9,
    "opening-mark-last": 0.9,
    "closing-mark-next": 0.9,
    "stop-next": 0.8,
    "amount-goes-on": 0.8,
    "year-wider-than-column": 0.8,
}
STITCHES: Mapping[str, float] = {
    "first-on-page-without-id": 0.97,
    "id-cut-by-page-break": 0.95,
    "first-on-page-without-name": 0.9,
    "first-cell-goes-on": 0.9,
    "row-before-without-id": 0.85,
    "name-goes-on": 0.85,
    "filled-cells-empty": 0.8,
}
