import type { Area } from "./areas";
import { type ConfigOf, type ConfigProperties, defaultsOf } from "./config-schema";
import type { PropertiesOf, ResourceType } from "./inputs";
import type { Resource, Stack, StackResource } from "./resource";

/** How much a violation matters, for sorting and for the reader: it never decides what happens. */
export type Severity = "low" | "medium" | "high" | "critical";

/** What a violation does: warn, stop, be mended where the rule can (else stop), or nothing. */
export const levels = ["advisory", "mandatory", "remediate", "disabled"] as const;

export type Level = (typeof levels)[number];

/** The presets of levels. */
export type Environment = "dev" | "prod";

/** What a rule is given to judge by. */
export interface Context<Config> {
  readonly config: Config;
  /** The day of the run, `2026-11-21`. */
  readonly today: string;
  /**
   * Reports a violation of the resource.
   *
   * @param problem What is wrong with the value seen, as a sentence.
   * @param fix What to write instead, as a sentence. Default: the rule's.
   */
  readonly report: (problem: string, fix?: string) => void;
}

/** What a rule is given that looks at the resource among the others of its stack. */
export interface StackContext<Config> extends Context<Config> {
  readonly stack: Stack;
  /** Says that the resource cannot be judged because of what is in another stack. */
  readonly notJudged: (reason: string) => void;
}

/** Resources by name, as in a Pulumi YAML program. `${name}` in a value is another one's id. */
export type Example = Record<string, ExampleResource>;

export interface ExampleResource {
  type: string;
  properties?: Record<string, unknown>;
}

/** The same demand in a published benchmark or another scanner. */
export interface Reference {
  framework:
    | "CIS Amazon EKS Benchmark 1.8.0"
    | "AWS Security Hub"
    | "Checkov"
    | "Trivy"
    | "KICS"
    | "cdk-nag";
  id: string;
}

/** One rule: its text, its levels and its check. */
export interface Rule<
  Properties extends ConfigProperties = ConfigProperties,
  T extends ResourceType = ResourceType,
> {
  /** Name of the rule and of its file. */
  readonly id: string;
  readonly area: Area;
  readonly severity: Severity;
  readonly levels: Readonly<Record<Environment, Level>>;
  /** What must be so, as one sentence. */
  readonly description: string;
  /** What happens otherwise. */
  readonly why: string;
  /** What to do about a violation. */
  readonly fix: string;
  /** Resources that break the rule, and the same mended. Both are run by the tests. */
  readonly fails: Example;
  readonly passes: Example;
  /** Configuration that the examples are judged with, where the default does not judge them. */
  readonly exampleConfig?: Partial<ConfigOf<NoInfer<Properties>>>;
  readonly links: readonly string[];
  readonly references?: readonly Reference[];
  /** What happens with values that are not known during preview, where it is not {@link unknownText}. */
  readonly unknown?: string;
  readonly config?: Properties;
  readonly types: readonly T[];
  /** Judges a resource by itself, before it is created or changed. */
  readonly check?: (resource: Resource<T>, context: Context<ConfigOf<Properties>>) => void;
  /** Judges a resource among the others of its stack: after the preview, or after the update. */
  readonly checkInStack?: (
    resource: StackResource<T>,
    context: StackContext<ConfigOf<Properties>>,
  ) => void;
  /**
   * The properties to put in place of the broken ones, or undefined where none is safe. Values to
   * be kept are copied by `asSent`, which does not mind unknown ones.
   */
  readonly remediate?: (
    resource: Resource<T>,
    context: Context<ConfigOf<Properties>>,
  ) => Partial<PropertiesOf<T>> | undefined;
}

/** A rule of the catalog, whatever its configuration and types. */
export type AnyRule = Rule;

/** Declares a rule; its type parameters are checked here and forgotten by the catalog. */
export function defineRule<
  const Properties extends ConfigProperties = Record<never, never>,
  const T extends ResourceType = ResourceType,
>(rule: Rule<Properties, T>): AnyRule {
  return rule as unknown as AnyRule;
}

/** What a rule does with unknown values unless it says otherwise. */
export function unknownText(rule: AnyRule): string {
  if (rule.unknown !== undefined) return rule.unknown;
  const when = rule.check
    ? "judged at `pulumi up`, before it is created or changed"
    : "judged at the end of `pulumi up`";
  return `A value that is not known during preview is reported as advisory; the resource is ${when}.`;
}

/** The configuration that a rule has when none is given. */
export function defaultConfig(rule: AnyRule): Record<string, unknown> {
  return defaultsOf(rule.config ?? {});
}
