/** Something that a test opens, and others wait for. */
export interface Gate {
  opened: Promise<void>;
  open(): void;
}

export function aGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
