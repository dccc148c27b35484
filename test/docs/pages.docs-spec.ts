import { isForOperators } from './pages.js';
import { typePages } from './type-pages.js';

describe('the documentation', () => {
  typePages((page, setting) => !isForOperators(page, setting));
});
