import { isForOperators } from './pages.js';
import { typePages } from './type-pages.js';

describe('the guides for operators', () => {
  typePages(isForOperators);
});
