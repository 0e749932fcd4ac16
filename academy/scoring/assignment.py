"""The cheapest set of pairs over a sparse list of possible pairs, exactly.

Each onset (left) is answered by at most one hit (right) and the other way round; whoever is left
alone costs nothing, because the costs are already relative to that. The possible pairs fall
apart into small groups of neighbours (a chord, a flam, a run of close notes), each solved by shortest
augmenting paths (Jonker and Volgenant 1987, on the sparse list). No library: the live judge
and a lesson page must not pay for one.
"""

import heapq
from collections import defaultdict
from collections.abc import Sequence

Edge = tuple[int, int, float]
Row = dict[int, float]


def assign(edges: Sequence[Edge], n_left: int, n_right: int) -> list[tuple[int, int]]:
    """Return the pairs (left, right) of least total cost, in order of left.

    `edges` are (left, right, cost) with 0 <= left < n_left and 0 <= right < n_right; a cost of 0
    or more is never worth taking. An edge given twice counts once, at the lower cost. The order
    of the edges does not matter unless two answers cost exactly the same.
    """
    rows: dict[int, Row] = defaultdict(dict)
    for left, right, cost in edges:
        if not (0 <= left < n_left and 0 <= right < n_right):
            raise ValueError(f"edge ({left}, {right}) lies outside {n_left} onsets and {n_right} hits")
        if cost < 0 and cost < rows[left].get(right, 0.0):
            rows[left][right] = cost
    pairs: list[tuple[int, int]] = []
    for group in _groups(rows):
        pairs.extend(_solve({left: rows[left] for left in group}))
    pairs.sort()
    return pairs


def _groups(rows: dict[int, Row]) -> list[list[int]]:
    """Return the lefts of each connected group; a left without a right belongs to none."""
    touching: dict[int, list[int]] = defaultdict(list)
    for left, row in rows.items():
        for right in row:
            touching[right].append(left)
    seen: set[int] = set()
    groups = []
    for start in sorted(rows):
        if start in seen or not rows[start]:
            continue
        seen.add(start)
        group, frontier = [start], [start]
        while frontier:
            for right in rows[frontier.pop()]:
                for left in touching.pop(right, ()):
                    if left not in seen:
                        seen.add(left)
                        group.append(left)
                        frontier.append(left)
        groups.append(sorted(group))
    return groups


def _solve(rows: dict[int, Row]) -> list[tuple[int, int]]:
    if len(rows) == 1:
        ((left, row),) = rows.items()
        return [(left, min(row, key=lambda right: (row[right], right)))]
    search = _Search(rows)
    for left in rows:
        search.augment(left)
    return list(search.held.items())


class _Search:
    """One group while it is being solved.

    `held` and `owner` are the pairs so far, from either side. `price` is what giving up a right
    would cost its owner: 0 for a free right, else negative.
    """

    def __init__(self, rows: dict[int, Row]) -> None:
        self.rows = rows
        self.held: dict[int, int] = {}
        self.owner: dict[int, int] = {}
        self.price: dict[int, float] = defaultdict(float)

    def augment(self, start: int) -> None:
        """Give `start` a right along the cheapest path of exchanges.

        The path ends at a free right, or at a left on the way that is better left alone (cost 0).
        """
        reached: dict[int, float] = {}
        came_from: dict[int, int] = {}
        settled: dict[int, float] = {}
        queue: list[tuple[float, int]] = []
        left, base = start, 0.0
        alone, alone_cost = start, 0.0
        while True:
            for right, cost in self.rows[left].items():
                distance = base + cost - self.price[right]
                if right not in settled and distance < reached.get(right, alone_cost):
                    reached[right], came_from[right] = distance, left
                    heapq.heappush(queue, (distance, right))
            while queue and queue[0][1] in settled:
                heapq.heappop(queue)
            if not queue or queue[0][0] >= alone_cost:
                length, free = alone_cost, self.held.pop(alone, None)
                break
            distance, right = heapq.heappop(queue)
            if right not in self.owner:
                length, free = distance, right
                break
            settled[right] = distance
            left = self.owner[right]
            base = distance - (self.rows[left][right] - self.price[right])
            if base < alone_cost:
                alone, alone_cost = left, base
        for right, distance in settled.items():
            self.price[right] += distance - length
        self._hand_back(start, free, came_from)

    def _hand_back(self, start: int, free: int | None, came_from: dict[int, int]) -> None:
        """Move every left on the path to the right that it found, from the end back to `start`."""
        while free is not None:
            left = came_from[free]
            previous = self.held.get(left)
            self.held[left], self.owner[free] = free, left
            if left == start:
                return
            free = previous
