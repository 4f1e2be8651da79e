"""`ricplan corrections`: list, check and carry over the corrections of registered plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import options
from pipeline.commands.terminal import emit, say, show
from pipeline.model.errors import UsageError

if TYPE_CHECKING:
    from pipeline.model.plan import Plan
    from pipeline.records.corrections import Corrections
    from pipeline.records.corrections.entries import Entry
    from pipeline.store.register import Register

_ABOUT = ("stale-correction", "needless-correction", "unused-acceptance")


@click.group(
    "corrections", short_help="List corrections, check that they still apply, carry them over."
)
def command() -> None:
    r"""Corrections of plans of the register: corrections/ID.toml beside it.

    docs/correcting.md explains the format; `ricplan app` writes them in the browser.

    \b
    Example:
      ricplan corrections list zpr-2015-2020
      ricplan corrections check
      ricplan corrections carry zpr-2015-2020 zpr-2015-2020-am1
    """


@command.command("list", short_help="List the corrections of plans.")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@options.corrections
@options.as_json
def list_them(ids: tuple[str, ...], corrections: Path | None, as_json: bool) -> int:
    r"""List the corrections of the plans ID, by default of all in the register.

    \b
    Example:
      ricplan corrections list
    """
    known = _register()
    found = {doc_id: _of(doc_id, known, corrections) for doc_id in _ids(ids, known)}
    if as_json:
        emit({doc_id: [_record(one) for one in own.entries] for doc_id, own in found.items()})
        return 0
    for doc_id, own in found.items():
        for entry in own.entries:
            show(f"{doc_id}  {_description(entry)}: {entry.reason}")
    say(f"Labojumu un pieņemto: {sum(len(own.entries) for own in found.values())}")
    return 0


@command.command("check", short_help="Check that corrections still apply to their plans.")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@options.corrections
@options.as_json
def check(ids: tuple[str, ...], corrections: Path | None, as_json: bool) -> int:
    r"""Read the plans ID (by default all of the register that have corrections) and say which of
    their corrections no longer apply, are no longer needed, or accept no finding. Exit code 1 where
    one no longer applies.

    \b
    Example:
      ricplan corrections check zpr-2015-2020
    """
    from pipeline import stages

    known = _register()
    doubts: dict[str, list[dict[str, Any]]] = {}
    stale = False
    for doc_id in _ids(ids, known):
        own = _of(doc_id, known, corrections)
        if not own.entries:
            continue
        plan = stages.extract(known.pdf(known.by_id(doc_id)), corrections=own)
        found = [one for one in plan.findings if one.rule in _ABOUT]
        doubts[doc_id] = [{"rule": one.rule, "key": one.key, "message": one.message}
                          for one in found]  # fmt: skip
        stale = stale or any(one.rule == _ABOUT[0] for one in found)
        if not as_json:
            for one in found:
                show(f"{doc_id}  {one.rule}: {one.message}",
                     fg="red" if one.rule == _ABOUT[0] else None)  # fmt: skip
            say(f"{doc_id}: ierakstu {len(own.entries)}, apšaubāmu {len(found)}")
    if as_json:
        emit({"plans": doubts})
    return int(stale)


@command.command("carry", short_help="Carry corrections over to an amended plan.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Show what would be carried over, and write nothing.")
@options.as_json
def carry(old: str, new: str, dry_run: bool, as_json: bool) -> int:
    r"""Write the corrections of the plan OLD whose rows the amendment NEW left unchanged into the
    file of NEW, under their new ids, and list the others with the reason.

    \b
    Example:
      ricplan corrections carry zpr-2015-2020 zpr-2015-2020-am1
    """
    from pipeline.records.corrections import carrying, editing, file
    from pipeline.tracking import diff

    known = _register()
    before, after = (_plain(known, doc_id) for doc_id in (old, new))
    corrections, have = (_of(doc_id, known, None) for doc_id in (old, new))
    made = carrying.carried(corrections, before, after, diff.compare(before, after), have)
    place = file.place_of(new, None, known.root)
    assert place is not None
    if made.entries and not dry_run:

        def with_corrections(text: str) -> str:
            for entry in made.entries:
                text = editing.added(text, entry, str(place))
            return text

        editing.change(place, with_corrections)
    if as_json:
        left = [_record(entry) | {"reason": why} for entry, why in made.left]
        emit({"carried": [_record(entry) for entry in made.entries], "left": left})
        return 0
    for entry in made.entries:
        show(f"+ {_description(entry)}")
    for entry, why in made.left:
        show(f"- {_description(entry)}: {why}")
    say(f"Pārnesti: {len(made.entries)}, palika: {len(made.left)} ({place})")
    return 0


def _plain(known: Register, doc_id: str) -> Plan:
    from pipeline import stages
    from pipeline.records.corrections import NONE

    return stages.extract(known.pdf(known.by_id(doc_id)), corrections=NONE)


def _register() -> Register:
    from pipeline.store import register

    known = register.load()
    if known.root is None:
        raise UsageError(
            f"There is no {register.REGISTER} here or above.",
            "Corrections belong to plans of the register.",
            "Go to the project's folder.",
        )
    return known


def _ids(given: tuple[str, ...], known: Register) -> tuple[str, ...]:
    return tuple(known.by_id(doc_id).id for doc_id in given) or known.ids


def _of(doc_id: str, known: Register, asked: Path | None) -> Corrections:
    from pipeline.records.corrections import file

    return file.of_plan(doc_id, asked, known.root)


def _record(entry: Entry) -> dict[str, Any]:
    import msgspec

    found: dict[str, Any] = {"kind": entry.NAME, **msgspec.to_builtins(entry)}
    return found


def _description(entry: Entry) -> str:
    values = [str(part) for part in entry.target if part is not None]
    value = getattr(entry, "value", None)
    arrow = f" → {value}" if entry.NAME == "correction" else ""
    return f"{entry.NAME} {' '.join(values)}{arrow}"
