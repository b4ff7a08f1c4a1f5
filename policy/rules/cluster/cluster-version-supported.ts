import { Type } from "@sinclair/typebox";
import {
  isCalendarOutdated,
  minorVersion,
  newestVersion,
  supportStatus,
  versionCalendar,
} from "../../../model/cluster/versions";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";

const example = (version: string) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      version,
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
    },
  },
});

export const clusterVersionSupported = defineRule({
  id: "cluster-version-supported",
  area: "cluster",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "A cluster runs a Kubernetes version in standard support.",
  why: "In extended support a cluster costs several times as much per hour, and after it EKS updates the control plane on a day of its own choosing.",
  fix: "Update the cluster, one minor version at a time.",
  fails: example("1.32"),
  passes: example("1.35"),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"],
  references: [
    { framework: "AWS Security Hub", id: "EKS.2" },
    { framework: "Checkov", id: "CKV_AWS_339" },
  ],
  config: {
    allowExtended: property(Type.Boolean(), {
      default: false,
      description: "true to accept versions in extended support",
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  check({ props }, { config, today, report }) {
    const { version } = props;
    if (version === undefined) return; // EKS takes its default, which is in standard support.
    const minor = minorVersion(version);
    const dates = versionCalendar.find((entry) => entry.version === minor);
    if (!dates) {
      const oldest = versionCalendar.at(-1)?.version ?? "";
      const isOld = Number(minor.slice(2)) < Number(oldest.slice(2));
      if (isOld) report(`version ${minor} is out of support: the calendar begins at ${oldest}.`);
      return;
    }
    // An outdated calendar names no version to go to: its newest one is accepted.
    if (isCalendarOutdated(today) && minor === newestVersion) return;
    const status = supportStatus(minor, today);
    if (status === "ended") {
      report(`version ${minor} has had no support since ${dates.extendedEnds}.`);
    } else if (status === "extended" && !config.allowExtended) {
      report(
        `version ${minor} has been in extended support since ${dates.standardEnds}, which ends on ${dates.extendedEnds}.`,
      );
    }
  },
});
