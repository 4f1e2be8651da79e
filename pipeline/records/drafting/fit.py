"""The fit of a written profile to a document, by its headers and ids."""

from __future__ import annotations

from pipeline.model.profile import Profile
from pipeline.model.table_shapes import TableShape
from pipeline.records.drafting.kinds import kind_of
from pipeline.records.drafting.sheets import Document, Sheet
from pipeline.records.drafting.thresholds import DRAFTING
from pipeline.tables.headers import alike
from pipeline.tables.thresholds import TABLES


def fit(document: Document, profile: Profile) -> float:
    """The share of the columns of activities and actions that a profile has, 0 to 1."""
    known = total = 0
    for sheet in document.sheets:
        if kind_of(sheet) != "rows":
            continue
        total += len(sheet.paths) * max(sheet.count, 1)
        known += max((_known(sheet, shape, profile) for shape in profile.tables), default=0) * max(
            sheet.count, 1
        )
    return known / total if total else 0.0


def _known(sheet: Sheet, shape: TableShape, profile: Profile) -> int:
    """The number of a sheet's columns with headers of the profile's table; 0 where its ids do not
    match.
    """
    places: dict[str, int] = {}
    for at, header in enumerate(sheet.headers):
        for column in shape.columns:
            if column.key not in places and any(
                alike(header, wording) >= TABLES.headers.alike for wording in column.wordings
            ):
                places[column.key] = at
                break
    level = profile.level({"actions": "action", "activities": "activity"}.get(shape.kind, ""))
    if "id" in places and level is not None and level.pattern is not None:
        texts = [item.text for item in sheet.columns[places["id"]] if item.text]
        ids = sum(1 for text in texts if level.pattern.parse(text))
        if texts and ids < DRAFTING.fit.ids * len(texts):
            return 0
    return len(places)
