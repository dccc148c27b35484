/** The page of the providers, from the catalog and what the adapters say of themselves. */
import { NOTE, table } from './markdown.mjs';

const TYPE_OF_CALL = { embed: 'embedding', rerank: 'rerank', speak: 'tts', transcribe: 'speech2text' };

function fieldText({ name, required, secret, pattern, types }) {
  const marks = [
    ...(secret ? [] : ['plain']),
    ...(pattern === null ? [] : [`\`${pattern.replaceAll('|', '\\|')}\``]),
    ...(types === undefined ? [] : [`for ${types.join(', ')}`]),
  ];
  return `\`${name}\`${required ? '' : '?'}${marks.length === 0 ? '' : ` (${marks.join('; ')})`}`;
}

function verification(factory, adapter) {
  if (adapter === null) return factory.unavailableReason;
  const free = Object.keys(adapter.freeProofs ?? {}).filter((type) => factory.modelTypes.includes(type));
  const dear = factory.modelTypes.filter((type) => !free.includes(type));
  const ways = [
    ...(dear.length === 0 ? [] : [`tiny calls (${dear.join(', ')})`]),
    ...(free.length === 0 ? [] : [`free proof (${free.join(', ')})`]),
  ];
  return `${ways.join(', ')}${factory.selfDeployed ? '; saved without, unless asked' : ''}`;
}

export async function providers() {
  const { FactoryCatalog } = await import('../../dist/providers/factory-catalog.js');
  const { AdapterRegistry } = await import('../../dist/providers/adapter-registry.js');
  const { adaptersOver } = await import('../../dist/providers/adapters/adapters.js');
  const { waysOut } = await import('../../dist/providers/transport/ways-out.js');
  const { PriceTable } = await import('../../dist/providers/prices/price-table.js');
  const adapters = adaptersOver(waysOut(null));
  const registry = new AdapterRegistry(adapters);
  const factories = new FactoryCatalog()
    .list()
    .map((factory) => [
      factory.name,
      factory.modelTypes.join(', '),
      factory.credentialFields.map(fieldText).join(', ') || '–',
      factory.baseUrlRequired ? 'must be given' : (factory.baseUrl ?? '–'),
      factory.dialect,
      verification(factory, registry.find(factory)),
      'no',
      factory.models.length,
    ]);
  const dialects = adapters.map((adapter) => [
    adapter.dialect,
    [
      ...(adapter.chat === undefined ? [] : ['chat', 'image2text']),
      ...(adapter.stream === undefined ? [] : ['stream']),
      ...Object.keys(TYPE_OF_CALL)
        .filter((call) => adapter[call] !== undefined)
        .map((call) => TYPE_OF_CALL[call]),
      ...(adapter.listModels === undefined ? [] : ['discovery']),
    ].join(', '),
    (adapter.chatLacks ?? []).join(', ') || '–',
  ]);
  return `${NOTE}

# Providers

## Factories

A field with a question mark is optional; one that is not marked *plain* is secret: sealed, masked, kept out of every
message. A pattern is what the whole value must match. An address that is not public must be allowed by
\`OUTBOUND_ALLOW\`.

*Verified*: how a credential is tried before it is stored, all types at once, up to three models of each, in 20 seconds
at most; \`POST /api/v1/credentials/verify\` tries it in any case. A *tiny call* is the production call with a few
tokens; a *free proof* costs nothing and says as much about the credential and the model.

*Live*: whether the dialect was checked against the vendor's own service. None was, for want of accounts; each is tested
against a server on loopback that follows the vendor's published reference (named in
\`test/support/fake-provider/\`). By hand, verification and calls were tried against released servers: Ollama 0.17.4 with
a model of its own making (\`ollama\`, and as \`openai-compatible\` and \`anthropic\`), LiteLLM 1.108.7
(\`openai-compatible\`, rerank included, and \`anthropic\`) and aimock 1.43.0 (\`openai-compatible\`, \`azure-openai\`,
\`anthropic\`, \`gemini\`, \`bedrock\`, \`cohere\`). To check one yourself, with a credential of yours:

\`\`\`sh
npm run build
CREDENTIAL='{"api_key":"…"}' node scripts/provider-check.mjs OpenAI chat:gpt-4o-mini embedding:text-embedding-3-small
\`\`\`

${table(['Factory', 'Types', 'Credential', 'Base URL', 'Dialect', 'Verified', 'Live', 'Models'], factories)}

## Dialects

What each wire protocol can be asked for, and what its chat has no words for.

${table(['Dialect', 'Calls', 'Chat lacks'], dialects)}

## Prices

Prices, context lengths, abilities and end-of-life dates of models are those of the LiteLLM project's public table,
version ${PriceTable.vendored().version}, cut down to these factories (\`src/providers/prices/NOTICE.md\`). They add to
what is known of a model and never decide which models there are.
`;
}
