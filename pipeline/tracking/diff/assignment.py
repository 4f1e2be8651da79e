"""The best pairing of two sides when few pairs are possible at all.

`scipy.optimize.linear_sum_assignment` needs the full matrix (25 million cells for 5,000 rows) and
a package of 35 MB. Here the possible pairs are few per row, so shortest augmenting paths over the
sparse graph (Jonker and Volgenant 1987, with a heap) find the same optimum in near-linear time.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

Weights = Mapping[int, Mapping[int, int]]


def assign(weights: Weights) -> dict[int, int]:
    """The pairing left → right of the greatest total weight; nobody has to be paired.

    `weights[left][right]` are positive whole numbers, so that the sums are exact and do not depend
    on the order of the rows. Where several pairings have the greatest weight, one of them.
    """
    ceiling = 1 + max((w for row in weights.values() for w in row.values()), default=0)
    # Costs instead of weights. Every row also has a seat of its own, -1 - row, of weight 0.
    costs = {
        row: {**{column: ceiling - w for column, w in pairs.items()}, -1 - row: ceiling}
        for row, pairs in weights.items()
    }
    holder: dict[int, int] = {}  # column → row
    seats: dict[int, int] = {}  # row → column
    price: dict[int, int] = {}  # dual value of each column
    for row in costs:
        _seat(row, costs, holder, seats, price)
    return {row: column for row, column in seats.items() if column >= 0}


def _seat(
    free: int,
    costs: Weights,
    holder: dict[int, int],
    seats: dict[int, int],
    price: dict[int, int],
) -> None:
    """Seat one more row by the cheapest chain of moves, and adjust the prices (Dijkstra)."""
    distance: dict[int, int] = {}
    came_from: dict[int, int] = {}
    settled: dict[int, int] = {}
    heap: list[tuple[int, int, int]] = []
    row, travelled, entry = free, 0, 0
    while True:
        # Reduced cost of the seat that the row holds now is nought; `entry` is what it pays there.
        for column, cost in costs[row].items():
            if column in settled:
                continue
            reach = travelled + cost - price.get(column, 0) - entry
            if reach < distance.get(column, reach + 1):
                distance[column] = reach
                came_from[column] = row
                # Columns of one distance: real seats before a row's own, then by number.
                heapq.heappush(heap, (reach, int(column < 0), column))
        while True:
            travelled, _, column = heapq.heappop(heap)
            if column not in settled and travelled == distance[column]:
                break
        if column not in holder:
            break
        settled[column] = travelled
        row = holder[column]
        entry = costs[row][column] - price.get(column, 0)
    for seat, at in settled.items():
        price[seat] = price.get(seat, 0) + at - travelled
    # Everyone along the chain moves on by one seat.
    row = came_from[column]
    while row != free:
        holder[column], seats[row], column = row, column, seats[row]
        row = came_from[column]
    holder[column], seats[row] = row, column
