/**
 * The cheapest set of pairs over a sparse list of possible pairs, exactly.
 * The same search as academy/scoring/assignment.py: groups of neighbours, each solved by shortest
 * augmenting paths. Whoever is left alone costs nothing; only costs below 0 are worth taking.
 */

/**
 * @typedef {[left: number, right: number, cost: number]} Edge
 * @typedef {Map<number, number>} Row  right → cost
 */

/**
 * The pairs [left, right] of least total cost, in order of left. An edge given twice counts at the lower cost.
 * @param {Edge[]} edges
 * @returns {[number, number][]}
 */
export function assign(edges) {
  /** @type {Map<number, Row>} */
  const rows = new Map();
  for (const [left, right, cost] of edges) {
    if (!(cost < 0)) continue;
    let row = rows.get(left);
    if (!row) rows.set(left, (row = new Map()));
    if (cost < (row.get(right) ?? 0)) row.set(right, cost);
  }
  /** @type {[number, number][]} */
  const pairs = [];
  for (const group of groups(rows)) pairs.push(...solve(rows, group));
  return pairs.sort((a, b) => a[0] - b[0]);
}

/**
 * The lefts of each connected group, ascending.
 * @param {Map<number, Row>} rows
 * @returns {number[][]}
 */
function groups(rows) {
  /** @type {Map<number, number[]>} */
  const touching = new Map();
  for (const [left, row] of rows) {
    for (const right of row.keys()) {
      const lefts = touching.get(right);
      if (lefts) lefts.push(left);
      else touching.set(right, [left]);
    }
  }
  const seen = new Set();
  const found = [];
  for (const start of [...rows.keys()].sort((a, b) => a - b)) {
    if (seen.has(start)) continue;
    seen.add(start);
    const group = [start];
    for (let at = 0; at < group.length; at++) {
      for (const right of /** @type {Row} */ (rows.get(group[at])).keys()) {
        for (const left of touching.get(right) ?? []) {
          if (!seen.has(left)) {
            seen.add(left);
            group.push(left);
          }
        }
        touching.delete(right);
      }
    }
    found.push(group.sort((a, b) => a - b));
  }
  return found;
}

/**
 * @param {Map<number, Row>} rows @param {number[]} group
 * @returns {[number, number][]}
 */
function solve(rows, group) {
  if (group.length === 1) {
    const row = /** @type {Row} */ (rows.get(group[0]));
    let best = -1;
    let least = Infinity;
    for (const [right, cost] of row) {
      if (cost < least || (cost === least && right < best)) [best, least] = [right, cost];
    }
    return [[group[0], best]];
  }
  const search = new Search(rows);
  for (const left of group) search.augment(left);
  return [...search.held];
}

/** One group while it is being solved: the pairs so far from either side, and the price of each right. */
class Search {
  /** @param {Map<number, Row>} rows */
  constructor(rows) {
    this.rows = rows;
    /** @type {Map<number, number>} */
    this.held = new Map();
    /** @type {Map<number, number>} */
    this.owner = new Map();
    /** @type {Map<number, number>} */
    this.price = new Map();
  }

  /**
   * Give `start` a right along the cheapest path of exchanges. The path ends at a free right, or at a
   * left on the way that is better left alone (cost 0).
   * @param {number} start
   */
  augment(start) {
    const reached = new Map();
    const cameFrom = new Map();
    const settled = new Map();
    let [left, base, alone, aloneCost] = [start, 0, start, 0];
    /** @type {number} */
    let length;
    /** @type {number | undefined} */
    let free;
    for (;;) {
      for (const [right, cost] of /** @type {Row} */ (this.rows.get(left))) {
        const distance = base + cost - (this.price.get(right) ?? 0);
        if (!settled.has(right) && distance < (reached.get(right) ?? aloneCost)) {
          reached.set(right, distance);
          cameFrom.set(right, left);
        }
      }
      const [right, distance] = nearest(reached, settled);
      if (distance >= aloneCost) {
        [length, free] = [aloneCost, this.held.get(alone)];
        this.held.delete(alone);
        break;
      }
      const owner = this.owner.get(right);
      if (owner === undefined) {
        [length, free] = [distance, right];
        break;
      }
      settled.set(right, distance);
      left = owner;
      const cost = /** @type {number} */ (this.rows.get(left)?.get(right));
      base = distance - (cost - (this.price.get(right) ?? 0));
      if (base < aloneCost) [alone, aloneCost] = [left, base];
    }
    for (const [right, distance] of settled) {
      this.price.set(right, (this.price.get(right) ?? 0) + distance - length);
    }
    this.handBack(start, free, cameFrom);
  }

  /**
   * Move every left on the path to the right that it found, from the end back to `start`.
   * @param {number} start @param {number | undefined} free @param {Map<number, number>} cameFrom
   */
  handBack(start, free, cameFrom) {
    while (free !== undefined) {
      const left = /** @type {number} */ (cameFrom.get(free));
      const previous = this.held.get(left);
      this.held.set(left, free);
      this.owner.set(free, left);
      if (left === start) return;
      free = previous;
    }
  }
}

/**
 * The reached right with the smallest distance (then number) that is not settled; infinite when there is none.
 * @param {Map<number, number>} reached @param {Map<number, number>} settled
 * @returns {[number, number]}
 */
function nearest(reached, settled) {
  let best = -1;
  let least = Infinity;
  for (const [right, distance] of reached) {
    if (settled.has(right)) continue;
    if (distance < least || (distance === least && right < best)) [best, least] = [right, distance];
  }
  return [best, least];
}
