import type { AnyRule, Environment, Level } from "./rule";
import type { Settings } from "./settings";

/** The settings that decide the level of a rule, in addition to its presets. */
export interface LevelSettings extends Pick<
  Settings,
  "environment" | "productionStacks" | "levels"
> {
  /** The level per rule id from the engine's own configuration, which overrides all others. */
  engineLevels: Readonly<Record<string, Level>>;
}

/**
 * The level of a rule in a stack: the first that is set of the engine's level, the settings' level
 * for the rule, for its area and for all, and the preset of the environment.
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
