/** A call that changed a resource of a stack, as far as the engine's state has to know it. */
export interface JournalEntry {
  operation: "create" | "update" | "delete";
  urn: string;
  /** Undefined as long as a creation is under way. */
  id?: string;
  /** How the state refers to the provider: its URN and id, with `::` between them. */
  provider: string;
  /** Inputs that the provider filled in; undefined for providers that mark none. */
  defaults?: string[] | undefined;
  /** JSON pointers of inputs and outputs that are secret. */
  secretInputs: string[];
  secretOutputs: string[];
  /** Whether the call has ended. */
  done: boolean;
}

/** What is known of a call when it begins. */
export type JournalCall = Omit<JournalEntry, "done" | "secretOutputs">;

/** A call under way. */
export interface JournalRecord {
  /** The call took effect on the resource with this id. */
  end(id: string, secretOutputs?: readonly string[]): void;
  /** The call was refused and changed nothing. */
  cancel(): void;
}

/**
 * The changes of a run. The engine writes its state after each answer, so a run that is killed
 * leaves changes that its state does not have. The journal says which resources to compare. Whoever
 * sees a run end in order clears it.
 */
export class Journal {
  private readonly calls = new Map<string, JournalEntry>();

  constructor(entries: readonly JournalEntry[] = []) {
    for (const entry of entries) this.calls.set(keyOf(entry), entry);
  }

  get entries(): JournalEntry[] {
    return [...this.calls.values()];
  }

  begin(call: JournalCall): JournalRecord {
    const entry: JournalEntry = { ...call, secretOutputs: [], done: false };
    const before = this.calls.get(keyOf(entry));
    this.calls.set(keyOf(entry), entry);
    const takeBack = (): void => {
      this.calls.delete(keyOf(entry));
    };
    return {
      end: (id, secretOutputs = []) => {
        takeBack();
        const ended = { ...entry, id, secretOutputs: [...secretOutputs], done: true };
        this.calls.set(keyOf(ended), ended);
      },
      cancel: () => {
        takeBack();
        if (before) this.calls.set(keyOf(before), before);
      },
    };
  }

  clear(): void {
    this.calls.clear();
  }
}

/** A resource is in it once, with its latest change. */
function keyOf({ urn, id = "" }: JournalEntry): string {
  return `${urn} ${id}`;
}
