/** What a learner's plan on a hub leaves them this month, in words. */

/** @typedef {{ limit: number | null, used: number, left: number | null }} Kind */
/** What the desk says of a plan; academy/desk/lessons.py. @typedef {{ plan: string, samples: number | null, pricing: string | null, quota: { returns_at: string, kinds: Record<string, Kind> } }} Plan */

const WORDS = { sample_download: "downloads of sounds", kit_export: "kits for the unit" };

/** One sentence, or null where nothing is counted. @param {Plan} plan @param {(moment: Date) => string} [local] */
export function planSays(plan, local = (moment) => moment.toLocaleString(undefined, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" })) {
  const left = Object.entries(WORDS).flatMap(([kind, words]) => {
    const one = plan.quota.kinds[kind];
    return one?.limit ? [`${one.left} of ${one.limit} ${words}`] : [];
  });
  if (!left.length) return null;
  const shown = plan.samples === null ? "" : `${plan.samples} sounds are part of your plan. `;
  return `${shown}Left this month: ${left.join(", ")}; all of them again on ${local(new Date(plan.quota.returns_at))}.`;
}
