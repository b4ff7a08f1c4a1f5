import type { Resource, StackResource } from "../../../policy/frame/resource";
import { checkConfiguration, type Given } from "../../../policy/frame/configuration";
import type { Finding } from "../../../policy/frame/findings";
import { createJudge } from "../../../policy/frame/judge";
import { patchProperties, type Properties } from "../../../policy/frame/properties";
import { type AnyRule, type Example } from "../../../policy/frame/rule";
import { createStack } from "../../../policy/frame/stack";
import { guard, guardOutputs } from "../../../policy/frame/unknown";

/** The text that the engine sends for a string that is unknown during preview. */
export const notYet = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** An unknown value that is computed from other resources of the example. */
export function notYetOf(...names: string[]): string {
  return `\${?${names.join(",")}}`;
}

/** The source of an unknown value that no resource of the example is. */
const elsewhere = "urn:pulumi:dev::shop::command:local:Command::elsewhere";

export interface Circumstances {
  /** Configuration of the rules, as the engine sends it. */
  given?: Record<string, Given>;
  today?: string;
  stack?: string;
  /** Whether ids, and the properties that resources take from each other, are unknown. */
  preview?: boolean;
}

/** The configuration for the examples of a rule. */
export function exampleConfig({ id, exampleConfig = {} }: AnyRule): Record<string, Given> {
  return { [id]: { properties: exampleConfig } };
}

/** Checks resources as the engine does: each alone, then all together. */
export function judge(
  rules: readonly AnyRule[],
  example: Example,
  { given = {}, today = "2026-11-21", stack = "dev", preview = false }: Circumstances = {},
): Finding[] {
  const judge = createJudge({ rules, today, configuration: checkConfiguration(given, rules) });
  const resources = resourcesOf(example, stack, preview);
  return [
    ...resources.flatMap(({ inputs }) => judge.resource(inputs)),
    ...judge.stack(createStack(resources.map(({ outputs }) => outputs))),
  ];
}

/** The messages of a rule's violations. */
export function violations(rule: AnyRule, example: Example, how?: Circumstances): string[] {
  return judge([rule], example, how)
    .filter(({ kind }) => kind === "violation")
    .map(({ message }) => message);
}

export type Verdict = "pass" | "fail" | "unknown" | "exempt" | "defect";

const severest: [Finding["kind"], Verdict][] = [
  ["defect", "defect"],
  ["violation", "fail"],
  ["unknown", "unknown"],
  ["exempt", "exempt"],
];

/** The worst outcome of a rule for resources. */
export function verdict(rule: AnyRule, example: Example, how?: Circumstances): Verdict {
  const kinds = judge([rule], example, how).map(({ kind }) => kind);
  return severest.find(([kind]) => kinds.includes(kind))?.[1] ?? "pass";
}

/** The resources after a rule at level `remediate` has fixed them. */
export function remediated(
  rule: AnyRule,
  example: Example,
  { given = {}, today = "2026-11-21", stack = "dev" }: Circumstances = {},
): Example {
  const levels = { [rule.id]: "remediate" };
  const settings = { properties: { ...given["pack-settings"]?.properties, levels } };
  const configuration = checkConfiguration({ ...given, "pack-settings": settings }, [rule]);
  const judge = createJudge({ rules: [rule], today, configuration });
  const fixed = Object.entries(example).map(([name, resource]) => {
    const urn = `urn:pulumi:${stack}::shop::${resource.type}::${name}`;
    const props = resource.properties ?? {};
    const guarded = { type: resource.type, urn, name, props: guard(props) } as Resource;
    const found = judge.remediations(guarded);
    const properties = found.reduce((sent, { patch, failure }) => {
      if (failure !== undefined) throw new Error(failure);
      return patchProperties(sent, patch);
    }, props);
    return [name, { ...resource, properties }];
  });
  return Object.fromEntries(fixed) as Example;
}

/** A copy with some properties of one resource replaced. */
export function spoil(example: Example, name: string, properties: Properties): Example {
  const resource = example[name];
  if (!resource) throw new Error(`the example has no ${name}`);
  const spoiled = { ...resource, properties: { ...resource.properties, ...properties } };
  return { ...example, [name]: spoiled };
}

/** A copy without one resource. */
export function without(example: Example, name: string): Example {
  return Object.fromEntries(Object.entries(example).filter(([each]) => each !== name));
}

interface Both {
  /** The resource before its creation. */
  inputs: Resource;
  /** The resource after its creation. */
  outputs: StackResource;
}

function resourcesOf(example: Example, stack: string, preview: boolean): Both[] {
  const urns = new Map(
    Object.entries(example).map(([name, { type }]) => [
      name,
      `urn:pulumi:${stack}::shop::${type}::${name}`,
    ]),
  );
  const outputs = new Map<string, Properties>();
  for (const name of Object.keys(example)) outputs.set(name, {});
  const resolve = (value: unknown, used: Set<string>): unknown => {
    if (value === notYet) used.add(elsewhere);
    const [, names] = (typeof value === "string" && /^\$\{\?(.+)\}$/.exec(value)) || [];
    if (names !== undefined) {
      for (const name of names.split(",")) used.add(urns.get(name) ?? "");
      return notYet;
    }
    if (Array.isArray(value)) return value.map((each) => resolve(each, used));
    if (typeof value === "object" && value !== null) {
      const fields = Object.entries(value).map(([key, field]) => [key, resolve(field, used)]);
      return Object.fromEntries(fields);
    }
    const [, name, property] =
      (typeof value === "string" && /^\$\{([^.}]+)\.(\w+)\}$/.exec(value)) || [];
    if (name === undefined || property === undefined) return value;
    const target = outputs.get(name);
    if (!target) throw new Error(`the example has no ${name}`);
    used.add(urns.get(name) ?? "");
    const given = example[name]?.properties?.[property];
    return (target[property] ??= given ?? (preview ? notYet : `${name}-${property}`));
  };
  const read = Object.entries(example).map(([name, { type, properties = {} }]) => {
    const dependencies: Record<string, string[]> = {};
    const props = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => {
        const used = new Set<string>();
        const resolved = resolve(value, used);
        if (used.size > 0) dependencies[key] = [...used];
        return [key, resolved];
      }),
    );
    return { name, type, props, dependencies };
  });
  return read.map(({ name, type, props, dependencies }) => {
    const id = preview ? notYet : `${name}-id`;
    const common = { name, type, urn: urns.get(name) };
    return {
      inputs: { ...common, props: guard(props) } as Resource,
      outputs: {
        ...common,
        props: guardOutputs(
          { id, ...outputs.get(name), ...props },
          (property) => property in dependencies,
        ),
        parent: undefined,
        dependencies: [...new Set(Object.values(dependencies).flat())],
        propertyDependencies: dependencies,
      } as unknown as StackResource,
    };
  });
}
