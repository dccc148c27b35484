import { watch } from './telemetry/watch.js';

// What is watched must not be loaded before the watching has begun: hence the second import.
const stopWatching = await watch(process.env);
const { serve } = await import('./serve.js');
await serve(process.env, stopWatching);
