"""Maximum weight matching of two sides with few possible pairs.

`scipy.optimize.linear_sum_assignment` needs the full matrix (25 million cells for 5,000 rows) and a
package of 35 MB. With few possible pairs per row, shortest augmenting paths over the sparse graph
(Jonker and Volgenant 1987, with a heap) find the same optimum in near-linear time.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

Weights = Mapping[int, Mapping[int, int]]


def assign(weights: Weights) -> dict[int, int]:
    """The matching left → right of maximum total weight; rows may stay unmatched.

    `weights[left][right]` are positive integers, so that sums are exact and independent of the
    order of rows. Of several optimal matchings, one is returned.
    """
    ceiling = 1 + max((w for row in weights.values() for w in row.values()), default=0)
    # Costs instead of weights. Every row also has a dummy column of its own, -1 - row, of weight 0.
    costs = {
        row: {**{column: ceiling - w for column, w in pairs.items()}, -1 - row: ceiling}
        for row, pairs in weights.items()
    }
    row_of: dict[int, int] = {}  # column → row
    column_of: dict[int, int] = {}  # row → column
    price: dict[int, int] = {}  # dual value of each column
    for row in costs:
        _augment(row, costs, row_of, column_of, price)
    return {row: column for row, column in column_of.items() if column >= 0}


def _augment(
    free: int,
    costs: Weights,
    row_of: dict[int, int],
    column_of: dict[int, int],
    price: dict[int, int],
) -> None:
    """Match one more row along the shortest augmenting path, and update the dual values
    (Dijkstra).
    """
    distance: dict[int, int] = {}
    came_from: dict[int, int] = {}
    settled: dict[int, int] = {}
    heap: list[tuple[int, int, int]] = []
    row, travelled, entry = free, 0, 0
    while True:
        # The reduced cost of the row's current column is 0; `entry` is its reduced cost before the
        # update.
        for column, cost in costs[row].items():
            if column in settled:
                continue
            reach = travelled + cost - price.get(column, 0) - entry
            if reach < distance.get(column, reach + 1):
                distance[column] = reach
                came_from[column] = row
                # Ties in distance: real columns before dummy ones, then by number.
                heapq.heappush(heap, (reach, int(column < 0), column))
        while True:
            travelled, _, column = heapq.heappop(heap)
            if column not in settled and travelled == distance[column]:
                break
        if column not in row_of:
            break
        settled[column] = travelled
        row = row_of[column]
        entry = costs[row][column] - price.get(column, 0)
    for seat, at in settled.items():
        price[seat] = price.get(seat, 0) + at - travelled
    # Shift the matching along the augmenting path.
    row = came_from[column]
    while row != free:
        row_of[column], column_of[row], column = row, column, column_of[row]
        row = came_from[column]
    row_of[column], column_of[row] = row, column
