/** Drafts of lessons for those who decide about them: look, listen, approve, reject, publish; and how lessons are liked. */
import "./theme.css";
import "./review.css";
import { createKernel } from "./parts/kernel.js";
import { el, keepingFocus } from "./views/dom.js";
import { aboutDraft, deciding } from "./views/review/draft.js";
import { steps } from "./views/review/steps.js";

const PATIENCE_MS = 30000;

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const kernel = createKernel(model, signal);
  const said = el("p", { class: "said", role: "status" });
  const body = el("div", { class: "body" });
  /** @type {Set<string>} */
  const open = new Set();
  let drawn = new AbortController();
  let by = /** @type {string | null} */ (null);

  /** @param {Record<string, unknown>} message */
  async function asked(message) {
    try {
      const { message: reply } = await kernel.ask(message, undefined, PATIENCE_MS);
      said.textContent = reply.message ?? "";
      said.classList.toggle("refused", reply.kind === "refused");
      return reply.kind === "refused" ? null : reply;
    } catch (error) {
      said.textContent = `No answer came: ${/** @type {Error} */ (error).message}.`;
      return null;
    }
  }

  function draw() {
    drawn.abort();
    drawn = new AbortController();
    const until = AbortSignal.any([signal, drawn.signal]);
    const { drafts, by: known, may_decide: may, ratings } = model.get("review");
    if (drafts.length === 1) open.add(drafts[0].name);
    keepingFocus(body, () => body.replaceChildren(...(drafts.length ? drafts.map((/** @type {import("./views/review/draft.js").DraftSeen} */ draft) => one(draft, by ?? known, may, until)) : [empty()]), ...liked(ratings)));
  }

  /** @param {import("./views/review/draft.js").DraftSeen} draft @param {string} name @param {boolean} may @param {AbortSignal} until */
  function one(draft, name, may, until) {
    const mends = draft.problems.length ? `${draft.problems.length} to mend` : "no problems";
    const look = async (/** @type {string} */ exercise, /** @type {HTMLElement} */ into) => {
      const reply = await asked({ kind: "look", draft: draft.name, exercise });
      if (!reply || until.aborted) return false;
      // The kit belongs to what was looked at last, and another beat may have been looked at since.
      const fetchKit = async () => { await kernel.ask({ kind: "look", draft: draft.name, exercise }); return kernel.ask({ kind: "kit" }, undefined, PATIENCE_MS); };
      into.replaceChildren(steps(reply.exercise, fetchKit, until));
      return true;
    };
    const tell = async (/** @type {"decide" | "publish"} */ kind, /** @type {Record<string, unknown>} */ more) => {
      by = typeof more.by === "string" ? more.by : by;
      await asked({ kind, draft: draft.name, hash: draft.hash, ...more });
    };
    const lab = `${document.body.dataset.baseUrl ? `${document.body.dataset.baseUrl}lab/tree/` : ""}${draft.lab}`;
    const fold = el("details", { open: open.has(draft.name), class: "draft", on: { toggle: () => { if (fold.open) open.add(draft.name); else open.delete(draft.name); } } }, [
      el("summary", {}, [el("h3", { text: draft.front?.title ?? draft.name }), el("span", { class: "soft", text: `${draft.name}: ${mends}; ${draft.standing}` })]),
      ...aboutDraft(draft, look, until), deciding(draft, { by: name, may, lab }, tell, until),
    ], until);
    return fold;
  }

  model.on("change:review", draw);
  signal.addEventListener("abort", () => model.off("change:review", draw));
  draw();
  host.append(el("section", { class: "academy review", "aria-label": "Review drafts", "data-lm-suppress-shortcuts": "true" }, [said, body]));
  return () => own.abort();
}

function empty() {
  return el("div", { class: "empty" }, [
    el("h2", { text: "No drafts are waiting" }),
    el("p", {}, ["Write one with ", el("code", { text: 'academy new "TITLE"' }), " or ", el("code", { text: 'academy compose --lesson "TITLE"' }), ", then look at this page again."]),
  ]);
}

/** @param {{number: number, title: string, stars: number, count: number, notes: string[]}[]} ratings @returns {Node[]} */
function liked(ratings) {
  if (!ratings.length) return [];
  return [el("section", { class: "liked", "aria-label": "How lessons are liked" }, [
    el("h2", { text: "How lessons are liked, the least first" }),
    el("ul", {}, ratings.map(({ number, title, stars, count, notes }) => el("li", {}, [
      el("b", { text: `${number}. ${title}` }), ` ★ ${stars} of 5, ${count} ${count === 1 ? "rating" : "ratings"}`,
      ...notes.map((note) => el("p", { class: "soft", text: `“${note}”` })),
    ]))),
  ])];
}

export default { render };
