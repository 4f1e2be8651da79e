"""Reading an invented plan as `extract` does without a profile, in this process."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipeline.layout import cells
from pipeline.model import profile
from pipeline.model.plan import Plan, PlanMeta
from pipeline.reading.document import Document
from pipeline.records import plan_records
from pipeline.records.drafting.draft import draft
from pipeline.records.drafting.sheets import document_of
from pipeline.tables import row_assembly
from pipeline.text import pages
from pipeline.validate import validate
from tests.invented.compare import Tables


def plan_in(pdf: bytes) -> Plan | None:
    """The plan in a PDF, read with a profile drafted from it; None where none can be drafted."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.pdf"
        file.write_bytes(pdf)
        document = Document(str(file), "0" * 64, 1, None, None)
        layouts = cells.layouts(pages.read(document))
    made = draft(document_of(layouts), "invented")
    if made is None:
        return None
    drafted = profile.parse(made.data, "draft")
    assembly = row_assembly.assemble(layouts, drafted)
    meta = PlanMeta("invented", None, drafted.period, None, 1, None, drafted.name, model=drafted)
    return validate(plan_records.plan_of(assembly, drafted, meta))


def tables_of(plan: Plan) -> Tables:
    """The rows of a plan as `compare` takes them."""
    return {
        name: [{column: getattr(row, column) for column in table.names} for row in rows]
        for name, table in plan.declared.items()
        if (rows := plan.rows(name))
    }
