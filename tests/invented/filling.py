"""Makes up the activities of a plan: each cell as printed, beside what it means."""

from __future__ import annotations

import random
from decimal import Decimal

from tests.invented import stock
from tests.invented.columns import EXTRAS
from tests.invented.content import Activity, Content, Money, Node, Outcome, Total, Tree
from tests.invented.money import amount_text, drawn_amount, shares
from tests.invented.periods import period_cells
from tests.invented.shape import Shape

TOTAL_LABELS = ("Kopā", "KOPĀ", "Kopā", "Kopsumma")
GRAND_LABELS = ("Pavisam kopā:", "PAVISAM KOPĀ", "Kopā plānā:", "Kopā visā plānā")


def make_content(shape: Shape) -> Content:
    """The content of a shape, always the same."""
    rng = random.Random(f"content-{shape.seed}")
    roots = Tree(shape, rng).roots()
    place = rng.choice(stock.PLACES)
    kind = "Rīcības plāns" if shape.levels[1:] else "Investīciju plāns"
    title = f"{place} novada attīstības programma {shape.years[0]}.–{shape.years[1]}. gadam. {kind}"
    plan = Content(shape, title, roots, [])
    _Filler(shape, rng, plan).fill()
    if shape.abbreviations:
        plan.abbreviations = sorted(rng.sample(stock.ABBREVIATIONS, rng.randint(4, 10)))
    plan.years = (shape.years[0] - 1, shape.years[1])
    if shape.outcomes:
        chosen = rng.sample(stock.OUTCOMES, rng.randint(3, 8))
        plan.outcomes = [
            Outcome(f"{n}.", name, unit, _value(rng, unit), _value(rng, unit), source)
            for n, (name, unit, source) in enumerate(chosen, 1)
        ]
    return plan


def _value(rng: random.Random, unit: str) -> str:
    if unit != "skaits":
        return rng.choice([str(rng.randint(5, 98)), f"{rng.randint(1, 99)},{rng.randint(1, 9)}"])
    return f"{rng.randint(1, 30)} {rng.randint(0, 999):03d}"


