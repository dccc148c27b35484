import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { splitStyles } from './split-styles.js';

/** `npm run dev:web` serves the console beside a running server, which it asks for everything else. */
const SERVER = 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), splitStyles()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The content policy allows files of our own only.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
  server: { proxy: Object.fromEntries(['/api', '/v1', '/docs', '/openapi.json'].map((path) => [path, SERVER])) },
});
