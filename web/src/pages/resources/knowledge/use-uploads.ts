import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wordsOf } from '../../../ui/words-of.js';
import { filesQuery } from './queries.js';
import { importFile, whyNot } from './upload.js';

/** A file on its way, or one that did not get there. */
export interface Upload {
  id: string;
  name: string;
  /** Null while it travels. */
  problem: string | null;
}

/** Sends files one after the other; those that arrived are the list's business. */
export function useUploads(uuid: string) {
  const { t } = useTranslation('knowledge');
  const { t: tShell } = useTranslation();
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const fail = (id: string, problem: string): void =>
    setUploads((now) => now.map((each) => (each.id === id ? { ...each, problem } : each)));
  const forget = (id: string): void => setUploads((now) => now.filter((each) => each.id !== id));

  const add = async (files: readonly File[]): Promise<void> => {
    const begun = files.map((file) => {
      const reason = whyNot(file);
      const problem = reason && t(`upload.refused.${reason}`);
      return { file, upload: { id: crypto.getRandomValues(new Uint32Array(2)).join('-'), name: file.name, problem } };
    });
    setUploads((now) => [...now, ...begun.map(({ upload }) => upload)]);
    for (const { file, upload } of begun.filter((each) => each.upload.problem === null)) {
      try {
        await importFile(uuid, file);
        await client.invalidateQueries({ queryKey: filesQuery(uuid).queryKey });
        forget(upload.id);
      } catch (error) {
        fail(upload.id, wordsOf(tShell, error));
      }
    }
  };
  return { uploads, add, forget };
}