class _Filler:
    def __init__(self, shape: Shape, rng: random.Random, plan: Content) -> None:
        self.shape = shape
        self.rng = rng
        self.plan = plan
        self.used: set[str] = set()
        self.faulty = False  # the plan's one fault is made
        self.within: dict[str, int] = {}

    def fill(self) -> None:
        """Activities below each innermost nested node, then the sums."""
        nested = self.shape.nested
        if not nested:
            self.plan.loose = [self._activity(None, n) for n in range(1, self.shape.size + 1)]
        else:
            leaves = self.plan.nodes(nested[-1].role)
            share = max(1, round(self.shape.size / len(leaves)))
            counts = [max(1, share + self.rng.choice([-1, 0, 0, 1])) for _ in leaves]
            while sum(counts) < 8:
                counts[self.rng.randrange(len(counts))] += 1
            for leaf, count in zip(leaves, counts, strict=True):
                leaf.activities = [self._activity(leaf, n) for n in range(1, count + 1)]
        if self.shape.totals:
            for node in self.plan.nodes("priority"):
                word = self.rng.choice(TOTAL_LABELS)
                label = f"{word} {node.ident}:" if self.shape.totals_named else f"{word}:"
                self._total(node.ident, label, node.below())
        if self.shape.grand_total:
            self._total(None, self.rng.choice(GRAND_LABELS), self.plan.activities())

    def _total(self, scope: str | None, label: str, activities: list[Activity]) -> None:
        sums = []
        for column in range(len(self.shape.columns)):
            values = [m.value for a in activities for m in self._money_of(a) if m.column == column]
            if values:
                value = sum(values, Decimal(0))
                sums.append(Money(column, amount_text(value, self.shape), value))
        if sums:
            self.plan.totals.append(Total(scope, label, tuple(sums)))

    def _money_of(self, activity: Activity) -> list[Money]:
        found = list(activity.money)
        for place, column in enumerate(self.shape.columns):
            if column.role == "amount" and activity.amount is not None:
                found.append(Money(place, "", activity.amount))
        return found

    def _activity(self, leaf: Node | None, place: int) -> Activity:
        ident, printed = self._ident(leaf, place)
        name = self._name(leaf)
        theme = leaf.theme if leaf else self.rng.choice(stock.FIELDS)
        values: dict[str, object] = {}
        cells: dict[int, tuple[str, ...]] = {}
        self._people(theme, cells, values)
        self._money(cells, values)
        self._results(theme, cells, values)
        period_cells(self.shape, self.rng, cells, values)
        for number, column in enumerate(self.shape.columns):
            if column.role == "name":
                cells[number] = (name,)
            elif column.role == "id":
                cells[number] = (printed or "",)
            elif column.role in EXTRAS:
                cells[number] = (self._extra(column.role),)
            elif column.role == "reference" and leaf:
                self._references(leaf, number, cells, values)
        return Activity(ident, printed, leaf.ident if leaf else None, name, cells, **values)  # type: ignore[arg-type]

    def _ident(self, leaf: Node | None, place: int) -> tuple[str, str | None]:
        numbers = self.shape.numbers
        if numbers.scheme == "none":
            return f"{leaf.ident if leaf else ''}/{place}", None
        base: tuple[int, ...] = ()
        if leaf and numbers.scheme == "parent":
            base = leaf.number
        elif leaf and numbers.scheme == "priority":
            node = leaf
            while node.parent and node.level.role != "priority":
                node = node.parent
            base = node.number
        key = str(base)
        self.within[key] = count = self.within.get(key, 0) + 1
        again = self.shape.faults == "id" and count == 3 and not self.faulty
        self.faulty |= again
        ident = numbers.prefix + ".".join(map(str, (*base, count - again)))
        return ident + "#2" * again, ident + "." * numbers.stop

    def _name(self, leaf: Node | None) -> str:
        theme = leaf.theme if leaf else self.rng.choice(stock.FIELDS)
        while True:
            name = self.rng.choice(theme.measures).format(p=self.rng.choice(stock.PLACES))
            if self.rng.random() < self.shape.long_texts:
                tail = self.rng.choice(stock.TAILS)
                name += f"{' ' if tail.startswith(('un ', '(')) else ', '}{tail}"
            if name not in self.used:
                self.used.add(name)
                return name

    def _gap(self) -> bool:
        return self.rng.random() < self.shape.gaps

    def _listed(self, items: tuple[str, ...], separator: str) -> tuple[str, ...]:
        """A list as printed: on one line or on several, each but the last ended by its mark."""
        if not items:
            return (self.rng.choice(["", self.shape.dash]),)
        if not self.shape.list_lines:
            return (separator.join(items),)
        return (*(item + separator.rstrip() for item in items[:-1]), items[-1])

    def _people(
        self, theme: stock.Field, cells: dict[int, tuple[str, ...]], values: dict[str, object]
    ) -> None:
        shape, rng = self.shape, self.rng
        for number, column in enumerate(shape.columns):
            if column.role == "responsible":
                bodies = tuple(rng.sample(theme.bodies, rng.choice([1, 1, 2, 3])))
                if "(" not in column.header[-1] and rng.random() < 0.06:
                    bodies = (*bodies[:-1], f"{bodies[-1]} ({rng.choice(stock.DUTIES)})")
                texts = self._listed(bodies, " / " if shape.slashes else shape.separator)
                if "(" in column.header[-1] and rng.random() < 0.7:
                    partners = tuple(rng.sample(stock.PARTNERS, rng.choice([1, 2])))
                    values["partners"] = partners
                    texts = (*texts[:-1], f"{texts[-1]} ({', '.join(partners)})")
                cells[number] = texts
                values["responsible"] = bodies
            elif column.role == "partners":
                partners = (
                    () if self._gap() else tuple(rng.sample(stock.PARTNERS, rng.randint(1, 4)))
                )
                values["partners"] = partners
                cells[number] = self._listed(partners, shape.separator)

    def _money(self, cells: dict[int, tuple[str, ...]], values: dict[str, object]) -> None:
        shape, rng = self.shape, self.rng
        places = [n for n, column in enumerate(shape.columns) if column.role == "money"]
        alone = next((n for n, c in enumerate(shape.columns) if c.role == "amount"), None)
        unknown = (alone is not None or bool(places)) and self._gap()
        found: list[Money] = []
        if unknown:
            cells.update(dict.fromkeys(places, (shape.dash,)))
        elif places and shape.columns[places[0]].share:
            found = shares(places, shape, rng)
        else:
            for place in rng.sample(places, rng.randint(1, len(places))) if places else ():
                value = drawn_amount(rng, shape)
                found.append(Money(place, amount_text(value, shape), value))
        found.sort(key=lambda money: money.column)
        empty = rng.choice(["", shape.dash]) if rng.random() < 0.2 else shape.dash
        held = {money.column: money.raw for money in found}
        cells.update({n: (held.get(n, empty),) for n in places})
        values["money"] = tuple(found)
        if alone is not None:
            if unknown:
                cells[alone] = (rng.choice([*stock.MONEY_WORDS, shape.dash, ""]),)
            else:
                summed = found and not shape.columns[found[0].column].share
                amount = (
                    sum((m.value for m in found), Decimal(0))
                    if summed
                    else drawn_amount(rng, shape)
                )
                cells[alone] = (amount_text(amount, shape),)
                values["amount"] = amount
                if shape.faults == "amount" and not (places or shape.grand_total or shape.totals):
                    self._spoil(alone, cells, values)
        for number, column in enumerate(shape.columns):
            if column.role == "funding":
                names = () if self._gap() else tuple(rng.sample(stock.SOURCES, rng.randint(1, 3)))
                values["sources"] = names
                cells[number] = self._listed(names, shape.separator)

    def _spoil(
        self, alone: int, cells: dict[int, tuple[str, ...]], values: dict[str, object]
    ) -> None:
        """One amount of the plan is no number: a digit too many after a blank."""
        if self.faulty or self.rng.random() < 0.6:
            return
        self.faulty = True
        cells[alone] = (self.rng.choice(["1 37 5000", "8 000 0000", "24 00 000"]),)
        values["amount"] = None

    def _results(
        self, theme: stock.Field, cells: dict[int, tuple[str, ...]], values: dict[str, object]
    ) -> None:
        number = next((n for n, c in enumerate(self.shape.columns) if c.role == "results"), None)
        if number is None:
            return
        if self._gap():
            cells[number] = (self.rng.choice(["", self.shape.dash]),)
            return
        form, rng = self.shape.results, self.rng
        count = 1 if form == "single" else rng.randint(1, 4)
        # a wrapped line may begin with a number, which must not be the next of the list
        texts = [t.format(n=rng.randint(6, 90)) for t in rng.sample(theme.results, count)]
        if form == "semicolons" or form == "single" or count == 1:
            texts[0] = texts[0][0].upper() + texts[0][1:]
            cells[number] = ("; ".join(texts),)
            values["results"] = tuple((None, text) for text in texts)
            return
        # a number inside a line is known as one by the stop before it
        stop = "." if form == "inline" or rng.random() < 0.5 else ""
        texts = [text[0].upper() + text[1:] + stop for text in texts]
        lines = tuple(f"{n}. {text}" for n, text in enumerate(texts, 1))
        cells[number] = lines if form == "lines" else (" ".join(lines),)
        values["results"] = tuple((str(n), text) for n, text in enumerate(texts, 1))

    def _extra(self, role: str) -> str:
        rng = self.rng
        if role != "territory" and self._gap():
            return ""
        return {
            "territory": f"{rng.choice(stock.PLACES)} pagasts",
            "state": rng.choice(stock.STATES),
            "notes": rng.choice(stock.NOTES),
            "policy_link": rng.choice(stock.LINKS),
            "project_type": rng.choice(stock.TYPES),
        }[role]

    def _references(
        self,
        leaf: Node,
        number: int,
        cells: dict[int, tuple[str, ...]],
        values: dict[str, object],
    ) -> None:
        tasks = [n for n in self.plan.nodes("action") if leaf.ident in _above(n)]
        chosen = self.rng.sample(tasks, 2 if len(tasks) > 1 and self.rng.random() < 0.15 else 1)
        chosen.sort(key=lambda node: node.number)
        stop = "." if self.shape.seed % 2 else ""
        printed = tuple((node.ident, node.ident + stop) for node in chosen)
        cells[number] = (", ".join(raw for _, raw in printed),)
        values["references"] = printed


def _above(node: Node) -> list[str]:
    """The ids of all that a node stands in."""
    found = []
    while node.parent:
        node = node.parent
        found.append(node.ident)
    return found
