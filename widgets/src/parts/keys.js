/**
 * The computer keyboard as the 4x4 grid, by the place of the keys and not their letters, so that every layout works:
 * 1234 is the top row (pads 1-4), zxcv the bottom row (pads 13-16).
 */

export const CODES = [
  "Digit1", "Digit2", "Digit3", "Digit4", "KeyQ", "KeyW", "KeyE", "KeyR",
  "KeyA", "KeyS", "KeyD", "KeyF", "KeyZ", "KeyX", "KeyC", "KeyV",
];
const VELOCITY = 90;
const ACCENT = 115;
const GHOST = 38;

/** The pad 1-16 of a key, null for other keys. @param {string} code */
export function padNumberOf(code) {
  const at = CODES.indexOf(code);
  return at < 0 ? null : at + 1;
}

const BANK_CODE = "KeyB";

/**
 * Pads from the keyboard while `root` or the page itself has the focus. Shift accents, Alt plays a ghost note, B shows the next bank
 * where there are several.
 * @param {{root: HTMLElement, bank: () => string, isActive: () => boolean,
 *   nextBank?: () => boolean, heard: (event: import("../types").PadEvent) => void, signal: AbortSignal}} given
 */
export function listenToKeys({ root, bank, isActive, nextBank, heard, signal }) {
  /** The bank in which each key went down: it is let go there too. @type {Map<string, string>} */
  const held = new Map();
  /** @param {KeyboardEvent} event @param {boolean} down */
  function pad(event, down) {
    if (event.code === BANK_CODE) return turn(event, down);
    const number = padNumberOf(event.code);
    if (number === null || event.ctrlKey || event.metaKey || !isActive() || isTyping(event)) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would take a, x, c and v as cell commands
    if (event.repeat) return;
    if (down) held.set(event.code, bank());
    const velocity = event.shiftKey ? ACCENT : event.altKey ? GHOST : VELOCITY;
    heard({ down, pageMs: event.timeStamp, pad: `${held.get(event.code) ?? bank()}${number}`, velocity: down ? velocity : 0, note: null, channel: null, source: "keyboard" });
  }
  /** @param {KeyboardEvent} event @param {boolean} down */
  function turn(event, down) {
    if (!down || event.repeat || event.ctrlKey || event.metaKey || !isActive() || isTyping(event) || !nextBank?.()) return;
    event.preventDefault();
    event.stopPropagation();
  }
  root.addEventListener("keydown", (event) => pad(event, true), { signal });
  root.addEventListener("keyup", (event) => pad(event, false), { signal });
}

/**
 * Escape stops what plays; it is left to the page when nothing does.
 * @param {{root: HTMLElement, stop: () => void, isActive: () => boolean, signal: AbortSignal}} given
 */
export function stopOnEscape({ root, stop, isActive, signal }) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isActive()) return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  }, { signal });
}

const NOT_TYPED_INTO = /^(range|checkbox|button|file)$/;

/** Whether a key belongs to a field or an editor that is being filled in. @param {KeyboardEvent} event */
function isTyping(event) {
  const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
  if (target.tagName === "INPUT") return !NOT_TYPED_INTO.test(/** @type {HTMLInputElement} */ (target).type);
  return target.tagName === "SELECT" || target.tagName === "TEXTAREA" || target.isContentEditable;
}
