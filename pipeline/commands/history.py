"""`ricplan history`: one row through all registered versions of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import options
from pipeline.commands.ids import canonical, keys
from pipeline.commands.terminal import emit, record
from pipeline.model.errors import UsageError

if TYPE_CHECKING:
    from pipeline.model.plan import Plan
    from pipeline.store.register import Register, RegisteredPlan
    from pipeline.tracking.diff.versions import History


@click.command("history", short_help="Follow one row through all registered versions of a plan.")
@options.row_id
@click.option(
    "--doc",
    "doc_id",
    metavar="ID",
    help="A version of the plan, where the register has several plans.",
)
@click.option(
    "--output",
    type=options.PLACE,
    default=Path("output"),
    show_default=True,
    help="Folder of the tables from `make run`; a version without tables is read from its PDF.",
)
@options.as_json
def command(row_id: tuple[str, ...], doc_id: str | None, output: Path, as_json: bool) -> int:
    r"""Follow the row ID through all versions of its plan, across renumberings.

    ID is that of the newest version that has the row.

    \b
    Example:
      ricplan history A 1.4
      ricplan history A 1.4 --doc zpr-2015-2020 --json
    """
    from pipeline.store import register
    from pipeline.tracking.diff import history

    known = register.load()
    versions, plans = _versions(known, doc_id, row_id, output)
    key = canonical(plans[-1], row_id)
    followed = history(key, plans)
    shown = {"key": key, "table": followed.table, "versions": list(_steps(followed, versions))}
    if as_json:
        emit(shown)
    else:
        _print(followed, versions)
    return 0


def _versions(
    known: Register, doc_id: str | None, row_id: tuple[str, ...], output: Path
) -> tuple[tuple[RegisteredPlan, ...], list[Plan]]:
    """The versions of a plan, oldest first, and their tables: of the plan given, else of the only
    one that has a row with the id.
    """
    if doc_id is not None:
        families = [known.versions(doc_id)]
    else:
        families = list(dict.fromkeys(known.versions(plan.id) for plan in known.plans))
    read = [(family, [_plan(known, version, output) for version in family]) for family in families]
    having = [(family, plans) for family, plans in read if any(_has(one, row_id) for one in plans)]
    if len(read) == 1 or len(having) == 1:
        return (having or read)[0]
    firsts = sorted(family[0].id for family, _ in having or read)
    raise UsageError(
        f"The register holds {len(firsts)} plans with such a row.",
        f"Ids are unique within one plan only: {', '.join(firsts) or 'there is none'}.",
        "Name the plan with --doc ID.",
    )


def _has(plan: Plan, row_id: tuple[str, ...]) -> bool:
    """Whether a plan has a row with the id."""
    try:
        return canonical(plan, row_id) in set(keys(plan))
    except UsageError:
        return False


def _plan(known: Register, version: RegisteredPlan, output: Path) -> Plan:
    """The tables of a version: those of the last run where they come from the same PDF, else
    reread.
    """
    from pipeline import stages
    from pipeline.store import plan_files

    folder = output / version.id
    if (folder / "plan.json").is_file() and plan_files.read_meta(folder).sha256 == version.sha256:
        return plan_files.read(folder)
    return stages.extract(known.pdf(version))


def _steps(followed: History, versions: tuple[RegisteredPlan, ...]) -> Iterator[dict[str, Any]]:
    for step, version in zip(followed.steps, versions, strict=True):
        yield {
            "doc_id": version.id,
            "version": version.version,
            "title": version.title,
            "adopted": version.adopted.isoformat() if version.adopted else None,
            "decision": version.decision,
            "key": step.key,
            "row": None if step.row is None else record(step.row),
            "changes": [record(change) for change in step.changes],
        }


def _print(followed: History, versions: tuple[RegisteredPlan, ...]) -> None:
    from pipeline.tracking.diff.descriptions import described_changes
    from pipeline.tracking.diff.summary import plain

    before = None
    for step, version in zip(followed.steps, versions, strict=True):
        facts = [
            str(version.version),
            version.id,
            version.adopted.isoformat() if version.adopted else None,
            version.decision,
        ]
        click.echo(click.style(" · ".join(fact for fact in facts if fact), bold=True))
        if step.row is None:
            click.echo("  (šajā versijā nav)")
        else:
            click.echo(f"  {step.key}  {step.row.name}")
        if before is not None:
            for item in described_changes(step.changes, before, step.plan):
                click.echo(f"  {plain(item)}")
        before = step.plan
