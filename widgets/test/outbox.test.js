import assert from "node:assert/strict";
import { test } from "node:test";

import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";

import { createOutbox } from "../src/parts/outbox.js";
import { FRESH_MS, holdTake, isTakeLive, memoryShelf, openShelf } from "../src/parts/shelf.js";

const header = (id, played_at = "2026-11-24T10:00:00Z") => ({ schema: 1, id, exercise: "lesson/ex", interrupted: false, played_at, hits: [] });
const hit = (time_s) => ({ time_s, pad: "A13", velocity: 90, release_s: null, note: null, channel: null });
const real = (ms) => new Promise((done) => setTimeout(done, ms));
async function until(truth, what) {
  for (let n = 0; n < 200; n++) {
    if (await truth()) return;
    await real(10);
  }
  assert.fail(`never happened: ${what}`);
}

/** A page with an outbox on the browser's shelf; `die` ends it as a crash does: nothing is written any more. */
async function page(t, { deliver = async () => ({ saved: true, message: null }), isLive = async () => false, shelf = null, wall = Date.now } = {}) {
  const stop = new AbortController();
  t.after(() => stop.abort());
  const seen = [];
  const sent = [];
  const opened = shelf ?? (await openShelf());
  let dead = false;
  const guarded = { put: (kept) => (dead ? Promise.resolve() : opened.put(kept)), all: () => opened.all(), remove: (id) => opened.remove(id), get lasting() { return opened.lasting; } };
  const outbox = createOutbox({
    shelf: Promise.resolve(guarded), isLive, wall, hold: async () => {}, signal: stop.signal,
    changed: (state) => seen.push(state),
    deliver: async (take) => { sent.push(structuredClone(take)); return deliver(take); },
  });
  return { outbox, sent, seen, shelf: opened, stop, die() { dead = true; stop.abort(); } };
}
/** Each test has its own browser. */
const fresh = () => { globalThis.indexedDB = new IDBFactory(); };

test("a take is deleted only once the kernel has saved it", async (t) => {
  fresh();
  let answer = { saved: false, message: "Not saved: no desk." };
  const { outbox, sent, seen, shelf } = await page(t, { deliver: async () => answer });
  await outbox.open(header("a"));
  outbox.add(hit(0.5));
  await outbox.close({ clock: { error_ms: 1 } });
  await until(() => seen.at(-1)?.busy === false && seen.at(-1).pending === 1, "said as pending");
  assert.equal(seen.at(-1).message, "Not saved: no desk.");
  assert.equal((await shelf.all()).length, 1);
  answer = { saved: true, message: null };
  await outbox.sendAll();
  assert.deepEqual(await shelf.all(), []);
  assert.deepEqual(sent.map((take) => [take.id, take.hits.length, take.clock.error_ms]), [["a", 1, 1], ["a", 1, 1]]);
  assert.equal(seen.at(-1).pending, 0);
});

test("a page that dies in the middle loses no hit that is a moment old", async (t) => {
  fresh();
  const first = await page(t);
  await first.outbox.open(header("a"));
  for (const timeS of [0, 0.5, 1]) first.outbox.add(hit(timeS));
  await until(async () => (await first.shelf.all())[0].take.hits.length === 3, "written");
  first.die();
  const second = await page(t);
  await second.outbox.recover();
  assert.deepEqual(second.sent.map((take) => [take.id, take.interrupted, take.hits.length]), [["a", true, 3]]);
  assert.deepEqual(await second.shelf.all(), []);
});

test("a take that another page still plays is left alone, and delivered when that page is dead", async (t) => {
  fresh();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const playing = await page(t);
  await playing.outbox.open(header("a"));
  playing.outbox.add(hit(0));
  let live = true;
  const other = await page(t, { isLive: async () => live });
  await new Promise((done) => setImmediate(done));
  await playing.shelf.put({ id: "a", open: true, touchedMs: 0, take: { ...header("a"), hits: [hit(0)] } });
  playing.die();
  await other.outbox.recover();
  assert.deepEqual(other.sent, []);
  live = false;
  t.mock.timers.tick(FRESH_MS);
  for (let n = 0; n < 50 && !other.sent.length; n++) await new Promise((done) => setImmediate(done));
  assert.deepEqual(other.sent.map((take) => [take.id, take.interrupted]), [["a", true]]);
});

test("a take opened and left without a hit is forgotten", async (t) => {
  fresh();
  const first = await page(t);
  await first.outbox.open(header("a"));
  first.die();
  const second = await page(t);
  await second.outbox.recover();
  assert.deepEqual([second.sent, await second.shelf.all()], [[], []]);
});

test("the take just played goes first, then the oldest", async (t) => {
  fresh();
  const { outbox, sent, shelf } = await page(t);
  for (const [id, at] of [["x", "2026-11-24T10:02:00Z"], ["y", "2026-11-24T10:01:00Z"]]) {
    await shelf.put({ id, open: false, touchedMs: 0, take: { ...header(id, at), hits: [hit(0)] } });
  }
  await outbox.open(header("z", "2026-11-24T10:03:00Z"));
  await outbox.close({});
  await until(() => sent.length === 3, "all sent");
  assert.deepEqual(sent.map((take) => take.id), ["z", "y", "x"]);
});

