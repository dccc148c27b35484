import type { ArchiveMember } from './zip-archive.js';

/** What a parse worker is asked, as its `workerData`. */
export type ParseRequest =
  { kind: 'chunks'; extension: string; content: Uint8Array } | { kind: 'members'; content: Uint8Array };

/** What it answers, once. */
export type ParseAnswer =
  | { kind: 'chunks'; chunks: string[] }
  | { kind: 'members'; members: { name: string; content: Uint8Array }[] }
  | { kind: 'unreadable'; message: string };

/** A file out of an archive. */
export type BundledFile = ArchiveMember;
