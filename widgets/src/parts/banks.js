/** Which of the unit's banks a stage shows, and what a controller with sixteen pads plays there. */

const ONLY_BANK = "A";

/** The banks of an exercise, those of its lanes from the top; A when it has none. @param {Pick<import("../types").Exercise, "lanes">} exercise */
export function banksOf({ lanes }) {
  const banks = [...new Set(lanes.map(({ pad }) => pad[0]))];
  return banks.length ? banks : [ONLY_BANK];
}

/**
 * A hit as the stage means it: a controller that was learnt knows the pads of one bank, so they play the bank that is
 * shown. One that was learnt for the other bank too keeps to what it says.
 * @param {import("../types").PadEvent} event @param {string} bank @param {Pick<import("../types").Device, "mode" | "table">} device
 */
export function inBank(event, bank, device) {
  if (!event.pad || bank === ONLY_BANK || event.pad[0] !== ONLY_BANK || !isByMidi(event) || knows(bank, device)) return event;
  return { ...event, pad: `${bank}${event.pad.slice(1)}` };
}

/**
 * What is to be said of pads outside bank A to one whose controller knows bank A only; null when there is nothing to say.
 * @param {string[]} banks @param {Pick<import("../types").Device, "mode" | "table">} device
 */
export function wordsForBanks(banks, device) {
  const other = banks.filter((bank) => bank !== ONLY_BANK && !knows(bank, device));
  if (!other.length) return null;
  const names = other.map((bank) => `bank ${bank}`).join(" and ");
  const turn = banks.length > 1 ? " Key B changes the bank." : "";
  return `The map of your controller has bank A only. This exercise is on ${names}: your pads play the bank that is shown here.${turn}`;
}

/** @param {string} bank @param {Pick<import("../types").Device, "mode" | "table">} device */
const knows = (bank, device) => device.mode !== "learnt" || Object.values(device.table).some((pad) => pad[0] === bank);

/** @param {import("../types").PadEvent} event */
const isByMidi = ({ source }) => source === "webmidi" || source === "rtmidi";
