import { isDeepStrictEqual } from "node:util";
import type { Entry, JournalEntry } from "../../simulator";
import { markDefaults } from "../../simulator/values";
import {
  describe,
  nameOf,
  plainValues,
  qualifiedTypeOf,
  stateValues,
  typeOf,
  type Deployment,
  type StateResource,
} from "./deployment";

/** A stack after an interrupted run. */
export interface Interrupted {
  /** The stack's state, with plaintext secrets. */
  deployment: Deployment;
  /** The changes of the run. */
  journal: readonly JournalEntry[];
  /** All resources in the local cloud. */
  entries: readonly Entry[];
}

/** The result of a reconciliation of a state and the local cloud. */
export interface Reconciled {
  deployment: Deployment;
  /** Resources that the state cannot contain, so that the local cloud must delete them. */
  surplus: Entry[];
  /** A sentence for each difference. */
  lines: string[];
}

/** Updates a state with the changes that its engine did not record. */
export function reconcile({ deployment, journal, entries }: Interrupted): Reconciled {
  const lines: string[] = [];
  const surplus: Entry[] = [];
  const pending = deployment.pending_operations ?? [];

  const isGone = ({ urn, id }: StateResource) =>
    journal.some((call) => call.operation === "delete" && call.urn === urn && call.id === id) &&
    !entries.some((entry) => isEntryOf(entry, urn, id));
  const brought = (resource: StateResource): StateResource => {
    const call = journal.find(
      ({ operation, urn, id, done }) =>
        operation === "update" && done && urn === resource.urn && id === resource.id,
    );
    const entry = call && entries.find((each) => isEntryOf(each, call.urn, call.id));
    if (!entry || isDeepStrictEqual(plainValues(resource.inputs), entry.inputs)) return resource;
    lines.push(`Updated ${describe(resource.urn)} in the state: the interrupted run changed it.`);
    return { ...resource, ...valuesOf(call, entry, entries) };
  };

  const resources = (deployment.resources ?? []).filter((resource) => {
    if (!isGone(resource)) return true;
    lines.push(`Removed ${describe(resource.urn)} from the state: the interrupted run deleted it.`);
    return false;
  });
  resources.splice(0, resources.length, ...resources.map(brought));

  const begun = new Map(
    pending
      .filter(({ type }) => type === "creating")
      .map(({ resource }) => [resource.urn, resource]),
  );
  for (const call of journal.filter(({ operation }) => operation === "create")) {
    for (const entry of entries) {
      if (!isEntryOf(entry, call.urn, call.id)) continue;
      const id = call.id ?? entry.id;
      if (resources.some((resource) => resource.urn === call.urn && resource.id === id)) continue;
      const taken = takenUp({ ...call, id }, entry, entries, resources, begun.get(call.urn));
      begun.delete(call.urn);
      if (taken) resources.push(taken);
      else surplus.push(entry);
      lines.push(taken ? addition(taken, call) : removal(call.urn, id));
    }
  }
  for (const [urn, { custom }] of begun) {
    // Providers and components exist only in the engine.
    if (!custom || typeOf(urn).startsWith("pulumi:providers:")) continue;
    lines.push(
      `Dropped the pending creation of ${describe(urn)}. The next update starts it again.`,
    );
  }
  const reconciled: Deployment = { ...deployment, resources: withoutDangling(resources) };
  delete reconciled.pending_operations;
  return { deployment: reconciled, surplus, lines };
}

/** Patches of Kubernetes objects have the object's id in the engine, and a different id in the local cloud. */
function isEntryOf(entry: Entry, urn: string, id: string | undefined): boolean {
  if (entry.urn !== urn) return false;
  return id === undefined || entry.id === id || entry.id.startsWith(`${id}#`);
}

