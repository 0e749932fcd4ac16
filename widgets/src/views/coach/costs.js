/** What language models cost this month, what is left, and what a whole course would cost. */
import { el } from "../dom.js";

const KINDS = /** @type {const} */ ([["billed_usd", "billed"], ["estimated_usd", "estimated"], ["unmeasured_usd", "unmeasured"], ["usd", "together"]]);

/** US dollars; small ones with more digits. @param {number} usd */
export const dollars = (usd) => (usd >= 0.1 || usd === 0 ? `$${usd.toFixed(2)}` : `$${usd.toFixed(5)}`);

/** In words. @param {any} costs */
export function spentWords({ total, local, budget, configured }) {
  const asked = total.runs === 1 ? "1 question" : `${total.runs} questions`;
  if (local) return `${asked} this month, answered on a server of your own: they cost nothing.`;
  if (!total.runs) return `Nothing was asked this month. A learner may spend ${dollars(budget.learner_usd)}.`;
  const left = budget.learners_left.map((/** @type {any} */ one) => one.usd);
  const yours = left.length === 1 ? ` ${dollars(left[0])} of ${dollars(budget.learner_usd)} are left for you.` : "";
  return `${asked} this month cost ${dollars(total.usd)}, ${total.cached} of them nothing.${configured ? yours : ""}`;
}

/**
 * @param {any} costs
 * @param {{picture: Node, isUnfolded: boolean, unfold: () => void, speak: (code: string, name: string) => void}} given  the picture is drawn when it is unfolded
 * @param {AbortSignal} signal
 */
export function costsOf(costs, { picture, isUnfolded, unfold, speak }, signal) {
  const { total, purposes, projection, budget, month, language, languages } = costs;
  const tongues = Object.entries(languages).map(([code, name]) => el("option", { value: code, text: String(name), selected: code === language, lang: code }));
  const select = el("select", { "data-focus": "language", on: { change: () => speak(select.value, languages[select.value]) } }, tongues, signal);
  return el("section", { class: "costs", "aria-label": "What the language model costs" }, [
    el("h2", { text: "What the language model costs" }),
    el("p", { text: spentWords(costs) }),
    el("label", { class: "language", text: "It writes in " }, [select]),
    total.runs ? table(`What was asked in ${month}`, ["For", "Asked", ...KINDS.map(([, name]) => name)], purposes.map((/** @type {any} */ one) => [one.name, String(one.runs), ...KINDS.map(([key]) => dollars(one[key]))])) : null,
    el("details", { open: isUnfolded, on: { toggle: unfold } }, [
      el("summary", { "data-focus": "whoever-pays", text: "For whoever pays: the month day by day, and a whole course" }),
      budget ? el("p", { text: `Left for the course this month: ${dollars(budget.course_left_usd)} of ${dollars(budget.course_usd)}.` }) : null,
      picture,
      table(`${projection.learners.toLocaleString("en")} learners, ${projection.lessons} lessons each, a month; planned: $${projection.claim_usd}. Prices: ${projection.prices}.`, ["How a model is used", "US dollars", "with fee", ""], projection.scenarios.map((/** @type {any} */ row) => [`${row.key}. ${row.says}`, row.usd.toFixed(2), row.with_fee_usd.toFixed(2), row.fits ? "within" : `${(row.usd / projection.claim_usd).toFixed(1)} times`])),
    ], signal),
  ]);
}

/** @param {string} caption @param {string[]} heads @param {string[][]} rows */
function table(caption, heads, rows) {
  return el("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": caption }, [el("table", {}, [
    el("caption", { text: caption }),
    el("thead", {}, [el("tr", {}, heads.map((text) => el("th", { scope: "col", text })))]),
    el("tbody", {}, rows.map(([first, ...cells]) => el("tr", {}, [el("th", { scope: "row", text: first }), ...cells.map((text) => el("td", { text }))]))),
  ])]);
}
