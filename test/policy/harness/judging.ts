import type { Resource, StackResource } from "../../../policy/frame/resource";
import { checkConfiguration, type Given } from "../../../policy/frame/configuration";
import type { Finding } from "../../../policy/frame/findings";
import { createJudge } from "../../../policy/frame/judge";
import { patchProperties, type Properties } from "../../../policy/frame/properties";
import { type AnyRule, type Example } from "../../../policy/frame/rule";
import { createStack } from "../../../policy/frame/stack";
import { guard, guardOutputs } from "../../../policy/frame/unknown";

/** What the engine sends for a text that is not known during preview. */
export const notYet = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The same for a value that is made of ids of other resources of the example. */
export function notYetOf(...names: string[]): string {
  return `\${?${names.join(",")}}`;
}

/** Where an unknown value comes from that is not another resource of the example. */
const elsewhere = "urn:pulumi:dev::shop::command:local:Command::elsewhere";

export interface Circumstances {
  /** Configuration of the rules, as the engine sends it. */
  given?: Record<string, Given>;
  today?: string;
  stack?: string;
  /** Whether ids, and all that other resources take from one another, are not known yet. */
  preview?: boolean;
}

/** The configuration that a rule's own examples are judged with. */
export function exampleConfig({ id, exampleConfig = {} }: AnyRule): Record<string, Given> {
  return { [id]: { properties: exampleConfig } };
}

/** Judges resources as the engine has them judged: each by itself, then all of them together. */
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

/** What a rule makes of resources as a whole. */
export function verdict(rule: AnyRule, example: Example, how?: Circumstances): Verdict {
  const kinds = judge([rule], example, how).map(({ kind }) => kind);
  return severest.find(([kind]) => kinds.includes(kind))?.[1] ?? "pass";
}

/** What is left of the resources' properties after a rule at level `remediate` has mended them. */
export function remediated(
  rule: AnyRule,
  example: Example,
  { given = {}, today = "2026-11-21", stack = "dev" }: Circumstances = {},
): Example {
  const levels = { [rule.id]: "remediate" };
  const settings = { properties: { ...given["pack-settings"]?.properties, levels } };
  const configuration = checkConfiguration({ ...given, "pack-settings": settings }, [rule]);
  const judge = createJudge({ rules: [rule], today, configuration });
  const mended = Object.entries(example).map(([name, resource]) => {
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
  return Object.fromEntries(mended) as Example;
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
  /** As before creation. */
  inputs: Resource;
  /** As after it. */
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
