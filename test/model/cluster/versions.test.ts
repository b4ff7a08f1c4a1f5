import assert from "node:assert/strict";
import fc from "fast-check";
import { isoDay } from "../../../model/days";
import {
  checkVersionStep,
  daysOfStandardSupport,
  defaultVersionOn,
  endOfSupportWarning,
  isCalendarOutdated,
  minorVersion,
  nextMinor,
  outdatedCalendarWarning,
  previousMinor,
  supportStatus,
  versionCalendar,
  versionDates,
  versionSkew,
} from "../../../model/cluster/versions";

const day = fc
  .date({ min: new Date("2024-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
  .map(isoDay);

const minor = fc.integer({ min: 20, max: 60 }).map((number) => `1.${number}`);

describe("The version calendar", () => {
  it("lists versions from newest to oldest without a gap, each with ascending dates", () => {
    versionCalendar.forEach((dates, index) => {
      assert(dates.released < dates.standardEnds && dates.standardEnds < dates.extendedEnds);
      const older = versionCalendar[index + 1];
      if (!older) return;
      assert.equal(previousMinor(dates.version), older.version);
      assert(older.released < dates.released && older.extendedEnds < dates.extendedEnds);
    });
  });

  it("gives a new cluster the second newest version with standard support", () => {
    assert.equal(defaultVersionOn("2026-11-21"), "1.35");
    assert.equal(defaultVersionOn("2027-03-26"), "1.35");
  });

  it("gives a new cluster the newest version if at most that one has standard support", () => {
    assert.equal(defaultVersionOn("2027-03-27"), "1.36");
    assert.equal(defaultVersionOn("2031-01-01"), "1.36");
  });

  it("gives a version of the calendar as the default on any day", () => {
    fc.assert(
      fc.property(day, (date) => {
        const version = defaultVersionOn(date);
        assert.equal(versionDates(version).version, version);
      }),
    );
  });

  it("is outdated from the day on which none of its versions has standard support", () => {
    assert.equal(isCalendarOutdated("2027-08-01"), false);
    assert.equal(isCalendarOutdated("2027-08-02"), true);
    assert.equal(outdatedCalendarWarning("2027-08-01"), undefined);
    assert.equal(
      outdatedCalendarWarning("2027-08-02"),
      "The calendar of EKS versions is from 2026-11-21, and none of its versions has standard support " +
        "on 2027-08-02. Refresh it: npm run data -- eks-versions.",
    );
  });

  it("returns the support of a version on a day, which ends on the day before the end date", () => {
    assert.equal(supportStatus("1.34", "2025-10-01"), "upcoming");
    assert.equal(supportStatus("1.34", "2025-10-02"), "standard");
    assert.equal(supportStatus("1.34", "2026-12-01"), "standard");
    assert.equal(supportStatus("1.34", "2026-12-02"), "extended");
    assert.equal(supportStatus("1.34", "2027-12-01"), "extended");
    assert.equal(supportStatus("1.34", "2027-12-02"), "ended");
  });

  it("counts the remaining days of standard support", () => {
    assert.equal(daysOfStandardSupport("1.34", "2026-11-21"), 11);
    assert.equal(daysOfStandardSupport("1.34", "2026-12-02"), 0);
    assert.equal(daysOfStandardSupport("1.34", "2027-01-01"), -30);
  });

  it("warns from 90 days before the end of standard support", () => {
    assert.equal(endOfSupportWarning("1.34", "2026-09-02"), undefined);
    assert.equal(
      endOfSupportWarning("1.34", "2026-09-03"),
      "Kubernetes 1.34 leaves standard support on 2026-12-02, in 90 days. Plan its update.",
    );
    assert.equal(
      endOfSupportWarning("1.34", "2026-12-02"),
      "Kubernetes 1.34 left standard support on 2026-12-02. With the support type STANDARD, EKS updates the cluster. " +
        "Set a newer version.",
    );
    assert.equal(
      endOfSupportWarning("1.34", "2027-12-02"),
      "Kubernetes 1.34 left extended support on 2027-12-02, and EKS updates its clusters. Set a newer version.",
    );
  });

  it("refuses an unknown version and lists the known ones", () => {
    assert.throws(() => versionDates("1.99", "cluster.version"), {
      message:
        'cluster.version: "1.99" is not a Kubernetes version in the Amazon EKS calendar. ' +
        "Known are 1.36, 1.35, 1.34, 1.33, 1.32, 1.31, 1.30, 1.29, 1.28; " +
        '"npm run data -- eks-versions" reads newer ones.',
    });
  });

  it("refuses a patch version and names the minor version", () => {
    assert.throws(() => versionDates("1.34.2", "cluster.version"), {
      message:
        'cluster.version: "1.34.2" is not a Kubernetes version in the Amazon EKS calendar. ' +
        'Give the minor version only: "1.34".',
    });
  });
});

describe("Version skew", () => {
  it("is the number of minor versions that the kubelet is behind", () => {
    assert.equal(versionSkew("1.32", "1.35"), 3);
    assert.equal(versionSkew("v1.34.2-eks-113cf36", "1.34"), 0);
    assert.equal(versionSkew("1.36", "1.35"), -1);
  });

  it("is antisymmetric, and the next version's previous version is the version itself", () => {
    fc.assert(
      fc.property(minor, minor, (a, b) => {
        assert.equal(versionSkew(a, b) + versionSkew(b, a), 0);
        assert.equal(previousMinor(nextMinor(a)), a);
        assert.equal(versionSkew(a, nextMinor(a)), 1);
      }),
    );
  });

  it("is refused for text that is not a version", () => {
    assert.throws(() => versionSkew("latest", "1.35"), {
      message:
        'kubelet: "latest" is not a Kubernetes version. Give a minor version such as "1.34".',
    });
  });

  it("is computed from minor versions", () => {
    assert.equal(minorVersion("v1.36.3-eks-12ab34"), "1.36");
  });
});

describe("An update of the control plane", () => {
  it("may keep the version or raise it by one minor version", () => {
    checkVersionStep("1.34", "1.34");
    checkVersionStep("1.34", "1.35");
  });

  it("that skips a version is refused with the next version", () => {
    assert.throws(() => checkVersionStep("1.33", "1.35", "cluster.version"), {
      message:
        'cluster.version: "1.35" is 2 minor versions after the cluster\'s 1.33: ' +
        "EKS updates one at a time. Go to 1.34 first.",
    });
  });

  it("to an older version is refused", () => {
    assert.throws(() => checkVersionStep("1.35", "1.34", "cluster.version"), {
      message:
        'cluster.version: "1.34" is older than the cluster\'s 1.35: ' +
        "a control plane never goes down. Keep 1.35 or go to 1.36.",
    });
  });
});
