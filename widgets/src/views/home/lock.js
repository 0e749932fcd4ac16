/** The sign of a lesson that is not in the learner's plan; words stand beside it. */
import { el } from "../dom.js";

const LOCK = "M4 6V4.5a2 2 0 0 1 4 0V6M2.5 6h7v4.5h-7z";

/** A small padlock, in the colour of the text around it. */
export const lockSign = () => el("svg:svg", { class: "lock-sign", viewBox: "0 0 12 12", "aria-hidden": "true" }, [el("svg:path", { d: LOCK })]);
