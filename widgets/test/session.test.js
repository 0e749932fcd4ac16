import assert from "node:assert/strict";
import { test } from "node:test";

import { LATE_MS, PERFECT, RESULT, phases, shifted, stage } from "./staging.js";

test("a take from Play to the result: counted in, judged, stored once", async (t) => {
  const { session, kernel, on, perform, shelf } = await stage(t);
  session.play();
  await perform(shifted(10));
  assert.deepEqual(phases(on), ["idle", "countin", "playing", "scoring", "done"]);
  assert.equal(kernel.of("take").length, 1);
  const { take } = kernel.of("take")[0];
  assert.equal(take.hits.length, 8);
  assert.deepEqual([take.tempo, take.bars, take.passes, take.practice, take.interrupted, take.latency_ms], [120, null, 1, "play", false, 0]);
  take.hits.forEach((hit, at) => assert.ok(Math.abs(hit.time_s - (PERFECT[at][1] + 10) / 1000) < 1e-3, `${hit.time_s}`));
  assert.deepEqual(on.result, [{ ...RESULT, remarks: [] }]);
  assert.deepEqual(on.verdict.map((one) => one.verdict), Array(8).fill("correct"));
  assert.ok(on.verdict.every((one) => Math.abs(one.asynchronyMs - 10) < 1));
  assert.deepEqual(await shelf.all(), []);
  assert.equal(session.snapshot().saving.state, "saved");
});

test("each hit has its verdict in the same call", async (t) => {
  const { session, on, time, key } = await stage(t);
  session.play();
  await time.pass(LATE_MS + 20);
  key("A13");
  assert.deepEqual([on.hit.at(-1).verdict, Math.round(on.hit.at(-1).asynchronyMs), on.hit.at(-1).lane], ["correct", 20, 0]);
  await time.pass(480);
  key("A13");
  assert.equal(on.hit.at(-1).verdict, "wrong_pad");
});

test("clicks and count-in are heard on the beat", async (t) => {
  const { session, audio, time } = await stage(t);
  const pressed = time.now();
  session.play();
  await time.pass(7000);
  const heard = audio.plays.filter((play) => play.bus === "click").map((play) => Math.round(play.heardMs - pressed - 250));
  assert.deepEqual(heard, Array.from({ length: 12 }, (_, n) => n * 500 + 40)); // 40 ms of output latency
});

test("time is counted from the downbeat as it is heard, not as it was sent", async (t) => {
  const { session, time } = await stage(t);
  session.play();
  await time.pass(LATE_MS);
  assert.ok(Math.abs(session.position().timeS) < 1e-3, String(session.position().timeS));
});

test("Listen plays every note on its time and lights its pad then", async (t) => {
  const { session, audio, on, time, kernel } = await stage(t);
  session.listen();
  await time.pass(5000);
  const kit = audio.plays.filter((play) => play.bus === "kit");
  assert.deepEqual(kit.map((play) => play.name), ["kick", "snare", "kick", "snare", "kick", "snare", "kick", "snare"]);
  assert.deepEqual(kit.map((play) => Math.round((play.heardMs - kit[0].heardMs))), [0, 500, 1000, 1500, 2000, 2500, 3000, 3500]);
  assert.deepEqual(on.pad.map((pad) => pad.source), Array(8).fill("pattern"));
  assert.equal(kernel.of("take").length, 0);
  assert.equal(session.snapshot().phase, "done");
});

test("Wait stands still at the next note until the right pad comes", async (t) => {
  const { session, on, time, key } = await stage(t);
  session.wait();
  await time.pass(3000);
  assert.equal(session.position().timeS, 0);
  assert.deepEqual(session.expected().map((onset) => onset.pad), ["A13"]);
  key("A15");
  assert.equal(on.hit.at(-1).verdict, "wrong_pad");
  key("A13");
  await time.pass(5000);
  assert.equal(session.position().timeS, 0.5);
  for (const [pad] of PERFECT.slice(1)) { key(pad); await time.pass(30); }
  await time.pass(50);
  assert.equal(session.snapshot().phase, "done");
});

