import assert from "node:assert/strict";
import { test } from "node:test";

import { createAudioClock, createMapping } from "../src/parts/clock.js";
import { createClockSync } from "../src/parts/clocksync.js";

/** Readings every 25 ms from `fromMs` to `toMs` of a page that gains `perMinute` ms a minute on the audio clock. */
function read(mapping, fromMs, toMs, { perMinute = 0, shiftMs = 0, noise = () => 0 } = {}) {
  for (let pageMs = fromMs; pageMs <= toMs; pageMs += 25) {
    const offset = 5000 + shiftMs + (perMinute * pageMs) / 60000;
    mapping.observe((pageMs - offset) / 1000, pageMs + noise());
  }
}

test("a drift of 15 ms a minute is followed to a tenth of a ms for ten minutes, and measured", () => {
  const mapping = createMapping();
  for (let minute = 0; minute < 10; minute++) {
    read(mapping, minute * 60000, minute * 60000 + 59975, { perMinute: 15 });
    const pageMs = minute * 60000 + 59975;
    const audioS = (pageMs - 5000 - (15 * pageMs) / 60000) / 1000;
    assert.ok(Math.abs(mapping.toPage(audioS) - pageMs) < 0.1);
  }
  assert.ok(Math.abs(mapping.driftMsPerMin - 15) < 0.1, String(mapping.driftMsPerMin));
  assert.equal(mapping.jumps, 0);
});

test("there and back is where it was", () => {
  const mapping = createMapping();
  read(mapping, 0, 1000);
  assert.ok(Math.abs(mapping.toAudio(mapping.toPage(12.345)) - 12.345) < 1e-9);
});

test("one odd reading moves nothing", () => {
  const mapping = createMapping();
  read(mapping, 0, 1000);
  const before = mapping.toPage(1);
  mapping.observe(1.1 - 0.5, 1025);
  assert.equal(mapping.toPage(1), before);
  assert.equal(mapping.jumps, 0);
});

test("another output is a jump, noticed once and followed within a tenth of a second", () => {
  const mapping = createMapping();
  read(mapping, 0, 1000);
  read(mapping, 1025, 1100, { shiftMs: 150 });
  assert.equal(mapping.jumps, 1);
  assert.ok(Math.abs(mapping.toPage(0) - 5150) < 1e-6);
});

test("a sleep of a minute in which the audio stood still is a jump", () => {
  const mapping = createMapping();
  read(mapping, 0, 1000);
  read(mapping, 61000, 61100, { shiftMs: 60000 });
  assert.equal(mapping.jumps, 1);
  assert.ok(Math.abs(mapping.toPage(0) - 65000) < 1e-6);
});

test("five quiet minutes of drift are no jump, and the old readings are forgotten at once", () => {
  const mapping = createMapping();
  read(mapping, 0, 1000, { perMinute: 15 });
  read(mapping, 301000, 301000, { perMinute: 15 });
  assert.equal(mapping.jumps, 0);
  assert.ok(Math.abs(mapping.toPage(0) - (5000 + (15 * 301000) / 60000)) < 1e-6);
});

test("the error is half the range of the readings in use", () => {
  const mapping = createMapping();
  assert.equal(mapping.errorMs, null);
  let turn = 0;
  read(mapping, 0, 1000, { noise: () => (turn++ % 2 ? 0.4 : 0) });
  assert.ok(Math.abs(mapping.errorMs - 0.2) < 1e-6);
});

test("without output stamps the clock takes what the browser says of its latency", () => {
  const clock = createAudioClock({ currentTime: 2, outputLatency: 0.05 }, () => 7000);
  assert.ok(Math.abs(clock.toAudio(7000) - 1.95) < 1e-9);
  assert.equal(clock.outputLatencyMs, 50);
});

test("the first stamp replaces the guess and is no jump", () => {
  const context = { currentTime: 0, stamp: {}, getOutputTimestamp() { return this.stamp; } };
  const clock = createAudioClock(context, () => 1000);
  context.stamp = { contextTime: 1, performanceTime: 2300 };
  clock.tick();
  assert.equal(clock.toPage(1), 2300);
  assert.equal(clock.jumps, 0);
  context.stamp = { contextTime: 0, performanceTime: 0 };
  clock.tick();
  assert.equal(clock.toPage(1), 2300);
});

test("the ping with the shortest round trip maps the kernel's clock, and says how wrong it can be", () => {
  const sync = createClockSync();
  assert.equal(sync.errorMs, null);
  sync.pong({ sentMs: 1000, kernelMs: 50, receivedMs: 1090 });
  sync.pong({ sentMs: 2000, kernelMs: 1003, receivedMs: 2004 });
  sync.pong({ sentMs: 3000, kernelMs: 2080, receivedMs: 3100 });
  assert.equal(sync.errorMs, 2);
  assert.equal(sync.toPage(1003), 2002);
});
