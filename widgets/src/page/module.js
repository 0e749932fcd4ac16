/** A widget's script and style sheet, from their text or address into the page. */

const isAddress = (/** @type {string} */ text) => /^https?:\/\//.test(text);

/** Import a widget's module. @param {string} text @returns {Promise<any>} */
export async function load(text) {
  const url = isAddress(text) ? text : URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const made = await import(url);
  if (url !== text) URL.revokeObjectURL(url);
  return widgetOf(made);
}

/** The widget in a module: its default export, or what that returns, or the older `export function render`. @param {any} made */
export async function widgetOf(made) {
  if (made.render) return { render: made.render };
  if (!made.default) throw new Error("the widget's module must export a default function or object");
  return typeof made.default === "function" ? made.default() : made.default;
}

/** @type {Set<string>} */
const styled = new Set();

/** Put a style sheet into the page, once. @param {string | undefined} css */
export function style(css) {
  if (!css || styled.has(css)) return;
  styled.add(css);
  const made = isAddress(css)
    ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: css })
    : Object.assign(document.createElement("style"), { textContent: css });
  document.head.append(made);
}
