/**
 * A lesson page: the words are there at once, the widgets come when the kernel has them. When the kernel is lost, a fresh
 * page is fetched in the background and the widgets go on with its kernel, so that nobody has to reload.
 */
import "./theme.css";
import "./page.css";
import { connect } from "./page/connection.js";
import { createManager } from "./page/manager.js";

const PATIENCE_MS = 8000;
const HEAL_MS = 3000;

/** @typedef {{cell: string, outputs: any[]}} Cell */

/** What the server has written into the page by now. @param {Document} page @param {number} [from]  the first cell that is of interest @returns {{config: any, cells: Cell[]}} */
function said(page, from = 0) {
  // the last thing in a page that is still being written may be half a thing
  const whole = (/** @type {Element | null} */ script) => Boolean(script && (page.readyState !== "loading" || script.nextSibling));
  const config = page.getElementById("academy-page");
  const scripts = [...page.querySelectorAll("script.cell-outputs")].filter(whole).slice(from);
  return {
    config: whole(config) ? JSON.parse(config?.textContent || "null") : null,
    cells: scripts.map((script) => ({ cell: /** @type {HTMLElement} */ (script).dataset.cell ?? "", outputs: JSON.parse(script.textContent || "[]") })),
  };
}

/** The widget ids of a page by cell. @param {Cell[]} cells @returns {Map<string, string[]>} */
function idsOf(cells) {
  return new Map(cells.map(({ cell, outputs }) => [cell, outputs.map((/** @type {any} */ output) => output.data?.["application/vnd.jupyter.widget-view+json"]?.model_id).filter(Boolean)]));
}

/**
 * Join the kernel that the server has started for this page, and show what its cells say.
 * @param {{baseUrl: string, kernelId: string}} config
 */
function join({ baseUrl, kernelId }) {
  const bar = document.getElementById("connection");
  /** @type {ReturnType<typeof idsOf>} */
  let ids = new Map();
  let life = new AbortController();
  let manager = /** @type {ReturnType<typeof createManager> | null} */ (null);
  let healing = false;

  /** @param {string} text */
  const say = (text) => { if (bar) { bar.textContent = text; bar.hidden = !text; } };
  const link = () => connect({
    baseUrl, kernelId, signal: life.signal,
    receive: (message) => {
      if (message.header.msg_type === "status" && ["restarting", "dead"].includes(message.content.execution_state)) heal();
      manager?.receive(message);
    },
    opened: () => { say(""); manager?.request(); },
    closed: () => say("Reconnecting to the lesson. What you play is kept in this browser."),
    gone: heal,
  });

  /** The kernel is gone: take the kernel of a fresh copy of this page. */
  async function heal() {
    if (healing) return;
    healing = true;
    life.abort();
    life = new AbortController();
    endKernel(baseUrl, kernelId);
    say("The lesson's kernel was lost; getting a new one. What you play is kept in this browser.");
    for (;;) {
      try {
        const answer = await fetch(location.href, { cache: "no-store" });
        const fresh = said(new DOMParser().parseFromString(await answer.text(), "text/html"));
        if (!answer.ok || !fresh.config) throw new Error(`the server answered ${answer.status}`);
        kernelId = fresh.config.kernelId;
        const next = idsOf(fresh.cells);
        const pairs = [...ids].flatMap(([cell, before]) => before.map((id, n) => /** @type {[string, string]} */ ([id, next.get(cell)?.[n] ?? id])));
        ids = next;
        manager?.rebind(link(), pairs);
        healing = false;
        return;
      } catch { // the server may be away for a while: try until it is back
        await new Promise((resolve) => setTimeout(resolve, HEAL_MS));
      }
    }
  }

  manager = createManager(link());
  addEventListener("pagehide", () => endKernel(baseUrl, kernelId));
  addEventListener("pageshow", (event) => { if (event.persisted) heal(); });
  return {
    /** Show what a cell gave. @param {Cell} told */
    show(told) {
      ids = new Map([...ids, ...idsOf([told])]);
      const slot = document.querySelector(`.slot[data-cell="${told.cell}"]`);
      if (slot && manager) show(/** @type {HTMLElement} */ (slot), told.outputs, manager);
    },
  };
}

/** Follow the page while the server still writes it: the kernel is joined at once, each cell shown when it has run. */
function begin() {
  /** @type {ReturnType<typeof join> | null} */
  let lesson = null;
  let shown = 0;
  const look = () => {
    const { config, cells } = said(document, shown);
    if (config) lesson ??= join(config);
    shown += cells.length;
    for (const each of cells) lesson?.show(each);
    if (document.readyState !== "loading") watch.disconnect();
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", look);
  look();
}

/** Tell the server that nobody needs this kernel any more; works while the page goes away. @param {string} baseUrl @param {string} kernelId */
function endKernel(baseUrl, kernelId) {
  const form = new FormData();
  form.set("_xsrf", document.cookie.match(/_xsrf=([^;]*)/)?.[1] ?? "");
  navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`, form);
}

/** @param {HTMLElement} slot @param {any[]} outputs @param {ReturnType<typeof createManager>} manager */
function show(slot, outputs, manager) {
  slot.querySelector(".waiting")?.remove();
  for (const output of outputs) {
    const view = output.data?.["application/vnd.jupyter.widget-view+json"];
    const place = document.createElement("div");
    slot.append(place);
    if (view) {
      const notice = slot.appendChild(document.createElement("div"));
      const late = setTimeout(() => retry(notice), PATIENCE_MS);
      manager.view(view.model_id, place).then(() => notice.remove(), (error) => retry(notice, error)).finally(() => clearTimeout(late));
    } else if (output.output_type === "error") {
      place.className = "failed";
      place.textContent = output.evalue || output.ename;
    } else if (output.text || output.data?.["text/plain"]) {
      place.className = "printed";
      place.textContent = [].concat(output.text ?? output.data["text/plain"]).join("");
    }
  }
}

/** @param {HTMLElement} place @param {unknown} [error] */
function retry(place, error) {
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Load it again";
  again.addEventListener("click", () => location.reload());
  place.className = "failed";
  place.replaceChildren(error ? `This exercise did not load: ${error}. ` : "This exercise is slow to load. ", again);
}

begin();
