/**
 * The page of `academy preview` follows its author: each second it asks how the notebook stands, loads itself again when
 * the text has changed, and says what the checker finds until it is mended. Pages of the course have none of this.
 */
import "./preview.css";
import { mustReload, placeOf } from "./parts/following.js";

const EACH_MS = 1000;
const SEEN = "academy-preview-text";
const RENDER = "/voila/render/";
const state = new URL("../preview/state", import.meta.url);
const here = decodeURIComponent(location.pathname.split(RENDER)[1] ?? "");
const said = Object.assign(document.createElement("aside"), { id: "author", hidden: true });
said.setAttribute("role", "status");
said.setAttribute("aria-label", "To mend in this lesson");

/** Fill the box with lines, or hide it. @param {string} title @param {import("./parts/following.js").State["problems"]} problems */
function show(title, problems) {
  const lines = problems.map((problem) => {
    const line = document.createElement("li");
    const place = placeOf(problem);
    const slot = problem.cell && document.getElementById(problem.cell);
    const name = Object.assign(document.createElement(slot ? "a" : "b"), { textContent: place }, slot ? { href: `#${problem.cell}` } : {});
    line.append(...(place ? [name, ": "] : []), `${problem.says}${/[.?]$/.test(problem.says) ? "" : "."} ${problem.cure}`);
    return line;
  });
  const list = document.createElement("ul");
  list.append(...lines);
  said.replaceChildren(Object.assign(document.createElement("h2"), { textContent: title }), ...(lines.length ? [list] : []));
  said.hidden = false;
}

/** A draft links as it will from the course: for now that is folders up. @param {Event} event */
function mendLink(event) {
  const link = event.target instanceof Element ? event.target.closest("main a[href]") : null;
  const href = link?.getAttribute("href") ?? "";
  if (/^[^/:#?]+\.ipynb/.test(href)) link?.setAttribute("href", "../".repeat(here.split("/").length - 1) + href);
}

async function follow() {
  let shown = /** @type {string | null} */ (null);
  let before = "";
  for (;;) {
    const answer = await fetch(state, { cache: "no-store" }).catch(() => null);
    const now = answer?.ok ? await answer.json().catch(() => null) : null;
    if (now && now.path !== here) return; // a link was followed to another lesson
    if (now) {
      if (mustReload(now, { shown, seen: sessionStorage.getItem(SEEN), opened: performance.timeOrigin })) {
        sessionStorage.setItem(SEEN, now.text);
        return location.reload();
      }
      shown ??= now.text;
    }
    const news = JSON.stringify(now?.problems ?? null);
    if (news !== before) {
      before = news;
      const count = now?.problems.length;
      if (count === 0) said.hidden = true;
      else if (count) show(`${count} to mend`, now.problems);
      else show("The preview has ended. Start it again with academy preview, and open the address that it prints.", []);
    }
    await new Promise((resolve) => setTimeout(resolve, EACH_MS));
  }
}

document.body.prepend(said);
document.querySelector('.bar a[href*="lab/tree/"]')?.setAttribute("href", new URL(`../../lab/tree/${here}`, import.meta.url).href);
for (const press of ["click", "auxclick"]) document.addEventListener(press, mendLink, { capture: true }); // for the life of the page
follow();
