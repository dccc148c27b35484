const OPEN = '<think>';
const CLOSE = '</think>';

/** Leaves out of a text that comes in pieces what a model thinks aloud between `<think>` and `</think>`. */
export class ThinkFilter {
  /** What may turn out to be the beginning of a tag. */
  private held = '';
  private isThinking = false;
  /** What follows a thought begins a paragraph of its own. */
  private trims = false;

  /** @returns what can be shown so far */
  push(piece: string): string {
    let rest = this.held + piece;
    let shown = '';
    for (;;) {
      const tag = this.isThinking ? CLOSE : OPEN;
      const at = rest.indexOf(tag);
      if (at === -1) break;
      if (!this.isThinking) shown += this.show(rest.slice(0, at));
      this.trims = this.isThinking;
      this.isThinking = !this.isThinking;
      rest = rest.slice(at + tag.length);
    }
    const keep = beginningOf(this.isThinking ? CLOSE : OPEN, rest);
    this.held = rest.slice(rest.length - keep);
    return this.isThinking ? shown : shown + this.show(rest.slice(0, rest.length - keep));
  }

  /** @returns what was held back and turned out to be text */
  flush(): string {
    const { held } = this;
    this.held = '';
    return this.isThinking ? '' : this.show(held);
  }

  private show(text: string): string {
    if (!this.trims) return text;
    const trimmed = text.trimStart();
    if (trimmed !== '') this.trims = false;
    return trimmed;
  }
}

/** How much of the text's end could be the beginning of the tag. */
function beginningOf(tag: string, text: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--) {
    if (tag.startsWith(text.slice(text.length - length))) return length;
  }
  return 0;
}
