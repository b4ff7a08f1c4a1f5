import type { Example } from "../../../../policy/frame/rule";

/**
 * The same example with its subnet added to the group by something else: a program's own resource,
 * as the provider has none.
 */
export function addedBy(type: string, { games, ...others }: Example): Example {
  const { endpointConfigurations, ...group } = games?.properties ?? {};
  const [{ endpointId } = { endpointId: "" }] = endpointConfigurations as { endpointId: string }[];
  return {
    ...others,
    games: { type: games?.type ?? "", properties: group },
    added: { type, properties: { group: "${games.id}", create: ["add", endpointId] } },
  };
}
