/** One figure beside the one that it is compared with, taken in the same run. */
export interface Row {
  /** What is measured: `preview of dev`. */
  what: string;
  /** The figure with its unit: `2.31 s`. */
  measured: string;
  /** What it is compared with: `as many bare resources`. */
  comparedWith: string;
  /** The other figure with its unit. */
  other: string;
  /** How they relate: `1.21x`, `+0.40 s`. */
  relation: string;
  /** What the relation, or the figure, is to be at most: `at most 1.5x`. Empty: only told. */
  goal: string;
  /** Whether it is met; undefined where there is no goal. */
  met?: boolean;
}

/** What can be measured alone: `npm run bench -- --only preview`. */
export interface Benchmark {
  name: string;
  /** What it measures and how, in a sentence. */
  about: string;
  /** @param runs how often each process is measured; the medians count */
  run(runs: number): Promise<Row[]>;
}

/** `1.21x` */
export function ratio(measured: number, other: number): string {
  return `${(measured / other).toFixed(2)}x`;
}

/** `2.31 s`, `240 ms` */
export function seconds(value: number): string {
  return value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(2)} s`;
}

/** `98 MB` */
export function megabytes(value: number): string {
  return `${Math.round(value)} MB`;
}
