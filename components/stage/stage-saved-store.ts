import { create } from 'zustand';
import { NOTHING_SAVED, readStage, type SavedStage, type StageNote, writeStage } from '@/lib/stage-saved';
import { useHistory } from './stage-history';

interface SavedStore {
  readonly user: string | null;
  readonly vhost: string | null;
  readonly saved: SavedStage;
  load(user: string, vhost: string): void;
  change(part: Partial<SavedStage>): void;
}

/** The arrangement of the stage that is open, written down at every change. */
export const useSaved = create<SavedStore>((set, get) => ({
  user: null,
  vhost: null,
  saved: NOTHING_SAVED,
  load: (user, vhost) => {
    if (get().user !== user || get().vhost !== vhost) set({ user, vhost, saved: readStage(user, vhost) });
  },
  change: (part) => {
    const { user, vhost, saved: former } = get();
    const saved = { ...former, ...part };
    set({ saved });
    if (user !== null && vhost !== null) writeStage(user, vhost, saved);
  },
}));

function changeAndRecord(label: string, part: Partial<SavedStage>): void {
  const { saved: former, change } = useSaved.getState();
  const before = Object.fromEntries(Object.keys(part).map((key) => [key, former[key as keyof SavedStage]]));
  change(part);
  useHistory.getState().record({ label, undo: () => change(before), redo: () => change(part) });
}

/** Folds away what comes after a node, or shows it again. */
export function toggleFold(id: string, name: string): void {
  const folded = new Set(useSaved.getState().saved.folded);
  const isFolded = folded.delete(id);
  if (!isFolded) folded.add(id);
  changeAndRecord(isFolded ? `Unfold ${name}` : `Fold ${name}`, { folded });
}

export function setFolded(id: string, name: string, isFolded: boolean): boolean {
  if (useSaved.getState().saved.folded.has(id) === isFolded) return false;
  toggleFold(id, name);
  return true;
}

/** What the ids of notes begin with; those of nodes do not. */
export const NOTE_PREFIX = 'note:';

export function addNote(at: StageNote['at']): string {
  const id = `${NOTE_PREFIX}${crypto.randomUUID()}`;
  const { notes } = useSaved.getState().saved;
  changeAndRecord('Add a note', { notes: [...notes, { id, text: '', at }] });
  return id;
}

export function removeNote(id: string): void {
  const { notes } = useSaved.getState().saved;
  changeAndRecord('Remove a note', { notes: notes.filter((note) => note.id !== id) });
}

export function writeNote(id: string, text: string): void {
  const { notes } = useSaved.getState().saved;
  if (notes.some((note) => note.id === id && note.text === text)) return;
  changeAndRecord('Change a note', { notes: notes.map((note) => (note.id === id ? { ...note, text } : note)) });
}

/** A frame around these nodes, without a name yet. */
export function addRegion(members: readonly string[]): void {
  const { regions } = useSaved.getState().saved;
  const region = { id: `region:${crypto.randomUUID()}`, name: '', members, isFolded: false };
  changeAndRecord('Add a frame', { regions: [...regions, region] });
}

export function nameRegion(id: string, name: string): void {
  const { regions } = useSaved.getState().saved;
  if (regions.some((region) => region.id === id && region.name === name)) return;
  const named = regions.map((region) => (region.id === id ? { ...region, name } : region));
  changeAndRecord('Name a frame', { regions: named });
}

/** Draws a frame as one node, at this place if one is given, or opens it again. */
export function foldRegion(id: string, isFolded: boolean, at?: StageNote['at']): boolean {
  const { regions, pins } = useSaved.getState().saved;
  const region = regions.find((other) => other.id === id && other.isFolded !== isFolded);
  if (region === undefined) return false;
  changeAndRecord(`${isFolded ? 'Fold' : 'Unfold'} the frame ${region.name}`, {
    regions: regions.map((other) => (other === region ? { ...region, isFolded } : other)),
    pins: new Map([...pins].filter(([other]) => other !== id).concat(isFolded && at !== undefined ? [[id, at]] : [])),
  });
  return true;
}

export function removeRegion(id: string): void {
  const { regions } = useSaved.getState().saved;
  changeAndRecord('Remove a frame', { regions: regions.filter((region) => region.id !== id) });
}

export function toggleMinimap(): void {
  const { saved, change } = useSaved.getState();
  change({ hasMinimap: !saved.hasMinimap });
}
