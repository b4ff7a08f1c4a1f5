import assert from "node:assert/strict";
import type { Deployment, StateResource } from "../../../local/recovery/deployment";
import { reconcile } from "../../../local/recovery/reconcile";
import type { Entry, JournalEntry } from "../../../simulator";

const urnOf = (types: string, name: string) => `urn:pulumi:dev::games::${types}::${name}`;

const stack: StateResource = {
  urn: urnOf("pulumi:pulumi:Stack", "games-dev"),
  type: "pulumi:pulumi:Stack",
  custom: false,
};
const provider: StateResource = {
  urn: urnOf("pulumi:providers:aws", "default"),
  type: "pulumi:providers:aws",
  custom: true,
  id: "1234",
};
const reference = `${provider.urn}::1234`;
const store: StateResource = {
  urn: urnOf("games:index:Store", "store"),
  type: "games:index:Store",
  custom: false,
  parent: stack.urn,
};
const bucket: StateResource = {
  urn: urnOf("games:index:Store$aws:s3/bucket:Bucket", "store-saves"),
  type: "aws:s3/bucket:Bucket",
  custom: true,
  id: "saves-1",
  inputs: { __defaults: ["bucket"], bucket: "saves-1" },
  outputs: { bucket: "saves-1", arn: "arn:saves-1" },
  parent: store.urn,
  provider: reference,
  dependencies: [],
};

const entry: Entry = {
  provider: "aws",
  scope: "123456789012/us-east-1",
  type: bucket.type,
  id: "saves-1",
  inputs: { bucket: "saves-1" },
  outputs: { bucket: "saves-1", arn: "arn:saves-1" },
  urn: bucket.urn,
};
const creation: JournalEntry = {
  operation: "create",
  urn: bucket.urn,
  id: "saves-1",
  provider: reference,
  defaults: ["bucket"],
  secretInputs: [],
  secretOutputs: [],
  done: true,
};

const stateOf = (...more: StateResource[]): Deployment => ({
  resources: [stack, provider, store, ...more],
});
const begun = (type: string, resource: StateResource): Deployment => ({
  ...stateOf(),
  pending_operations: [{ type, resource }],
});
/** A resource in the form of a pending creation. */
const unmade: StateResource = { ...bucket };
delete unmade.id;
delete unmade.outputs;

const shown = "aws:s3/bucket:Bucket store-saves";

