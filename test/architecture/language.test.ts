import { describe, expect, it } from 'vitest';
import { importsOf, placesOf, product, tests, textOf, wings } from './source.ts';

const everything = [...product, ...wings.local, ...tests];
const outside = (paths: readonly string[], ...allowed: string[]) => paths.filter((path) => !allowed.includes(path));
const CLOCKS = ['functions/runtime/clock.ts', 'web/src/lib/clock.ts'];

describe('types are never given up', () => {
  it('nothing is any', () => {
    expect(placesOf(/\bas any\b|:\s*any\b(?!['"`])|<any\b|\bany>|\bany\[\]|\|\s*any\b|Array<any/, everything)).toEqual(
      [],
    );
  });

  it('no check of the compiler is switched off; tests may say that something must not compile', () => {
    const off = everything.filter((path) => /@ts-(ignore|nocheck)/.test(textOf(path)));
    expect(outside(off, 'test/architecture/language.test.ts')).toEqual([]);
    const wrong = [...product, ...wings.local].filter((path) => /@ts-expect-error/.test(textOf(path)));
    expect(wrong).toEqual([]);
  });

  it('nothing is claimed to be present that the compiler cannot see', () => {
    expect(placesOf(/[\w)\]]!(\.|;|,|\)|\]|$|\s*=(?!=))/, everything)).toEqual([]);
  });
});

it('people of whom nobody knows more are "they"', () => {
  const paths = outside(everything, 'test/architecture/language.test.ts');
  const places = paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => (/\b(s?he|hers?|his|him|(her|him)self)\b/i.test(line) ? [`${path}:${index + 1}`] : [])),
  );
  expect(places).toEqual([]);
});

describe('zod stays small', () => {
  it('every schema comes from the namespace of zod/mini', () => {
    const named = everything.filter((path) =>
      /import\s+(?!\*|type \*)[^;]*from\s+['"]zod(\/mini)?['"]/.test(textOf(path)),
    );
    expect(named).toEqual([]);
  });

  it('nothing loads classic zod', () => {
    const classic = everything
      .flatMap(importsOf)
      .filter(({ to }) => to === 'zod' || /^zod\/(v\d|classic|core)/.test(to));
    expect(classic).toEqual([]);
  });
});

describe('everything from outside comes in through one door', () => {
  it('environment variables are read only in files named env.ts', () => {
    const readers = product.filter((path) => !path.endsWith('/env.ts'));
    expect(placesOf(/\bprocess\.env\b/, readers)).toEqual([]);
  });

  it('the time is read only through the clocks', () => {
    expect(
      placesOf(/\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bDate\(\)/, outside(product, ...CLOCKS)),
    ).toEqual([]);
  });

  it('nobody waits inside a function, but for others who write the same rows at this moment', () => {
    const files = outside([...wings.functions, ...wings.shared], 'functions/runtime/backoff.ts');
    expect(placesOf(/\bset(Timeout|Interval)\b|timers\/promises/, files)).toEqual([]);
  });

  it('chance is never predictable', () => {
    expect(placesOf(/\bMath\.random\b/, [...product, ...wings.local])).toEqual([]);
  });

  it('HTTP leaves through these files only', () => {
    const places = placesOf(/\bfetch\s*\(|\bXMLHttpRequest\b|\bsendBeacon\b|\bEventSource\b/, product);
    const network = product
      .flatMap(importsOf)
      .filter(({ to }) => /^(node:)?(https?|net|tls|dgram|http2)$|^(axios|undici|got|node-fetch)$/.test(to));
    expect(
      [...new Set([...places.map((place) => place.split(':')[0]), ...network.map(({ from }) => from)])].sort(),
    ).toMatchInlineSnapshot(`
      [
        "functions/calendar/aladhan-month.ts",
        "functions/media/check-image.ts",
        "functions/payments/myfatoorah/call.ts",
        "functions/platforms/http.ts",
        "functions/platforms/media-bytes.ts",
        "functions/platforms/picture.ts",
        "functions/runtime/token-keys.ts",
        "web/src/features/media/send-form.ts",
        "web/src/lib/send.ts",
      ]
    `);
  });

  it('product code says what happens through its logger', () => {
    expect(placesOf(/\bconsole\.\w+/, product)).toEqual([]);
  });

  it('the page takes its time from the server: nothing else in it reads the clock or the zone of the device', () => {
    const allowed = ['web/src/lib/clock.ts', 'web/src/lib/format.ts'];
    expect(placesOf(/\bnew Date\b|\bDate\s*[.(]|\b(today|getLocalTimeZone)\(/, outside(wings.web, ...allowed))).toEqual(
      [],
    );
  });

  it('product code never asks whether it runs on a laptop', () => {
    const asks = /\b(isLocal|isOffline|LOCALSTACK|IS_LOCAL|AWS_SAM_LOCAL)\b/;
    expect(
      [...wings.functions, ...wings.shared, ...wings.web].filter((path) => asks.test(withoutComments(path))),
    ).toEqual([]);
  });
});

const withoutComments = (path: string) =>
  textOf(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '');

it('the SDK’s own setting of an endpoint is read for the token keys only', () => {
  const readers = product.filter((path) => /AWS_ENDPOINT_URL|\bsdkEndpoint\b/.test(withoutComments(path)));
  expect(readers).toEqual(['functions/runtime/env.ts', 'functions/runtime/token-keys.ts']);
});

describe('tests are worth having', () => {
  const suites = tests.filter((path) => /\.test\.tsx?$/.test(path));

  it('none is skipped, left for later or run alone', () => {
    expect(placesOf(/\b(it|test|describe)\.(skip|only|todo|fails|skipIf|runIf)\b|\bx(it|describe)\(/, suites)).toEqual(
      [],
    );
  });

  it('none replaces our own code by a mock', () => {
    expect(placesOf(/\bvi\.(mock|doMock|hoisted)\b|\bjest\./, suites)).toEqual([]);
  });

  it('each one assesses something', () => {
    expect(suites.filter((path) => !/\bexpect\b|\bfc\.assert\b/.test(textOf(path)))).toEqual([]);
  });
});
