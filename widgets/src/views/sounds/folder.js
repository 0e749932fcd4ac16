/** The learner's own folder of sounds: named once, read in the background, never changed. */
import { el } from "../dom.js";

const LOOK_MS = 700;

/** @typedef {import("./types.d.ts").Folder} Folder */

/** @param {{ask: import("./types.d.ts").Ask, indexed: () => void, signal: AbortSignal}} given  indexed: there are more sounds now */
export function createFolder({ ask, indexed, signal }) {
  /** @type {Folder | null} */
  let folder = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  let kept = -1;
  signal.addEventListener("abort", () => clearTimeout(later));
  const path = el("input", { type: "text", id: "own-folder", placeholder: "~/Music/Samples", spellcheck: "false", autocomplete: "off" });
  const read = el("button", { type: "submit", class: "primary", text: "Read it" });
  const again = el("button", { type: "button", text: "Read it again", hidden: true, on: { click: () => index(folder?.folder ?? null) } }, [], signal);
  const forget = el("button", { type: "button", text: "Forget it", hidden: true, on: { click: () => { path.value = ""; index(null); } } }, [], signal);
  const bar = el("progress", { max: 1, value: 0, "aria-label": "Files read", hidden: true });
  const said = el("p", { class: "said", role: "status" });
  const skipped = el("details", { class: "skipped", hidden: true });
  const form = el("form", { on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); if (path.value.trim()) index(path.value.trim()); } } }, [
    el("label", { for: "own-folder", text: "A folder on this computer" }), path, read, again, forget,
    el("p", { class: "soft", text: "WAV, AIFF, FLAC, MP3 and OGG, in all folders below it. Files are read and never changed; what is heard in them is kept beside your store." }),
  ], signal);

  /** @param {string | null} place */
  async function index(place) {
    said.textContent = place ? "Reading …" : "";
    await look({ kind: "index", folder: place });
  }

  /** @param {Record<string, any>} message */
  async function look(message) {
    clearTimeout(later);
    try {
      const { message: told } = await ask(message);
      draw(told.folder);
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
    }
  }

  /** @param {Folder} next */
  function draw(next) {
    const isBusy = next.state === "indexing";
    if (folder === null && next.folder) path.value = next.folder;
    folder = next;
    said.textContent = next.says;
    bar.hidden = !isBusy;
    bar.value = next.total ? next.done / next.total : 0;
    read.hidden = isBusy;
    again.hidden = isBusy || !next.folder;
    forget.hidden = !next.folder;
    skipped.hidden = !next.skipped.length;
    skipped.replaceChildren(
      el("summary", { text: next.skipped.length === 1 ? "One file was left out" : `${next.skipped.length} files were left out` }),
      el("ul", {}, next.skipped.map(({ file, reason }) => el("li", {}, [el("code", { text: file }), ` ${reason}`]))),
    );
    if (kept >= 0 && !isBusy && next.kept !== kept) indexed();
    if (!isBusy || kept < 0) kept = next.kept;
    if (isBusy && !signal.aborted) later = setTimeout(() => look({ kind: "folder" }), LOOK_MS);
  }

  return {
    root: el("section", { class: "own" }, [el("h2", { text: "Your own sounds" }), form, bar, said, skipped]),
    begin: () => look({ kind: "folder" }),
  };
}
