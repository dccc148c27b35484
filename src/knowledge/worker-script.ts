/**
 * Where the compiled script of a worker is. Tests run the sources as they are, which a worker can't: theirs are those
 * of the last build.
 * @param module the `import.meta.url` of who asks, beside whom the script lies
 */
export function workerScript(name: string, module: string): URL {
  const script = new URL(name, module);
  return module.endsWith('.ts') ? new URL(script.href.replace('/src/', '/dist/')) : script;
}
