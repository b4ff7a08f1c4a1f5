import type { Area } from "./areas";
import { type ConfigOf, type ConfigProperties, defaultsOf } from "./config-schema";
import type { PropertiesOf, ResourceType } from "./inputs";
import type { Resource, Stack, StackResource } from "./resource";

/** The importance of a violation for the reader. The level decides what a violation does. */
export type Severity = "low" | "medium" | "high" | "critical";

/** The effects of a violation: a warning, a stop, a remediation (or a stop), or nothing. */
export const levels = ["advisory", "mandatory", "remediate", "disabled"] as const;

export type Level = (typeof levels)[number];

/** The environments with a preset of levels. */
export type Environment = "dev" | "prod";

/** The context of a check. */
export interface Context<Config> {
  readonly config: Config;
  /** The day of the run, `2026-11-21`. */
  readonly today: string;
  /**
   * Reports a violation of the resource.
   *
   * @param problem A sentence that names the property, what it must be, and its value.
   * @param fix A sentence that says how to fix it. Default: the rule's.
   */
  readonly report: (problem: string, fix?: string) => void;
}

/** The context of a check among the other resources of the stack. */
export interface StackContext<Config> extends Context<Config> {
  readonly stack: Stack;
  /** Reports that the resource cannot be checked, because of a resource in another stack. */
  readonly notChecked: (reason: string) => void;
}

/** Resources by name, as in a Pulumi YAML program. `${name.id}` refers to another one's property. */
export type Example = Record<string, ExampleResource>;

export interface ExampleResource {
  type: string;
  properties?: Record<string, unknown>;
}

/** The same requirement in a published benchmark or another scanner. */
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
  /** The name of the rule and of its file. */
  readonly id: string;
  readonly area: Area;
  readonly severity: Severity;
  readonly levels: Readonly<Record<Environment, Level>>;
  /** The requirement, in the present tense. */
  readonly description: string;
  /** The consequence of a violation. */
  readonly why: string;
  /** The usual fix of a violation. */
  readonly fix: string;
  /** Resources that violate the rule, and the same resources fixed. The tests run both. */
  readonly fails: Example;
  readonly passes: Example;
  /** The configuration for the examples, if they need another than the default. */
  readonly exampleConfig?: Partial<ConfigOf<NoInfer<Properties>>>;
  readonly links: readonly string[];
  readonly references?: readonly Reference[];
  /** How the rule treats values that are unknown during preview, if not as {@link unknownText}. */
  readonly unknown?: string;
  readonly config?: Properties;
  readonly types: readonly T[];
  /** Checks a single resource before it is created or changed. */
  readonly check?: (resource: Resource<T>, context: Context<ConfigOf<Properties>>) => void;
  /** Checks a resource among the others of its stack, at the end of a preview or an update. */
  readonly checkInStack?: (
    resource: StackResource<T>,
    context: StackContext<ConfigOf<Properties>>,
  ) => void;
  /**
   * The properties that fix the resource, or undefined if no fix is safe. `asSent` copies values to
   * keep, unknown ones included.
   */
  readonly remediate?: (
    resource: Resource<T>,
    context: Context<ConfigOf<Properties>>,
  ) => Partial<PropertiesOf<T>> | undefined;
}

/** A rule of the catalog with any configuration and resource types. */
export type AnyRule = Rule;

/** Declares a rule. Its type parameters are checked here; the catalog does not need them. */
export function defineRule<
  const Properties extends ConfigProperties = Record<never, never>,
  const T extends ResourceType = ResourceType,
>(rule: Rule<Properties, T>): AnyRule {
  return rule as unknown as AnyRule;
}

/** The description of how a rule treats unknown values. */
export function unknownText(rule: AnyRule): string {
  if (rule.unknown !== undefined) return rule.unknown;
  const when = rule.check
    ? "checked during `pulumi up`, before it is created or changed"
    : "checked at the end of `pulumi up`";
  return `A value that is unknown during preview is reported as advisory; the resource is ${when}.`;
}

/** The default configuration of a rule. */
export function defaultConfig(rule: AnyRule): Record<string, unknown> {
  return defaultsOf(rule.config ?? {});
}
