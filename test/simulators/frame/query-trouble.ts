import { Answer } from './answer';

/** A fault struck a question: the answer the vendor would have given goes through `spoil`. */
export class QueryTrouble extends Error {
  constructor(readonly spoil: (answer: Answer) => Answer) {
    super('a fault struck this question');
  }
}
