"""What it costs to say that a hit answers an onset, against saying that both stand alone.

Negative log-likelihoods in nats (note on scoring, 2.1). Residuals are milliseconds: hit time minus
onset time minus the offset path, early negative. A negative cost is worth taking.
"""

import math
from dataclasses import dataclass

from academy.scoring.constants import CONSTANTS, Constants


def student(residual_ms: float, sigma_ms: float, nu: float = CONSTANTS.student_nu) -> float:
    """Return the Student-t penalty of a residual: 0 in the middle, growing slowly far out."""
    return (nu + 1) / 2 * math.log1p((residual_ms / sigma_ms) ** 2 / nu)


def reach_ms(sigma_ms: float, table: Constants = CONSTANTS) -> float:
    """Return how far from its onset a hit may still answer it, in ms either way."""
    return min(table.reach_max_ms, max(table.reach_min_ms, table.reach_sigmas * sigma_ms))


@dataclass(frozen=True, slots=True)
class EdgeCosts:
    """The costs of one take at one jitter: `sigma_ms`, with `pads` different pads in use.

    `same` and `wrong` are the costs of a pair with residual 0 on the same and on another pad,
    relative to one miss plus one extra; `miss` and `extra` are those two by themselves.
    """

    sigma_ms: float
    same: float
    wrong: float
    miss: float
    extra: float
    reach_ms: float
    flagged: float
    nu: float

    def of(self, residual_ms: float, *, same_pad: bool, flagged: bool = False) -> float:
        """Return the cost of one pair; infinite beyond reach. Flagged: the hit is a bounce or grace."""
        if abs(residual_ms) > self.reach_ms:
            return math.inf
        start = self.same if same_pad else self.wrong
        return start + student(residual_ms, self.sigma_ms, self.nu) + (self.flagged if flagged else 0.0)


def edge_costs(sigma_ms: float, pads: int, table: Constants = CONSTANTS) -> EdgeCosts:
    """Return the costs at jitter `sigma_ms` (ms) when the target uses `pads` different pads.

    Densities are per second, like the rate of extra hits they are compared with.
    """
    pads = max(pads, 2)
    density = math.log(sigma_ms / 1000 * math.sqrt(2 * math.pi))
    miss = -math.log(table.p_miss)
    extra = -math.log(table.extra_hits_per_s / pads)
    played = 1 - table.p_miss
    same = density - math.log(played * (1 - table.p_wrong_pad))
    wrong = density - math.log(played * table.p_wrong_pad / (pads - 1))
    return EdgeCosts(
        sigma_ms=sigma_ms,
        same=same - miss - extra,
        wrong=wrong - miss - extra,
        miss=miss,
        extra=extra,
        reach_ms=reach_ms(sigma_ms, table),
        flagged=table.flagged_cost,
        nu=table.student_nu,
    )
