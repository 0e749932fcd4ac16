import assert from "node:assert/strict";
import { test } from "node:test";

import { planSays } from "../src/parts/plan.js";

const quota = (limit, used) => ({ limit, used, left: limit === null ? null : limit - used });
const plan = (downloads, kits, samples) => ({
  plan: "free", samples, pricing: null,
  quota: { returns_at: "2026-12-01T00:00:00+00:00", kinds: { sample_download: downloads, kit_export: kits, lesson_request: quota(0, 0) } },
});

test("what is left is said, and when all of it returns", () => {
  assert.equal(
    planSays(plan(quota(10, 3), quota(2, 2), 50), (moment) => moment.toISOString().slice(0, 10)),
    "50 sounds are part of your plan. Left this month: 7 of 10 downloads of sounds, 0 of 2 kits for the unit; all of them again on 2026-12-01.",
  );
});

test("nothing is said where nothing is counted", () => {
  assert.equal(planSays(plan(quota(null, 40), quota(null, 1), null)), null);
});
