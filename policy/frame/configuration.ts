import { isDeepStrictEqual } from "node:util";
import { InputError } from "../../model/errors";
import { checker } from "../../model/schema";
import { didYouMean } from "../../model/suggest";
import { areas } from "./areas";
import { type ConfigProperties, configSchema } from "./config-schema";
import { type AnyRule, defaultConfig, type Level } from "./rule";
import { defaultSettings, type Settings, settingsName, settingsSchema } from "./settings";

/** What the engine says about one name in the configuration: defaults are filled in by it. */
export interface Given {
  level?: Level | undefined;
  properties: Readonly<Record<string, unknown>>;
}

/** The checked configuration. */
export interface Configuration {
  settings: Settings;
  /** Levels that were set the engine's own way, per rule id. */
  engineLevels: Readonly<Record<string, Level>>;
  /** Configuration of a rule, with its defaults. */
  readonly configOf: (rule: AnyRule) => Record<string, unknown>;
}

/**
 * The level that every rule is announced with. The engine sends it back for a rule that has no
 * level of its own, so it must be one that nobody needs to give that way: remediation is asked for
 * in the settings, or for `all`.
 */
export const announcedLevel: Level = "remediate";

/** The configuration before the engine has sent one. */
export const defaultConfiguration: Configuration = {
  settings: defaultSettings,
  engineLevels: {},
  configOf: defaultConfig,
};

/** Everything that is wrong with a configuration, one problem a line. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  constructor(readonly problems: readonly InputError[]) {
    super(problems.map(({ message }) => message).join("\n"));
  }
}

/**
 * Checks what the engine was given against the rules.
 *
 * @throws ConfigurationError with every problem, misspelt names with a suggestion.
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
  const wasGiven =
    level !== undefined && (level !== announcedLevel || given["all"]?.level === level);
  return wasGiven ? [[id, level]] : [];
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
  // The engine fills the defaults in for every rule: no need to make a checker for each.
  if (isDeepStrictEqual(value, defaultConfig(rule))) return [];
  return brokenSchema(rule.id, rule.config ?? {}, value);
}

/** The first thing that is wrong with the properties of one name; none when there are none. */
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

/** Whether `2027-02-30` and the like are days at all: the calendar's own rendering must be the same. */
function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
