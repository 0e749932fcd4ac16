/** The pads of a kit as a list; the chosen one says why it has its sound, and what it could have instead. */
import { bpmWord, kindWord } from "../../parts/query.js";
import { el, keepingFocus } from "../dom.js";

/** @typedef {import("./types.d.ts").Piece} Piece */

/**
 * @param {{choose: (pad: string) => void, lock: (pad: string) => void, take: (pad: string, sound: string | null) => void,
 *   hear: (sound: string) => void, find: (piece: Piece) => void, show: (sound: string) => void, signal: AbortSignal}} ask
 */
export function createPieces(ask) {
  const root = el("ul", { class: "pieces", "aria-label": "The pads of the kit" });
  let drawn = new AbortController();

  /** @param {Piece} piece @param {boolean} isOpen @param {boolean} isLocked @param {AbortSignal} until */
  function item(piece, isOpen, isLocked, until) {
    const { pad, lane, name } = piece;
    const button = (/** @type {string} */ text, /** @type {() => void} */ click, /** @type {Record<string, any>} */ more = {}) => el("button", { type: "button", text, "data-focus": `${pad} ${text}`, on: { click }, ...more }, [], until);
    return el("li", { class: isOpen ? "open" : "", "data-pad": pad }, [
      el("div", { class: "line" }, [
        el("button", { type: "button", class: "piece", "data-focus": pad, "aria-expanded": String(isOpen), on: { click: () => ask.choose(pad) } }, [
          el("span", { class: "pad-name", text: pad }), el("span", { class: "lane", text: lane }), el("span", { class: "name", text: name }),
          el("small", { text: [kindWord(piece.kind), bpmWord(piece.bpm), piece.key ?? ""].filter(Boolean).join(", ") }),
        ], until),
        button(isLocked ? "Locked" : "Lock", () => ask.lock(pad), { class: "lock", "data-focus": `${pad} lock`, "aria-pressed": String(isLocked), "aria-label": `Lock ${pad} ${lane}`, title: "A locked pad keeps its sound when you try another seed" }),
      ]),
      isOpen ? el("div", { class: "why" }, [
        el("p", {}, [piece.own ? el("b", { text: "Your choice. " }) : null, sentence(piece.why), piece.needed ? "" : " No exercise of this lesson plays it."]),
        piece.alternates.length ? el("h4", { text: "Or try" }) : null,
        el("ul", { class: "alternates" }, piece.alternates.map((other) => el("li", {}, [
          button("▶", () => ask.hear(other.sound), { class: "sign", "data-focus": `${pad} hear ${other.sound}`, "aria-label": `Hear ${other.name}` }),
          el("span", {}, [el("b", { text: other.name }), el("small", { text: other.why })]),
          button("Take it", () => ask.take(pad, other.sound), { "data-focus": `${pad} take ${other.sound}`, "aria-label": `Take ${other.name}` }),
        ]))),
        el("div", { class: "ways" }, [
          button("Find another", () => ask.find(piece)), button("Show it among the sounds", () => ask.show(piece.sound)),
          piece.own ? button("As the academy chose", () => ask.take(pad, null)) : null,
        ]),
      ]) : null,
    ]);
  }

  return {
    root,
    /** @param {Piece[]} pieces @param {string | null} pad  the one that is open @param {Set<string>} locked */
    draw(pieces, pad, locked) {
      drawn.abort();
      drawn = new AbortController();
      const until = AbortSignal.any([ask.signal, drawn.signal]);
      keepingFocus(root, () => root.replaceChildren(...pieces.map((piece) => item(piece, piece.pad === pad, locked.has(piece.pad), until))));
    },
  };
}

/** @param {string} words */
const sentence = (words) => `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
