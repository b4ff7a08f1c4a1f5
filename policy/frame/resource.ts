import type { PropertiesOf, ResourceType } from "./inputs";

/** A resource as a rule sees it. */
export type Resource<T extends ResourceType = ResourceType> = {
  [Each in T]: {
    readonly type: Each;
    readonly urn: string;
    readonly name: string;
    /**
     * Before creation, the checked inputs; in a stack rule, what the provider returned. Reading a
     * value that is not known during preview throws: see `unknown.ts`.
     */
    readonly props: PropertiesOf<Each>;
  };
}[T];

/** A resource of a stack, with what it hangs together with. */
export type StackResource<T extends ResourceType = ResourceType> = Resource<T> & {
  readonly parent: string | undefined;
  readonly dependencies: readonly string[];
  /** Per top-level property, the URNs of the resources that its value was made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
};

/** What a property with ids points at. */
export interface Targets<T extends ResourceType> {
  /** The resources that it points at for certain. */
  found: StackResource<T>[];
  /** Ids that no resource of the stack has: of another stack, or written by hand. */
  outside: string[];
  /**
   * Resources of which some, not known which, are pointed at. Only during preview, where new
   * resources have no id yet and only the dependencies tell.
   */
  possible: StackResource<T>[];
  /** Whether some ids are not known and nothing says what they could be. */
  unresolved: boolean;
}

/** The resources of a stack with the indexes that rules need, each built once, when first used. */
export interface Stack {
  readonly resources: readonly StackResource[];
  ofType<T extends ResourceType>(type: T): readonly StackResource<T>[];
  byUrn(urn: string): StackResource | undefined;
  /** Everything below a resource in the tree of parents. */
  descendants(urn: string): readonly StackResource[];
  /**
   * The resources of a type that a property points at.
   *
   * @param property Top-level property: dependencies are known for it as a whole.
   * @param ids Reads the ids out of it.
   * @param key Property of the target that the ids are values of. Default: its id.
   */
  targets<T extends ResourceType>(
    from: StackResource,
    property: string,
    type: T,
    ids: () => readonly string[] | undefined,
    key?: string,
  ): Targets<T>;
  /** As {@link Stack.targets}, for a property that holds one id. */
  target<T extends ResourceType>(
    from: StackResource,
    property: string,
    type: T,
    id: () => string | undefined,
    key?: string,
  ): Targets<T>;
}
