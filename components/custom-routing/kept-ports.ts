import * as pulumi from "@pulumi/pulumi";
import {
  lostPorts,
  mergedPorts,
  portsText,
  type PortRange,
} from "../../model/custom-routing/ports";
import { problemText } from "../../model/errors";

interface Ports {
  portRanges: PortRange[];
}

/**
 * Records the ports of a listener, so that a preview fails if some are removed: AWS rejects the
 * removal only in the middle of an update. Creates nothing at AWS.
 */
export class KeptPorts extends pulumi.dynamic.Resource {
  constructor(name: string, portRanges: readonly PortRange[], opts?: pulumi.CustomResourceOptions) {
    const ports: Ports = { portRanges: portRanges.map((range) => ({ ...range })) };
    super(keptPortsProvider, name, { ...ports }, opts, "custom-routing", "KeptPorts");
  }
}

/** The provider that the engine calls. */
export const keptPortsProvider: pulumi.dynamic.ResourceProvider<Ports, Ports> = {
  check(olds: Partial<Ports>, news) {
    const problem = growthProblem(olds.portRanges ?? [], news.portRanges);
    return Promise.resolve({
      inputs: news,
      ...(problem !== undefined && { failures: [{ property: "portRanges", reason: problem }] }),
    });
  },
  diff(_id, { portRanges: before }, { portRanges: after }) {
    return Promise.resolve({ changes: JSON.stringify(before) !== JSON.stringify(after) });
  },
  create(inputs) {
    return Promise.resolve({ id: "ports", outs: inputs });
  },
  update(_id, _olds, news) {
    return Promise.resolve({ outs: news });
  },
};

/** Returns the error for a listener that loses ports that it has had, or undefined. */
function growthProblem(
  before: readonly PortRange[],
  after: readonly PortRange[],
): string | undefined {
  const lost = lostPorts(before, after);
  if (lost.length === 0) return undefined;
  // Not an InputError: the engine cannot serialize a class that extends Error.
  return problemText({
    argument: "listenerPorts",
    value: after,
    rule: `leaves out ${portsText(lost)}, and AWS takes no port away from a listener`,
    fix: `Set listenerPorts to ${JSON.stringify(mergedPorts([...before, ...after]))}, or more.`,
  });
}
