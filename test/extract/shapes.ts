import type { AwsShape, Limits, Relation } from "../../tools/extract/aws-shape";

const nothing = { members: new Map(), relations: [] };

export function text(limits: Limits = {}): AwsShape {
  return { kind: "string", limits, ...nothing };
}

export function integer(limits: Limits = {}): AwsShape {
  return { kind: "integer", limits, ...nothing };
}

export function array(items: AwsShape, limits: Limits = {}): AwsShape {
  return { kind: "array", limits, items: () => items, ...nothing };
}

export function map(keys: AwsShape, items: AwsShape, limits: Limits = {}): AwsShape {
  return { kind: "map", limits, keys: () => keys, items: () => items, ...nothing };
}

export function object(members: Record<string, AwsShape>, relations: Relation[] = []): AwsShape {
  const entries = Object.entries(members).map(([name, shape]) => [name, () => shape] as const);
  return { kind: "object", limits: {}, members: new Map(entries), relations };
}
