/** What the page "Sounds" and the kernel say to each other; academy/widgets/sounds.py is the other half. */

export type Source = "recipe" | "learner" | "name" | "audio" | "model";

export interface Row {
  id: string; name: string; kind: string | null; is_loop: boolean; bpm: number | null; bpm_alt: number | null;
  key: string | null; mode: string | null; root: string | null; beats: number | null; tags: string[]; genres: string[];
  duration_s: number; channels: number; rms_db: number | null; origin: "built-in" | "learner"; file: string | null;
  source: Record<string, Source>; confidence: Record<string, number | null>;
  /** Whether the learner's plan has it; what is not open is told about, and not heard. */
  is_open?: boolean;
  /** 256 pairs (least, greatest) of int8 over the whole length, in base64. */
  peaks: string;
}

export interface Query {
  text: string; kind: string[]; genre: string[]; mood: string[]; bpm: number | [number, number] | null; key: string | null;
  compatible: boolean; loops: boolean | null; origin: "built-in" | "learner" | null; like: string | null; sort: Sort; down: boolean;
}
export type Sort = "fit" | "name" | "kind" | "bpm" | "key" | "length";
export type Facets = Record<string, Record<string, number>>;
/** `open` of the total may be heard. */
export interface Found { total: number; open?: number; start: number; rows: Row[]; facets: Facets }

export interface Folder { folder: string | null; state: "none" | "indexing" | "ready"; done: number; total: number; kept: number; skipped: { file: string; reason: string }[]; says: string }

export interface Piece {
  pad: string; lane: string; sound: string; name: string; kind: string | null; bpm: number | null; key: string | null;
  start: number | null; end: number | null; why: string; needed: boolean; own: boolean;
  alternates: { sound: string; name: string; why: string }[];
}
export interface Kit { lesson: string; title: string; seed: number; kept: boolean; says: string; pieces: Piece[] }
export interface Course { lessons: { id: string; number: number; title: string; url: string }[]; lesson: string | null; chokes: string[][] }

/** What the page asks of its kernel: the answer, or an Error whose message is a sentence. */
export type Ask = (message: Record<string, any>, patienceMs?: number) => Promise<import("../../types").Reply>;
