import type { VersionDates } from "../../model/cluster/versions";
import type { DataSet } from "./data-set";

const calendarUrl = "https://endoflife.date/api/v1/products/amazon-eks";

/** The used part of endoflife.date's response for a product. */
export interface ProductAnswer {
  result: {
    releases: {
      name: string;
      releaseDate: string;
      eolFrom: string | null;
      eoesFrom: string | null;
    }[];
  };
}

interface CalendarFile {
  source: string;
  read: string;
  versions: VersionDates[];
}

/**
 * The calendar with the public dates in place of the recorded ones. Versions that the public calendar lacks
 * are kept; versions older than the oldest recorded one, or without an end of extended support, are dropped.
 */
export function mergeCalendar(
  file: CalendarFile,
  answer: ProductAnswer,
  today: string,
): CalendarFile {
  const oldest = Math.min(...file.versions.map(({ version }) => minor(version)));
  const dates = new Map(file.versions.map((entry) => [entry.version, entry]));
  for (const { name, releaseDate, eolFrom, eoesFrom } of answer.result.releases) {
    if (minor(name) < oldest || !eolFrom || !eoesFrom) continue;
    dates.set(name, {
      version: name,
      released: releaseDate,
      standardEnds: eolFrom,
      extendedEnds: eoesFrom,
    });
  }
  const versions = [...dates.values()].sort((a, b) => minor(b.version) - minor(a.version));
  const own = versions
    .map(({ version }) => version)
    .filter((version) => !published(answer, version));
  const source = `${calendarUrl}${own.length > 0 ? `; by hand: ${own.join(", ")}` : ""}`;
  return { source, read: today, versions };
}

/** The committed form: one version per line. */
export function renderCalendar(file: CalendarFile): string {
  const rows = file.versions.map(
    (entry) =>
      `    { ${Object.entries(entry)
        .map(([key, day]) => `"${key}": "${day}"`)
        .join(", ")} }`,
  );
  const head = (["source", "read"] as const).map(
    (key) => `  "${key}": ${JSON.stringify(file[key])}`,
  );
  return `{\n${head.join(",\n")},\n  "versions": [\n${rows.join(",\n")}\n  ]\n}\n`;
}

export const eksVersions: DataSet = {
  name: "eks-versions",
  description:
    "Release and support dates of the Kubernetes versions on Amazon EKS (endoflife.date)",
  file: "model/data/eks-versions.json",
  async refresh(today, current) {
    const answer = await fetch(calendarUrl, { signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) throw new Error(`${calendarUrl} answered ${answer.status}.`);
    const product = (await answer.json()) as ProductAnswer;
    return renderCalendar(mergeCalendar(JSON.parse(current) as CalendarFile, product, today));
  },
};

function published(answer: ProductAnswer, version: string): boolean {
  return answer.result.releases.some(({ name, eoesFrom }) => name === version && eoesFrom);
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}
