/** A quiet word in the corner: it is read out, waits, and goes; it never takes the keyboard. */
import { el } from "./dom.js";

const STAYS_MS = 9000;

/** @param {AbortSignal} signal @returns {{root: HTMLElement, tell: (news: {title: string, text: string, url?: string | null}[]) => void}} */
export function createToast(signal) {
  const root = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();
  signal.addEventListener("abort", () => { for (const timer of timers) clearTimeout(timer); root.replaceChildren(); });
  return {
    root,
    tell(news) {
      for (const { title, text, url } of news) {
        const shown = el("div", { class: "toast" }, [
          el("p", {}, [url ? el("a", { href: url, text: title }) : el("b", { text: title }), ` ${text}`]),
          el("button", { type: "button", "aria-label": "Close this message", text: "×", on: { click: () => shown.remove() } }, [], signal),
        ]);
        root.append(shown);
        const timer = setTimeout(() => { timers.delete(timer); if (!shown.matches(":hover, :focus-within")) shown.remove(); }, STAYS_MS);
        timers.add(timer);
      }
    },
  };
}
