/** Words that people and example files use as secrets; alone, repeated or with digits around them they are refused. */
const KNOWN_WORDS = [
  'admin', 'administrator', 'adminadmin', 'changeme', 'changemeplease', 'pleasechangeme', 'default', 'defaultsecret',
  'demo', 'dragon', 'example', 'guest', 'hello', 'helloworld', 'iloveyou', 'infiniflow', 'infiniragflow', 'langbot',
  'latchkey', 'letmein', 'login', 'master', 'monkey', 'mysecret', 'mysecretkey', 'mysupersecretkey', 'notsosecret',
  'pass', 'passw', 'passwd', 'password', 'passwordpassword', 'passphrase', 'postgres', 'ragflow', 'replaceme', 'root',
  'rootroot', 'secret', 'secretkey', 'secretpassword', 'supersecret', 'supersecretkey', 'supersecretpassword',
  'sunshine', 'sk', 'test', 'testing', 'testtest', 'thisisasecret', 'thisisnotasecret', 'topsecret', 'user',
  'yoursecret', 'yoursecretkey', 'yoursecretkeyhere', 'welcome', 'welcomewelcome',
]; // prettier-ignore

const KEYBOARD_RUNS = [
  '0123456789',
  '0123456789abcdef',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
];

const FEWEST_DISTINCT_CHARACTERS = 6;

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};

/** Says why a secret is too easy to guess, or null when it will do. */
export function weaknessOf(secret: string, fewestCharacters: number): string | null {
  if (secret.length < fewestCharacters) return `must have at least ${fewestCharacters} characters`;
  const lower = secret.toLowerCase();
  if (new Set(lower).size < FEWEST_DISTINCT_CHARACTERS) return 'repeats too few different characters';
  if (isKeyboardRun(lower) || isKnownWord(lower)) return 'is a well-known value';
  return null;
}

function isKeyboardRun(lower: string): boolean {
  return KEYBOARD_RUNS.some((run) => run.repeat(Math.ceil(lower.length / run.length) + 1).includes(lower));
}

function isKnownWord(lower: string): boolean {
  const spelled = lower.replace(/[01345@$]/g, (character) => LOOKALIKES[character] ?? character);
  const letters = [lower, spelled].map((text) => text.replace(/[^a-z]/g, ''));
  return letters.some((text) => KNOWN_WORDS.some((word) => isRepetition(text, word)));
}

function isRepetition(text: string, word: string): boolean {
  return text.length > 0 && text.length % word.length === 0 && text === word.repeat(text.length / word.length);
}
