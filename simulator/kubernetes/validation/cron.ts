/** The five fields of a schedule, with the numbers that each may have. */
const FIELDS = [
  { name: "minute", low: 0, high: 59 },
  { name: "hour", low: 0, high: 23 },
  { name: "day of month", low: 1, high: 31 },
  { name: "month", low: 1, high: 12 },
  { name: "day of week", low: 0, high: 6 },
] as const;

const WORDS = [
  ..."jan feb mar apr may jun jul aug sep oct nov dec"
    .split(" ")
    .map((word, index) => [word, index + 1]),
  ..."sun mon tue wed thu fri sat".split(" ").map((word, index) => [word, index]),
] as [string, number][];
const NUMBERS = new Map(WORDS);

const SHORT_FORMS = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/;

/** What is wrong with a cron schedule, or nothing. Source: github.com/robfig/cron, which Kubernetes uses. */
export function cronProblem(schedule: string): string | undefined {
  if (schedule.includes("TZ")) {
    return "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
  }
  if (schedule.startsWith("@")) {
    return SHORT_FORMS.test(schedule) ? undefined : `unrecognized descriptor: ${schedule}`;
  }
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`;
  }
  for (const [index, { low, high }] of FIELDS.entries()) {
    for (const part of fields[index]?.split(",") ?? []) {
      const problem = partProblem(part, low, high);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function partProblem(part: string, low: number, high: number): string | undefined {
  const [range = "", step, ...more] = part.split("/");
  if (more.length > 0) return `too many slashes: ${part}`;
  if (step !== undefined && !(Number(step) > 0))
    return `step of range should be a positive number: ${part}`;
  if (range === "*" || range === "?") return undefined;
  const ends = range
    .split("-")
    .map((end) => NUMBERS.get(end.toLowerCase()) ?? Number(end || Number.NaN));
  if (ends.length > 2) return `too many hyphens: ${part}`;
  const [start = Number.NaN, end = start] = ends;
  if (!Number.isInteger(start) || !Number.isInteger(end))
    return `failed to parse int from ${range}`;
  if (start < low) return `beginning of range (${start}) below minimum (${low}): ${part}`;
  if (end > high) return `end of range (${end}) above maximum (${high}): ${part}`;
  return start > end
    ? `beginning of range (${start}) beyond end of range (${end}): ${part}`
    : undefined;
}
