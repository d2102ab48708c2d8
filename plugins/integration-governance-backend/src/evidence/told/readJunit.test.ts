import * as fc from 'fast-check';
import { readJunit } from './readJunit';

const testcase = (inner = '') => `<testcase name="a">${inner}</testcase>`;

it.each([
  ['nothing', '<testsuites></testsuites>', [0, 0, 0]],
  ['an empty suite', '<testsuite name="a" tests="7"/>', [0, 0, 0]],
  [
    'suites with passes, failures, errors and skips',
    `<?xml version="1.0"?><testsuites>
      <testsuite>${testcase()}${testcase('<failure>no</failure>')}</testsuite>
      <testsuite>${testcase('<error/>')}${testcase('<skipped/>')}</testsuite>
    </testsuites>`,
    [4, 2, 1],
  ],
  [
    'suites in suites',
    `<testsuites><testsuite>${testcase()}<testsuite>${testcase()}</testsuite></testsuite></testsuites>`,
    [2, 0, 0],
  ],
  [
    'a case that passed when it ran again',
    `<testsuite>${testcase('<flakyFailure/>')}</testsuite>`,
    [1, 0, 0],
  ],
  [
    'a case without a body, and output that looks like a failure',
    `<testsuite><testcase name="a"/>${testcase('<system-out><![CDATA[<failure/>]]></system-out>')}</testsuite>`,
    [2, 0, 0],
  ],
])('counts %s', (_what, text, [tests, failed, skipped]) => {
  expect(readJunit(text)).toEqual({ tests, failed, skipped });
});

it.each([
  ['no XML', 'nothing', /is no XML/],
  [
    'XML that breaks off',
    '<testsuite>\n<testcase name="a">\n</testsuite>',
    /line 3 is no XML/,
  ],
  ['something else', '<html></html>', /begins with <testsuites>/],
  [
    'suites without end',
    `${'<testsuite>'.repeat(100)}${'</testsuite>'.repeat(100)}`,
    /nested more than/,
  ],
])('says of %s what is wrong', (_what, text, message) => {
  expect(() => readJunit(text)).toThrow(message);
});

it('reads no entity, so that nothing grows', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]><testsuite><testcase name="&x;&x;"/></testsuite>`;
  expect(readJunit(bomb)).toEqual({ tests: 1, failed: 0, skipped: 0 });
});

it('answers or refuses whatever it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(() => {
        try {
          readJunit(text);
        } catch (error) {
          if ((error as Error).name !== 'InputError') {
            throw error;
          }
        }
      }).not.toThrow();
    }),
  );
});
