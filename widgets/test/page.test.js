/** The lesson page's own client: what it says to the kernel, what it tells a widget, and how it gets over a break. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { createManager } from "../src/page/manager.js";
import { Model, proxyOf } from "../src/page/model.js";
import { decode, encode, putBuffers, takeBuffers } from "../src/page/protocol.js";
import { same } from "../src/page/same.js";
import { settle } from "./fakes.js";

const bytes = (...values) => new DataView(Uint8Array.from(values).buffer);
const content = (view) => [...new Uint8Array(view.buffer, view.byteOffset, view.byteLength)];
const message = (type, said, buffers = [], parent = {}) => ({ channel: "iopub", header: { msg_type: type }, parent_header: parent, metadata: {}, content: said, buffers });

/** A model whose posts are kept; `live` may be switched off. */
function fakeModel(state = {}) {
  const posts = [];
  const link = { live: true };
  const model = new Model("id", state, {
    live: () => link.live,
    post: (id, data, buffers) => { posts.push({ id, data, buffers }); return `message-${posts.length}`; },
  }, { get_model: async () => model });
  return { model, posts, link };
}

/** What a model tells: the events by name, each with the value it brings. */
function heard(model, ...names) {
  const events = [];
  for (const name of names) model.on(name, (_model, value) => events.push(name === "change" ? name : [name, value]));
  return events;
}

test("a message with buffers comes out of its frame as it went in", () => {
  const said = { ...message("comm_msg", { comm_id: "ä", data: { n: [1, null] } }, [bytes(1, 2, 3), bytes(), bytes(255)]), metadata: { version: "1.0.0" } };
  const back = decode(encode(said));
  assert.deepEqual({ ...back, buffers: back.buffers.map(content) }, { ...said, buffers: [[1, 2, 3], [], [255]] });
});

test("a view of a part of a buffer sends that part alone", () => {
  const whole = Uint8Array.from([9, 1, 2, 9]).buffer;
  assert.deepEqual(content(decode(encode(message("x", {}, [new DataView(whole, 1, 2)]))).buffers[0]), [1, 2]);
});

test("bytes are taken out of a state wherever they are, and put back in the same places", () => {
  const state = { wav: Uint8Array.from([1, 2]), deep: { list: [0, bytes(3), { more: Int16Array.of(4).buffer }] }, text: "t" };
  const { state: rest, paths, buffers } = takeBuffers(state);
  assert.deepEqual(rest, { deep: { list: [0, null, {}] }, text: "t" });
  assert.deepEqual(paths, [["wav"], ["deep", "list", 1], ["deep", "list", 2, "more"]]);
  const back = putBuffers(rest, paths, buffers);
  assert.deepEqual([back.wav, back.deep.list[1], back.deep.list[2].more].map(content), [[1, 2], [3], [4, 0]]);
});

test("a date is sent as its text, as JSON does", () => {
  assert.deepEqual(takeBuffers({ day: new Date(0) }).state, { day: "1970-01-01T00:00:00.000Z" });
});

test("values are the same by content, and bytes by their kind too", () => {
  assert.ok(same({ a: [1, { b: NaN }], c: bytes(1) }, { a: [1, { b: NaN }], c: bytes(1) }));
  for (const [one, other] of [[[1], [1, 2]], [{ a: 1 }, { b: 1 }], [bytes(1), bytes(2)], [bytes(1), Uint8Array.of(1)], [null, {}], [[], {}], [{ a: undefined }, { b: undefined }]]) {
    assert.ok(!same(one, other));
  }
});

test("save_changes sends what was set since the last save, and nothing else", () => {
  const { model, posts } = fakeModel({ tempo: 80, bars: 2, list: [1] });
  model.set("tempo", 90);
  model.set({ bars: 2, list: [1] });
  model.save_changes();
  model.save_changes();
  assert.deepEqual(posts, [{ id: "id", data: { method: "update", state: { tempo: 90 }, buffer_paths: [] }, buffers: [] }]);
});

test("what is set without a connection is saved when there is one again", () => {
  const { model, posts, link } = fakeModel({ tempo: 80 });
  link.live = false;
  model.set("tempo", 90);
  model.save_changes();
  assert.equal(posts.length, 0);
  link.live = true;
  model.save_changes();
  assert.deepEqual(posts[0].data.state, { tempo: 90 });
});