test("a take that ends while another is being sent is sent as well", async (t) => {
  fresh();
  const waiting = [];
  const { outbox, sent, shelf } = await page(t, { deliver: () => new Promise((done) => waiting.push(() => done({ saved: true, message: null }))) });
  await outbox.open(header("a"));
  await outbox.close({});
  await until(() => waiting.length === 1, "first on its way");
  await outbox.open(header("b"));
  await outbox.close({});
  waiting[0]();
  await until(() => waiting.length === 2, "second on its way");
  waiting[1]();
  await until(async () => (await shelf.all()).length === 0, "both stored");
  assert.deepEqual(sent.map((take) => take.id), ["a", "b"]);
});

test("a take that the kernel refuses stays here and is not sent again and again", async (t) => {
  fresh();
  const { outbox, sent, seen, shelf } = await page(t, { deliver: async () => ({ saved: false, refused: true, message: "No such exercise." }) });
  await outbox.open(header("a"));
  await outbox.close({});
  await until(() => seen.at(-1)?.pending === 0 && sent.length === 1, "refused");
  await outbox.sendAll();
  assert.equal(sent.length, 1);
  assert.equal((await shelf.all()).length, 1);
});

test("a kernel that throws is tried again later with the same take", async (t) => {
  fresh();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let tries = 0;
  const { outbox, sent, seen } = await page(t, {
    deliver: async () => { if (++tries < 3) throw new Error("no answer"); return { saved: true, message: null }; },
    shelf: { ...memoryShelf(), lasting: true },
  });
  const quiet = async () => { for (let n = 0; n < 20; n++) await new Promise((done) => setImmediate(done)); };
  await outbox.open(header("a"));
  await outbox.close({});
  await quiet();
  assert.match(seen.at(-1).message, /kept in this browser: no answer/);
  t.mock.timers.tick(999);
  await quiet();
  assert.equal(tries, 1);
  t.mock.timers.tick(1);
  await quiet();
  t.mock.timers.tick(2000);
  await quiet();
  assert.equal(tries, 3);
  assert.equal(new Set(sent.map((take) => take.id)).size, 1);
  assert.equal(seen.at(-1).pending, 0);
});

test("the closed take is never written over by a late copy of the open one", async (t) => {
  fresh();
  const { outbox, shelf } = await page(t, { deliver: async () => ({ saved: false, message: "no" }) });
  for (let n = 0; n < 20; n++) {
    await outbox.open(header(`take-${n}`));
    outbox.add(hit(0));
    globalThis.dispatchEvent?.(new Event("pagehide"));
    await outbox.close({});
  }
  await real(250);
  assert.ok((await shelf.all()).every((kept) => !kept.open && kept.take.hits.length === 1));
});

test("a browser that refuses storage keeps takes in the page, and says so", async () => {
  for (const open of [async () => { throw new DOMException("denied", "SecurityError"); }, () => new Promise(() => {})]) {
    const shelf = await openShelf({ open, patienceMs: 20 });
    assert.equal(shelf.lasting, false);
    await shelf.put({ id: "a", open: false, touchedMs: 0, take: header("a") });
    assert.equal((await shelf.all()).length, 1);
  }
});

test("a disk that fills up later loses nothing of this page", async () => {
  const full = async () => { throw new DOMException("full", "QuotaExceededError"); };
  const db = { transaction: () => ({ store: { put: full }, commit() {}, get done() { return full(); } }), getAll: async () => [{ id: "old", open: false, take: header("old") }], delete: async () => {} };
  const shelf = await openShelf({ open: async () => db });
  assert.equal(shelf.lasting, true);
  await shelf.put({ id: "new", open: false, touchedMs: 0, take: header("new") });
  assert.deepEqual((await shelf.all()).map((kept) => kept.id), ["old", "new"]);
  assert.equal(shelf.lasting, false);
});

/** Locks as a browser gives them, without waiting. */
function fakeLocks() {
  const held = new Set();
  return {
    async request(name, fn) { held.add(name); await fn(); held.delete(name); },
    async query() { return { held: [...held].map((name) => ({ name })) }; },
  };
}

test("a take is live while its lock is held", async () => {
  const locks = fakeLocks();
  const playing = new AbortController();
  await holdTake("a", playing.signal, locks);
  assert.equal(await isTakeLive({ id: "a", touchedMs: 0 }, 1e9, locks), true);
  assert.equal(await isTakeLive({ id: "b", touchedMs: 1e9 }, 1e9, locks), false);
  playing.abort();
  await real(1);
  assert.equal(await isTakeLive({ id: "a", touchedMs: 1e9 }, 1e9, locks), false);
});

test("without locks a take is live for fifteen seconds after its page's last sign of life", async () => {
  assert.equal(await isTakeLive({ id: "a", touchedMs: 1000 }, 15999, undefined), true);
  assert.equal(await isTakeLive({ id: "a", touchedMs: 1000 }, 16000, undefined), false);
});
