import { existsSync, readFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";
import { SimulatorError } from "./errors";
import { Journal, type JournalEntry } from "./journal";
import { Activity } from "./patience";
import type { Properties } from "./values";
import { lockWorld, type WorldLock } from "./world-lock";

/** One thing that exists in the local cloud. */
export interface Entry {
  /** The provider that made it: `aws` or `kubernetes`. */
  provider: string;
  /** Where it lives: `<account>/<Region>` at AWS, the API server's address in Kubernetes. */
  scope: string;
  /** Pulumi type token. */
  type: string;
  id: string;
  /** Inputs as checked, secrets in the clear: the file is readable by its owner only. */
  inputs: Properties;
  outputs: Properties;
  /** The stack's resource it belongs to; things AWS makes by itself have none. */
  urn?: string;
  /** What the cloud made it along with: it goes when that goes. */
  madeWith?: { type: string; id: string };
  /** What its made-up digits and addresses come from. */
  seed?: string;
  /** When it was created, ISO 8601. */
  created?: string;
}

interface Snapshot {
  version: 1;
  /** How often each URN was created: a replacement gets another id than what it replaces. */
  generations: Record<string, number>;
  entries: Entry[];
  /** @default nothing */
  journal?: JournalEntry[];
}

const EMPTY: Snapshot = { version: 1, generations: {}, entries: [] };

/**
 * What exists in the local cloud: in memory while it runs, in one file that every answer waits for.
 *
 * The file is replaced as a whole (written beside, synced, renamed), so a process that is killed at
 * any moment leaves the state before or after a change, never between. One process owns it at a time.
 */
export class World {
  private readonly entries = new Map<string, Entry>();
  private readonly byType = new Map<string, Map<string, Entry>>();
  private readonly generations: Map<string, number>;
  /** What the runs have changed since one ended in order. */
  readonly journal: Journal;
  /** What goes on in it: changes, and the calls of its providers. */
  readonly activity = new Activity();
  private writing: Promise<void> | undefined;
  private waiting: Promise<void> | undefined;

  private constructor(
    private readonly file: string,
    snapshot: Snapshot,
    private readonly lock: WorldLock,
  ) {
    this.generations = new Map(Object.entries(snapshot.generations));
    for (const entry of snapshot.entries) this.index(entry);
    this.journal = new Journal(snapshot.journal);
  }

  /**
   * Opens the file, or starts an empty world where there is none.
   *
   * @throws SimulatorError when another process owns it, or it isn't a state file
   */
  static async open(file: string): Promise<World> {
    const lock = await lockWorld(file);
    try {
      return new World(file, World.read(file), lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** The process that was killed while it owned the file, just before this one opened it. */
  get takenFrom(): number | undefined {
    return this.lock.takenFrom;
  }

  /** What exists, without owning it: for looking while another process works. */
  static peek(file: string): readonly Entry[] {
    return World.read(file).entries;
  }

  private static read(file: string): Snapshot {
    if (!existsSync(file)) return EMPTY;
    let snapshot: Snapshot;
    try {
      snapshot = JSON.parse(readFileSync(file, "utf8")) as Snapshot;
    } catch (error) {
      throw new SimulatorError(`${file} is not a state of the local cloud: ${String(error)}`);
    }
    if (snapshot.version !== 1) {
      throw new SimulatorError(
        `${file} has state version ${String(snapshot.version)}; this local cloud reads version 1. Empty it with --reset.`,
      );
    }
    return snapshot;
  }

  get(scope: string, type: string, id: string): Entry | undefined {
    return this.byType.get(type)?.get(keyOf({ scope, type, id }));
  }

  /** Everything of a type, in one scope or in all. */
  all(type: string, scope?: string): Entry[] {
    const entries = [...(this.byType.get(type)?.values() ?? [])];
    return scope === undefined ? entries : entries.filter((entry) => entry.scope === scope);
  }

  everything(): Entry[] {
    return [...this.entries.values()];
  }

  /** Adds an entry, or replaces the one of its id. */
  put(entry: Entry): void {
    this.index(entry);
    this.activity.note();
  }

  private index(entry: Entry): void {
    const key = keyOf(entry);
    this.entries.set(key, entry);
    let ofType = this.byType.get(entry.type);
    if (!ofType) this.byType.set(entry.type, (ofType = new Map<string, Entry>()));
    ofType.set(key, entry);
  }

  /** Removes an entry and all that was made along with it. */
  remove(entry: Pick<Entry, "scope" | "type" | "id">): void {
    const key = keyOf(entry);
    this.entries.delete(key);
    this.byType.get(entry.type)?.delete(key);
    this.activity.note();
    for (const other of this.entries.values()) {
      if (other.scope === entry.scope && isMadeWith(other, entry)) this.remove(other);
    }
  }

  /** Removes all that lives in a scope: the objects of a cluster that is no more. */
  removeScope(scope: string): void {
    for (const entry of this.everything()) if (entry.scope === scope) this.remove(entry);
  }

  /** Counts a creation under `urn`: 1 for the first, 2 for its replacement, … */
  nextGeneration(urn: string): number {
    const generation = (this.generations.get(urn) ?? 0) + 1;
    this.generations.set(urn, generation);
    return generation;
  }

  /** Resolves once everything changed so far is in the file. Calls at the same time share a write. */
  async commit(): Promise<void> {
    if (!this.writing) return this.startWriting();
    // The running write may have missed the latest change; one more write serves all who wait.
    this.waiting ??= this.writing.then(() => {
      this.waiting = undefined;
      return this.startWriting();
    });
    return this.waiting;
  }

  private startWriting(): Promise<void> {
    const snapshot: Snapshot = {
      version: 1,
      generations: Object.fromEntries(this.generations),
      entries: this.everything(),
      journal: this.journal.entries,
    };
    const writing = writeFileAtomic(this.file, JSON.stringify(snapshot), { mode: 0o600 });
    this.writing = writing.then(
      () => void (this.writing = undefined),
      () => void (this.writing = undefined),
    );
    return writing;
  }

  /** Writes a last time, and gives the file free. */
  async close(): Promise<void> {
    try {
      await this.commit();
    } finally {
      await this.lock.release();
    }
  }
}

/** Whether the cloud made `entry` along with `owner`. */
export function isMadeWith(entry: Entry, owner: Pick<Entry, "type" | "id">): boolean {
  return entry.madeWith?.type === owner.type && entry.madeWith.id === owner.id;
}

function keyOf({ scope, type, id }: Pick<Entry, "scope" | "type" | "id">): string {
  return `${scope} ${type} ${id}`;
}
