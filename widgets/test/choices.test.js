import assert from "node:assert/strict";
import { test } from "node:test";

import { createChoices } from "../src/parts/choices.js";
import { browserName, createLatencies, latencyFor, latencyKey } from "../src/parts/latency.js";
import { createPreferences } from "../src/parts/preferences.js";
import { createRefining } from "../src/parts/refining.js";
import { wasClean } from "../src/parts/takes.js";
import { createWait } from "../src/parts/wait.js";
import { exerciseOf } from "./fakes.js";

const none = { get: (_key, otherwise) => otherwise, set() {} };
const choices = () => createChoices(() => exerciseOf({ bars: 4 }), none);

test("the tempo goes from 40 to 100 percent", () => {
  const one = choices();
  for (const [asked, got] of [[10, 40], [73.4, 73], [130, 100]]) {
    one.setPercent(asked);
    assert.equal(one.now.percent, got);
  }
  one.setPercent(50);
  assert.equal(one.tempo, 60);
});

test("bars of a loop are brought into order and range", () => {
  const one = choices();
  for (const [asked, got] of [[[2, 3], [2, 3]], [[3, 2], [3, 3]], [[0, 9], [1, 4]], [[9, 9], [4, 4]], [[NaN, NaN], [1, 4]]]) {
    one.setBars(...asked);
    assert.deepEqual(one.now.bars, got);
  }
  assert.equal(one.isWhole, true);
});

test("a latency belongs to its input, output and browser", () => {
  const known = [{ input: "webmidi:SP-404MKII", output: "default", browser: "Chrome Linux", latency_ms: 17, mad_ms: 3, hits: 14 }];
  const key = latencyKey({ kind: "webmidi", name: "SP-404MKII" }, "Chrome Linux");
  assert.equal(latencyFor(known, key), 17);
  assert.equal(latencyFor(known, latencyKey({ kind: "keyboard", name: null }, "Chrome Linux")), null);
});

test("what was measured on this page counts before what the kernel knew when it opened", () => {
  const key = { input: "keyboard", output: "default", browser: "b" };
  const latencies = createLatencies(() => [{ ...key, latency_ms: 10, mad_ms: 1, hits: 1 }], []);
  assert.equal(latencies.of(key).latency_ms, 10);
  latencies.keep({ ...key, latency_ms: 20, mad_ms: 1, hits: 1 });
  latencies.keep({ ...key, latency_ms: 30, mad_ms: 1, hits: 1 });
  assert.equal(latencies.of(key).latency_ms, 30);
});

test("browsers are told apart although they name each other", () => {
  const tail = "(KHTML, like Gecko) Chrome/156.0 Safari/537.36";
  assert.equal(browserName(`Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 ${tail}`), "Chrome Linux");
  assert.equal(browserName(`Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 ${tail} Edg/156.0`), "Edge Windows");
  assert.equal(browserName(`Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 ${tail}`), "Chrome Android");
  assert.equal(browserName("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605.1 (KHTML, like Gecko) Version/18 Safari/605.1"), "Safari macOS");
});

test("preferences of this browser count before the kernel's; a broken store is no harm", () => {
  const learner = () => ({ calibrations: [], attempts: [], best: null, preferences: { ramp: true, unitSounds: true } });
  const make = (getItem) => createPreferences({ learner, tell: () => true, storage: { getItem, setItem() { throw new Error("full"); } }, signal: new AbortController().signal, waitMs: 0 });
  assert.deepEqual([make(() => '{"ramp":false}').get("ramp", true), make(() => '{"ramp":false}').get("unitSounds", false)], [false, true]);
  const broken = make(() => "{not json");
  broken.set("ramp", false);
  assert.equal(broken.get("ramp", true), false);
});

test("a latency is refined after fifty hits of one input, not of two", () => {
  const refining = createRefining();
  const key = (input) => ({ input, output: "default", browser: "b" });
  const late = (count) => Array(count).fill(12);
  assert.equal(refining.learn(key("keyboard"), late(30), 5), null);
  assert.equal(refining.learn(key("webmidi"), late(30), 5), null);
  assert.equal(refining.learn(key("webmidi"), late(20), 5).latency_ms, 17);
  assert.equal(refining.learn(key("webmidi"), late(49), 17), null);
  assert.equal(refining.learn(key("webmidi"), late(60), null), null);
});

test("a clean pass has no wrong, missed or extra note, and was played at all", () => {
  const counts = (more) => ({ score: { counts: { correct: 8, missed: 0, wrong_pad: 0, extra: 0, double: 1, ...more } } });
  assert.equal(wasClean(counts({}), null), true);
  for (const flaw of [{ missed: 1 }, { wrong_pad: 1 }, { extra: 1 }, { correct: 0 }]) assert.equal(wasClean(counts(flaw), null), false);
  assert.equal(wasClean(null, { correct: 8, missed: 1, wrong_pad: 0, extra: 0 }), false);
  assert.equal(wasClean(null, undefined), false);
});

test("notes struck together are waited for together, in any order", () => {
  const onset = (index, timeS, pad) => ({ index, timeS, pad });
  const wait = createWait([onset(0, 0, "A13"), onset(1, 0.018, "A11"), onset(2, 0.5, "A15")], 1000);
  assert.equal(wait.timeS(5000), 0);
  assert.equal(wait.hit("A15", 5000), null);
  assert.equal(wait.hit("A11", 5000).index, 1);
  assert.equal(wait.hit("A11", 5100), null);
  assert.equal(wait.hit("A13", 5200).index, 0);
  assert.ok(Math.abs(wait.timeS(5400) - 0.2) < 1e-9);
  assert.equal(wait.timeS(9000), 0.5);
  assert.equal(wait.hit("A15", 9000).index, 2);
  assert.equal(wait.over, true);
});
