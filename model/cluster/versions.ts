import { coerce } from "semver";
import calendar from "../data/eks-versions.json";
import { InputError } from "../errors";

/** When Amazon EKS supports a Kubernetes minor version. Dates are ISO days: `2026-12-02`. */
export interface VersionDates {
  /** Minor version in the form of the EKS API: `1.34`. */
  version: string;
  /** First day on which clusters of this version could be created. */
  released: string;
  /** First day without standard support. */
  standardEnds: string;
  /** First day without extended support: EKS updates the control plane before. */
  extendedEnds: string;
}

/** The calendar: newest version first. Its source and read date are in `data/eks-versions.json`. */
export const versionCalendar: readonly VersionDates[] = calendar.versions;

/** The newest version of the calendar. */
export const newestVersion: string = calendar.versions[0]!.version;

/**
 * Support of a version on a day: not released yet, standard support, extended support
 * (with a charge per cluster hour) or none.
 */
export type SupportStatus = "upcoming" | "standard" | "extended" | "ended";

/** Minor versions that a kubelet may be behind its control plane (upstream version skew policy). */
export const maxKubeletSkew = 3;

/**
 * The calendar entry of a version.
 *
 * @throws InputError for text that is not a minor version, and for versions that are not in the calendar.
 */
export function versionDates(version: string, argument = "version"): VersionDates {
  const entry = versionCalendar.find((dates) => dates.version === version);
  if (entry) return entry;
  const known = versionCalendar.map((dates) => dates.version);
  throw new InputError({
    argument,
    value: version,
    rule: "is not a Kubernetes version in the Amazon EKS calendar",
    fix: known.includes(tryMinor(version) ?? "")
      ? `Give the minor version only: "${tryMinor(version)}".`
      : `Known are ${known.join(", ")}; "npm run data -- eks-versions" reads newer ones.`,
  });
}

/**
 * Support of a version on a day.
 *
 * @param date ISO day, `2026-11-21`: the calendar never assumes "today".
 * @throws InputError for a version that is not in the calendar.
 * @example supportStatus("1.34", "2026-12-02"); // "extended"
 */
export function supportStatus(version: string, date: string): SupportStatus {
  const { released, standardEnds, extendedEnds } = versionDates(version);
  if (date < released) return "upcoming";
  if (date < standardEnds) return "standard";
  return date < extendedEnds ? "extended" : "ended";
}

/**
 * The default version of a new cluster: the second newest with standard support on that day, which
 * has been in use for months, or the newest in the calendar if fewer versions have standard support.
 *
 * @param date ISO day.
 * @example defaultVersionOn("2026-11-21"); // "1.35"
 */
export function defaultVersionOn(date: string): string {
  const supported = versionCalendar.filter(
    ({ version }) => supportStatus(version, date) === "standard",
  );
  return (supported[1] ?? supported[0])?.version ?? newestVersion;
}

/** Whether no version of the calendar has standard support, so that EKS has newer versions. */
export function isCalendarOutdated(date: string): boolean {
  return versionCalendar.every(({ standardEnds }) => standardEnds <= date);
}

/**
 * A warning that the calendar must be refreshed, or undefined while one of its versions has standard support.
 *
 * @param date ISO day.
 */
export function outdatedCalendarWarning(date: string): string | undefined {
  if (!isCalendarOutdated(date)) return undefined;
  return `The calendar of EKS versions is from ${calendar.read}, and none of its versions has standard support on ${date}. Refresh it: npm run data -- eks-versions.`;
}

/** Days from `date` until standard support ends; negative when it has ended. */
export function daysOfStandardSupport(version: string, date: string): number {
  const { standardEnds } = versionDates(version);
  return Math.round((Date.parse(standardEnds) - Date.parse(date)) / 86_400_000);
}

/** Days before the end of standard support on which {@link endOfSupportWarning} begins. */
const warningDays = 90;

/**
 * A warning that an update must be planned, or undefined before the warning period.
 *
 * @param date ISO day.
 */
export function endOfSupportWarning(version: string, date: string): string | undefined {
  const days = daysOfStandardSupport(version, date);
  if (days > warningDays) return undefined;
  const { standardEnds } = versionDates(version);
  return days > 0
    ? `Kubernetes ${version} leaves standard support on ${standardEnds}, in ${days} days. Plan its update.`
    : pastSupport(version, date);
}

/** Describes how EKS treats a cluster of this version after standard support. */
function pastSupport(version: string, date: string): string {
  const { standardEnds, extendedEnds } = versionDates(version);
  return supportStatus(version, date) === "ended"
    ? `Kubernetes ${version} left extended support on ${extendedEnds}, and EKS updates its clusters. Set a newer version.`
    : `Kubernetes ${version} left standard support on ${standardEnds}. With the support type STANDARD, EKS updates the cluster. Set a newer version.`;
}

/**
 * How many minor versions the kubelet is behind the control plane; negative when it is newer,
 * which Kubernetes never allows. Also accepts the versions that nodes report: `v1.34.2-eks-113cf36`.
 *
 * @throws InputError for text that is not a version.
 * @example versionSkew("v1.32.9-eks-113cf36", "1.35"); // 3
 */
export function versionSkew(kubelet: string, controlPlane: string): number {
  return minorNumber(controlPlane, "controlPlane") - minorNumber(kubelet, "kubelet");
}

/** The minor version of a Kubernetes version: `1.34` of `v1.34.2-eks-113cf36`. */
export function minorVersion(version: string, argument = "version"): string {
  return `1.${minorNumber(version, argument)}`;
}

/** The following minor version: `1.35` for `1.34`. */
export function nextMinor(version: string): string {
  return `1.${minorNumber(version, "version") + 1}`;
}

/** The minor version before: `1.33` for `1.34`. */
export function previousMinor(version: string): string {
  return `1.${minorNumber(version, "version") - 1}`;
}

/**
 * Checks that an update of a control plane raises the minor version by at most one.
 *
 * @throws InputError for a downgrade or a skipped version, with the next version.
 */
export function checkVersionStep(from: string, to: string, argument = "version"): void {
  const step = minorNumber(to, argument) - minorNumber(from, "current version");
  if (step === 0 || step === 1) return;
  throw new InputError({
    argument,
    value: to,
    rule:
      step < 0
        ? `is older than the cluster's ${from}: a control plane never goes down`
        : `is ${step} minor versions after the cluster's ${from}: EKS updates one at a time`,
    fix: step < 0 ? `Keep ${from} or go to ${nextMinor(from)}.` : `Go to ${nextMinor(from)} first.`,
  });
}

function minorNumber(version: string, argument: string): number {
  const minor = tryMinor(version);
  if (minor !== undefined) return Number(minor.slice(2));
  throw new InputError({
    argument,
    value: version,
    rule: "is not a Kubernetes version",
    fix: 'Give a minor version such as "1.34".',
  });
}

function tryMinor(version: string): string | undefined {
  const parsed = coerce(version);
  return parsed?.major === 1 && parsed.minor > 0 ? `1.${parsed.minor}` : undefined;
}
