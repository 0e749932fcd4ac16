/** What a take says of itself beside its hits: tempo and bars, which input, what latency, how well the clocks agreed. */
import { latencyKey } from "./latency.js";

/**
 * @param {{inputs: {readonly state: import("../types").InputState}, choices: ReturnType<typeof import("./choices.js").createChoices>,
 *   latencies: ReturnType<typeof import("./latency.js").createLatencies>,
 *   audio: Pick<ReturnType<typeof import("./audio.js").createAudio>, "ready">, browser: string}} given
 */
export function createRecord({ inputs, choices, latencies, audio, browser }) {
  const key = () => latencyKey(inputs.state, browser);
  /** @param {import("./latency.js").LatencyKey} of */
  const latency = (of) => {
    const calibration = latencies.of(of);
    return { latency_ms: calibration?.latency_ms ?? null, latency_mad_ms: calibration?.mad_ms ?? null };
  };
  return {
    key,
    latencyMs: () => latency(key()).latency_ms,
    /** What is known when the take starts. @param {import("../types").Timeline} played @param {import("../types").Mode} practice */
    header(played, practice) {
      const { kind, name } = inputs.state;
      const isRead = practice === "read";
      return {
        tempo: played.tempo, bars: isRead || choices.isWhole ? null : played.bars, passes: played.passes, mode: isRead ? "free" : "click", practice,
        ...latency(key()), input: { kind, name: name ?? kind }, output: key().output, browser,
      };
    },
    /** What is known at its end only: how well the clocks agreed, and which input was really played. @param {import("../types").InputKind} kind */
    ending(kind) {
      const clock = audio.ready?.clock;
      const errors = [clock?.errorMs ?? null, inputs.state.clockErrorMs].filter((error) => error !== null);
      const isOther = kind !== inputs.state.kind;
      return {
        clock: { error_ms: errors.length ? errors.reduce((a, b) => a + b) : null, drift_ms_per_min: clock?.driftMsPerMin ?? null },
        ...(isOther ? { input: { kind, name: kind }, ...latency(latencyKey({ kind, name: null }, browser)) } : {}),
      };
    },
  };
}