test("a change is told once for each trait and once for all, also when a listener sets more", () => {
  const { model } = fakeModel({ a: 1, b: 1, c: 1 });
  const events = heard(model, "change:a", "change:b", "change:c", "change");
  model.on("change:a", () => model.set("b", 2));
  model.set({ a: 2, c: 2 });
  assert.deepEqual(events, [["change:a", 2], ["change:b", 2], ["change:c", 2], "change"]);
});

test("a listener that saves sends all that was set with what it hears of, once", () => {
  const { model, posts } = fakeModel({ a: 1, b: 1, c: 1 });
  model.on("change:a", () => { model.set("c", 2); model.save_changes(); });
  model.set({ a: 2, b: 2 });
  model.save_changes();
  assert.deepEqual(posts.map(({ data }) => data.state), [{ a: 2, b: 2, c: 2 }]);
});

test("the kernel's word is told only where it is news, and is not sent back", () => {
  const { model, posts } = fakeModel({ best: { overall: 70 }, order: [1] });
  const events = heard(model, "change:best", "change:order");
  model.receive({ best: { overall: 70 }, order: [2] });
  model.save_changes();
  assert.deepEqual([events, posts], [[["change:order", [2]]], []]);
});

test("an echo of an older save does not take back a newer one, another page's does count", () => {
  const { model } = fakeModel({ tempo: 80, click: "beats" });
  for (const tempo of [90, 100]) {
    model.set("tempo", tempo);
    model.save_changes();
  }
  model.echo({ tempo: 90 }, "message-1");
  assert.equal(model.get("tempo"), 100);
  model.echo({ tempo: 100 }, "message-2");
  model.echo({ tempo: 120, click: "off" }, "of another page");
  assert.deepEqual([model.get("tempo"), model.get("click")], [120, "off"]);
});

test("listeners go by function, by name, or all that came through one view", () => {
  const { model } = fakeModel({ a: 0 });
  const said = [];
  const [one, other] = [proxyOf(model, {}), proxyOf(model, {})];
  const note = (name) => () => said.push(name);
  const gone = note("gone");
  one.on("change:a", gone);
  one.on("change:a change", note("one"));
  other.on("change:a", note("other"));
  one.off("change:a", gone);
  model.set("a", 1);
  one.off();
  model.set("a", 2);
  other.off("change:a");
  model.set("a", 3);
  assert.deepEqual(said, ["one", "other", "one", "other"]);
});

test("a listener that takes itself away does not keep the others from hearing", () => {
  const { model } = fakeModel();
  const said = [];
  const once = () => { said.push("once"); model.off("msg:custom", once); };
  model.on("msg:custom", once);
  model.on("msg:custom", () => said.push("always"));
  model.message({}, []);
  model.message({}, []);
  assert.deepEqual(said, ["once", "always", "always"]);
});

/** A page with one kind of widget, whose kernel's connection keeps what is sent. */
function fakePage(widget) {
  const said = [];
  const connection = (name) => ({ live: () => true, send: (_channel, type, sent, buffers) => { said.push({ name, type, ...sent, buffers }); return `${said.length}`; } });
  return { said, connection, manager: createManager(connection("first"), async () => widget) };
}
const opened = (id, state = {}) => message("comm_open", { comm_id: id, target_name: "jupyter.widget", data: { state: { _model_module: "anywidget", _esm: "", ...state } } });
const custom = (id, said, buffers) => message("comm_msg", { comm_id: id, data: { method: "custom", content: said } }, buffers);

test("two views asked for before the kernel tells of the widget both come, on one beginning", async () => {
  const seen = [];
  const { manager } = fakePage({ initialize: () => { seen.push("initialize"); }, render: ({ el }) => { seen.push(el); } });
  const views = [manager.view("w", "first place"), manager.view("w", "second place")];
  await manager.receive(opened("w"));
  await Promise.all(views);
  assert.deepEqual(seen, ["initialize", "first place", "second place"]);
});

test("a state told by request_states has its bytes in place", async () => {
  const seen = [];
  const { manager, said } = fakePage({ initialize: ({ model }) => { seen.push(content(model.get("wav"))); } });
  manager.request();
  const [{ comm_id: control }] = said;
  await manager.receive(message("comm_msg", {
    comm_id: control,
    data: { method: "update_states", states: { w: { state: { _model_module: "anywidget", _esm: "" } } }, buffer_paths: [["w", "state", "wav"]] },
  }, [bytes(7)]));
  await settle();
  assert.deepEqual(seen, [[7]]);
});

