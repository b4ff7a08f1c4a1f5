import {
  cniConfigurationKeys,
  cniConflicts,
  cniVariables,
} from "../../../model/nodes/cni-conflicts";
import { didYouMean } from "../../../model/suggest";
import { defineRule } from "../../frame/rule";
import { type Cni, cniOf, cniTypes } from "../../support/addons/cni";

const example = (env: Record<string, unknown>) => ({
  "vpc-cni": {
    type: "aws:eks/addon:Addon",
    properties: {
      clusterName: "games",
      addonName: "vpc-cni",
      configurationValues: JSON.stringify({ env }),
    },
  },
});

export const cniSettings = defineRule({
  id: "cni-settings",
  area: "cni",
  severity: "medium",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "The settings of the VPC CNI plugin are known to it, are strings, and do not contradict each other.",
  why: "The plugin ignores a variable that it does not know or that another variable overrides. The managed add-on refuses unknown keys in the middle of a deployment. In both cases pods run out of addresses long after the change that caused it.",
  fix: "Correct the setting.",
  fails: example({ MINIMUM_IP_TARGET: "10" }),
  passes: example({ MINIMUM_IP_TARGET: "10", WARM_IP_TARGET: "2" }),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/managing-vpc-cni.html"],
  types: cniTypes,
  check(resource, { report }) {
    const cni = cniOf(resource);
    if (!cni) return;
    for (const { problem, fix } of problems(cni)) report(problem, fix);
  },
});

interface Problem {
  problem: string;
  fix: string;
}

function problems({ env, path, configuration = {}, isReadable }: Cni): Problem[] {
  if (!isReadable) {
    return [
      {
        problem: "configurationValues must be a JSON or YAML object.",
        fix: "Write it with JSON.stringify.",
      },
    ];
  }
  const names = Object.keys(env).filter((name) => env[name] !== undefined);
  // Other tools put variables of their own into the DaemonSet: those are not checked.
  const unknown = names.filter((name) => isOfPlugin(name) && !cniVariables.includes(name));
  const notStrings = names.filter((name) => typeof env[name] !== "string");
  const foreign = Object.keys(configuration).filter((key) => !cniConfigurationKeys.includes(key));
  const texts = Object.fromEntries(names.map((name) => [name, String(env[name])]));
  return [
    ...foreign.map((key) => ({
      problem: `configurationValues.${key} is not a setting of the add-on.`,
      fix: didYouMean(key, cniConfigurationKeys),
    })),
    ...unknown.map((name) => ({
      problem: `${path}${name} is not a variable of the plugin.`,
      fix: didYouMean(name, cniVariables),
    })),
    ...notStrings.map((name) => ({
      problem: `${path}${name} must be a string; it is ${JSON.stringify(env[name])}.`,
      fix: `Write "${String(env[name])}".`,
    })),
    ...cniConflicts(texts).map(({ variable, rule, fix }) => ({
      problem: `${path}${variable} ${rule}.`,
      fix,
    })),
  ];
}

const isOfPlugin = (name: string) =>
  /^(AWS_VPC|WARM_|MINIMUM_|ENABLE_|ENI_|DISABLE_|MAX_|AWS_EC2)/.test(name);
