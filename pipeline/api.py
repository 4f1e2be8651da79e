"""A plan for pandas: its tables as data frames with the types of the schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model import schema

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model.plan import Metrics, Plan, PlanMeta


class PlanFrames:
    """A plan whose tables are attributes: `plan.activities` is a pandas data frame.

    Every column has the Arrow type that the schema declares (text, whole number, exact decimal),
    with `doc_id` first; a frame is made when it is first asked for.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._made: dict[str, pd.DataFrame] = {}

    @property
    def meta(self) -> PlanMeta:
        """Id, title, period, hash and the like."""
        return self.plan.meta

    @property
    def metrics(self) -> Metrics:
        """Counts of words, rows, findings and repairs, nested."""
        return self.plan.metrics

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in schema.plan_tables():
            known = ", ".join(schema.plan_tables())
            raise AttributeError(f"a plan has no table '{name}'; its tables are: {known}")
        if name not in self._made:
            import pandas as pd

            from pipeline.store import plan_files

            table = plan_files.arrow(self.plan, name)
            self._made[name] = table.to_pandas(types_mapper=pd.ArrowDtype)
        return self._made[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *schema.plan_tables()]

    def __repr__(self) -> str:
        rows = {name: len(self.plan.rows(name)) for name in schema.plan_tables()}
        return f"<plan {self.meta.doc_id}: {rows}>"

    def write(self, out: str | Path) -> None:
        """Write the tables as `ricplan extract --no-report` does."""
        from pipeline.store import plan_files

        plan_files.write(self.plan, Path(out))


def extract(
    pdf: str | Path, *, doc_id: str | None = None, profile: str | None = None, **options: Any
) -> PlanFrames:
    """The plan in a PDF, its tables as data frames.

    `doc_id` and `profile` default to what the register knows of the file, then to the file's stem
    and the profile whose headers match best; options are those of `pipeline.stages.read`. Raises
    `pipeline.model.errors.RicplanError` where the PDF cannot be read or holds no plan.
    """
    from pipeline import stages

    return PlanFrames(stages.extract(Path(pdf), doc_id=doc_id, profile=profile, **options))