test("a widget of another maker is refused with the cure, asked for before or after it comes", async () => {
  const { manager } = fakePage({});
  const before = assert.rejects(manager.view("slider", {}), /academy-full/);
  await manager.receive(opened("slider", { _model_module: "@jupyter-widgets/controls" }));
  await before;
  await assert.rejects(manager.view("slider", {}), /academy-full/);
});

test("a message for a widget that still begins is heard when it has begun", async () => {
  const seen = [];
  const { manager } = fakePage({ initialize: async ({ model }) => { await settle(); model.on("msg:custom", (said, buffers) => seen.push([said, content(buffers[0])])); } });
  await manager.receive(opened("w"));
  await manager.receive(custom("w", "early", [bytes(1)]));
  assert.deepEqual(seen, [["early", [1]]]);
});

test("a widget that the kernel closes ends: its signal, its clean-up, its listeners", async () => {
  const seen = [];
  let mine;
  const { manager, said } = fakePage({
    initialize: ({ model, signal }) => {
      mine = model;
      model.on("change:a", () => seen.push("heard"));
      signal.addEventListener("abort", () => seen.push("signal"));
      return () => seen.push("initialize ended");
    },
    render: ({ model }) => { model.on("msg:custom", () => seen.push("heard")); return () => seen.push("view ended"); },
  });
  await manager.receive(opened("w"));
  await manager.view("w", { remove: () => seen.push("element") });
  await manager.receive(message("comm_close", { comm_id: "w", data: {} }));
  await manager.receive(custom("w", {}));
  await settle();
  mine.set("a", 1);
  assert.deepEqual([seen.sort(), said], [["element", "initialize ended", "signal", "view ended"], []]);
});

test("after the kernel was replaced a widget goes on with the new one: what it says, hears and shows", async () => {
  const heardThere = [];
  let mine;
  const { manager, said, connection } = fakePage({ initialize: ({ model }) => { mine ??= model; model.on("msg:custom", (text) => heardThere.push(text)); }, render: ({ el }) => { heardThere.push(el); } });
  await manager.receive(opened("old"));
  await settle();
  const late = manager.view("never told", "late place");
  manager.rebind(connection("second"), [["old", "new"], ["never told", "told"]]);
  await settle();
  await manager.receive(opened("new"));
  await manager.receive(opened("told"));
  await manager.receive(custom("old", "from the dead"));
  await manager.receive(custom("new", "hello"));
  await late;
  mine.send({ kind: "take" });
  assert.deepEqual(heardThere, ["hello", "late place"]);
  assert.deepEqual(said.map(({ name, comm_id: id }) => [name, id]), [["second", "new"]]);
});

test("a command is answered by its own reply alone, and a page that waits no more listens no more", async () => {
  let invoke;
  const { manager, said } = fakePage({ initialize: ({ experimental }) => { invoke = experimental.invoke; } });
  await manager.receive(opened("w"));
  await settle();
  const answer = invoke("double", 21, { buffers: [bytes(1)] });
  const asked = said[0].data.content;
  assert.deepEqual([asked.kind, asked.name, asked.msg], ["anywidget-command", "double", 21]);
  await manager.receive(custom("w", { id: "another", response: 0 }));
  await manager.receive(custom("w", { id: asked.id, kind: "anywidget-command-response", response: 42 }, [bytes(2)]));
  const [response, buffers] = await answer;
  assert.deepEqual([response, content(buffers[0])], [42, [2]]);
  const end = new AbortController();
  const never = invoke("double", 1, { signal: end.signal });
  end.abort(new Error("closed"));
  await assert.rejects(never, /closed/);
});

test("a widget shown in another ends with its place, the other goes on", async () => {
  const seen = [];
  const child = { initialize: () => ({ volume: 11 }), render: ({ model, el }) => { model.on("change:a", () => seen.push(el)); } };
  const end = new AbortController();
  const parent = { render: async ({ model, host }) => {
    const got = await host.getWidget(model.get("child"));
    seen.push(got.exports.volume);
    await got.render({ el: "inner", signal: end.signal });
    await assert.rejects(host.getWidget("IPY_MODEL_w"), /reference/);
  } };
  const manager = createManager(fakePage({}).connection("only"), async (text) => (text === "child" ? child : parent));
  await manager.receive(opened("c", { _esm: "child", a: 0 }));
  await manager.receive(opened("p", { _esm: "parent", child: "anywidget:c" }));
  await manager.view("p", "outer");
  const update = (a) => manager.receive(message("comm_msg", { comm_id: "c", data: { method: "update", state: { a } } }));
  await update(1);
  end.abort();
  await update(2);
  assert.deepEqual(seen, [11, "inner"]);
});
