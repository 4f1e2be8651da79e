"""The shape of an invented plan, drawn from a seed: levels, columns, money, periods, extras."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.invented import wordings
from tests.invented.columns import Column, Wanted, draw_columns, draw_money
from tests.invented.look import Look, draw_look

# From the top down; where one level stands between priority and activity its names tell its role.
CHAINS = (
    (("priority", "direction", "action"), 30),
    (("priority", "action"), 16),
    (("priority", "direction"), 14),
    (("goal", "priority", "direction", "action"), 10),
    (("goal", "priority", "direction"), 5),
    (("goal", "priority", "action"), 4),
    (("priority",), 17),
    ((), 4),
)
# `{}` is the number of the level, stops and all
PREFIXES = {
    "goal": ("SM", "M", "SM "),
    "priority": ("VTP", "P", "VTP", "IP", "VTP ", "P "),
    "direction": ("RV", "RV ", "R", "V", "RV-", ""),
    "action": ("U", "U ", "R", "Ri", "U-", "", "U"),
}
PERIOD_FORMS = ("dash", "dash", "stops", "spaced", "words", "hyphen", "abbr", "date")
MERGED = ("merged", "column")


@dataclass(frozen=True)
class Level:
    """One level above the activities."""

    role: str
    label: str
    prefix: str
    stop: bool  # a stop closes the printed id
    numbered: bool
    seen: str  # heading, band, merged, column; bullets and hierarchy stand outside the main table
    labelled: bool  # `Uzdevums U1.1.1. …` and not `U1.1.1. …`
    joint: str  # what stands between id and name
    apart: bool  # a merged cell of its own for the id


@dataclass(frozen=True)
class Numbers:
    """How activities are numbered: on from the parent, through a priority, through the plan."""

    scheme: str  # parent, priority, running, none
    prefix: str
    stop: bool


@dataclass(frozen=True)
class Shape:
    """All that is drawn before the first text is made up."""

    seed: int
    levels: tuple[Level, ...]
    numbers: Numbers
    columns: tuple[Column, ...]
    unit: str
    period: str  # none, period, deadline, span, marks
    period_form: str
    years: tuple[int, int]
    references: bool
    goals_numbered_in: bool  # the number of a goal begins those of its priorities
    split: bool  # a table of its own for each band of the first level, without headings
    totals: bool
    grand_total: bool
    totals_named: bool  # `Kopā VTP1:` and not `Kopā:`
    hierarchy: bool
    abbreviations: bool
    outcomes: bool
    title_page: bool
    contents: bool  # a table of contents, with leaders, that names chapters and headings
    remarks: bool  # a sentence between a heading and its table
    column_numbers: bool  # a row below the header that counts the columns
    long_texts: float
    results: str  # lines, inline, semicolons, single
    separator: str  # between the items of lists
    slashes: bool  # between responsible bodies
    list_lines: bool  # each item of a list on a line of its own
    amount_form: str  # plain, stop, comma
    share_form: str
    dash: str
    gaps: float  # how often a cell holds a dash, words, or nothing
    size: int  # activities aimed at
    capitals: bool  # names of goals and priorities are printed in capitals, where once only
    faults: str  # id: one number is printed twice; amount: one does not parse; none
    look: Look

    @property
    def nested(self) -> tuple[Level, ...]:
        """The levels that the main tables show."""
        return tuple(level for level in self.levels if level.seen not in ("bullets", "hierarchy"))

    def describe(self) -> str:
        """One line for a person."""
        levels = " > ".join(
            f"{level.role}:{level.prefix.strip() if level.numbered else '–'}:{level.seen}"
            for level in self.levels
        )
        roles = ",".join(dict.fromkeys(column.role for column in self.columns))
        return (
            f"{self.seed}: {levels or 'no levels'} | nr {self.numbers.prefix}{self.numbers.scheme} "
            f"| {roles} | {self.unit} {self.period} {self.results}"
            f"{' refs' if self.references else ''}{' totals' if self.totals else ''}"
            f"{' hierarchy' if self.hierarchy else ''} | {self.look.describe()}"
        )


def draw_shape(seed: int) -> Shape:
    """The shape of a seed, always the same."""
    rng = random.Random(f"shape-{seed}")
    chain = rng.choices([c for c, _ in CHAINS], [w for _, w in CHAINS])[0]
    references = chain == ("priority",) and rng.random() < 0.5
    levels = _levels(rng, chain)
    if references:
        levels = _referred(rng, levels)
    within = rng.random() < 0.5
    numbers = _numbers(rng, levels, references, within)
    unit = rng.choice(["EUR", "EUR", "EUR", "tūkst. EUR"])
    first = rng.choice([2014, 2018, 2020, 2021, 2022])
    years = (first, first + rng.choice([4, 5, 6]))
    period = rng.choice(["period", "period", "period", "deadline", "span", "marks", "none"])
    lead = [
        part
        for level in levels
        if level.seen in MERGED
        for part in ((level.role + "-id", level.label), (level.role, level.label))
        if level.apart or not part[0].endswith("-id")
    ]
    money = draw_money(rng, period)
    columns = draw_columns(
        rng, Wanted(lead, numbers.scheme != "none", references, unit, years, period, money)
    )
    bands = [level for level in levels if level.seen == "band"]
    headed = any(level.seen == "heading" for level in levels)
    total = money not in ("none", "shares") and rng.random() < 0.4
    container = next((level for level in levels if level.role == "priority"), None)
    scoped = container is not None and container.seen in ("heading", "band", "merged")
    plain = scoped and not any(
        level.seen in ("heading", "band", "merged") for level in levels if level.role in LOWER
    )
    return Shape(
        seed=seed,
        levels=levels,
        numbers=numbers,
        columns=columns,
        unit=unit,
        period=period,
        period_form=rng.choice(PERIOD_FORMS),
        years=years,
        references=references,
        goals_numbered_in=within,
        split=bool(bands) and not headed and rng.random() < 0.4,
        totals=total and scoped and rng.random() < 0.8,
        grand_total=total and rng.random() < 0.7,
        totals_named=not plain or rng.random() < 0.5,
        hierarchy=any(level.seen == "hierarchy" for level in levels)
        or (len(levels) > 1 and all(level.numbered for level in levels) and rng.random() < 0.3),
        abbreviations=rng.random() < 0.35,
        outcomes=rng.random() < 0.3,
        title_page=rng.random() < 0.5,
        contents=rng.random() < 0.15,
        remarks=rng.random() < 0.12,
        column_numbers=rng.random() < 0.05,
        long_texts=rng.choice([0.0, 0.3, 0.6]),
        results=rng.choice(["lines", "inline", "semicolons", "semicolons", "single"]),
        separator=rng.choice([", ", ", ", ", ", "; "]),
        slashes=rng.random() < 0.08,
        list_lines=rng.random() < 0.2,
        amount_form=rng.choice(["plain", "plain", "plain", "stop", "comma"]),
        share_form=rng.choice(["{} %", "{}%", "{}"]),
        dash=rng.choice(["-", "–"]),
        gaps=rng.choice([0.0, 0.08, 0.2]),
        size=rng.choice([10, 14, 18, 24, 30, 40]),
        capitals=rng.random() < 0.12,
        faults=rng.choices(["none", "id", "amount"], [88, 6, 6])[0],
        look=draw_look(rng, sum(1 for _ in columns)),
    )


LOWER = ("direction", "action")


def _levels(rng: random.Random, chain: tuple[str, ...]) -> tuple[Level, ...]:
    """Headings stand outermost, then bands, then merged or repeated columns."""
    count = len(chain)
    headings = rng.choices(range(min(count, 3) + 1), [3, 4, 2, 1][: min(count, 3) + 1])[0]
    columns = rng.choices(range(count - headings + 1), [5, 3, 2, 1, 1][: count - headings + 1])[0]
    repeated = rng.random() < 0.25
    levels: list[Level] = []
    taken: set[str] = set()
    for place, role in enumerate(chain):
        seen = "band"
        if place < headings:
            seen = "heading"
        elif place >= count - columns:
            # a repeated column between two merged ones does not occur
            seen = "column" if repeated else "merged"
        free = [p for p in PREFIXES[role] if p.strip(" -") not in taken]
        # a plain number above the table reads as the number of a chapter
        free = [p for p in free if p or (seen != "heading" and "" not in taken)]
        prefix = rng.choice(free)
        taken.add(prefix.strip(" -"))
        # nobody could tell a heading without an id from the others, nor two kinds of such bands
        bare = any(not level.numbered for level in levels)
        sure = role in ("goal", "priority") or seen == "heading" or (bare and seen == "band")
        numbered = sure or rng.random() < 0.85
        levels.append(
            Level(
                role=role,
                label=rng.choice(wordings.LEVEL_LABELS[role]),
                prefix=prefix,
                stop=rng.random() < (0.25 if role in ("goal", "priority") else 0.6),
                numbered=numbered,
                seen=seen,
                labelled=seen in ("heading", "band") and numbered and rng.random() < 0.3,
                joint=rng.choice([" ", " ", ": ", " – "]),
                apart=seen == "merged" and numbered and rng.random() < 0.25,
            )
        )
    # without letters and without an id's stop a joint of two marks would look odd: `1.1.: Name`
    return tuple(
        replace(level, joint=" " if level.stop and level.joint == ": " else level.joint)
        for level in levels
    )


def _referred(rng: random.Random, levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """Tasks that activities refer to stand outside the main table."""
    prefix = rng.choice(["U", "U ", "U-"])
    outside = rng.choice(["bullets", "hierarchy"])
    task = Level("action", "Uzdevums", prefix, rng.random() < 0.6, True, outside, False, " ", False)
    if outside == "bullets":
        return (*levels, task)
    between = replace(task, role="direction", label="Rīcības virziens", prefix="RV")
    return (*levels, between, task)


def _numbers(
    rng: random.Random, levels: tuple[Level, ...], references: bool, within: bool
) -> Numbers:
    shown = [level for level in levels if level.seen not in ("bullets", "hierarchy")]
    schemes = ["running"]
    if shown:
        schemes += ["priority"]
        if not references:
            schemes += ["none", "parent", "parent", "parent"]
    scheme = rng.choice(schemes)
    taken = {level.prefix.strip(" -") for level in levels}
    free = [p for p in ("", "", "", "A", "A ", "D", "P-", "D.") if p.strip(" -.") not in taken]
    prefix = rng.choice([p for p in free if p or not _clash(levels, scheme, within)])
    return Numbers(scheme, prefix, rng.random() < 0.6)


def _clash(levels: tuple[Level, ...], scheme: str, within: bool) -> bool:
    """Whether activities without letters would look like a level without letters."""
    depths: dict[str, int] = {}
    depth = 0
    for level in levels:
        depth += level.numbered and (level.role != "goal" or within)
        depths[level.role] = depth
    own = {"parent": depth + 1, "priority": depths.get("priority", 0) + 1}.get(scheme, 1)
    return any(not level.prefix and depths[level.role] == own for level in levels)
