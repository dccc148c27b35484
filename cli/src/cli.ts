import { Latchkey } from '@latchkey/sdk';
import { EXIT } from './exit-codes.js';
import { Failure } from './failure.js';
import type { Io } from './io.js';
import { Answer } from './output/answer.js';
import { Progress } from './output/progress.js';
import { Prompts } from './prompts.js';
import { freshToken, USER_AGENT } from './session/sign-in.js';
import { isGivenWhole, targetOf, type GlobalOptions, type Target } from './session/target.js';
import { tenantId } from './session/tenant-id.js';
import { NO_SETTINGS } from './settings/settings.js';
import { SettingsFile } from './settings/settings-file.js';

/** Pipelines and large configurations take their time; a server that is not there is noticed long before. */
const LONGEST_ANSWER_MS = 300_000;

/** What commands work with. */
export class Cli {
  readonly answer: Answer;
  readonly prompts: Prompts;
  readonly progress: Progress;

  constructor(
    readonly io: Io,
    /** The options that every command has, once they are read. */
    readonly options: () => GlobalOptions,
  ) {
    this.answer = new Answer(io, () => options().json === true);
    this.prompts = new Prompts(io);
    this.progress = new Progress(io);
  }

  get settings(): SettingsFile {
    return new SettingsFile(this.io);
  }

  async target(): Promise<Target> {
    const options = this.options();
    const { env } = this.io;
    return targetOf(options, env, isGivenWhole(options, env) ? NO_SETTINGS : await this.settings.read());
  }

  /** The server as whoever is signed in sees it. */
  async client(): Promise<Latchkey> {
    return this.clientOf(await this.target());
  }

  async clientOf({ url, context, identity, tenant }: Target): Promise<Latchkey> {
    if (identity === null) {
      throw new Failure(`You are not signed in at ${url}`, {
        exit: EXIT.refused,
        hint: `Sign in with \`latchkey login ${url}\`, or set LATCHKEY_API_KEY`,
      });
    }
    const server = { baseUrl: url, userAgent: USER_AGENT, timeoutMs: LONGEST_ANSWER_MS };
    if (identity.kind === 'key') return new Latchkey({ ...server, apiKey: identity.key });
    const { settings } = this;
    const caller = { ...server, accessToken: () => freshToken(settings, context ?? '') };
    if (tenant === null) return new Latchkey(caller);
    return new Latchkey({ ...caller, tenantId: await tenantId(new Latchkey(caller), tenant) });
  }
}
