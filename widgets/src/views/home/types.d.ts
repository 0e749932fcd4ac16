/** What the kernel writes into `home`; academy/course_state.py makes it. */
export type ExerciseSeen = { id: string; title: string; url: string; best: number | null; passed: boolean; takes: number };
export type SkillSeen = { skill: string; name: string; status: "locked" | "available" | "in_progress" | "mastered"; score: number | null; takes: number; in_a_row: number };
export type LessonSeen = {
  id: string; number: number; title: string; topic: string; level: number; minutes: number; url: string;
  /** Whether the learner's plan does not hold it: its page shows what it teaches, and a taste. */
  closed: boolean;
  status: "done" | "open" | "locked"; waits_for: string[]; objectives: string[]; exercises: ExerciseSeen[]; skills: SkillSeen[];
  rating: { stars: number; note: string | null } | null;
};
/** Keep a rating; resolves to null, or to why it was not kept. */
export type Rate = (said: { lesson: string; stars: number; note: string }) => Promise<string | null>;
/** What a language model says of what comes next, beside the rules' own; null where none is set up. */
export type AdviceSeen = { state: "asked" } | { state: "said"; pick: PickSeen | null; voice: string | null; why: string | null } | null;
export type PickSeen = { lesson: string; number: number; title: string; url: string; reason: string };
export type NextSeen = PickSeen & {
  reasons: string[]; chance: string; begun: boolean; voice: string | null; alternatives: PickSeen[]; path: { name: string; status: SkillSeen["status"] }[];
};
export type WeekSeen = {
  minutes: number[]; today: number; goal: number;
  streak: { days: number; longest: number; freezes: number; played_today: boolean };
  totals: { takes: number; passes: number; hits: number; minutes: number; days: number };
};
export type HomeSeen = {
  lessons: LessonSeen[]; next: NextSeen | null; tree: { rows: string[][]; ways: [string, string][] }; week: WeekSeen;
  rate: string | null; wanted: string[]; connected: boolean; takes: number; saving: boolean; trouble: string | null; broken: string[];
};
