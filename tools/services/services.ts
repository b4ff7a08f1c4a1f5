import type { ToolContext } from "../shared/context";
import { findInstalled, install, type Recipe } from "../shared/install";
import { apiServerRecipe, etcdRecipe, motoRecipe } from "./recipes";

/** A real server that tests can have. */
export type ServiceName = "api-server" | "moto";

/** What each service needs, in the order in which it is installed. */
export const services: Record<ServiceName, { title: string; recipes: Recipe[] }> = {
  moto: { title: "moto, an AWS API server", recipes: [motoRecipe] },
  "api-server": { title: "a Kubernetes API server", recipes: [etcdRecipe, apiServerRecipe] },
};

/** True when {@link installService} would install nothing. */
export async function hasService(name: ServiceName, context: ToolContext): Promise<boolean> {
  for (const recipe of services[name].recipes) {
    if ((await findInstalled(recipe, context)) === undefined) return false;
  }
  return true;
}

/** Installs what a service needs and is not there yet. */
export async function installService(name: ServiceName, context: ToolContext): Promise<void> {
  for (const recipe of services[name].recipes) await install(recipe, context);
}
