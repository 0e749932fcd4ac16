/** For other pad controllers: the sixteen pads are learnt one by one. */
import { el } from "../dom.js";

/** @param {import("../../connect.js").Parts} parts */
export function createLearning({ kernel, events, signal }) {
  const said = el("p", { role: "status", text: "Hit the pads in the order of the grid: top left is pad 1, bottom left is pad 13." });
  const pads = Array.from({ length: 16 }, (_, n) => el("span", { text: n + 1 }));
  const begin = el("button", { type: "button", text: "Teach the sixteen pads", on: { click: () => next(0) } }, [], signal);
  const back = el("button", { type: "button", text: "Use the SP-404MK2's own map", on: { click: () => keep(null) } }, [], signal);
  let at = -1;
  /** @type {Record<string, [number, number]>} */
  let learnt = {};

  /** @param {number} index */
  function next(index) {
    if (index === 0) learnt = {};
    at = index;
    pads.forEach((pad, n) => { pad.className = n < index ? "known" : n === index ? "asked" : ""; });
    if (index === 16) {
      at = -1;
      keep(learnt);
    } else said.textContent = `Hit pad ${index + 1}.`;
  }

  /** @param {typeof learnt | null} map */
  async function keep(map) {
    const { message } = await kernel.ask({ kind: "device", device: { learnt: map } });
    said.textContent = message.saved ? (map ? "Kept. Your pads now play the lessons." : "The SP-404MK2's own map is in use.") : message.message;
  }

  events.on("pad", (event) => {
    if (at < 0 || !event.down || event.note === null) return;
    const taken = Object.entries(learnt).find(([, [channel, note]]) => channel === event.channel && note === event.note);
    if (taken) {
      said.textContent = `That is pad ${taken[0].slice(1)} already. Hit pad ${at + 1}.`;
      return;
    }
    learnt[`A${at + 1}`] = [event.channel, event.note];
    next(at + 1);
  }, { signal });
  return el("details", { class: "step learning" }, [
    el("summary", { text: "Another pad controller?" }),
    el("div", { class: "body" }, [said, el("div", { class: "teach", "aria-hidden": "true" }, pads), el("p", { class: "row" }, [begin, back])]),
  ]);
}
