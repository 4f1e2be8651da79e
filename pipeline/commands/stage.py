"""`ricplan stage`: one stage, as `dvc.yaml` calls it."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands import options
from pipeline.model.errors import UsageError
from pipeline.stages.graph import NAMES


@click.command("stage", short_help="Run one stage of a registered plan.")
@click.argument("name", type=click.Choice(NAMES))
@click.option(
    "--doc", "doc_id", metavar="ID", required=True, help="Id of the plan in the register."
)
@options.corrections
def command(name: str, doc_id: str, corrections: Path | None) -> int:
    r"""Run one stage of a registered plan on the results of the stage before, in interim/.

    `dvc repro` calls this command; `make run` runs all stages of all plans. The stage combine
    merges all plans into combined/; its ID is all.

    \b
    Example:
      ricplan stage cells --doc zpr-2015-2020
    """
    from pipeline import stages
    from pipeline.store import register

    root = register.find_root(Path.cwd())
    if root is None:
        raise UsageError(
            f"There is no {register.REGISTER} here or above.",
            "Stages run on registered plans.",
            "Go to the project's folder.",
        )
    stages.stage(name, doc_id, root, corrections)
    return 0
