/** The database of all tests, and the clients that pages show. */
import process from 'node:process';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';
import setUpDatabase from '../support/global-setup.mjs';

export default async function setUp() {
  process.env.LATCHKEY_DOCS_PYTHON = await pythonEnvironment('test of the docs', 'test/docs/requirements.txt');
  await setUpDatabase();
}