/** An existing resource in the form of a state, or undefined if its provider is not in the state. */
function takenUp(
  call: JournalEntry & { id: string },
  entry: Entry,
  entries: readonly Entry[],
  resources: readonly StateResource[],
  begun: StateResource | undefined,
): StateResource | undefined {
  const { urn, id } = call;
  const known = begun ?? {
    urn,
    type: typeOf(urn),
    custom: true,
    ...parentOf(urn, resources),
    provider: call.provider,
    // It was created last, so no resource depends on it, and it may depend on all others.
    dependencies: [...new Set(resources.filter(({ custom }) => custom).map(({ urn: on }) => on))],
  };
  const { inputs, outputs } = valuesOf(call, entry, entries);
  const hasProvider = resources.some((each) => `${each.urn}::${each.id}` === known.provider);
  const isReplacement = resources.some((each) => each.urn === urn && each.delete !== true);
  if (!hasProvider) return undefined;
  return {
    ...known,
    id,
    inputs: begun?.inputs ?? inputs,
    outputs,
    // A state contains at most one resource per name that is not pending deletion.
    ...(isReplacement && { delete: true }),
    ...(!call.done && { initErrors: ["The run that created it was interrupted."] }),
  };
}

function valuesOf(
  { id, defaults, secretInputs, secretOutputs }: JournalEntry,
  entry: Entry,
  entries: readonly Entry[],
): Required<Pick<StateResource, "inputs" | "outputs">> {
  const inputs = defaults ? markDefaults(entry.inputs, defaults) : entry.inputs;
  const isPatch = id !== undefined && entry.id !== id;
  const object = isPatch
    ? entries.find((each) => each.scope === entry.scope && each.id === id && each.urn !== entry.urn)
    : entry;
  return {
    inputs: stateValues(inputs, secretInputs),
    outputs: stateValues(object?.outputs ?? entry.inputs, secretOutputs),
  };
}

/** The most likely parent of a resource: the next update of the stack corrects it. */
function parentOf(urn: string, resources: readonly StateResource[]): { parent?: string } {
  const types = qualifiedTypeOf(urn).split("$").slice(0, -1).join("$");
  const isParent =
    types === ""
      ? ({ type }: StateResource) => type === "pulumi:pulumi:Stack"
      : (resource: StateResource) => qualifiedTypeOf(resource.urn) === types;
  const [parent] = resources
    .filter(isParent)
    .sort((a, b) => commonLength(b.urn, urn) - commonLength(a.urn, urn));
  return parent ? { parent: parent.urn } : {};
}

/** Length of the common prefix of the names in two URNs. */
function commonLength(a: string, b: string): number {
  const [first, second] = [nameOf(a), nameOf(b)];
  const end = [...first].findIndex((character, index) => character !== second[index]);
  return end < 0 ? first.length : end;
}

function addition(taken: StateResource, call: JournalEntry): string {
  const subject = `Added ${describe(taken.urn)} (${taken.id}) to the state`;
  if (taken.delete) return `${subject}, for the next update to delete: it was a replacement.`;
  return call.done
    ? `${subject}: the interrupted run created it.`
    : `${subject}: the next update completes what the interrupted run began.`;
}

function removal(urn: string, id: string): string {
  return `Deleted ${describe(urn)} (${id}) from the local cloud: the state does not have its provider.`;
}

/** The engine refuses a state with references to resources that are not in it. */
function withoutDangling(resources: readonly StateResource[]): StateResource[] {
  const seen = new Set<string>();
  const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  const isSeen = (urn: string) => seen.has(urn);
  return resources.map((resource) => {
    const kept = { ...resource };
    const { parent, dependencies, propertyDependencies, deletedWith, replaceWith } = resource;
    if (parent !== undefined && !isSeen(parent)) {
      if (root === undefined) delete kept.parent;
      else kept.parent = root;
    }
    if (dependencies) kept.dependencies = dependencies.filter(isSeen);
    if (replaceWith) kept.replaceWith = replaceWith.filter(isSeen);
    if (deletedWith !== undefined && !isSeen(deletedWith)) delete kept.deletedWith;
    if (propertyDependencies) {
      const entries = Object.entries(propertyDependencies);
      kept.propertyDependencies = Object.fromEntries(
        entries.map(([input, urns]) => [input, urns?.filter(isSeen) ?? null]),
      );
    }
    seen.add(resource.urn);
    return kept;
  });
}
