/** Installs the commit hooks in a developer's checkout; elsewhere (a container, CI, a production install) does nothing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const isDevelopment = existsSync('.git') && existsSync('node_modules/lefthook') && !process.env.CI;
if (isDevelopment) spawnSync('npx', ['lefthook', 'install'], { stdio: 'ignore' });
