"""The output tables, each declared once.

Their order, that of docs/tables.md, is the order in which the modules of rows are imported here.
"""

from __future__ import annotations

from pipeline.model.schema.basic_rows import (
    Action,
    ActionActivity,
    ActionParticipant,
    Activity,
    ActivityFunding,
    ActivityPartner,
    ActivityPriority,
    ActivityResponsible,
    Direction,
    Goal,
    HorizontalMeasure,
    Indicator,
    Principle,
    Priority,
)
from pipeline.model.schema.declaration import (
    DOC_ID_EN,
    DOC_ID_LV,
    Column,
    ForeignKey,
    Table,
    Text,
    columns_of,
    described,
    monitoring_tables,
    output,
    plan_tables,
    tables,
    widened,
)
from pipeline.model.schema.further_rows import (
    Abbreviation,
    ActivityAmount,
    Extra,
    OutcomeIndicator,
    Paragraph,
    Total,
)
from pipeline.model.schema.reading_rows import (
    Change,
    Finding,
    Provenance,
    Repair,
)

# isort: split
from pipeline.model.schema.monitoring_rows import (
    Progress,
    ProgressCell,
    ProgressFunding,
    ProgressIndicator,
    Proposal,
)

__all__ = [
    "DOC_ID_EN",
    "DOC_ID_LV",
    "Abbreviation",
    "Action",
    "ActionActivity",
    "ActionParticipant",
    "Activity",
    "ActivityAmount",
    "ActivityFunding",
    "ActivityPartner",
    "ActivityPriority",
    "ActivityResponsible",
    "Change",
    "Column",
    "Direction",
    "Extra",
    "Finding",
    "ForeignKey",
    "Goal",
    "HorizontalMeasure",
    "Indicator",
    "OutcomeIndicator",
    "Paragraph",
    "Principle",
    "Priority",
    "Progress",
    "ProgressCell",
    "ProgressFunding",
    "ProgressIndicator",
    "Proposal",
    "Provenance",
    "Repair",
    "Table",
    "Text",
    "Total",
    "columns_of",
    "described",
    "monitoring_tables",
    "output",
    "plan_tables",
    "tables",
    "widened",
]
