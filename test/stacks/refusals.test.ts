import assert from "node:assert/strict";
import { requireService } from "../setup";
import { patience } from "./lifecycle";
import { LocalStack, type Changes } from "./local-stack";

describe("A configuration that cannot work", function () {
  this.timeout(patience);
  let stack: LocalStack;
  before(async function () {
    await requireService("engine", this);
    this.timeout(patience);
    stack = await LocalStack.create("dev");
  });
  after(() => stack?.remove());

  const spoiled: [string, Changes, string][] = [
    [
      "has a misspelt key",
      { network: { zone: "us-east-1a" } },
      'network.zone: "us-east-1a" is not an argument. Did you mean "zones"?',
    ],
    [
      "is of another Region than the provider",
      { "aws:region": "eu-west-1" },
      'aws:region: "eu-west-1" is not us-east-1, the Region of the zone us-east-1a. ' +
        'Set it with "pulumi config set aws:region us-east-1", or list zones of eu-west-1.',
    ],
    [
      "overlaps the container bridge",
      { network: { cidr: "172.17.0.0/16" } },
      'network.cidr: "172.17.0.0/16" overlaps 172.17.0.0/16, the container bridge of every node. ' +
        "Choose a block outside of 172.17.0.0/16.",
    ],
    [
      "has settings of the VPC CNI that contradict each other",
      { cni: { externalSnat: true, excludeSnatCidrs: ["10.250.0.0/16"] } },
      'cni.excludeSnatCidrs: ["10.250.0.0/16"] excludes networks from a translation that ' +
        "AWS_VPC_K8S_CNI_EXTERNALSNAT has turned off. Set one of the two: with external SNAT, " +
        "pods reach every network with their own address.",
    ],
    [
      "has a version that EKS does not know, which a component refuses",
      { cluster: { version: "1.99" } },
      'cluster.version: "1.99" is not a Kubernetes version in the Amazon EKS calendar. Known are 1.36, 1.35, 1.34, ' +
        '1.33, 1.32, 1.31, 1.30, 1.29, 1.28; "npm run data -- eks-versions" reads newer ones.',
    ],
  ];

  for (const [how, changes, message] of spoiled) {
    it(`is reported once, in one sentence, before anything is created, if it ${how}`, async () => {
      stack.configure(changes);
      const run = await stack.up();
      assert.equal(run.ok, false);
      assert.deepEqual(run.errors, [message]);
      assert.equal(run.output.split(`    error: ${message}`).length, 2, run.output);
      assert.doesNotMatch(run.output, /^\s+at /m);
      assert.deepEqual(stack.world(), []);
    });
  }
});
