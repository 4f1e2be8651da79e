"""Runs one stage of a registered plan on the stored values of the stages before it.

Values are stored in `interim/<id>/<stage>/`, see `values`. Files for people are in `output/<id>/`
and `combined/`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model.errors import UsageError
from pipeline.stages import graph, values
from pipeline.stages.fingerprint import fingerprint, param
from pipeline.stages.given import Given, Options, Stage
from pipeline.stages.source import Pdf
from pipeline.store import params, register

if TYPE_CHECKING:
    from pipeline.records.corrections import Corrections

ALL = "all"  # the id of stages over all plans
COMBINED = "combined"  # not below output/, where a pattern over all plans would match it


def run(name: str, doc_id: str, root: Path, corrections: Path | None = None) -> None:
    """Run one stage of a registered plan, or with the id ALL a stage over all plans. `corrections`
    is a file or folder; by default those beside the register.

    UsageError for an unknown id, or one that the stage does not accept.
    """
    stage = graph.named(name)
    known = register.load(root / register.REGISTER)
    together = stage.place == COMBINED
    if together != (doc_id == ALL):
        raise UsageError(
            f"The stage {name} was called for '{doc_id}'.",
            "It runs on all plans of the register together."
            if together
            else "It runs on one plan.",
            f"Use --doc {ALL if together else 'ID'}.",
        )
    plan = None if together else known.by_id(doc_id)
    place = Place(root, known, plan, params.load(root / params.PARAMS), corrections)
    with place:
        place.check(stage)
        given = Given(stage, place.value, place.param, place.out(stage))
        made = stage.run(given)
        if stage.place == "interim":
            place.keep(stage, made)


@dataclass(frozen=True)
class Place:
    """A plan of the register (None for all together) and the paths of its values."""

    root: Path
    known: register.Register
    plan: register.RegisteredPlan | None
    settings: params.Params
    corrections: Path | None = None  # a file or folder; None: beside the register
    opened: list[Pdf] = dataclasses.field(default_factory=list)

    def value(self, name: str) -> Any:
        """A value that a stage reads, from its file."""
        if name.startswith(graph.EVERY):
            return {plan: self._folder(graph.local_name(name), plan) for plan in self.known.ids}
        if name == "register":
            return self.known
        if name == "profiles":
            return self.root
        if name == "corrections":
            return self._corrections(self._owner(name))
        owner, local = self._owner(name), graph.local_name(name)
        if local == "workbooks":
            return self.known.workbooks(owner)
        if local == "pdf":
            pdf = Pdf(self.known.pdf(self.known.by_id(owner)), self.settings.limits)
            self.opened.append(pdf)
            return pdf
        return values.load(local, self._folder(local, owner))

    def param(self, name: str) -> Any:
        """A parameter that a stage depends on."""
        entry = self._entry() if name.startswith("entry.") or name == graph.FINGERPRINT else None
        if name == graph.FINGERPRINT:
            assert entry is not None
            made = self._corrections(entry.id).digest
            return fingerprint(entry.sha256, Options(), self.settings, entry, self.root, made)
        return param(name, Options(), self.settings, entry)

    def out(self, stage: Stage) -> Path | None:
        """The folder of a stage that writes files; None for one that writes values."""
        if stage.place == "interim":
            return None
        first, _, rest = stage.place.partition("/")
        return self.root / first / (self.plan.id if self.plan else "") / rest

    def check(self, stage: Stage) -> None:
        """UsageError for a stage that needs an earlier version or workbooks where there are
        none.
        """
        if self.plan and "workbooks" in stage.reads and self.plan not in self.known.monitored():
            raise UsageError(
                f"Nothing is reported of {self.plan.id}.",
                f"There are no workbooks in {self.known.workbooks(self.plan.id)}.",
                "Put the filled workbooks there, in a folder per date (2026-12-31).",
            )
        if self.plan and not self.plan.amends and any(n.startswith(graph.OLD) for n in stage.reads):
            raise UsageError(
                f"{self.plan.id} amends no plan.",
                "There is nothing to compare it with.",
                "Name an amendment.",
            )

    def keep(self, stage: Stage, made: Mapping[str, Any]) -> None:
        """Store the values that a stage has written."""
        for name in stage.writes:
            value = made[name]
            if name == "document":
                # The path as in the register, so that the result does not depend on the project's
                # location.
                path = Path(value.path).relative_to(self.root).as_posix()
                value = dataclasses.replace(value, path=path)
            values.save(name, value, self._folder(name, self._owner(name)))

    def _owner(self, name: str) -> str:
        assert self.plan is not None
        return (self.plan.amends or "") if name.startswith(graph.OLD) else self.plan.id

    def _corrections(self, doc_id: str) -> Corrections:
        from pipeline.records.corrections import file

        return file.of_plan(doc_id, self.corrections, self.root)

    def _entry(self) -> register.RegisteredPlan:
        entry: register.RegisteredPlan = self.value("entry")
        return entry

    def _folder(self, name: str, doc_id: str) -> Path:
        return self.root / "interim" / doc_id / graph.writer(name).name

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *error: object) -> None:
        for pdf in self.opened:
            pdf.close()
