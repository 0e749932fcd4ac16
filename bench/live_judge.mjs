/**
 * What judging a hit costs in the page: a dense take of 64 bars (sixteenths on three pads at 120 bpm),
 * played with jitter, misses, strays and bounces, judged hit by hit with a settling call per hit.
 * Prints median, 99th percentile and the worst in milliseconds per hit, and per display frame without a hit.
 * The aim is 0.2 ms a hit. Run: node bench/live_judge.mjs [bars]
 */
import { createJudge } from "../widgets/src/parts/judge.js";

const bars = Number(process.argv[2] ?? 64);
const stepS = 0.125;

/** Numbers between 0 and 1 from a fixed seed. */
function chance(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

const next = chance(7);
const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
const rows = { A13: "x..x..x.x..x..x.", A14: "....x..x.x..x..x", A15: "xxxxxxxxxxxxxxxx" };
const onsets = [];
for (let step = 0; step < bars * 16; step++) {
  for (const [pad, row] of Object.entries(rows)) {
    if (row[step % 16] === "x") onsets.push({ timeS: step * stepS, pad });
  }
}
const hits = [];
for (const { timeS, pad } of onsets) {
  if (next() < 0.05) continue;
  const at = timeS + (80 + 20 * gauss()) / 1000;
  hits.push([at, pad, 90]);
  if (next() < 0.03) hits.push([at + 0.03, pad, 40]);
  if (next() < 0.05) hits.push([timeS + next(), "A15", 70]);
}
hits.sort((a, b) => a[0] - b[0]);

/** @param {number} atMost count of hits */
function play(atMost) {
  const judge = createJudge({ onsets, level: 1, latencyMs: null });
  const costs = [];
  const frames = [];
  for (const [timeS, pad, velocity] of hits.slice(0, atMost)) {
    const before = performance.now();
    judge.hit(timeS, pad, velocity);
    judge.advance(timeS);
    const after = performance.now();
    judge.advance(timeS + 0.001);
    costs.push(after - before);
    frames.push(performance.now() - after);
  }
  judge.advance(Infinity);
  return { costs, frames, counts: judge.counts() };
}

const say = (name, values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(4);
  console.log(`${name}: median ${at(0.5)} ms, 99 % ${at(0.99)} ms, worst ${at(1)} ms (${sorted.length})`);
};

play(200); // the engine compiles
const { costs, frames, counts } = play(Infinity);
const half = Math.floor(costs.length / 2);
say(`judging a hit, ${bars} bars`, costs);
say("  first half", costs.slice(0, half));
say("  second half", costs.slice(half));
say("a frame without a hit", frames);
console.log(JSON.stringify(counts));
