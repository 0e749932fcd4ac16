/** What a learner's plan leaves of downloads and kits this month, on a hub that counts them. */
import { planSays } from "../../parts/plan.js";
import { el } from "../dom.js";

/** @param {{ ask: import("./types.d.ts").Ask }} with */
export function createPlanNote({ ask }) {
  const root = el("p", { class: "plan", role: "status", hidden: true });

  /** Look again, after something was downloaded. */
  async function look() {
    let plan;
    try {
      ({ plan } = (await ask({ kind: "plan" })).message);
    } catch {
      return; // no desk answers: whoever looks for sounds is told so already
    }
    const says = planSays(plan);
    root.hidden = says === null;
    if (says !== null) root.replaceChildren(`${says} `, ...(plan.pricing ? [el("a", { href: plan.pricing, text: "See plans" })] : []));
  }
  return { root, look };
}
