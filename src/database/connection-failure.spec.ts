import { QueryFailedError } from 'typeorm';
import { isConnectionFailure } from './connection-failure.js';

const coded = (code: string) => Object.assign(new Error('refused'), { code });

describe('isConnectionFailure', () => {
  it.each([
    ['a refused connection', coded('ECONNREFUSED')],
    ['a server that is shutting down', coded('57P01')],
    ['a server that is starting', coded('57P03')],
    ['too many connections', coded('53300')],
    ['a connection that broke off', new Error('Connection terminated unexpectedly')],
    ['a pool that has none to give', new Error('timeout exceeded when trying to connect')],
    ['a statement without an answer', new Error('Query read timeout')],
    ['two addresses that both refuse', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])],
    ['what TypeORM wraps', new QueryFailedError('SELECT 1', [], coded('57P01'))],
  ])('is true for %s', (_, error) => {
    expect(isConnectionFailure(error)).toBe(true);
  });

  it.each([
    ['a violated constraint', coded('23505')],
    ['wrong SQL', new QueryFailedError('SELEC 1', [], coded('42601'))],
    ['a wrong password', coded('28P01')],
    ['a mistake of ours', new TypeError('x is not a function')],
    ['no error at all', 'Connection terminated'],
    ['nothing', null],
  ])('is false for %s', (_, error) => {
    expect(isConnectionFailure(error)).toBe(false);
  });
});
