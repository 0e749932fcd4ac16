/* The page's half of the conformance test. Everything it sees goes into globalThis.conformance, one line after another. */
const log = (globalThis.conformance = []);
const note = (...words) => { log.push(words.map(plain)); };

/** Bytes by kind and content, the rest as it is. */
function plain(value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return [value.constructor.name, ...new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength)];
  }
  if (value instanceof Error) return `error: ${value.name}`;
  if (typeof value === "function") return "function";
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value === undefined ? "undefined" : value;
}

const TRAITS = ["count", "text", "items", "table", "nothing", "data", "nested"];
const keys = (given) => Object.keys(given).sort();
let views = 0;

/** Ask the kernel for something and wait until it is done. */
function ask(model, what, buffers) {
  return new Promise((resolve) => {
    const hear = (content, back) => {
      if (content.done !== what.do) return;
      model.off("msg:custom", hear);
      note("kernel", content, back);
      resolve();
    };
    model.on("msg:custom", hear);
    model.send(what, undefined, buffers);
  });
}

async function state(model) {
  note("traits", TRAITS.map((name) => model.get(name)));
  note("no such trait", model.get("no such trait"));
}

async function changes(model) {
  for (const name of TRAITS) model.on(`change:${name}`, (...given) => note(`change:${name}`, given.length, given[1], model.get(name)));
  model.on("change", (...given) => note("change", given.length));
  model.set("count", 2);
  model.set("count", 2);
  model.set("items", [1, { deep: [2] }]);
  model.set({ text: "two", table: { a: 1 }, nothing: [null] });
  await ask(model, { do: "report before saving" });
  model.save_changes();
  await ask(model, { do: "report after saving" });
  model.save_changes();
  await ask(model, { do: "report after saving nothing" });
  model.set("data", Uint8Array.of(9, 8));
  model.set("nested", { part: new DataView(Uint8Array.of(7, 6).buffer), list: [1, Uint8Array.of(5)] });
  model.save_changes();
  await ask(model, { do: "report bytes" });
  note("bytes after saving", model.get("data"), model.get("nested"));
}

/** Without `change`: stock forgets to tell it after a listener has set something. */
async function listenersThatSet(model) {
  model.off("change");
  const also = () => { model.set("text", "set by a listener"); model.save_changes(); };
  model.on("change:count", also);
  model.set({ count: 3, table: { b: 2 } });
  await ask(model, { do: "report what the listener saved" });
  model.save_changes();
  await ask(model, { do: "report the rest" });
  model.off("change:count", also);
}

async function fromTheKernel(model) {
  model.on("change", (...given) => note("change", given.length));
  await ask(model, { do: "set", name: "items", value: [1, { deep: [2] }] });
  await ask(model, { do: "set", name: "table", value: { c: [3] } });
  const before = log.length;
  await ask(model, { do: "set together" }); // in an order that differs from kernel to kernel
  log.push(...log.splice(before).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)));
  await ask(model, { do: "set bytes" }, [Uint8Array.of(1, 2, 3)]);
  model.set("count", 5);
  await ask(model, { do: "set", name: "count", value: 6 });
  note("set by the page, then by the kernel", model.get("count"));
  model.save_changes();
  await ask(model, { do: "report who won" });
  note("after saving", model.get("count"));
}

async function listeners(model) {
  const said = [];
  const [one, two] = [() => said.push("one"), () => said.push("two")];
  model.on("change:count", one);
  model.on("change:count change:text", two);
  model.set("count", 10);
  model.off("change:count", one);
  model.set("count", 11);
  model.off("change:count");
  model.set({ count: 12, text: "only text" });
  model.on("change:count", one);
  model.off(null, two);
  model.set({ count: 13, text: "nobody" });
  model.off();
  model.set({ count: 14, text: "nobody at all" });
  note("listeners", said);
}

async function messages(model) {
  await ask(model, { do: "send back" }, [Uint8Array.of(1, 2), Uint16Array.of(3).buffer, new DataView(Uint8Array.of(4, 5, 6).buffer)]);
  await ask(model, { do: "send back nothing" });
}

async function commands(invoke) {
  note("invoke", await invoke("double", { a: 1 }, { buffers: [new DataView(Uint8Array.of(1, 2).buffer)] }));
  note("invoke without more", await invoke("double", 4));
  const end = new AbortController();
  const never = invoke("no such command", 1, { signal: end.signal });
  end.abort();
  note("invoke given up", await never.catch((error) => error));
}

async function holding(model, host, el) {
  note("reference", /^anywidget:\w+$/.test(model.get("child")));
  const child = await host.getModel(model.get("child"));
  note("child model", keys(child), child.get("count"));
  const widget = await host.getWidget(model.get("child"));
  note("child widget", keys(widget), widget.exports.doubled());
  const end = new AbortController();
  const place = el.appendChild(document.createElement("div"));
  await widget.render({ el: place, signal: end.signal });
  note("child shown", place.textContent);
  await ask(model, { do: "set child", value: 22 });
  await ask(model, { do: "tell child", value: "hello" });
  end.abort();
  await new Promise((done) => setTimeout(done));
  await ask(model, { do: "set child", value: 23 });
  note("child after its view", child.get("count"));
  note("wrong reference", await host.getWidget("IPY_MODEL_0").catch((error) => error));
}

async function everything({ model, el, host, experimental }) {
  for (const part of [state, changes, listenersThatSet, fromTheKernel, messages]) {
    note("---", part.name);
    await part(model);
  }
  note("---", "commands");
  await commands(experimental.invoke);
  note("---", "holding");
  await holding(model, host, el);
  note("---", "listeners");
  await listeners(model);
  note("---", "the end");
  note("colour", getComputedStyle(el).color);
  model.send({ do: "close" });
}

export default async () => ({
  async initialize(given) {
    note("initialize", keys(given), keys(given.model), keys(given.experimental));
    await new Promise((done) => setTimeout(done, 50));
    note("initialize is ready");
    given.signal.addEventListener("abort", () => note("initialize's signal"));
    given.model.on("change:count", () => {});
    return () => note("initialize ended");
  },
  render(given) {
    const number = ++views;
    note("render", keys(given), keys(given.model), keys(given.host), given.el instanceof HTMLElement);
    given.el.classList.add("probe");
    given.signal.addEventListener("abort", () => note(`signal of view ${number}`));
    given.model.on("msg:custom", (content) => { if (content.done === "send back nothing") note(`view ${number} hears`); });
    if (number === 2) setTimeout(() => everything(given).catch((error) => note("failed", String(error), error.stack)), 100);
    return () => note(`view ${number} ended`);
  },
});
