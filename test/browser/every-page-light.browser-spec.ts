import { describeEveryPage } from './every-page.js';

describe('every page of the console, light', () => describeEveryPage('light'));
