import assert from "node:assert/strict";
import { test } from "node:test";

import { createInputs } from "../src/parts/inputs.js";
import { CODES, listenToKeys, padNumberOf } from "../src/parts/keys.js";
import { choose, openWebMidi, padEventOf } from "../src/parts/midi.js";
import { device, fakeKernel, fakeMidi, settle } from "./fakes.js";

const UNIT = "SP-404MKII";
/** Inputs on a fake browser. */
function inputs(t, { midi = fakeMidi(), answers = {}, web = {} } = {}) {
  const stop = new AbortController();
  t.after(() => stop.abort());
  const heard = [];
  const states = [];
  const kernel = fakeKernel({ ping: () => ({ kind: "pong", kernel_ms: 500, desk: true }), ...answers });
  let clockMs = 1000;
  const all = createInputs({
    kernel, device: () => device, now: () => clockMs, heard: (event) => heard.push(event), changed: (state) => states.push(state),
    web: { has: () => true, maySilently: async () => true, access: async () => midi, ...web }, signal: stop.signal,
  });
  return { all, heard, states, kernel, midi, stop };
}

test("a note-on is a hit of its pad, velocity 0 and note-off are releases, the rest is silence", () => {
  const said = (...data) => padEventOf(data, 12, device, "webmidi");
  assert.deepEqual(said(0x90, 36, 100), { down: true, pageMs: 12, pad: "A13", velocity: 100, note: 36, channel: 1, source: "webmidi" });
  assert.equal(said(0x90, 36, 0).down, false);
  assert.equal(said(0x80, 36, 64).down, false);
  assert.equal(said(0x90, 35, 127).extSource, true);
  assert.deepEqual([said(0x91, 36, 100).pad, said(0x91, 36, 100).channel], [null, 2]);
  assert.deepEqual([said(0xf8), said(0xb0, 16, 3), said(0xc0, 1)], [null, null, null]);
});

test("the unit is preferred, then anything that is a device", () => {
  assert.equal(choose(["Midi Through Port-0", "MPK", "SP-404MKII MIDI 1"], "SP-?404"), "SP-404MKII MIDI 1");
  assert.equal(choose(["Midi Through Port-0", "MPK"], "SP-?404"), "MPK");
  assert.equal(choose(["Midi Through Port-0"], "SP-?404"), "Midi Through Port-0");
  assert.equal(choose([], "SP-?404"), null);
});

test("allowed before, MIDI is taken up without a question, and the unit is heard at its own stamps", async (t) => {
  const { all, heard, midi } = inputs(t, { midi: fakeMidi("Other", UNIT) });
  await all.begin(null);
  assert.deepEqual([all.state.kind, all.state.name, all.state.state], ["webmidi", UNIT, "ready"]);
  midi.say(UNIT, [0x90, 36, 90], 777.5);
  midi.say("Other", [0x90, 36, 90], 778);
  assert.deepEqual(heard.map((event) => event.pageMs), [777.5]);
});

test("not allowed yet, nothing is asked before a click", async (t) => {
  let asked = 0;
  const { all } = inputs(t, { web: { maySilently: async () => false, access: async () => { asked += 1; return fakeMidi(); } } });
  await all.begin(null);
  assert.deepEqual([asked, all.state.kind], [0, "keyboard"]);
});

test("who played by keyboard last time is not moved to MIDI", async (t) => {
  const { all } = inputs(t, { midi: fakeMidi(UNIT) });
  await all.begin({ kind: "keyboard", name: null });
  assert.equal(all.state.kind, "keyboard");
});

test("a cable pulled and put back goes on; the name, not the port, counts", async (t) => {
  const { all, heard, midi } = inputs(t, { midi: fakeMidi(UNIT, "Other") });
  await all.begin(null);
  midi.pull(UNIT);
  assert.deepEqual([all.state.state, all.state.name], ["lost", UNIT]);
  midi.inputs.delete(UNIT);
  midi.plug(UNIT);
  midi.say(UNIT, [0x90, 36, 90], 1);
  assert.deepEqual([all.state.state, heard.length], ["ready", 1]);
});

