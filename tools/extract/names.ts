/** AWS' names of properties that @pulumi/aws names differently without a rule. */
export interface NameExceptions {
  /** AWS' pointer by pointer here: `{ "/vpcConfig": "/ResourcesVpcConfig" }`. Case does not matter. */
  rename?: Record<string, string>;
  /** Pointers of AWS' objects whose members are the resource's own properties here: `/LaunchTemplateData`. */
  flatten?: string[];
}

/**
 * Pairs the properties of an object with AWS' members.
 * Names are equal except for case (`InstanceTenancy`, `instanceTenancy`); a list may be in the
 * singular there (`VPCZoneIdentifier`, `vpcZoneIdentifiers`); `name` may have its noun (`RoleName`).
 *
 * @param properties names here
 * @param members names at AWS
 * @param nouns names of the resource at AWS: `["Role"]`
 * @returns AWS' member by property, without properties that have none
 */
export function counterparts(
  properties: string[],
  members: string[],
  nouns: string[] = [],
): Map<string, string> {
  const pairs = new Map<string, string>();
  const pair = (property: string, key: (name: string) => string): void => {
    const wanted = key(property);
    const found = members.filter((member) => key(member) === wanted);
    if (found.length === 1 && found[0] && !taken(pairs, found[0])) pairs.set(property, found[0]);
  };
  for (const property of properties) pair(property, (name) => name.toLowerCase());
  for (const property of properties) if (!pairs.has(property)) pair(property, singular);
  if (properties.includes("name") && !pairs.has("name")) {
    const names = new Set(nouns.map((noun) => `${noun}name`.toLowerCase()));
    const found = members.find((member) => names.has(member.toLowerCase()));
    if (found) pairs.set("name", found);
  }
  return pairs;
}

function taken(pairs: Map<string, string>, member: string): boolean {
  return [...pairs.values()].includes(member);
}

function singular(name: string): string {
  return name.toLowerCase().replace(/ies$/, "y").replace(/s$/, "");
}

/** Names of the resource: the last part of its CloudFormation type, the operation without its verb. */
export function nounsOf(cloudformation = "", operation = ""): string[] {
  const object = operation.split(".")[1]?.replace(/^[A-Z][a-z]+/, "");
  return [cloudformation.split("::").at(-1), object].filter(
    (noun) => noun !== undefined && noun !== "",
  ) as string[];
}
