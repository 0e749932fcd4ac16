/** One kernel's websocket over breaks of the network and of the kernel. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { connect } from "../src/page/connection.js";
import { decode } from "../src/page/protocol.js";
import { settle, stillTime } from "./fakes.js";

/** A browser whose sockets the test opens and breaks; `answer` is what the server says of the kernel. */
function fakeBrowser(t) {
  const browser = { sockets: [], answer: () => ({ status: 200 }) };
  class Socket {
    static OPEN = 1;
    readyState = 0;
    sent = [];
    constructor(url) { this.url = url; browser.sockets.push(this); }
    send(frame) { this.sent.push(decode(frame)); }
    open() { this.readyState = 1; this.onopen(); }
    close() { this.readyState = 3; this.onclose?.(); }
  }
  const before = { WebSocket: globalThis.WebSocket, fetch: globalThis.fetch, location: globalThis.location };
  Object.assign(globalThis, { WebSocket: Socket, fetch: async () => browser.answer(), location: { href: "http://127.0.0.1:8404/voila/render/x.ipynb" } });
  t.after(() => Object.assign(globalThis, before));
  return browser;
}

/** A connection whose events are kept by name. */
function connected(events, signal = new AbortController().signal) {
  const note = (name) => () => events.push(name);
  return connect({ baseUrl: "/", kernelId: "k", receive: (message) => events.push(message.header.msg_type), opened: note("opened"), closed: note("closed"), gone: note("gone"), signal });
}

test("a broken connection opens again in the same session, and says what happened", async (t) => {
  const time = stillTime(t);
  const browser = fakeBrowser(t);
  const events = [];
  const connection = connected(events);
  browser.sockets[0].open();
  browser.sockets[0].close();
  assert.equal(connection.live(), false);
  assert.throws(() => connection.send("shell", "comm_msg", {}), /not connected/);
  await time.pass(300);
  browser.sockets[1].open();
  connection.send("shell", "comm_msg", { comm_id: "w" });
  assert.deepEqual(events, ["opened", "closed", "opened"]);
  assert.equal(String(browser.sockets[1].url), String(browser.sockets[0].url));
  assert.equal(browser.sockets[1].sent[0].content.comm_id, "w");
  browser.sockets[1].close();
  await time.pass(300);
  assert.equal(browser.sockets.length, 3);
});

test("a server that is away is asked again and again, ever more patiently, and never given up", async (t) => {
  const time = stillTime(t);
  const browser = fakeBrowser(t);
  const answers = [() => { throw new TypeError("no network"); }, () => ({ status: 503 })];
  browser.answer = () => { answers.push(answers[0]); return answers.shift()(); };
  const events = [];
  connected(events);
  for (const wait of [250, 500, 1000, 2000, 4000, 4000]) {
    const tried = browser.sockets.length;
    browser.sockets.at(-1).close();
    await time.pass(wait - 50, 50);
    assert.equal(browser.sockets.length, tried);
    await time.pass(100, 50);
    assert.equal(browser.sockets.length, tried + 1);
  }
  assert.ok(!events.includes("gone"));
});

test("a kernel that the server does not know any more is given up, once", async (t) => {
  const time = stillTime(t);
  const browser = fakeBrowser(t);
  browser.answer = () => ({ status: 404 });
  const events = [];
  connected(events);
  browser.sockets[0].close();
  await time.pass(300);
  browser.sockets[1].close();
  await time.pass(10000, 500);
  assert.deepEqual(events.filter((event) => event === "gone"), ["gone"]);
  assert.equal(browser.sockets.length, 2);
});

test("a page that left says nothing more, also while the server still answers", async (t) => {
  const time = stillTime(t);
  const browser = fakeBrowser(t);
  const end = new AbortController();
  const events = [];
  let answer;
  browser.answer = () => new Promise((resolve) => { answer = resolve; });
  connected(events, end.signal);
  browser.sockets[0].close();
  await time.pass(300);
  browser.sockets[1].close();
  end.abort();
  answer({ status: 404 });
  await settle();
  assert.deepEqual(events, ["closed", "closed"]);
});
