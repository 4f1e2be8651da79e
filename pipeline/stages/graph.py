"""The graph of stages, in topological order."""

from __future__ import annotations

from functools import cache

from pipeline.stages import steps
from pipeline.stages.given import Stage

# Inputs that no stage writes. All other names in `reads` are in `writes` of a stage.
SOURCES = ("pdf", "register", "profiles", "corrections", "workbooks")
FINGERPRINT = (
    "fingerprint"  # a parameter: the digest of all parameters of a stage and of those before it
)
# Prefixes of values of other plans: of the amended plan, of every plan of the register.
OLD, EVERY = "old/", "every/"


_PROFILE = ("entry.profile", "options.profile")
_ENTRY = ("entry.id", "entry.title", "entry.period", "entry.rows", "entry.licence")

GRAPH = (
    Stage("ingest", ("pdf", "register"), ("limits",), ("document", "entry"), steps.ingest),
    Stage(
        "pages",
        ("pdf",),
        ("limits", "options.engine", "options.cross_check", "options.ocr"),
        ("pages", "disagreements"),
        steps.pages,
    ),
    Stage("cells", ("pages", "profiles"), _PROFILE, ("layouts",), steps.cells),
    Stage(
        "profile",
        ("document", "layouts", "profiles"),
        _PROFILE,
        ("profile", "profile_findings"),
        steps.profile,
    ),
    Stage("rows", ("document", "layouts", "profile"), (), ("assembly",), steps.rows),
    Stage(
        "records",
        (
            "document",
            "assembly",
            "profile",
            "profile_findings",
            "disagreements",
            "corrections",
        ),
        (*_ENTRY, "options.doc_id"),
        ("plan", "layers"),
        steps.records,
    ),
    Stage("correct", ("plan", "corrections"), (), ("corrected",), steps.correct),
    Stage(
        "validate",
        ("corrected", "corrections"),
        ("validate", FINGERPRINT),
        ("checked",),
        steps.validate,
    ),
    Stage("export", ("checked", "layers"), (), ("tables",), steps.export, "output"),
    Stage("report", ("pdf", "checked", "layers"), ("report",), ("report",), steps.report, "output"),
    Stage(
        "diff",
        ("old/pdf", "old/entry", "old/checked", "pdf", "entry", "checked"),
        (),
        ("diff",),
        steps.diff,
        "output/diff",
    ),
    Stage(
        "monitor",
        ("every/checked", "workbooks"),  # including those of earlier versions
        ("entry.id",),
        ("progress",),
        steps.monitor,
        "progress",
    ),
    Stage(
        "combine",
        ("register", "every/checked"),
        ("combine",),
        ("combined",),
        steps.combine,
        "combined",
    ),
)
NAMES = tuple(stage.name for stage in GRAPH)
# The stages from a PDF to a checked plan, which `extract` runs in memory.
CHAIN = GRAPH[: NAMES.index("validate") + 1]


def named(name: str) -> Stage:
    """The stage of that name."""
    return GRAPH[NAMES.index(name)]


def local_name(name: str) -> str:
    """The name of a value without its prefix: `checked` of `old/checked`."""
    return name.rpartition("/")[2]


@cache
def writer(value: str) -> Stage:
    """The stage that writes a value. KeyError for sources and unknown names."""
    for stage in GRAPH:
        if value in stage.writes:
            return stage
    raise KeyError(value)


@cache
def required_stages(name: str) -> tuple[Stage, ...]:
    """The stage and all stages that it depends on, in the order of the graph."""
    wanted = {name}
    for stage in reversed(GRAPH):
        if stage.name in wanted:
            wanted |= {
                writer(local_name(v)).name for v in stage.reads if local_name(v) not in SOURCES
            }
    return tuple(stage for stage in GRAPH if stage.name in wanted)


@cache
def required_params(name: str) -> tuple[str, ...]:
    """The parameters of a stage and of all stages that it depends on."""
    names = dict.fromkeys(param for stage in required_stages(name) for param in stage.params)
    names.pop(FINGERPRINT, None)
    return tuple(names)
