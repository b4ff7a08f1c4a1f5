import type { ToolContext } from "../common/context";
import { findInstalled, findOnPath, install, type Recipe } from "../common/install";
import {
  apiServerRecipe,
  bindRecipe,
  dnsmasqRecipe,
  etcdRecipe,
  motoRecipe,
  unboundRecipe,
} from "./recipes";

/** A real server that tests can use. */
export type ServiceName = "api-server" | "dns-servers" | "moto";

/** The recipes of each service, in the order of their installation. */
export const services: Record<ServiceName, { title: string; recipes: Recipe[] }> = {
  moto: { title: "moto, an AWS API server", recipes: [motoRecipe] },
  "dns-servers": {
    title: "BIND, dnsmasq and Unbound",
    recipes: [bindRecipe, dnsmasqRecipe, unboundRecipe],
  },
  "api-server": { title: "a Kubernetes API server", recipes: [etcdRecipe, apiServerRecipe] },
};

/** Whether {@link installService} would install nothing. */
export async function hasService(name: ServiceName, context: ToolContext): Promise<boolean> {
  for (const recipe of services[name].recipes) {
    if (findOnPath(recipe, context)) continue;
    if ((await findInstalled(recipe, context)) === undefined) return false;
  }
  return true;
}

/** Installs the missing programs of a service. */
export async function installService(name: ServiceName, context: ToolContext): Promise<void> {
  for (const recipe of services[name].recipes) {
    if (!findOnPath(recipe, context)) await install(recipe, context);
  }
}