test("a port taken for want of a better one makes room for the unit; one chosen by hand does not", async (t) => {
  const { all, midi } = inputs(t, { midi: fakeMidi("MPK") });
  await all.begin(null);
  assert.equal(all.state.name, "MPK");
  midi.plug(UNIT);
  assert.equal(all.state.name, UNIT);
  await all.choose("webmidi", "MPK");
  midi.pull(UNIT);
  midi.plug(UNIT);
  assert.equal(all.state.name, "MPK");
});

test("no device yet is said, and the first one is taken when it comes", async (t) => {
  const { all, midi } = inputs(t);
  await all.begin(null);
  assert.equal(all.state.state, "none");
  assert.match(all.state.message, /Connect the unit by USB/);
  midi.plug(UNIT);
  assert.deepEqual([all.state.state, all.state.name, all.state.message], ["ready", UNIT, null]);
});

test("a port that another program holds is said so", async (t) => {
  const midi = fakeMidi();
  midi.plug(UNIT, { open: async () => { throw new DOMException("busy", "InvalidAccessError"); } });
  const { all } = inputs(t, { midi });
  await all.choose("webmidi", UNIT);
  await settle();
  assert.equal(all.state.state, "refused");
  assert.match(all.state.message, /held by another program/);
});

test("a refusal by the browser says what to click; a browser without Web MIDI says what to choose", async (t) => {
  const refusing = inputs(t, { web: { access: async () => { throw new DOMException("no", "NotAllowedError"); } } });
  await refusing.all.choose("webmidi");
  assert.match(refusing.all.state.message, /allow MIDI devices/);
  const without = inputs(t, { web: { has: () => false } });
  await without.all.choose("webmidi");
  assert.match(without.all.state.message, /MIDI through the computer/);
});

test("an input that was left is heard no more, even if its permission comes late", async (t) => {
  const midi = fakeMidi(UNIT);
  let grant;
  const { all, heard } = inputs(t, { web: { access: () => new Promise((done) => { grant = () => done(midi); }) } });
  const asking = all.choose("webmidi");
  await all.choose("keyboard");
  grant();
  await asking;
  midi.say(UNIT, [0x90, 36, 90], 1);
  assert.deepEqual([heard.length, all.state.kind, all.state.state], [0, "keyboard", "ready"]);
});

test("MIDI through the kernel arrives on the page's clock, with its error shown", async (t) => {
  const { all, heard, kernel, stop } = inputs(t, {
    answers: {
      ports: () => ({ kind: "ports", names: ["Through", UNIT], error: null }),
      open_port: ({ name }) => { kernel.push({ kind: "port", name, state: "open", message: null }); return { kind: "port" }; },
    },
  });
  await all.choose("rtmidi");
  assert.deepEqual([all.state.state, all.state.name, all.state.clockErrorMs], ["ready", UNIT, 0]);
  kernel.push({ kind: "hits", hits: [[510, 0x90, 36, 99], [530.5, 0x80, 36, 0]] });
  assert.deepEqual(heard.map((event) => [event.pageMs, event.down, event.source]), [[1010, true, "rtmidi"], [1030.5, false, "rtmidi"]]);
  kernel.push({ kind: "port", name: UNIT, state: "lost", message: "The unit was unplugged." });
  assert.deepEqual([all.state.state, all.state.message], ["lost", "The unit was unplugged."]);
  await all.choose("keyboard");
  assert.equal(kernel.of("close_port").length, 1);
  kernel.push({ kind: "hits", hits: [[600, 0x90, 36, 99]] });
  assert.equal(heard.length, 2);
  stop.abort();
});