test("memory hides half of the notes, then all", async (t) => {
  const { session, time, on } = await stage(t, { exercise: { passes: 2 } });
  session.memory();
  await time.pass(LATE_MS + 100);
  assert.equal(session.snapshot().fade, 0.5);
  await time.pass(4000);
  assert.equal(session.snapshot().fade, 1);
  assert.ok(on.state.some((state) => state.fade === 1 && state.phase === "playing"), "said when the pass began");
});

test("a kernel that does not answer keeps nobody waiting for long, and the score comes late", async (t) => {
  const { session, kernel, on, perform, time, shelf } = await stage(t, { answers: { take: null } });
  session.play();
  await perform(PERFECT, { until: 4700 });
  assert.equal(session.snapshot().phase, "scoring");
  await time.pass(6000, 50);
  assert.equal(session.snapshot().phase, "done");
  assert.match(on.notice.at(-1).text, /kept in this browser, not saved yet/);
  assert.equal((await shelf.all()).length, 1);
  assert.equal(kernel.of("take").length, 1);
});

test("a kernel that fails once is asked again, and the late result is shown", async (t) => {
  let tries = 0;
  const { session, kernel, on, perform, time, shelf } = await stage(t, {
    answers: {
      take: ({ take }) => {
        if (++tries < 4) throw new Error("the connection is closed");
        return { kind: "stored", take_id: take.id, saved: true, result: RESULT, message: null };
      },
    },
  });
  session.play();
  await perform(PERFECT);
  assert.equal(session.snapshot().saving.state, "not saving");
  assert.equal(session.snapshot().saving.pending, 1);
  await time.pass(10000, 50);
  assert.deepEqual(on.result, [RESULT]);
  assert.deepEqual(await shelf.all(), []);
  assert.equal(new Set(kernel.of("take").map(({ take }) => take.id)).size, 1);
});

test("a result without a store is shown once, and the take is sent until it is saved", async (t) => {
  let desk = false;
  const { session, on, perform, time, kernel } = await stage(t, {
    answers: { take: ({ take }) => ({ kind: "stored", take_id: take.id, saved: desk, result: RESULT, message: desk ? null : "Not saved: no desk." }) },
  });
  session.play();
  await perform(PERFECT);
  const { saving } = session.snapshot();
  assert.equal(saving.state, "not saving");
  assert.match(saving.message, /^Not saved: no desk. This browser gives the page no storage/);
  desk = true;
  await time.pass(12000, 50);
  assert.equal(on.result.length, 1);
  assert.ok(kernel.of("take").length >= 2);
  assert.equal(session.snapshot().saving.state, "saved");
});

test("Stop in the middle keeps what was played as an interrupted take; in the count-in nothing", async (t) => {
  const { session, kernel, time, key, shelf } = await stage(t);
  session.play();
  await time.pass(1000);
  session.stop();
  await time.pass(100);
  assert.equal(kernel.of("take").length, 0);
  assert.deepEqual(await shelf.all(), []);
  session.play();
  await time.pass(LATE_MS);
  key("A13");
  await time.pass(300);
  session.stop();
  await time.pass(100);
  assert.deepEqual(kernel.of("take").map(({ take }) => [take.interrupted, take.hits.length]), [[true, 1]]);
});

test("Play pressed twice plays once", async (t) => {
  const { session, kernel, audio, perform } = await stage(t);
  session.play();
  session.play();
  await perform(PERFECT);
  assert.equal(kernel.of("take").length, 1);
  assert.equal(audio.plays.filter((play) => play.bus === "click").length, 12);
});

test("hits after the end are no extras", async (t) => {
  const { session, on, perform, key, time } = await stage(t);
  session.play();
  await perform(PERFECT);
  key("A13");
  await time.pass(100);
  assert.deepEqual([on.hit.at(-1).verdict, on.verdict.length], [null, 8]);
});

test("one who is a bar late may play to the end", async (t) => {
  const { session, kernel, perform } = await stage(t);
  session.play();
  await perform(shifted(2000), { until: 7000 });
  assert.equal(kernel.of("take")[0].take.hits.length, 8);
});