describe("The state of a stack after an interrupted run", () => {
  it("stays unchanged if the engine recorded every change", () => {
    const deployment = stateOf(bucket);
    assert.deepEqual(reconcile({ deployment, journal: [creation], entries: [entry] }), {
      deployment,
      surplus: [],
      lines: [],
    });
  });

  it("gains a resource whose creation is pending, with the inputs of the engine", () => {
    const known = { ...unmade, inputs: { __defaults: [], bucket: "saves-1" } };
    const { deployment, lines } = reconcile({
      deployment: begun("creating", known),
      journal: [creation],
      entries: [entry],
    });
    assert.deepEqual(deployment, stateOf({ ...bucket, inputs: known.inputs }));
    assert.deepEqual(lines, [
      `Added ${shown} (saves-1) to the state: the interrupted run created it.`,
    ]);
  });

  it("gains a resource that it does not contain, in its component and after all others", () => {
    const { deployment, lines } = reconcile({
      deployment: stateOf(),
      journal: [creation],
      entries: [entry],
    });
    assert.deepEqual(deployment, stateOf({ ...bucket, dependencies: [provider.urn] }));
    assert.equal(lines.length, 1);
  });

  it("keeps secret values as secrets", () => {
    const secret = { ...entry, outputs: { ...entry.outputs, key: "hunter2" } };
    const { deployment } = reconcile({
      deployment: stateOf(),
      journal: [{ ...creation, secretInputs: ["/bucket"], secretOutputs: ["/key"] }],
      entries: [secret],
    });
    const taken = deployment.resources?.at(-1);
    const wrapped = (value: string) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: JSON.stringify(value),
    });
    assert.deepEqual(taken?.inputs, { __defaults: ["bucket"], bucket: wrapped("saves-1") });
    assert.deepEqual(taken?.outputs?.["key"], wrapped("hunter2"));
  });

  it("lets the next update complete a resource whose creation was under way", () => {
    const { deployment, lines } = reconcile({
      deployment: stateOf(),
      journal: [{ ...creation, id: undefined, done: false }],
      entries: [entry],
    });
    assert.deepEqual(deployment.resources?.at(-1)?.initErrors, [
      "The run that created it was interrupted.",
    ]);
    assert.deepEqual(lines, [
      `Added ${shown} (saves-1) to the state: the next update completes what the interrupted run began.`,
    ]);
  });

  it("lets the next update delete a replacement, and keeps the replaced resource", () => {
    const { deployment, lines } = reconcile({
      deployment: stateOf(bucket),
      journal: [{ ...creation, id: "saves-2" }],
      entries: [entry, { ...entry, id: "saves-2" }],
    });
    const [, , , old, replacement] = deployment.resources ?? [];
    assert.deepEqual([old?.id, old?.delete], ["saves-1", undefined]);
    assert.deepEqual([replacement?.id, replacement?.delete], ["saves-2", true]);
    assert.deepEqual(lines, [
      `Added ${shown} (saves-2) to the state, for the next update to delete: it was a replacement.`,
    ]);
  });

  it("keeps resources that existed before the run", () => {
    const { deployment, surplus, lines } = reconcile({
      deployment: stateOf(),
      journal: [],
      entries: [entry],
    });
    assert.deepEqual([deployment, surplus, lines], [stateOf(), [], []]);
  });

  it("cannot contain a resource without its provider", () => {
    const { surplus, lines } = reconcile({
      deployment: stateOf(),
      journal: [{ ...creation, provider: "urn:other::1" }],
      entries: [entry],
    });
    assert.deepEqual(surplus, [entry]);
    assert.deepEqual(lines, [
      `Deleted ${shown} (saves-1) from the local cloud: the state does not have its provider.`,
    ]);
  });

  it("drops a creation that did not take place", () => {
    const { deployment, lines } = reconcile({
      deployment: begun("creating", unmade),
      journal: [],
      entries: [],
    });
    assert.deepEqual(deployment, stateOf());
    assert.deepEqual(lines, [
      `Dropped the pending creation of ${shown}. The next update starts it again.`,
    ]);
  });

  for (const [what, resource] of [
    ["provider", provider],
    ["component", store],
  ] as const) {
    it(`drops the creation of a ${what} without a message`, () => {
      const { lines } = reconcile({
        deployment: begun("creating", resource),
        journal: [],
        entries: [],
      });
      assert.deepEqual(lines, []);
    });
  }

  it("takes over the values of an update", () => {
    const changed = { ...entry, inputs: { bucket: "saves-1", tags: { team: "games" } } };
    const { deployment, lines } = reconcile({
      deployment: {
        ...stateOf(bucket),
        pending_operations: [{ type: "updating", resource: bucket }],
      },
      journal: [{ ...creation, operation: "update" }],
      entries: [changed],
    });
    const inputs = {
      __defaults: ["bucket"],
      bucket: "saves-1",
      tags: { __defaults: [], team: "games" },
    };
    assert.deepEqual(deployment, stateOf({ ...bucket, inputs }));
    assert.deepEqual(lines, [`Updated ${shown} in the state: the interrupted run changed it.`]);
  });

  it("compares secrets by their values", () => {
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"saves-1"',
    };
    const { lines } = reconcile({
      deployment: stateOf({ ...bucket, inputs: { __defaults: [], bucket: secret } }),
      journal: [{ ...creation, operation: "update" }],
      entries: [entry],
    });
    assert.deepEqual(lines, []);
  });

  it("keeps the values before an update that was under way", () => {
    const { deployment, lines } = reconcile({
      deployment: stateOf(bucket),
      journal: [{ ...creation, operation: "update", done: false }],
      entries: [{ ...entry, inputs: {} }],
    });
    assert.deepEqual([deployment, lines], [stateOf(bucket), []]);
  });

  it("loses a deleted resource and the references to it", () => {
    const policy: StateResource = {
      urn: urnOf("aws:s3/bucketPolicy:BucketPolicy", "saves"),
      type: "aws:s3/bucketPolicy:BucketPolicy",
      custom: true,
      id: "policy",
      parent: bucket.urn,
      provider: reference,
      dependencies: [provider.urn, bucket.urn],
      propertyDependencies: { bucket: [bucket.urn], policy: null },
      deletedWith: bucket.urn,
    };
    const { deployment, lines } = reconcile({
      deployment: stateOf(bucket, policy),
      journal: [{ ...creation, operation: "delete" }],
      entries: [],
    });
    const kept = { ...policy };
    delete kept.deletedWith;
    assert.deepEqual(
      deployment,
      stateOf({
        ...kept,
        parent: stack.urn,
        dependencies: [provider.urn],
        propertyDependencies: { bucket: [], policy: null },
      }),
    );
    assert.deepEqual(lines, [`Removed ${shown} from the state: the interrupted run deleted it.`]);
  });

  it("gains a patch under the id of the object, with the object's outputs", () => {
    const type = "kubernetes:core/v1:ConfigMapPatch";
    const urn = urnOf(type, "dns");
    const object = { ...entry, id: "kube-system/coredns", outputs: { data: "live" }, urn: "urn:x" };
    const patch = { ...object, id: "kube-system/coredns#1a2b", inputs: { data: "set" }, urn };
    const { deployment } = reconcile({
      deployment: stateOf(),
      journal: [{ ...creation, urn, id: object.id, defaults: undefined }],
      entries: [object, { ...patch, outputs: {} }],
    });
    const taken = deployment.resources?.at(-1);
    assert.deepEqual(
      [taken?.id, taken?.type, taken?.inputs, taken?.outputs, taken?.parent],
      ["kube-system/coredns", type, { data: "set" }, { data: "live" }, stack.urn],
    );
  });
});
