import assert from "node:assert/strict";
import { test } from "node:test";

import { startHeartbeat } from "../src/parts/heartbeat.js";
import { createKernel } from "../src/parts/kernel.js";
import { fakeKernel, settle, stillTime } from "./fakes.js";

/** A widget model whose kernel answers as told. */
function model() {
  const listeners = new Set();
  return {
    sent: [],
    on(_event, fn) { listeners.add(fn); },
    off(_event, fn) { listeners.delete(fn); },
    send(message, _callbacks, buffers) { this.sent.push({ message, buffers }); },
    answer(message, buffers = []) { for (const fn of [...listeners]) fn(message, buffers); },
    listeners,
  };
}

test("an answer finds its question by id, in any order", async () => {
  const one = model();
  const stop = new AbortController();
  const kernel = createKernel(one, stop.signal);
  const [first, second] = [kernel.ask({ kind: "kit" }), kernel.ask({ kind: "ports" })];
  const [a, b] = one.sent.map(({ message }) => message.id);
  one.answer({ kind: "ports", id: b, names: [] });
  one.answer({ kind: "kit", id: a }, ["wav"]);
  assert.deepEqual((await first).buffers, ["wav"]);
  assert.deepEqual((await second).message.names, []);
  stop.abort();
  assert.equal(one.listeners.size, 0);
});

test("what the kernel says unasked goes to those who listen, until their signal", () => {
  const one = model();
  const stop = new AbortController();
  const kernel = createKernel(one, stop.signal);
  const heard = [];
  const listening = new AbortController();
  kernel.onPush("hits", ({ message }) => heard.push(message.hits), listening.signal);
  one.answer({ kind: "hits", hits: 1 });
  listening.abort();
  one.answer({ kind: "hits", hits: 2 });
  assert.deepEqual(heard, [1]);
  stop.abort();
});

test("silence ends in a sentence", async (t) => {
  const time = stillTime(t);
  const kernel = createKernel(model(), new AbortController().signal);
  const asked = assert.rejects(kernel.ask({ kind: "take" }, undefined, 2000), /did not answer 'take' within 2 s/);
  await time.pass(2000, 100);
  await asked;
});

test("a closed connection rejects a question, and loses a telling without a throw", async () => {
  const one = model();
  one.send = () => { throw new Error("Comm is closed"); };
  const kernel = createKernel(one, new AbortController().signal);
  await assert.rejects(kernel.ask({ kind: "take" }), /Comm is closed/);
  assert.equal(kernel.tell({ kind: "preference" }), false);
});

test("a page that closes waits for nobody", async () => {
  const stop = new AbortController();
  const kernel = createKernel(model(), stop.signal);
  const asked = assert.rejects(kernel.ask({ kind: "take" }), /page was closed/);
  stop.abort();
  await asked;
});

test("two silences are no life, and the next answer heals", async (t) => {
  const time = stillTime(t);
  const stop = new AbortController();
  t.after(() => stop.abort());
  const kernel = fakeKernel();
  let answers = true;
  kernel.ask = () => (answers ? Promise.resolve({ message: { desk: true } }) : new Promise((_, no) => { setTimeout(() => no(new Error("late")), 2500); }));
  const seen = [];
  startHeartbeat({ kernel, now: time.now, changed: ({ alive }) => seen.push(alive), signal: stop.signal });
  await time.pass(100);
  assert.deepEqual(seen, [true]);
  answers = false;
  await time.pass(5700, 100);
  assert.deepEqual(seen, [true]);
  await time.pass(4000, 100);
  assert.equal(seen.at(-1), false);
  answers = true;
  await time.pass(5000, 100);
  assert.equal(seen.at(-1), true);
  await settle();
});
