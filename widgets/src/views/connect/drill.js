/** Step 2: pad 13, pad 1 of bank B, soft and loud; the kernel's detective says what that means. */
import { el } from "../dom.js";

const LISTEN_MS = 700;
const SILENCE_MS = 9000;
const STEPS = /** @type {const} */ ([
  ["first", "Choose bank A and hit pad 13: the corner at the bottom left."],
  ["second", "Now bank B: press the bank button until B is lit, then hit pad 1 at the top left."],
  ["touch", "Back to bank A. Hit one pad twice: first softly, then hard."],
]);

/** @param {import("../../connect.js").Parts} parts */
export function createDrill({ kernel, inputs, events, signal }) {
  const ask = el("p", { class: "ask", role: "status", text: "For an SP-404MK2 by MIDI. With the keyboard or the mouse, go on to step 4." });
  const says = el("ol", { class: "findings", "aria-live": "polite" });
  const begin = el("button", { type: "button", class: "primary", text: "Start the four hits", on: { click: start } }, [], signal);
  let at = -1;
  /** @type {any[]} */
  let heard = [];
  /** @type {any} */
  let first = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  signal.addEventListener("abort", () => clearTimeout(timer));

  function start() {
    says.replaceChildren();
    if (inputs.state.kind !== "webmidi" && inputs.state.kind !== "rtmidi") inputs.choose("webmidi");
    next(0);
  }

  /** @param {number} index */
  function next(index) {
    at = index;
    heard = [];
    clearTimeout(timer);
    if (at >= STEPS.length) {
      at = -1;
      ask.textContent = "Your unit is found. Go on to its firmware and your latency.";
      begin.textContent = "Do it again";
      return;
    }
    ask.textContent = STEPS[at][1];
    timer = setTimeout(judge, SILENCE_MS);
  }

  async function judge() {
    clearTimeout(timer);
    const index = at;
    let message;
    try {
      ({ message } = await kernel.ask({ kind: "drill", step: STEPS[index][0], heard, first }));
    } catch (error) {
      ask.textContent = `The lesson's kernel does not answer: ${/** @type {Error} */ (error).message}. Load the page again.`;
      at = -1;
      return;
    }
    if (index !== at) return;
    const { finding } = message;
    for (const before of says.querySelectorAll(`.bad[data-step="${index}"]`)) before.remove(); // what is mended needs no more words
    says.append(el("li", { class: finding.ok ? "good" : "bad", "data-step": index }, [
      el("p", { text: finding.says }), finding.cures.length ? el("ul", {}, finding.cures.map((/** @type {string} */ text) => el("li", { text }))) : null,
    ]));
    if (finding.ok) {
      if (STEPS[index][0] === "first") first = heard[0];
      if (Object.keys(finding.device).length) kernel.send({ kind: "device", device: { ...finding.device, learnt: null } });
      return next(index + 1);
    }
    ask.textContent = STEPS[index][1];
    heard = [];
    timer = setTimeout(judge, SILENCE_MS * 2);
  }

  events.on("pad", (event) => {
    if (at < 0 || !event.down || event.note === null) return;
    heard.push({ channel: event.channel, note: event.note, velocity: event.velocity, at_ms: event.pageMs });
    const enough = STEPS[at][0] === "touch" ? 2 : 1;
    clearTimeout(timer);
    timer = setTimeout(judge, heard.length >= enough ? LISTEN_MS : SILENCE_MS);
  }, { signal });
  return el("div", {}, [ask, begin, says]);
}
