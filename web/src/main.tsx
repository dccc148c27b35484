import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import './console.css';
import { createRoot } from 'react-dom/client';
import { startI18n } from './i18n/i18n.js';
import { session } from './api/session.js';
import { styleNonce } from './style-nonce.js';
import { Console } from './Console.js';

// Where what locks the page behind a dialog looks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.querySelector('#root');
if (!root) throw new Error('The page has no #root');

// Whoever was signed in goes on without asking; a server that is away is told by the first page.
await Promise.all([startI18n(), session.renew().catch(() => null)]);
createRoot(root).render(<Console />);
