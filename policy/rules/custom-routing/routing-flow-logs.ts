import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { ifKnown } from "../../frame/unknown";

const example = (attributes?: object) => ({
  games: {
    type: "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator",
    properties: { name: "games", enabled: true, ...(attributes && { attributes }) },
  },
});

export const routingFlowLogs = defineRule({
  id: "routing-flow-logs",
  area: "custom-routing",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "An accelerator of Global Accelerator writes flow logs to an S3 bucket.",
  why: "Custom routing has no health checks and no load balancer logs. If players in one place cannot connect, flow logs are the only record of which traffic reached which address and port.",
  fix: "Set attributes.flowLogsEnabled, flowLogsS3Bucket and flowLogsS3Prefix.",
  fails: example(),
  passes: example({
    flowLogsEnabled: true,
    flowLogsS3Bucket: "accelerator-logs",
    flowLogsS3Prefix: "games/",
  }),
  links: [
    "https://docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html",
  ],
  references: [{ framework: "Checkov", id: "CKV_AWS_75" }],
  types: [
    "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator",
    "aws:globalaccelerator/accelerator:Accelerator",
  ],
  check({ props: { attributes } }, { report }) {
    if (attributes?.flowLogsEnabled !== true) {
      report(
        `attributes.flowLogsEnabled must be true; it is ${shown(attributes?.flowLogsEnabled)}.`,
      );
    } else if (ifKnown(() => attributes.flowLogsS3Bucket) === undefined) {
      report("attributes.flowLogsS3Bucket must be set, because flow logs are enabled.");
    }
  },
});
