"""What is true for the base plan, rule by rule and key by key."""

from __future__ import annotations

from tests.validate.drawn import Place

BASE: dict[str, list[str]] = {
    "unknown-activity": [],
    "unknown-priority": ["A 2.7"],
    "duplicate-id": [],
    "malformed-amount": ["A 4.9"],
    "unparsed-value": [],
    "unaccounted-text": [],
    "missing-value": ["A 1.5"],
    "unreferenced-activity": ["A 4.16", "A 5.15", "A 5.17", "A 5.18"],
    "priority-not-stated": ["A 1.3", "A 1.14", "A 6.5"],
    "deadline-after-action": ["A 5.1"],
    "outside-period": [],
    "id-sequence": [],
    "prefix-mismatch": [],
    "indicator-numbering": ["A 1.4", "A 2.1", "A 2.7"],
    "label-differs": ["P6"],
    "row-count": [],
    "same-references": ["R 3.1.4", "R 3.2.2", "R 4.1.2", "R 5.3.2"],
    "id-format": ["R 1.1.2", "A 1.12"],
    "reference-format": ["R 1.4.2", "R 5.3.2", "R 6.2.2"],
    "amount-format": ["A 5.6", "A 5.7"],
    "indicator-format": ["A 6.3"],
    "unbalanced-brackets": ["A 1.16", "A 5.6", "A 5.7"],
    "punctuation": ["R 2.2.2", "A 1.10", "A 1.14", "A 3.7", "A 4.7", "A 5.5", "A 5.15"],
    "spelling": ["R 1.3.2", "R 4.3.1", "A 1.17", "A 3.6"],
    "raised-mark": [],
    "unknown-name": [],
    "page-without-text": [],
    "page-repeated": [],
    "page-missing": [],
    "unmapped-glyph": [],
    "overprinted-text": [],
    "uncertain-join": [],
    "engines-disagree": [],
    "damaged-metadata": [],
    # The rules that other plans brought: of money, of levels, of profiles.
    "unknown-column": [],
    "sources-differ": [],
    "total-differs": [],
    "period-reversed": [],
    "unknown-reference": [],
    "profile-drafted": [],
    "close-profile": [],
    # The rules of corrections and acceptances.
    "stale-correction": [],
    "needless-correction": [],
    "unused-acceptance": [],
}  # fmt: skip

# Found as well where the PDF still shows the doubled blank.
DOUBLED_BLANKS = ["A 5.2", "A 5.15", "A 5.16"]

# The printed texts that the tables do not show.
AS_PRINTED: dict[Place, str] = {
    ("activities", "A 5.2", None, "amount_raw"): "1 000  000",
    ("activities", "A 5.15", None, "amount_raw"): "20  000",
    ("activities", "A 5.16", None, "amount_raw"): "30  000",
    ("indicators", "A 6.3", 3, "number_raw"): "3",
}

# What the amendment puts right, and nothing else changes.
MENDED_IN_AM1 = {
    "unknown-priority": ["A 2.7"],
    "malformed-amount": ["A 4.9"],
    "deadline-after-action": ["A 5.1"],
    "unreferenced-activity": ["A 5.18"],
}
