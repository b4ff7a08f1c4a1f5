/** A figure and the figure that it is compared with, both from the same run. */
export interface Row {
  /** Subject of the measurement: `preview of dev`. */
  what: string;
  /** The figure with its unit: `2.31 s`. */
  measured: string;
  /** Subject of the comparison: `as many bare resources`. */
  comparedWith: string;
  /** The other figure with its unit. */
  other: string;
  /** Relation of the two figures: `1.21x`, `+0.40 s`. */
  relation: string;
  /** Limit of the relation or of the figure: `at most 1.5x`. Empty if it is only reported. */
  goal: string;
  /** Whether it is met; undefined without a goal. */
  met?: boolean;
}

/** A measurement that can run alone: `npm run bench -- --only preview`. */
export interface Benchmark {
  name: string;
  /** One sentence on the subject and the method. */
  about: string;
  /** @param runs number of measurements per process, of which the median counts */
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
