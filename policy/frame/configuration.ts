import { isDeepStrictEqual } from "node:util";
import { InputError } from "../../model/errors";
import { checker } from "../../model/schema";
import { didYouMean } from "../../model/suggest";
import { areas } from "./areas";
import { type ConfigProperties, configSchema } from "./config-schema";
import { type AnyRule, defaultConfig, type Level } from "./rule";
import { defaultSettings, type Settings, settingsName, settingsSchema } from "./settings";

/** One entry of the configuration as the engine sends it, with the defaults filled in. */
export interface Given {
  level?: Level | undefined;
  properties: Readonly<Record<string, unknown>>;
}

/** The checked configuration. */
export interface Configuration {
  settings: Settings;
  /** The level per rule id that the engine's own configuration sets. */
  engineLevels: Readonly<Record<string, Level>>;
  /** The configuration of a rule, with its defaults. */
  readonly configOf: (rule: AnyRule) => Record<string, unknown>;
}

/**
 * The level that the pack announces for every rule. The engine sends it back for a rule whose level
 * is not configured, so it must be a level that is configured elsewhere: `remediate` is set in the
 * settings or for `all`.
 */
export const announcedLevel: Level = "remediate";

/** The configuration that applies until the engine sends one. */
export const defaultConfiguration: Configuration = {
  settings: defaultSettings,
  engineLevels: {},
  configOf: defaultConfig,
};

/** All problems of a configuration, one per line. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  constructor(readonly problems: readonly InputError[]) {
    super(problems.map(({ message }) => message).join("\n"));
  }
}

/**
 * Checks the configuration against the rules and the settings.
 *
 * @throws ConfigurationError with every problem; for a misspelt name, with a suggestion.
 */
export function checkConfiguration(
  given: Readonly<Record<string, Given>>,
  rules: readonly AnyRule[],
): Configuration {
  const ids = rules.map(({ id }) => id);
  const settings = { ...defaultSettings, ...given[settingsName]?.properties };
  const problems = [
    ...unknownNames(Object.keys(given), ids),
    ...brokenSchema(settingsName, settingsSchema, given[settingsName]?.properties ?? {}),
    ...rules.flatMap((rule) => brokenConfig(rule, given[rule.id]?.properties ?? {})),
  ];
  if (problems.length === 0) problems.push(...brokenSettings(settings, given, ids));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    settings,
    engineLevels: Object.fromEntries(ids.flatMap((id) => engineLevel(id, given))),
    configOf: (rule) => ({ ...defaultConfig(rule), ...given[rule.id]?.properties }),
  };
}

function engineLevel(id: string, given: Readonly<Record<string, Given>>): [string, Level][] {
  const level = given[id]?.level;
  const isConfigured =
    level !== undefined && (level !== announcedLevel || given["all"]?.level === level);
  return isConfigured ? [[id, level]] : [];
}

function unknownNames(names: readonly string[], ids: readonly string[]): InputError[] {
  const known = [...ids, settingsName, "all"];
  return names
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        new InputError({
          argument: "policy configuration",
          value: name,
          rule: name in areas ? "is an area, not a rule" : "is not a rule of this pack",
          fix:
            name in areas
              ? `Set the level of an area with {"${settingsName}": {"levels": {"${name}": …}}}.`
              : didYouMean(name, known),
        }),
    );
}

function brokenConfig(rule: AnyRule, value: Readonly<Record<string, unknown>>): InputError[] {
  // The engine sends the defaults of every rule: compiling a schema for each would slow the start.
  if (isDeepStrictEqual(value, defaultConfig(rule))) return [];
  return brokenSchema(rule.id, rule.config ?? {}, value);
}

/** The first problem with the properties of one name. */
function brokenSchema(
  name: string,
  properties: ConfigProperties,
  value: Readonly<Record<string, unknown>>,
): InputError[] {
  if (Object.keys(value).length === 0) return [];
  try {
    checker(configSchema(properties))(value, name);
    return [];
  } catch (error) {
    if (error instanceof InputError) return [error];
    throw error;
  }
}

function brokenSettings(
  { levels, exemptions }: Settings,
  given: Readonly<Record<string, Given>>,
  ids: readonly string[],
): InputError[] {
  const problems: InputError[] = [];
  const scopes = [...ids, ...Object.keys(areas), "all"];
  for (const scope of Object.keys(levels).filter((scope) => !scopes.includes(scope))) {
    problems.push(
      new InputError({
        argument: `${settingsName}.levels`,
        value: scope,
        rule: "must be a rule, an area or all",
        fix: didYouMean(scope, scopes),
      }),
    );
  }
  if (Object.keys(levels).length > 0 && given["all"]?.level !== undefined) {
    problems.push(
      new InputError({
        argument: "all",
        value: given["all"].level,
        rule: `would override ${settingsName}.levels`,
        fix: `Write it there: {"${settingsName}": {"levels": {"all": "${given["all"].level}"}}}.`,
      }),
    );
  }
  exemptions.forEach(({ rule, expires }, at) => {
    const argument = `${settingsName}.exemptions[${at}]`;
    if (!ids.includes(rule)) {
      problems.push(
        new InputError({
          argument: `${argument}.rule`,
          value: rule,
          rule: "is not a rule of this pack",
          fix: didYouMean(rule, ids),
        }),
      );
    }
    if (!isDay(expires)) {
      problems.push(
        new InputError({
          argument: `${argument}.expires`,
          value: expires,
          rule: "must be a day of the calendar",
          fix: 'Write it as "2027-01-31".',
        }),
      );
    }
  });
  return problems;
}

/** Whether a text is a day that exists: `2027-02-30` is parsed as another day. */
function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
