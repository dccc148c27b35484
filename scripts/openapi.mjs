/**
 * Writes openapi.json, or with --check tells whether the committed one is up to date. The @nestjs/swagger plugin, which
 * turns comments and validators into documentation, is a TypeScript transformer that neither swc nor Jest runs: so the
 * sources are emitted through it into a folder of their own, and the application is created from there, without a
 * database, only to be read.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { before } from '@nestjs/swagger/plugin';
import ts from 'typescript';
import 'reflect-metadata';
import { put } from './generated-file.mjs';

const root = process.cwd();
const out = join(root, '.openapi');

function compile(pluginOptions) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => { throw new Error(String(problem.messageText)); } }; // prettier-ignore
  const overrides = { outDir: out, rootDir: join(root, 'src'), noEmit: false, sourceMap: false };
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile('tsconfig.json', overrides, host);
  const sources = fileNames.filter((file) => file.includes('/src/') && !file.endsWith('.spec.ts'));
  const program = ts.createProgram(sources, options);
  program.emit(undefined, undefined, undefined, false, { before: [before(pluginOptions, program)] });
}

async function load(path) {
  return import(pathToFileURL(join(out, path)).href);
}

async function draw() {
  const nest = JSON.parse(await readFile('nest-cli.json', 'utf8'));
  compile(nest.compilerOptions.plugins.find(({ name }) => name === '@nestjs/swagger').options);
  const { createApp } = await load('bootstrap.js');
  const { AppConfig } = await load('config/app-config.js');
  const { readEnvironment } = await load('config/env.js');
  const { buildDocument } = await load('http/openapi-document.js');
  const { gatewayOperations } = await load('gateway/gateway-openapi.js');
  const { DataSource } = await import('typeorm');
  const connections = { dataSource: new DataSource({ type: 'postgres' }), url: '', directUrl: '' };
  const logger = { log() {}, warn: console.warn, error: console.error };
  const app = await createApp({ config: new AppConfig(readEnvironment({})), connections, preview: true, logger });
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  return buildDocument(app, version, gatewayOperations());
}

try {
  await put('openapi.json', JSON.stringify(await draw()), { source: 'the sources say', remedy: 'npm run openapi' });
} finally {
  await rm(out, { recursive: true, force: true });
}
