import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonService } from "../../api/json-service";
import type { ApiModelFile } from "../../api/model-file";
import type { ApiService } from "../../api/service";
import type { Provider } from "../../provider";
import facts from "../data/globalaccelerator.json";
import type { AwsSession } from "../resource";
import { acceleratorCalls } from "./accelerator-calls";
import {
  addCustomRoutingEndpoints,
  allowCustomRoutingTraffic,
  denyCustomRoutingTraffic,
  removeCustomRoutingEndpoints,
} from "./endpoint-calls";
import { endpointGroupCalls, listenerCalls } from "./listener-calls";
import {
  listCustomRoutingPortMappings,
  listCustomRoutingPortMappingsByDestination,
} from "./mapping-calls";
import { resourcesOf } from "./resources";

const file = join(__dirname, "..", "..", "data", "api", "globalaccelerator.json");

/** The API of Global Accelerator, as far as it is about custom routing. */
export function globalAcceleratorApi(provider: Provider<AwsSession>): ApiService {
  const model = JSON.parse(readFileSync(file, "utf8")) as ApiModelFile;
  const resources = resourcesOf(provider);
  const service = jsonService(model, {
    ...acceleratorCalls(resources),
    ...listenerCalls(resources),
    ...endpointGroupCalls(resources),
    AddCustomRoutingEndpoints: addCustomRoutingEndpoints,
    RemoveCustomRoutingEndpoints: removeCustomRoutingEndpoints,
    AllowCustomRoutingTraffic: allowCustomRoutingTraffic,
    DenyCustomRoutingTraffic: denyCustomRoutingTraffic,
    ListCustomRoutingPortMappings: listCustomRoutingPortMappings,
    ListCustomRoutingPortMappingsByDestination: listCustomRoutingPortMappingsByDestination,
  });
  return {
    ...service,
    answer(request, place, around) {
      if (request.region === facts.region) return service.answer(request, place, around);
      // In other Regions the host name of the service does not exist.
      return Promise.resolve({
        status: 404,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          __type: "UnknownEndpoint",
          message: `Global Accelerator is called in ${facts.region}, not in ${request.region}.`,
        }),
      });
    },
  };
}
