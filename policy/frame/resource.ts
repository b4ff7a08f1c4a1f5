import type { PropertiesOf, ResourceType } from "./inputs";

/** A resource as a rule sees it. */
export type Resource<T extends ResourceType = ResourceType> = {
  [Each in T]: {
    readonly type: Each;
    readonly urn: string;
    readonly name: string;
    /**
     * The inputs before creation, or the outputs of the provider in a stack rule. Reading a value
     * that is unknown during preview throws an error: see `unknown.ts`.
     */
    readonly props: PropertiesOf<Each>;
  };
}[T];

/** A resource of a stack, with its relations to other resources. */
export type StackResource<T extends ResourceType = ResourceType> = Resource<T> & {
  readonly parent: string | undefined;
  readonly dependencies: readonly string[];
  /** The URNs of the resources that each top-level property was computed from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
};

/** The resources that a property with ids refers to. */
export interface Targets<T extends ResourceType> {
  /** The resources that it certainly refers to. */
  found: StackResource<T>[];
  /** Ids that no resource of the stack has: they belong to another stack or are literals. */
  outside: string[];
  /**
   * Resources of which the property refers to some. Only during preview, when new resources have no
   * ids yet and the dependencies do not show which are meant.
   */
  possible: StackResource<T>[];
  /** Whether some ids are unknown and no dependency shows what they could be. */
  unresolved: boolean;
}

/** The resources of a stack, with indexes that are built when a rule first uses them. */
export interface Stack {
  readonly resources: readonly StackResource[];
  ofType<T extends ResourceType>(type: T): readonly StackResource<T>[];
  byUrn(urn: string): StackResource | undefined;
  /** All descendants of a resource in the tree of parents. */
  descendants(urn: string): readonly StackResource[];
  /**
   * The resources of a type that a property refers to.
   *
   * @param property A top-level property: the engine records dependencies for it as a whole.
   * @param ids Reads the ids from it.
   * @param key The property of the targets that contains the ids. Default: `id`.
   */
  targets<T extends ResourceType>(
    from: StackResource,
    property: string,
    type: T,
    ids: () => readonly string[] | undefined,
    key?: string,
  ): Targets<T>;
  /** Like {@link Stack.targets}, for a property with one id. */
  target<T extends ResourceType>(
    from: StackResource,
    property: string,
    type: T,
    id: () => string | undefined,
    key?: string,
  ): Targets<T>;
}
