import type { AnyRule, Environment, Level } from "./rule";
import type { Settings } from "./settings";

/** What decides a rule's level, beside its presets. */
export interface LevelSettings extends Pick<
  Settings,
  "environment" | "productionStacks" | "levels"
> {
  /** Level per rule id as the engine was told, which wins over all others. */
  engineLevels: Readonly<Record<string, Level>>;
}

/**
 * The level of a rule in a stack: what the engine was told, else the settings' word for the rule,
 * for its area, for all, else the preset of the environment.
 */
export function levelOf(rule: AnyRule, stackName: string, settings: LevelSettings): Level {
  const { levels, engineLevels } = settings;
  return (
    engineLevels[rule.id] ??
    levels[rule.id] ??
    levels[rule.area] ??
    levels["all"] ??
    rule.levels[environmentOf(stackName, settings)]
  );
}

/**
 * The environment that a stack belongs to.
 *
 * @example environmentOf("shop-prod-eu", settings); // "prod", by the word in its name
 */
export function environmentOf(
  stackName: string,
  { environment, productionStacks }: Pick<LevelSettings, "environment" | "productionStacks">,
): Environment {
  if (environment !== "auto") return environment;
  const words = stackName.toLowerCase().split(/[^a-z0-9]+/);
  return words.some((word) => productionStacks.includes(word)) ? "prod" : "dev";
}