test("a computer without MIDI says so in the kernel's words", async (t) => {
  const { all } = inputs(t, { answers: { ports: () => ({ kind: "ports", names: [], error: "MIDI needs libasound2." }) } });
  await all.choose("rtmidi");
  assert.deepEqual([all.state.state, all.state.message], ["refused", "MIDI needs libasound2."]);
});

test("opening MIDI twice on one page asks for one access", async (t) => {
  const midi = fakeMidi(UNIT);
  let asked = 0;
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { requestMIDIAccess: async () => { asked += 1; return midi; } } });
  t.after(() => { // Node 20 has no navigator of its own
    if (before) Object.defineProperty(globalThis, "navigator", before);
    else delete globalThis.navigator;
  });
  const stop = new AbortController();
  const given = { device: () => device, heard() {}, now: () => 0, name: null, changed() {}, signal: stop.signal };
  await Promise.all([openWebMidi(given), openWebMidi(given)]);
  assert.equal(asked, 1);
  stop.abort();
});

/** A key event as the listener sees it. */
function keyEvent(type, code, more = {}) {
  const event = new Event(type, { cancelable: true, bubbles: true });
  for (const [name, value] of Object.entries({ code, repeat: false, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, timeStamp: 42, composedPath: () => [{ tagName: "DIV" }], ...more })) {
    Object.defineProperty(event, name, { value });
  }
  return event;
}
function keys(t, isActive = () => true) {
  const root = new EventTarget();
  const heard = [];
  const stop = new AbortController();
  t.after(() => stop.abort());
  listenToKeys({ root, bank: () => "B", isActive, heard: (event) => heard.push(event), signal: stop.signal });
  return { root, heard, stop };
}

test("sixteen keys in four rows are the sixteen pads, by place and not by letter", () => {
  assert.deepEqual(CODES.map(padNumberOf), Array.from({ length: 16 }, (_, n) => n + 1));
  assert.equal(padNumberOf("KeyZ"), 13);
  assert.equal(padNumberOf("KeyP"), null);
});

test("a key plays its pad of the lesson's bank once, at its own stamp; Shift accents, Alt plays a ghost", (t) => {
  const { root, heard } = keys(t);
  root.dispatchEvent(keyEvent("keydown", "KeyZ"));
  root.dispatchEvent(keyEvent("keydown", "KeyZ", { repeat: true }));
  root.dispatchEvent(keyEvent("keyup", "KeyZ", { timeStamp: 99 }));
  root.dispatchEvent(keyEvent("keydown", "Digit1", { shiftKey: true }));
  root.dispatchEvent(keyEvent("keydown", "Digit1", { altKey: true }));
  assert.deepEqual(heard.map((event) => [event.pad, event.down, event.pageMs]), [["B13", true, 42], ["B13", false, 99], ["B1", true, 42], ["B1", true, 42]]);
  assert.ok(heard[2].velocity > heard[0].velocity && heard[3].velocity < heard[0].velocity);
});

test("only the keys of the pads are taken from the page, also while they repeat", (t) => {
  const { root } = keys(t);
  const taken = (...given) => { const event = keyEvent(...given); root.dispatchEvent(event); return event.defaultPrevented; };
  assert.equal(taken("keydown", "KeyX"), true);
  assert.equal(taken("keydown", "KeyX", { repeat: true }), true);
  assert.equal(taken("keydown", "Space"), false);
  assert.equal(taken("keydown", "KeyC", { ctrlKey: true }), false);
  assert.equal(taken("keydown", "Digit1", { composedPath: () => [{ tagName: "INPUT", type: "number" }] }), false);
  assert.equal(taken("keydown", "Digit1", { composedPath: () => [{ tagName: "INPUT", type: "range" }] }), true);
});

test("after its signal a listener hears nothing", (t) => {
  const { root, heard, stop } = keys(t);
  stop.abort();
  root.dispatchEvent(keyEvent("keydown", "KeyZ"));
  assert.equal(heard.length, 0);
});
