/** A chunk that is near a question. */
export interface Hit {
  id: string;
  /** Of the two unit vectors: 1 at best. */
  cosine: number;
}

/** Vectors of one length, one after the other. */
export interface VectorPage {
  ids: readonly string[];
  vectors: Float32Array;
}

/** The best so far, the worst of them at hand. */
export class NearestHits {
  private hits: Hit[] = [];

  constructor(private readonly limit: number) {}

  /** Measures a page against a question. */
  scan({ ids, vectors }: VectorPage, question: Float32Array): void {
    const length = question.length;
    let least = this.leastCosine();
    for (let row = 0; row < ids.length; row++) {
      const cosine = dot(vectors, row * length, question);
      if (cosine <= least) continue;
      this.insert({ id: ids[row] ?? '', cosine });
      least = this.leastCosine();
    }
  }

  /** The nearest first. */
  list(): Hit[] {
    return this.hits;
  }

  private leastCosine(): number {
    return this.hits.length < this.limit ? -Infinity : (this.hits[this.hits.length - 1]?.cosine ?? -Infinity);
  }

  private insert(hit: Hit): void {
    let low = 0;
    let high = this.hits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.hits[middle]?.cosine ?? 0) >= hit.cosine) low = middle + 1;
      else high = middle;
    }
    this.hits.splice(low, 0, hit);
    if (this.hits.length > this.limit) this.hits.pop();
  }
}

/** Four sums at a time let the processor overlap them. */
function dot(vectors: Float32Array, start: number, question: Float32Array): number {
  const end = start + question.length;
  let one = 0;
  let two = 0;
  let three = 0;
  let four = 0;
  let at = start;
  let place = 0;
  for (; at + 3 < end; at += 4, place += 4) {
    one += (vectors[at] as number) * (question[place] as number);
    two += (vectors[at + 1] as number) * (question[place + 1] as number);
    three += (vectors[at + 2] as number) * (question[place + 2] as number);
    four += (vectors[at + 3] as number) * (question[place + 3] as number);
  }
  for (; at < end; at++, place++) one += (vectors[at] as number) * (question[place] as number);
  return one + two + three + four;
}
