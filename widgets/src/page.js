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

/** What the server wrote into the page. @param {Document} page */
function said(page) {
  const config = JSON.parse(page.getElementById("academy-page")?.textContent ?? "null");
  const cells = [...page.querySelectorAll("script.cell-outputs")].map((script) => ({
    cell: /** @type {HTMLElement} */ (script).dataset.cell ?? "",
    outputs: JSON.parse(script.textContent || "[]"),
  }));
  return { config, cells };
}

/** The widget ids of a page by cell. @param {ReturnType<typeof said>["cells"]} cells @returns {Map<string, string[]>} */
function idsOf(cells) {
  return new Map(cells.map(({ cell, outputs }) => [cell, outputs.map((/** @type {any} */ output) => output.data?.["application/vnd.jupyter.widget-view+json"]?.model_id).filter(Boolean)]));
}

async function begin() {
  const here = said(document);
  if (!here.config) return;
  const { baseUrl } = here.config;
  const bar = document.getElementById("connection");
  let kernelId = here.config.kernelId;
  let ids = idsOf(here.cells);
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
  for (const { cell, outputs } of here.cells) {
    const slot = document.querySelector(`.slot[data-cell="${cell}"]`);
    if (slot) show(/** @type {HTMLElement} */ (slot), outputs, manager);
  }
  addEventListener("pagehide", () => endKernel(baseUrl, kernelId));
  addEventListener("pageshow", (event) => { if (event.persisted) heal(); });
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
      const late = setTimeout(() => retry(place), PATIENCE_MS);
      manager.view(view.model_id, place).then(() => clearTimeout(late), (error) => { clearTimeout(late); retry(place, error); });
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
  if (place.childElementCount) return;
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Load it again";
  again.addEventListener("click", () => location.reload());
  place.className = "failed";
  place.append(error ? `This exercise did not load: ${error}. ` : "This exercise is slow to load. ", again);
}

begin();
