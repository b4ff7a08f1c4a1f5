import { AddCustomRoutingEndpointsCommand } from "@aws-sdk/client-global-accelerator";
import { mappingApi } from "../../functions/port-mapping/mapping-api";
import { readTables } from "../../model/port-mappings/reader";
import { makeRouting, makeSubnets, startLocalApi } from "../../test/simulator/api/local-api";

/** Time and memory to read all mappings of an accelerator. */
export interface Reading {
  mappings: number;
  requests: number;
  seconds: number;
}

/** Reads the mappings of a /18 from the local cloud's API over HTTP, with the given page size. */
export async function readAll(pageSize: number): Promise<Reading> {
  const local = await startLocalApi();
  try {
    const { subnets } = await makeSubnets(local.aws, ["10.0.0.0/18"]);
    const portRanges = [{ fromPort: 1024, toPort: 65_535 }];
    const { accelerator, group } = await makeRouting(local.aws, { portRanges });
    await local.client.send(
      new AddCustomRoutingEndpointsCommand({
        EndpointGroupArn: group.id,
        EndpointConfigurations: subnets.map(({ id }) => ({ EndpointId: id })),
      }),
    );
    let requests = 0;
    local.client.middlewareStack.add(
      (next) => (args) => {
        requests++;
        return next(args);
      },
      { step: "finalizeRequest", name: "count", priority: "low" },
    );
    const start = performance.now();
    let mappings = 0;
    for await (const { addresses } of readTables(
      mappingApi(local.client, pageSize),
      accelerator.id,
    )) {
      mappings += addresses.length;
    }
    return { mappings, requests, seconds: (performance.now() - start) / 1000 };
  } finally {
    await local.stop();
  }
}
